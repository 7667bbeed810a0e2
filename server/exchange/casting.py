"""Casting: what one commit changes is read once, encoded once for each distinct interest, and sent
to all sockets of the organisation under a small header each."""

import asyncio
from collections.abc import Callable

import msgspec

from schemas.wire.down import Happened
from server.exchange.framing import Fragment, Framing
from server.exchange.socket import Socket
from server.storage.contract import Committed, Moved, Page, Recent, Storage

MOST = 5_000
"""Records of one cast; with more, sockets are told to pull."""
SLICE = 100
"""Sockets that are served before others get their turn."""

Interest = frozenset[str]


class Caster:
    """Casts to the sockets of one organisation, in commit order.

    ``position``: all sockets that are neither behind nor catching up have been told up to here.
    ``delivered`` hears how many frames went out, and how many sockets fell behind.
    """

    def __init__(
        self, storage: Storage, organisation: str, delivered: Callable[[int, int], None]
    ) -> None:
        self.sockets: dict[Socket, None] = {}
        self.position = 0
        self._storage = storage
        self._organisation = organisation
        self._delivered = delivered
        self._heard = 0
        self._commits: list[Committed] = []
        self._news = asyncio.Event()

    def hear(self, committed: Committed) -> None:
        """Takes note of a commit; the casting itself waits until the writer has its answer."""
        self._heard = committed.head
        self._commits.append(committed)
        self._news.set()

    async def run(self) -> None:
        """Casts for ever."""
        while True:
            await self._news.wait()
            await self._cast()

    async def _cast(self) -> None:
        recent = await self._storage.recent(self._organisation, self.position, MOST)
        # The read may have seen commits that are still on their way here; what they say of
        # people's scopes must be known before anything is sent.
        while self._heard < recent.until:
            self._news.clear()
            await self._news.wait()
        self._news.clear()
        commits, self._commits = self._commits, []
        fallen = self._part(commits)
        self.position = max(self.position, recent.until)
        sent, slow = await self._send(recent)
        happened = await self._announce(commits)
        self._delivered(sent + happened, fallen + slow)

    def _part(self, commits: list[Committed]) -> int:
        """People whose scopes changed pull anew."""
        people = frozenset[str]().union(*(each.people for each in commits))
        fallen = [s for s in self.sockets if s.cursor is not None and s.person in people]
        for socket in fallen:
            socket.behind()
        return len(fallen)

    async def _send(self, recent: Recent) -> tuple[int, int]:
        touched = frozenset[str]().union(*(m.scopes | m.left for m in recent.moved))
        if not touched and recent.whole:
            return 0, 0
        fragments: dict[tuple[Framing, Interest], Fragment | None] = {}
        frames: dict[tuple[str, str, Framing, Interest], str | bytes] = {}
        sent = slow = 0
        for place, socket in enumerate(tuple(self.sockets)):
            if place % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            cursor, framing = socket.cursor, socket.framing
            interest = touched & socket.scopes
            if cursor is None or cursor.position >= recent.until:
                continue
            if not recent.whole:
                socket.behind()
                slow += 1
                continue
            if not interest:
                continue
            key = framing, interest
            if key not in fragments:
                page = _select(recent.moved, interest)
                fragments[key] = None if page.empty else framing.fragment(page)
            fragment = fragments[key]
            if fragment is None:
                continue
            reached = msgspec.structs.replace(cursor, position=recent.until)
            since, c = cursor.text(), reached.text()
            frame = frames.get((since, c, framing, interest))
            if frame is None:
                frame = framing.changes(since, c, fragment)
                frames[since, c, framing, interest] = frame
            if socket.outlet.offer(frame):
                socket.cursor = reached
                sent += 1
            else:
                socket.behind()
                slow += 1
        return sent, slow

    async def _announce(self, commits: list[Committed]) -> int:
        sent = 0
        for committed in commits:
            for event in committed.events:
                message = Happened(event.name, event.entity, event.id, event.actor, event.step)
                frames: dict[Framing, str | bytes] = {}
                for place, socket in enumerate(tuple(self.sockets)):
                    if place % SLICE == SLICE - 1:
                        await asyncio.sleep(0)
                    if socket.scopes.isdisjoint(event.scopes):
                        continue
                    framing = socket.framing
                    if framing not in frames:
                        frames[framing] = framing.send(message)
                    sent += socket.outlet.offer(frames[framing])
        return sent


def _select(moved: list[Moved], interest: Interest) -> Page:
    """What of it concerns holders of these scopes: arrivals, departures, deletions."""
    arrivals: dict[str, list[bytes]] = {}
    departures: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}
    for each in moved:
        if not interest.isdisjoint(each.scopes):
            if each.document is None:
                gone.setdefault(each.entity, []).append(each.id)
            else:
                arrivals.setdefault(each.entity, []).append(each.document)
        elif not interest.isdisjoint(each.left):
            departures.setdefault(each.entity, []).append(each.id)
    return Page(
        arrivals=list(arrivals.items()),
        departures=list(departures.items()),
        gone=list(gone.items()),
    )
