"""What a writer can reach: the records in its hands, the scopes it may write into, and what it
lost while it had no contact (the late writer)."""

from collections.abc import Mapping
from typing import Any, NoReturn

from schemas.problems import Problem
from sync.admission import may_place
from sync.plan import Missing, World, Writer
from sync.record import Record
from sync.scopes import each_of, placed_scopes, places_of, scopes_of


class Reach:
    """One actor's reach on one device. ``created``: records that the mutation itself makes."""

    def __init__(
        self, world: World, writer: Writer, actor: str, created: Mapping[str, Record]
    ) -> None:
        self.world = world
        self.writer = writer
        self.actor = actor
        self.role = writer.roles.get(actor, "")
        self.created = created

    def readable(self, record: Record) -> bool:
        """Whether the record stands in a scope that the actor holds.

        Raises:
            Missing: the actor's scopes are not loaded.
        """
        if record.id in self.created:
            return True
        return not self._holds().keys().isdisjoint(scopes_of(record))

    def lost(self, record: Record) -> bool:
        """Whether the record left this device's hands after the device last had nothing to send.
        What left a scope before the person had it for the first time never was in them.

        The hub's own note of that moment decides (``Writer.clean``), never the device's word.

        Raises:
            Missing: the record's departures are not loaded.
        """
        if not self.writer.trusted:
            return False
        holds, clean = self._holds(), self.writer.clean
        lost = {s for s, at in self.world.lost.get(self.actor, {}).items() if at > clean}
        if not lost.isdisjoint(scopes_of(record)):
            return True
        if record.id not in self.world.departures:
            raise Missing(departures=record.id)
        left, first = self.world.departures[record.id], self.world.first.get(self.actor, {})
        had = {s for s, at in left.items() if at > clean and at > first.get(s, 0)}
        return not had.isdisjoint(holds) or not had.isdisjoint(lost)

    def reference(self, target: str, name: str, value: Any, before: Any) -> bool:
        """Each record that is newly referred to must exist and be in the writer's hands, or just
        have been lost. ``value``: what the field shows now and what was written. ``before``: what
        it showed until now.

        Returns whether one is held only by the late writer's grace.

        Raises:
            Problem: ``reference/unknown``, alike for what is not there and what is not for them.
        """
        late = False
        known = each_of(before)
        for id in each_of(value):
            if id in known:
                continue
            record = self.created.get(id)
            if record is None:
                if id not in self.world.records:
                    raise Missing(records=frozenset([id]))
                record = self.world.records[id]
            if record is None or record.entity.name != target or record.base is None:
                self.unknown(id, "reference/unknown", name)
            if not self.readable(record):
                if not self.lost(record):
                    self.unknown(id, "reference/unknown", name)
                late = True
        return late

    def place(
        self, record: Record, before: frozenset[str], written: Mapping[str, Any] | None = None
    ) -> bool:
        """Whether the record may stand where it would: scopes that the writer holds, or may place
        into, or has just lost. ``before``: the scopes it stood in until now. ``written``: what the
        write puts into fields, for it may lie hidden beside another value and show later.

        Returns whether it stands there only by the late writer's grace.

        Raises:
            Problem: ``write/place``.
        """
        if not record.entity.placing:
            return False
        gained = placed_scopes(record)
        if written:
            gained |= places_of(record.entity, written)
        gained = gained - before - self._holds().keys()
        if not gained or may_place(record.entity, self.role):
            return False
        lost = self.world.lost.get(self.actor, {})
        if self.writer.trusted and all(lost.get(s, 0) > self.writer.clean for s in gained):
            return True
        raise Problem("write/place", params={"id": record.id})

    def unknown(self, id: str, code: str, field: str | None = None) -> NoReturn:
        """Refuses for want of a record, naming the refused creation that it depends on, if any.

        Raises:
            Problem: always.
            Missing: the replica's refused creations are not loaded.
        """
        if id in self.world.purged:
            raise Problem("record/purged", params={"id": id})
        replica = self.writer.replica
        if replica not in self.world.refusals:
            raise Missing(refusals=replica)
        refused = self.world.refusals[replica].get(id)
        if refused is not None:
            raise Problem("depends/refused", params={"id": id, "on": refused})
        fields = {field: code} if field is not None else None
        raise Problem(code, params={"id": id}, fields=fields)

    def _holds(self) -> dict[str, int]:
        try:
            return self.world.people[self.actor]
        except KeyError:
            raise Missing(people=self.actor) from None
