"""A feed in memory and a device that follows it, for tests of the feed's algebra.

The hub knows where each record stands now, when it last changed and what it left when; the device
knows what it was told and a cursor. Pages are as small as they can be.
"""

import random

from sync.feed import Cursor, Holding, Reading, Turn, parse, start, still_held


class Hub:
    """Records in scopes, and one person's holdings. Every change takes a sequence."""

    def __init__(self) -> None:
        self.head = 0
        self.records: dict[str, tuple[int, frozenset[str]]] = {}
        self.departures: dict[tuple[str, str], int] = {}
        self.holdings: dict[str, Holding] = {}

    def touch(self, *ids: str, scopes: frozenset[str] | None = None) -> None:
        """One mutation: the records change; with ``scopes`` they also move there."""
        self.head += 1
        for id in ids:
            before = self.records.get(id, (0, frozenset[str]()))[1]
            now = before if scopes is None else scopes
            for scope in before - now:
                self.departures[scope, id] = self.head
            for scope in now - before:
                self.departures.pop((scope, id), None)
            self.records[id] = (self.head, now)

    def gain(self, scope: str) -> None:
        self.head += 1
        first = self.holdings[scope].first if scope in self.holdings else self.head
        self.holdings[scope] = Holding(scope, first, self.head)

    def lose(self, scope: str) -> None:
        self.head += 1
        held = self.holdings[scope]
        self.holdings[scope] = Holding(scope, held.first, held.since, self.head)

    @property
    def held(self) -> set[str]:
        return {h.scope for h in self.holdings.values() if h.until is None}

    def visible(self) -> dict[str, int]:
        """What the person may read: id -> the sequence of its last change."""
        return {id: seq for id, (seq, s) in self.records.items() if not self.held.isdisjoint(s)}

    def page(self, reading: Reading, turn: Turn, room: int) -> tuple[dict[str, int], set[str], int]:
        """Arrivals, departures, and how far they go: whole sequences, ``room`` of them."""
        scopes = set(turn.scopes)
        rows = {
            id: seq for id, (seq, where) in self.records.items()
            if turn.after < seq <= turn.until and not scopes.isdisjoint(where)
        }  # fmt: skip
        left = {
            id: seq for (scope, id), seq in self.departures.items()
            if scope in scopes and max(turn.after, reading.floors[scope]) < seq <= turn.until
        }  # fmt: skip
        steps = sorted({*rows.values(), *left.values()})
        to = steps[room - 1] if len(steps) > room else turn.until
        gone = {
            id for id, seq in left.items()
            if seq <= to and not still_held(self.records[id][1], dict.fromkeys(self.held, 1))
        }  # fmt: skip
        return {id: seq for id, seq in rows.items() if seq <= to}, gone, to

    def dropped(self, reading: Reading) -> set[str]:
        """What goes because its scope was lost."""
        found = {id for id, (_, s) in self.records.items() if not s.isdisjoint(reading.lost)}
        found |= {
            id for (scope, id), seq in self.departures.items()
            if seq > reading.lost.get(scope, self.head)
        }  # fmt: skip
        return {id for id in found if self.held.isdisjoint(self.records[id][1])}


class Device:
    """Follows a hub page by page, its cursor as text. ``order``: the scopes that it
    read, in order."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.base: dict[str, int] = {}
        self.cursor = ""
        self.order: list[str] = []
        self.resyncs = 0
        self.rows = 0

    def pull(self, room: int, *, oldest: int = 0) -> bool:
        """One page; whether there is more."""
        hub = self.hub
        cursor = parse(self.cursor) if self.cursor else None
        reading = start(cursor, hub.holdings.values(), epoch=1, head=hub.head, oldest=oldest)
        if reading is None:
            self.base, self.cursor, self.resyncs = {}, "", self.resyncs + 1
            return True
        for id in hub.dropped(reading):
            self.base.pop(id, None)
        turn = reading.turn(hub.head)
        if turn is not None:
            rows, gone, to = hub.page(reading, turn, room)
            self.rows += len(rows)
            self.base.update(rows)
            for id in gone:
                self.base.pop(id, None)
            self.order.extend(s for s in turn.scopes if s not in self.order[-1:])
            reading.advance(turn, to)
        self.cursor = reading.cursor(hub.head).text()
        return reading.turn(hub.head) is not None

    def follow(self, room: int = 3, *, oldest: int = 0) -> int:
        """Pulls until there is no more; how many pages that took."""
        pages = 1
        while self.pull(room, oldest=oldest):
            pages += 1
            assert pages < 2_000, "the device never gets there"
        return pages

    @property
    def at(self) -> Cursor:
        return parse(self.cursor)


def history(seed: int, *, steps: int, scopes: int, ids: int) -> tuple[Hub, Device]:
    """A hub with random changes and a device that pulls a page now and then."""
    draw = random.Random(seed)
    hub = Hub()
    names = [f"{draw.choice(['user', 'route', 'station', 'office'])}:{i}" for i in range(scopes)]
    hub.gain(names[0])
    device = Device(hub)
    for _ in range(steps):
        match draw.randrange(8):
            case 0:
                lost = sorted(hub.held)
                if lost:
                    hub.lose(draw.choice(lost))
            case 1 | 2:
                away = sorted(set(names) - hub.held)
                if away:
                    hub.gain(draw.choice(away))
            case 3 | 4:
                device.pull(draw.randrange(1, 4))
            case 5:
                hub.touch(*{f"r{draw.randrange(ids)}" for _ in range(draw.randrange(1, 4))})
            case _:
                where = frozenset(draw.sample(names, draw.randrange(min(3, scopes) + 1)))
                hub.touch(f"r{draw.randrange(ids)}", scopes=where)
    return hub, device
