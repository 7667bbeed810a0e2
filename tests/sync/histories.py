"""Random histories of one sheet: several hubs, replicas homed at them, partial knowledge.

A step is four small numbers, so that a failing history shrinks to the few steps that matter.
"""

from hypothesis import strategies as st

from sync.join import merge
from sync.record import Record, Write
from sync.vector import Vector
from tests.sync.pen import ID
from tests.sync.ward import PHASES, sheet

Step = tuple[int, int, int, int]
STEPS = st.lists(
    st.tuples(*(st.integers(0, top) for top in (15, 5, 4, 2))), min_size=1, max_size=40
)
HUBS = 3
REPLICAS = "abcdef"


class History:
    """Hubs that hold states of one record, and what each replica has seen of it.

    ``boast``: what every writer claims to have seen besides. ``added``: the sum of all adds.
    ``counts``: every count, as ``(stamp, replica, n, offset)``. ``states``: every state of the
    record that some hub ever had.
    """

    def __init__(self, boast: Vector | None = None) -> None:
        self.boast = boast or {}
        made = Record(sheet, ID, {}, {})
        values = {"text": "made", "phase": "open", "stock": 5, "tags": ["m"], "limit": 3}
        made.create(values, Write("a", 1, 10, "p", {"a": 1}))
        self.hubs = [made.copy() for _ in range(HUBS)]
        self.numbers = dict.fromkeys(REPLICAS, 0) | {"a": 1}
        self.stamps = dict.fromkeys(REPLICAS, 10)
        self.screens: dict[str, Vector] = {r: {"a": 1} for r in REPLICAS}
        self.added = 5
        self.counts: list[tuple[int, str, int, int]] = []
        self.states: list[Record] = [made.copy()]

    def run(self, steps: list[Step]) -> "History":
        for kind, who, what, ahead in steps:
            self.step(kind, REPLICAS[who], what, ahead)
        return self

    def step(self, kind: int, replica: str, what: int, ahead: int) -> None:
        home = REPLICAS.index(replica) % HUBS
        if kind == 0:
            self.hubs[home] = merge(self.hubs[home], self.hubs[(home + 1 + what) % HUBS])
        elif kind <= 2:
            self.screens[replica] = dict(self.hubs[home].vector)
        else:
            record = self.hubs[home].copy()
            self.write(record, kind, self.by(replica, ahead), what)
            self.hubs[home] = record
        self.states.append(self.hubs[home].copy())

    def by(self, replica: str, ahead: int) -> Write:
        n = self.numbers[replica] = self.numbers[replica] + 1
        stamp = self.stamps[replica] = self.stamps[replica] + 1 + 5 * ahead
        claim = {**self.screens[replica], **self.boast, replica: n}
        return Write(replica, n, stamp, f"{replica}'s", claim)

    def write(self, record: Record, kind: int, by: Write, what: int) -> None:
        """One write as a hub applies it."""
        was_deleted = record.deleted
        if kind == 15:
            if record.bury(by):
                record.flag("revived", by)
            return
        match kind:
            case 3 | 4:
                record.assign("text", None if what == 4 else f"{what}", by)
            case 5:
                record.assign("memo", f"{what}", by)
            case 6:
                record.assign("seal", f"{what}", by)
            case 7 | 8:
                record.assign("phase", PHASES[what % 4], by)
            case 9 | 10:
                record.add("stock", what - 2, by)
                self.added += what - 2
            case 11:
                record.count("stock", what, by)
                self.counts.append((by.stamp, by.replica, by.n, what))
            case 12 | 13:
                record.include("tags", [f"{what}", "m"][: 1 + what % 2], by)
            case _:
                record.exclude("tags", [f"{what}", "m"][: 1 + what % 2], by)
        record.advance(by)
        if was_deleted:
            record.flag("revived", by)

    def together(self) -> list[Record]:
        """What each hub holds when all have met all, in the order in which it met them."""
        found: list[Record] = []
        for first in range(HUBS):
            record = self.hubs[first]
            for other in range(HUBS):
                record = merge(record, self.hubs[(first + other) % HUBS])
            found.append(record)
        return found
