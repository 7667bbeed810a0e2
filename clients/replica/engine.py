"""The loop that keeps a replica in step: rounds, then the live socket, for ever.

    engine = Engine(replica)
    task = asyncio.create_task(engine.run())

One exchange at a time. It is woken by local writes, follows the hub's instructions, backs off when
there is no contact (:mod:`sync.backoff`), and may be cancelled at any point.
"""

import asyncio
import functools
import os
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from clients.replica.contact import Contact, Link
from clients.replica.enrol import APP
from clients.replica.errors import Rejected, TransportError
from clients.replica.ids import Randomness
from clients.replica.live import Live
from clients.replica.replica import Replica
from clients.replica.rounds import Rounds
from clients.replica.transport.framing import Framing
from clients.replica.transport.http import Http
from clients.replica.transport.socket import Blocked
from schemas.wire.down import Happened, Presence, Receipt
from schemas.wire.up import Room
from sync.backoff import Backoff

POLL_S = 25
"""How long one long-polling request waits at the hub."""
SOCKET_AGAIN_S = 300.0
"""After a blocked socket: so long until the next try."""
CHECK_MS = 24 * 3600 * 1000
"""How often the checksum is compared."""

SHORT_S = 2.0
"""A socket that asks for a pull sooner than this was of no use."""
SHORT_LIVES_S = 30
"""The longest pause between sockets that are of no use."""


def _draw() -> float:
    return int.from_bytes(os.urandom(4)) / 2**32


