"""The live sockets of this process: who is open, who casts, who is silent, whose token ends."""

import asyncio
from collections.abc import Callable

from schemas.problems import Problem
from schemas.wire.down import Changes, Expiring, Pong
from server.exchange.casting import Caster
from server.exchange.exchange import Exchange
from server.exchange.presence import Rooms
from server.exchange.socket import Socket
from server.identity.principal import Principal
from sync.feed import parse

BEAT = 20
"""Seconds after which a side that had nothing to say sends a heartbeat."""
SILENCE = 3 * BEAT
"""A socket that said nothing for so long is closed."""
SWEEP = 2.0
WARNING = 60
"""Seconds before its end that a token is called in."""
ROOM = 2_000
"""Records of one catch-up; a device that lacks more pulls in pages."""

GOING_AWAY, UNAUTHORISED, TIMEOUT = 1001, 4401, 4408


class Live:
    """Opens, catches up, and closes. ``delivered`` hears of frames cast and sockets that fell
    behind."""

    def __init__(self, exchange: Exchange, delivered: Callable[[int, int], None]) -> None:
        self.exchange = exchange
        self.rooms = Rooms()
        self._delivered = delivered
        self._casters: dict[str, tuple[Caster, asyncio.Task[None]]] = {}
        self._sockets: dict[Socket, None] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._told: dict[tuple[str, str], int] = {}

    @property
    def open(self) -> int:
        """How many sockets are open."""
        return len(self._sockets)

    def told(self, organisation: str) -> dict[str, tuple[int, int]]:
        """Replica -> the position that it was told over a socket, and when the socket was heard
        from last (ms; 0 where it is closed). A hint for people: nothing is purged by it."""
        found = {replica: (at, 0) for (where, replica), at in self._told.items()
                 if where == organisation}  # fmt: skip
        now = asyncio.get_running_loop().time()
        for socket in self._sockets:
            replica = socket.principal.replica
            if replica is None or socket.principal.organisation != organisation:
                continue
            self._note(socket)
            heard = self.exchange.clock() - round((now - socket.heard) * 1000)
            found[replica] = self._told.get((organisation, replica), 0), heard
        return found

    def enter(self, socket: Socket) -> None:
        """Adds a socket that has authenticated; it hears changes once it has caught up."""
        organisation = socket.principal.organisation
        if organisation not in self._casters:
            caster = Caster(self._delivered)
            self.exchange.hearing.add(organisation, caster.hear)
            self._casters[organisation] = caster, asyncio.ensure_future(caster.run())
        self._casters[organisation][0].sockets[socket] = None
        self._sockets[socket] = None

    def leave(self, socket: Socket) -> None:
        """Takes a socket out: it hears nothing more. Nothing if it is out already."""
        if socket not in self._sockets:
            return
        del self._sockets[socket]
        organisation = socket.principal.organisation
        self._note(socket)
        for room in socket.rooms:
            self.rooms.leave(organisation, room, socket)
        caster, task = self._casters[organisation]
        caster.sockets.pop(socket, None)
        if not caster.sockets:
            self.exchange.hearing.remove(organisation, caster.hear)
            del self._casters[organisation]
            task.cancel()

    async def catch_up(self, socket: Socket, cursor: str) -> None:
        """Tells a socket all since a cursor and lets it hear what follows; one that lacks too much
        for one frame has to pull.

        Raises:
            Problem: ``sync/cursor``, or nobody is signed in.
        """
        principal, storage = socket.principal, self.exchange.storage
        caster, _ = self._casters[principal.organisation]
        socket.cursor = None
        told = cursor
        while cursor:
            page = await self.exchange.pull(principal, cursor, ROOM, socket.schema)
            # Scopes are asked for after the page: a later change of them is cast and heard of.
            scopes = await storage.scopes(
                principal.organisation, socket.person, principal.role or ""
            )
            reached = None if page.more or page.instruction else parse(page.cursor)
            if reached is None or reached.behind:
                break
            if not page.empty:
                changes = Changes(
                    told, page.cursor, socket.framing.documents(page.arrivals),
                    page.departures, page.gone,
                )  # fmt: skip
                if not socket.outlet.offer(socket.framing.send(changes)):
                    break
                told = page.cursor
            cursor = page.cursor
            # What was committed between the pull and now was cast without this socket: once more.
            if reached.position >= caster.position:
                socket.scopes, socket.cursor = scopes, parse(told)
                return
        socket.behind()

    def renew(self, socket: Socket, token: str) -> None:
        """Takes a new token for an open socket.

        Raises:
            Problem: ``auth/invalid`` where it is somebody else's, or what is wrong with it.
        """
        principal = self.exchange.identity.authenticator.verify(token)
        if _who(principal) != _who(socket.principal):
            raise Problem("auth/invalid")
        principal.reader()
        has_other_role = principal.role != socket.principal.role
        socket.principal, socket.token, socket.warned = principal, token, False
        if has_other_role:
            socket.behind()

    async def sweep(self) -> None:
        """Sends heartbeats, calls tokens in, and closes what is silent or over; for ever."""
        while True:
            await asyncio.sleep(SWEEP)
            self._look()

    async def close(self) -> None:
        """Closes every socket: the server goes away."""
        for socket in tuple(self._sockets):
            self._end(socket, GOING_AWAY)
        await asyncio.gather(*self._ending)

    def _note(self, socket: Socket) -> None:
        """Remembers what a socket was told, unless it may have gone silent before it heard it."""
        principal, silent = socket.principal, asyncio.get_running_loop().time() - socket.heard
        if principal.replica is not None and socket.cursor is not None and silent <= 2 * BEAT:
            key = principal.organisation, principal.replica
            self._told[key] = max(self._told.get(key, 0), socket.cursor.position)

    def _end(self, socket: Socket, code: int, reason: str = "") -> None:
        """Takes a socket out at once. Closing it may take a while: nobody else waits for that."""
        self.leave(socket)
        task = asyncio.create_task(socket.outlet.close(code, reason))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _look(self) -> None:
        for socket in tuple(self._sockets):
            self._look_at(socket)

    def _look_at(self, socket: Socket) -> None:
        now = asyncio.get_running_loop().time()
        if now - socket.heard > SILENCE:
            self._end(socket, TIMEOUT)
            return
        try:
            self.exchange.identity.authenticator.verify(socket.token)
        except Problem as problem:
            socket.trouble(problem)
            self._end(socket, UNAUTHORISED, problem.code)
            return
        left = (socket.principal.expires - self.exchange.clock()) // 1000
        if left <= WARNING and not socket.warned:
            socket.warned = True
            socket.tell(Expiring(left))
        if now - socket.told >= BEAT:
            socket.told = now
            socket.tell(Pong(0, self.exchange.now))


def _who(principal: Principal) -> tuple[str, str | None, str | None]:
    return principal.organisation, principal.person, principal.replica
