"""Life on the open socket: pushes and verdicts, changes as they happen, heartbeats both ways."""

import asyncio
from collections.abc import Callable
from typing import Any

from msgspec import Raw

from clients.replica.errors import Unreachable
from clients.replica.rounds import Rounds
from clients.replica.transport.framing import Down
from clients.replica.transport.socket import Socket, problem
from schemas.wire.down import (
    Behind,
    Changes,
    Expiring,
    Happened,
    Pong,
    Presence,
    Ready,
    Trouble,
    Verdicts,
)
from schemas.wire.up import Hello, Ping, Push, Room, Token
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.replica import change
from sync.session import Asked

PUSH_TIMEOUT_S = 20.0
"""How long a verdict may take before the slice goes out again over HTTP."""
SETTLE_S = 5.0
"""A verdict whose effects did not come within this is looked up by a pull."""
PATIENCE = 2.5
"""Heartbeats without any frame after which the connection counts as lost."""


class Live:
    """One replica on one socket after another. ``written``: is set by local writes."""

    def __init__(
        self,
        rounds: Rounds,
        written: asyncio.Event,
        tell: Callable[[Happened | Presence], None],
    ) -> None:
        self._rounds = rounds
        self._replica = rounds.replica
        self._written = written
        self._tell = tell
        self._rooms: list[Room] = []
        self._socket: Socket | None = None
        self._pushes = 0
        self._pushed: tuple[int, Asked, float] | None = None
        self._pinged: tuple[int, int] | None = None
        self._unsettled_since: float | None = None

    async def open(self) -> Socket:
        """A socket to be entered, which will say hello with the cursor of this moment."""
        http = self._rounds.http
        token = (await http.access()).access_token
        hello = Hello(token, PROTOCOL, SCHEMA, self._replica.store.session.cursor)
        return Socket(
            http.live_url(), hello, headers=http.headers(), framing=http.framing,
            metrics=http.metrics,
        )  # fmt: skip

    async def stay(self, socket: Socket) -> None:
        """Stays until a round over HTTP is needed.

        Raises:
            TransportError: the connection was lost.
        """
        self._socket, self._pushed, self._pinged = socket, None, None
        loop = asyncio.get_running_loop()
        receiving = asyncio.ensure_future(socket.receive())
        heard = beaten = loop.time()
        beat = max(socket.ready.beat, 1)
        told = False
        try:
            if socket.ready.instruction is not None:
                return
            for room in self._rooms:
                await socket.send(room)
            while True:
                # What is told in words moves nothing: the store need not be asked after each.
                if (not told or self._written.is_set()) and not await self._push(socket):
                    return
                told = False
                due = min(beaten + beat, heard + beat * PATIENCE, self._next_look(loop.time()))
                await self._wait(receiving, due - loop.time())
                now = loop.time()
                if receiving.done():
                    frame = receiving.result()
                    receiving = asyncio.ensure_future(socket.receive())
                    heard = now
                    told = isinstance(frame, Happened | Presence)
                    if not await self._take(socket, frame):
                        return
                elif now - heard >= beat * PATIENCE:
                    raise Unreachable("no heartbeat")
                if now - beaten >= beat:
                    beaten = now
                    await self._ping(socket)
                if self._overdue(now):
                    return
        finally:
            self._socket = None
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)

    async def room(self, room: Room) -> None:
        """Announces presence now, if the socket is open, and after each reconnect."""
        self._rooms = [known for known in self._rooms if known.id != room.id]
        if room.do != "leave_station":
            self._rooms.append(room)
        if self._socket is not None:
            await self._socket.send(room)

    # Going out

    async def _push(self, socket: Socket) -> bool:
        """Sends the next slice if none is under way. False where it needs a round."""
        self._written.clear()
        if self._pushed is not None:
            return True
        if self._rounds.receipt_wanted:
            return False
        prepared = await self._rounds.prepare_push()
        if prepared is None:
            # A push tells what runs low by the way; without one, numbers that are out need a round.
            return not await self._rounds.lacks_numbers()
        request, asked = prepared
        self._pushes += 1
        self._pushed = (self._pushes, asked, asyncio.get_running_loop().time())
        self._rounds.metrics.pushed += len(request.do)
        await socket.send(Push(self._pushes, request))
        return True

    async def _ping(self, socket: Socket) -> None:
        number = (self._pinged[0] if self._pinged else 0) + 1
        self._pinged = (number, self._replica.now())
        await socket.send(Ping(number))

    # Coming in

    async def _take(self, socket: Socket, frame: Down) -> bool:
        """Takes a frame in. False where a round over HTTP is needed."""
        match frame:
            case Changes():
                return await self._rounds.changed(lambda session: change(session, frame))
            case Verdicts():
                return await self._verdicts(frame)
            case Pong():
                if self._pinged is not None and self._pinged[0] == frame.n:
                    await self._rounds.beat(self._pinged[1], frame.at)
            case Happened() | Presence():
                self._tell(frame)
            case Expiring():
                access = await self._rounds.http.access(fresh=True)
                await socket.send(Token(access.access_token))
            case Trouble():
                if self._pushed is None or frame.id != self._pushed[0]:
                    raise problem(frame)
                return False
            case Behind():
                return False
            case Ready():
                pass
        return True

    async def _verdicts(self, frame: Verdicts[Raw]) -> bool:
        if self._pushed is None or frame.id != self._pushed[0]:
            return True
        _, asked, _ = self._pushed
        self._pushed = None
        await self._rounds.take(asked, frame.answer)
        # A push over the socket that decided nothing would be made again at once.
        moved = self._replica.store.session.after[0] > asked.after
        return moved and self._replica.store.session.live

    # Time

    async def _wait(self, receiving: "asyncio.Future[Down]", seconds: float) -> None:
        written = asyncio.ensure_future(self._written.wait())
        waiting: set[asyncio.Future[Any]] = {receiving, written}
        try:
            await asyncio.wait(
                waiting, timeout=max(seconds, 0),
                return_when=asyncio.FIRST_COMPLETED,
            )  # fmt: skip
        finally:
            written.cancel()

    def _next_look(self, now: float) -> float:
        """When something that was waited for would be overdue."""
        looks: list[float] = []
        if self._pushed is not None:
            looks.append(self._pushed[2] + PUSH_TIMEOUT_S)
        if not self._rounds.unsettled:
            self._unsettled_since = None
        elif self._unsettled_since is None:
            self._unsettled_since = now
        if self._unsettled_since is not None:
            looks.append(self._unsettled_since + SETTLE_S)
        return min(looks, default=now + 3600)

    def _overdue(self, now: float) -> bool:
        if self._pushed is not None and now - self._pushed[2] >= PUSH_TIMEOUT_S:
            return True
        since = self._unsettled_since
        return since is not None and now - since >= SETTLE_S and self._rounds.unsettled