class Engine:
    """Syncs one replica.

    ``framing``: JSON unless told otherwise. ``app``: the app's version. ``draw``: a random number
    from 0 to 1 for the back-off. ``sleep``: waits so many seconds. ``transport``: what requests go
    through, where it is not the network. ``socket``: False keeps to long-polling.
    """

    def __init__(
        self,
        replica: Replica,
        *,
        app: str = APP,
        framing: Framing | None = None,
        random: Randomness = os.urandom,
        draw: Callable[[], float] = _draw,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        transport: httpx.AsyncBaseTransport | None = None,
        socket: bool = True,
    ) -> None:
        self.replica = replica
        self.http = Http(
            replica.store, now=replica.now, random=random, app=app, framing=framing,
            transport=transport,
        )  # fmt: skip
        self.rounds = Rounds(replica, self.http)
        self.metrics = self.http.metrics
        self.backoff = Backoff()
        self.wiped = False
        self._draw = draw
        self._sleep = sleep
        self._socket = socket
        self._socket_from = 0.0
        self._short_lives = 0
        self._written = asyncio.Event()
        self._retry = asyncio.Event()
        self._busy = asyncio.Lock()
        self._listeners: list[Callable[[Happened | Presence], None]] = []
        self._live = Live(self.rounds, self._written, self._tell)
        self._checked_at = replica.now()

    # What others ask

    async def run(self) -> None:
        """Keeps the replica in step until it is cancelled, or the store was wiped."""
        loop = asyncio.get_running_loop()
        stop = self.replica.on_nudge(functools.partial(_wake, loop, self._written))
        try:
            while not self.wiped:
                try:
                    async with self._busy:
                        await self._turn()
                except TransportError as error:
                    code = error.code if isinstance(error, Rejected) else None
                    await self._failed(code, error.retry_after)
                except sqlite3.Error:
                    # A full disk may be emptied; until then nothing can be taken in.
                    await self._failed("device/storage", None)
        finally:
            stop()
            await self.http.close()

    async def sync(self) -> None:
        """Rounds until the queue is in and all is pulled; for commands and tests. Not beside
        :meth:`run`.

        Raises:
            TransportError: it did not come about; try again later.
        """
        async with self._busy:
            await self._all()

    async def receipt(self) -> Receipt | None:
        """Syncs, and asks for the signed "everything is in"; None where it is not. Not beside
        :meth:`run`: there, :meth:`want_receipt` asks with the next round.
        """
        self.rounds.receipt_wanted = True
        await self.sync()
        return self.replica.receipt()

    def want_receipt(self) -> None:
        """Asks for a receipt as soon as possible; it appears as :meth:`Replica.receipt`."""
        self.rounds.receipt_wanted = True
        self.retry_now()

    def retry_now(self) -> None:
        """Ends a waiting period: the person asks, or the radio came back."""
        self._retry.set()
        self._written.set()

    def on_event(self, listener: Callable[[Happened | Presence], None]) -> Callable[[], None]:
        """Hears named events and presence from the live socket; what is returned ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def room(self, room: Room) -> None:
        """Announces presence, now and after each reconnect."""
        await self._live.room(room)

    async def close(self) -> None:
        """Closes the connections; for those who only called :meth:`sync`."""
        await self.http.close()

    # The loop

    async def _turn(self) -> None:
        """Rounds until all is in step, then whatever keeps it so."""
        await self._all()
        if self.wiped:
            return
        loop = asyncio.get_running_loop()
        session = self.replica.store.session
        if not session.live or not self.rounds.reads:
            await self._pause(POLL_S)
        elif not self._socket or loop.time() < self._socket_from:
            await self._poll()
        else:
            try:
                await self._stay_live()
            except Blocked:
                # The server may just be gone; only if it answers a poll is the socket to blame.
                await self._poll()
                self._socket_from = loop.time() + SOCKET_AGAIN_S

    async def _all(self) -> None:
        self._written.clear()
        await self.rounds.all()
        self._contact("online")
        session = self.replica.store.session
        if session.wipe and not self.rounds.wanting(session):
            self.replica.store.clear()
            self.wiped = True
            self.replica.set_contact(Contact(link="online", problem="device/wiped"))
            return
        await self.rounds.forget()
        if session.live and self.replica.now() - self._checked_at >= CHECK_MS:
            self._checked_at = self.replica.now()
            if await self.rounds.check():
                await self.rounds.all()

    async def _stay_live(self) -> None:
        loop = asyncio.get_running_loop()
        opened = loop.time()
        async with await self._live.open() as socket:
            self._contact("live")
            await self._live.stay(socket)
        self._contact("online")
        self._short_lives = self._short_lives + 1 if loop.time() - opened < SHORT_S else 0
        if self._short_lives > 1:
            await self._pause(min(self._short_lives, SHORT_LIVES_S), by_writes=False)

    async def _poll(self) -> None:
        """Waits at the hub until something comes, or something was written here."""
        poll = asyncio.ensure_future(self.rounds.poll(POLL_S))
        written = asyncio.ensure_future(self._written.wait())
        try:
            await asyncio.wait({poll, written}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            written.cancel()
            poll.cancel()
            # Not by awaiting it: its end and that of this task would look the same.
            await asyncio.gather(poll, return_exceptions=True)
        if not poll.cancelled():
            poll.result()
        self._contact("online")

    async def _failed(self, problem: str | None, retry_after: float | None) -> None:
        """``problem``: the code that was answered; None where nothing was."""
        delay = self.backoff.fail(self._draw(), retry_after)
        self.metrics.retries += 1
        link: Link = "offline" if problem is None else "online"
        self.replica.set_contact(Contact(link=link, tell=self.backoff.tell, problem=problem))
        self._retry.clear()
        await self._pause(delay, by_writes=False)

    async def _pause(self, seconds: float, *, by_writes: bool = True) -> None:
        """Waits; a local write ends it unless there is no contact, a person's wish always does."""
        woken = self._written if by_writes else self._retry
        tasks: set[asyncio.Future[Any]] = {
            asyncio.ensure_future(self._sleep(seconds)),
            asyncio.ensure_future(woken.wait()),
        }
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _contact(self, link: Link) -> None:
        self.backoff.succeed()
        self.replica.set_contact(Contact(link=link))

    def _tell(self, event: Happened | Presence) -> None:
        for listener in list(self._listeners):
            listener(event)


def _wake(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    """Sets an event from whatever thread wrote."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(event.set)
