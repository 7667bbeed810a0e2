"""Casting: what a commit changed is encoded once for each distinct interest, and sent to all
sockets of the organisation under a small header each."""

import asyncio
from collections.abc import Callable, Sequence

import msgspec

from schemas.wire.down import Happened
from server.exchange.framing import Fragment, Framing
from server.exchange.socket import Socket
from server.storage.contract import Committed, Moved, Page

MOST = 5_000
"""Records of one cast; with more, sockets are told to pull."""
SLICE = 100
"""Sockets that are served before others get their turn."""

Interest = frozenset[str]


class Cast:
    """What a run of commits changed, for holders of different scopes.

    ``until``: the position that it reaches. ``touched``: every scope that it concerns.
    """

    def __init__(self, commits: Sequence[Committed]) -> None:
        self.until = commits[-1].head
        self._records: dict[str, Moved] = {}
        self._left: dict[str, set[str]] = {}
        for committed in commits:
            self._records.update({record.id: record for record in committed.records})
            for (scope, id), step in committed.departures.items():
                if step:
                    self._left.setdefault(id, set()).add(scope)
        scopes = [record.scopes for record in self._records.values()]
        self.touched = frozenset[str]().union(*scopes, *self._left.values())
        self._fragments: dict[tuple[Framing, Interest], Fragment | None] = {}
        self._frames: dict[tuple[str, str, Framing, Interest], str | bytes] = {}

    @property
    def is_too_much(self) -> bool:
        """Whether pulling in pages is the better way."""
        return len(self._records) > MOST

    def frame(self, socket: Socket, since: str, c: str) -> str | bytes | None:
        """The frame for one socket; None where nothing concerns it."""
        interest, framing = self.touched & socket.scopes, socket.framing
        if not interest:
            return None
        key = framing, interest
        if key not in self._fragments:
            page = self._select(interest)
            self._fragments[key] = None if page.empty else framing.fragment(page)
        fragment = self._fragments[key]
        if fragment is None:
            return None
        whole = since, c, framing, interest
        if whole not in self._frames:
            self._frames[whole] = framing.changes(since, c, fragment)
        return self._frames[whole]

    def _select(self, interest: Interest) -> Page:
        """Arrivals, departures and deletions for holders of these scopes."""
        arrivals: dict[str, list[bytes]] = {}
        departures: dict[str, list[str]] = {}
        gone: dict[str, list[str]] = {}
        for id, record in self._records.items():
            if not interest.isdisjoint(record.scopes):
                if record.deleted:
                    gone.setdefault(record.entity, []).append(id)
                else:
                    arrivals.setdefault(record.entity, []).append(record.document)
            elif not interest.isdisjoint(self._left.get(id, ())):
                departures.setdefault(record.entity, []).append(id)
        return Page(
            arrivals=list(arrivals.items()),
            departures=list(departures.items()),
            gone=list(gone.items()),
        )


class Caster:
    """Casts to the sockets of one organisation, in commit order.

    ``position``: every socket that neither is behind nor catches up has been told up to here.
    ``delivered`` hears how many frames went out, and how many sockets fell behind.
    """

    def __init__(self, delivered: Callable[[int, int], None]) -> None:
        self.sockets: dict[Socket, None] = {}
        self.position = 0
        self._delivered = delivered
        self._commits: list[Committed] = []
        self._news = asyncio.Event()

    def hear(self, committed: Committed) -> None:
        """Takes note of a commit; the casting itself waits until the writer has its answer."""
        self._commits.append(committed)
        self._news.set()

    async def run(self) -> None:
        """Casts for ever."""
        while True:
            await self._news.wait()
            self._news.clear()
            # The writer's answer is ready in this very turn of the loop: it goes first.
            await asyncio.sleep(0)
            commits, self._commits = self._commits, []
            if commits:
                await self._cast(commits)

    async def _cast(self, commits: Sequence[Committed]) -> None:
        cast = Cast(commits)
        people = frozenset[str]().union(*(each.people for each in commits))
        # Who comes from now on has pulled past this.
        self.position = cast.until
        sent = behind = 0
        for place, socket in enumerate(tuple(self.sockets)):
            if place % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            cursor = socket.cursor
            if cursor is None or cursor.position >= cast.until:
                continue
            if socket.person in people or cast.is_too_much:
                socket.behind()
                behind += 1
                continue
            reached = msgspec.structs.replace(cursor, position=cast.until)
            frame = cast.frame(socket, cursor.text(), reached.text())
            if frame is None:
                continue
            if socket.outlet.offer(frame):
                socket.cursor = reached
                sent += 1
            else:
                socket.behind()
                behind += 1
        self._delivered(sent + await self._announce(commits), behind)

    async def _announce(self, commits: Sequence[Committed]) -> int:
        """Says which domain events happened, to those whose scopes they happened in."""
        sent = 0
        for event in [event for committed in commits for event in committed.events]:
            message = Happened(event.name, event.entity, event.id, event.actor, event.step)
            frames: dict[Framing, str | bytes] = {}
            for place, socket in enumerate(tuple(self.sockets)):
                if place % SLICE == SLICE - 1:
                    await asyncio.sleep(0)
                if socket.cursor is None or socket.scopes.isdisjoint(event.scopes):
                    continue
                framing = socket.framing
                if framing not in frames:
                    frames[framing] = framing.send(message)
                sent += socket.outlet.offer(frames[framing])
        return sent
