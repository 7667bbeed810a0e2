"""A person's hand on a device: writes on the replica, and into the journal what was done."""

from collections.abc import Mapping
from typing import Any

from clients.demo.actors.journal import Add as Added
from clients.demo.actors.journal import Count as Counted
from clients.demo.actors.journal import Deed, Journal
from clients.replica.act import Mutation
from clients.replica.replica import Replica
from clients.replica.undo import undo
from schemas.problems import Problem
from schemas.registry import REGISTRY
from sync.overlay import Add, Count, Document


class Hand:
    """One person on one device.

    Args:
        replica: the device's.
        actor: the person's id.
        journal: where each deed is written down.
    """

    def __init__(self, replica: Replica, actor: str, journal: Journal) -> None:
        self.replica = replica
        self.actor = actor
        self._journal = journal

    def begin(self, act: str, minute: float = 0.0, *, late: bool = False) -> "Doing":
        """An act that is being put together."""
        return Doing(self, Deed("", act, self.actor, minute, [], late=late))

    def commit(self, doing: "Doing") -> Mutation:
        """Records the act, first on the device, then in the journal.

        Raises:
            Problem: the device does not accept it; nothing was recorded.
            NotSaved: the disk failed; nothing was recorded.
        """
        mutation = self.replica.commit(self.actor, doing.act)
        doing.deed.uid = mutation.uid
        self._journal.write(doing.deed)
        return mutation


class Doing:
    """Several ops of one act, with the journal's own account of them beside."""

    def __init__(self, hand: Hand, deed: Deed) -> None:
        self.hand = hand
        self.deed = deed
        self.act = hand.replica.act()

    def see(self, entity: str, id: str) -> Document | None:
        """The record as the screen shows it before the act."""
        return self.hand.replica.get(entity, id)

    def create(self, entity: str, id: str, values: Mapping[str, Any]) -> None:
        """Makes a record; empty values are left out."""
        given = {name: value for name, value in values.items() if value not in (None, "")}
        shape = REGISTRY[entity]
        self.act.create(entity, given, id)
        self._touch(entity, id)
        for name, value in given.items():
            if shape.fields[name].kind == "counter":
                self.deed.adds.append(Added(entity, id, name, value))
            elif name in shape.series:
                self.deed.numbers.append((shape.series[name], value))

    def edit(self, entity: str, id: str, changes: Mapping[str, Any]) -> None:
        """Changes fields, as :meth:`clients.replica.act.Act.edit` does."""
        before = len(self.act.ops)
        self.act.edit(entity, id, changes)
        if len(self.act.ops) == before:
            return
        self._touch(entity, id)
        body = self.act.ops[-1][3]
        for name, value in changes.items():
            if isinstance(value, Add):
                self.deed.adds.append(Added(entity, id, name, value.amount))
            elif isinstance(value, Count):
                offset = body[name]["count"]
                self.deed.counts.append(Counted(entity, id, name, value.figure, offset))

    def enter(self, entity: str, id: str, state: str, **others: Any) -> None:
        """Moves a record into a state if a step leads there; the other changes come along."""
        document = self.act.document(entity, id)
        step = REGISTRY[entity].fields["state"].step(str(document["state"]), state)
        changes = {**others, "state": state} if step is not None else others
        if changes:
            self.edit(entity, id, changes)

    def take_back(self, seq: int, adds: list[Added]) -> None:
        """Undoes what was done at a place in the outbox; ``adds``: what that puts back.

        Raises:
            Problem: ``transition/illegal`` where no step back is declared.
        """
        entry = self.hand.replica.entry(seq)
        if entry is None:
            raise Problem("record/unknown", params={"seq": seq})
        undo(self.act, entry)
        self.deed.adds += adds
        for op in self.act.ops:
            self._touch(op[0], op[1])

    def commit(self) -> Mutation | None:
        """Records the act; None where nothing would change."""
        return self.hand.commit(self) if self.act.ops else None

    def _touch(self, entity: str, id: str) -> None:
        if (entity, id) not in self.deed.touches:
            self.deed.touches.append((entity, id))
