"""What one sheet should show, said as plainly as possible: every write, and what it could see.

No vectors, siblings or dots are kept anywhere: a write knows the set of writes that its author had
seen, and each answer is worked out from all writes each time it is asked for.
"""

from typing import Any

import msgspec

Name = tuple[str, int]


class Act(msgspec.Struct, frozen=True, eq=False):
    """One admitted mutation on the sheet: its name, stamp, what it saw and what it did.

    ``does``: field -> (verb, value). Verbs: ``set``, ``add``, ``count``, ``put``, ``take``;
    a delete does nothing to any field. ``order``: its place in the order of arrival.
    """

    name: Name
    stamp: int
    saw: frozenset[Name]
    does: dict[str, tuple[str, Any]]
    deletes: bool = False
    order: int = 0


class Model:
    """All acts that were admitted, in the order of arrival."""

    def __init__(self) -> None:
        self.acts: list[Act] = []

    def writes(self, field: str, verb: str) -> list[tuple[Act, Any]]:
        """The acts that did this to the field."""
        return [(a, a.does[field][1]) for a in self.acts if a.does.get(field, ("",))[0] == verb]

    def standing(self, field: str, verb: str) -> list[tuple[Act, Any]]:
        """Those that no later one has seen."""
        all_of = self.writes(field, verb)
        return [
            (a, value) for a, value in all_of
            if not any(b.order > a.order and a.name in b.saw for b, _ in all_of)
        ]  # fmt: skip

    def register(self, field: str, resolver: str, order: tuple[str, ...] = ()) -> Any:
        """What the field shows."""
        left = self.standing(field, "set")
        if not left:
            return None
        if resolver == "first":
            filled = [s for s in left if s[1] is not None] or left
            return min(filled, key=_age)[1]
        if resolver == "rank":
            return max(left, key=lambda s: (order.index(s[1]), _age(s)))[1]
        return max(left, key=_age)[1]

    def conflict(self, field: str, verb: str = "set") -> bool:
        """Whether people must choose."""
        return len({repr(value) for _, value in self.standing(field, verb)}) > 1

    def counter(self, field: str) -> int:
        """The sum of all adds, and the newest count that no other has seen."""
        total: int = sum(value for _, value in self.writes(field, "add"))
        counts = self.standing(field, "count")
        return total + int(max(counts, key=_age)[1] if counts else 0)

    def late(self, field: str) -> set[Name]:
        """Adds stamped before a count that they had not seen, which stood when they came, and that
        no later count has seen either."""
        found: set[Name] = set()
        counts = self.writes(field, "count")
        for act, _ in self.writes(field, "add"):
            stood = [
                c for c, _ in counts
                if c.order < act.order
                and not any(c.name in d.saw and c.order < d.order < act.order for d, _ in counts)
            ]  # fmt: skip
            missed = any(c.name not in act.saw and act.stamp < c.stamp for c in stood)
            settled = any(act.name in c.saw and c.order > act.order for c, _ in counts)
            if missed and not settled:
                found.add(act.name)
        return found

    def members(self, field: str) -> list[str]:
        """The elements of which one addition at least was not seen by whoever took it away."""
        touched = self.writes(field, "put") + self.writes(field, "take")
        found = {
            element
            for act, elements in self.writes(field, "put") for element in elements
            if not any(
                b.order > act.order and act.name in b.saw and element in taken
                and b.does[field][0] == "take"
                for b, taken in touched
            )
        }  # fmt: skip
        return sorted(found)

    def deleted(self) -> bool:
        """Whether each act was seen by a delete, or is one."""
        graves = [a for a in self.acts if a.deletes]
        return bool(graves) and all(
            act.deletes or any(act.name in g.saw and g.order > act.order for g in graves)
            for act in self.acts
        )

    def revived(self) -> bool:
        """Whether an edit met a delete, and nobody has written since who knew."""
        raised = [a for i, a in enumerate(self.acts) if self._revives(i, a)]
        return any(
            not any(b.order > a.order and not b.deletes and a.name in b.saw for b in self.acts)
            for a in raised
        )

    def _revives(self, place: int, act: Act) -> bool:
        before = Model()
        before.acts = self.acts[:place]
        if not act.deletes:
            return before.deleted()
        before.acts = [*before.acts, act]
        return not before.deleted()


def _age(sibling: tuple[Act, Any]) -> tuple[int, str, int]:
    act = sibling[0]
    return act.stamp, act.name[0], act.name[1]
