"""Writes one sheet the way a hub does: numbers in order, the writer's own earlier ones seen."""

from typing import Any

from sync.record import Record, Write, restore
from sync.vector import Vector, join
from tests.sync.ward import sheet

ID = "sheet_________________"
FIRST = 1_000


class Pen:
    """One record, the numbers that its writers have reached, and a clock."""

    def __init__(self, record: Record | None = None) -> None:
        self.record = record or Record(sheet, ID, {}, {})
        self.numbers: dict[str, int] = {}
        self.now = FIRST

    def by(self, replica: str, seen: Vector | None = None, at: int | None = None) -> Write:
        """The next write of a replica. ``seen`` None: all that is in the record."""
        n = self.numbers[replica] = self.numbers.get(replica, 0) + 1
        self.now += 1
        claim = self.record.vector if seen is None else seen
        stamp = self.now if at is None else at
        return Write(replica, n, stamp, f"{replica}'s", join(claim, {replica: n}))

    def create(self, replica: str = "a", at: int | None = None, **values: Any) -> Record:
        self.record.create({"phase": "open", "stock": 0, **values}, self.by(replica, {}, at))
        return self.record

    def assign(self, name: str, value: Any, by: Write) -> bool:
        met = self.record.assign(name, value, by)
        self.record.advance(by)
        return met

    def add(self, amount: int, by: Write) -> bool:
        missed = self.record.add("stock", amount, by)
        self.record.advance(by)
        return missed

    def count(self, figure: int, by: Write, known: int) -> bool:
        """A stock-take: ``known`` is the sum of adds on the counter's own screen."""
        met = self.record.count("stock", figure - known, by)
        self.record.advance(by)
        return met

    def include(self, *elements: Any, by: Write) -> None:
        self.record.include("tags", elements, by)
        self.record.advance(by)

    def exclude(self, *elements: Any, by: Write) -> None:
        self.record.exclude("tags", elements, by)
        self.record.advance(by)

    def stored(self) -> Record:
        """The record, stored and read back."""
        record = self.record
        return restore(record.entity, record.id, record.document(), record.state())[0]
