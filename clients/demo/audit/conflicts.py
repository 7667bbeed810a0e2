"""Conflicts with both sides, as a person sees them; each must have at least two."""

from collections.abc import Iterator
from typing import Any

import msgspec

from clients.demo.actors.journal import Key
from clients.demo.audit.evidence import Document, Evidence, Finding

CHECK = "conflicts"


class Side(msgspec.Struct, frozen=True):
    """One of the values. ``author``: the person's id; ``by``: their name."""

    value: Any
    author: str
    by: str


class Conflict(msgspec.Struct, frozen=True):
    """A field that waits for a person. ``name``: of the record, where it has one."""

    key: Key
    name: str
    field: str
    sides: tuple[Side, ...]


def list_conflicts(evidence: Evidence) -> list[Conflict]:
    """All open conflicts, by entity and id; the visible side first."""
    records = evidence.records()
    found: list[Conflict] = []
    for key, document in sorted(records.items()):
        for field, siblings in document["_"].get("c", {}).items():
            # Of a counter the siblings are offsets; people counted what stands on the shelf.
            counted = document["_"].get("k", {}).get(field)
            figures = [one[0] if counted is None else counted[0] + one[0] for one in siblings]
            sides = tuple(
                Side(figure, one[3], _name(one[3], records))
                for figure, one in zip(figures, siblings, strict=True)
            )
            found.append(Conflict(key, _title(key, records), field, sides))
    return found


def check_conflicts(evidence: Evidence) -> Iterator[Finding]:
    """A conflict has two different sides, each with its author."""
    records = evidence.records()
    for conflict in list_conflicts(evidence):
        values = {msgspec.json.encode(side.value) for side in conflict.sides}
        if len(values) < 2:
            text = f"{conflict.key[0]} {conflict.key[1]} {conflict.field} has one side only"
            yield Finding(CHECK, "", text)
        if any(("person", side.author) not in records for side in conflict.sides):
            text = f"{conflict.key[0]} {conflict.key[1]} {conflict.field} has an unknown author"
            yield Finding(CHECK, "", text)


def _name(person: str, records: dict[Key, Document]) -> str:
    return str(records.get(("person", person), {}).get("name", person))


def _title(key: Key, records: dict[Key, Document]) -> str:
    document = records[key]
    if key[0] == "stop":
        customer = records.get(("customer", document.get("customer", "")), {})
        return str(customer.get("name", ""))
    title = document.get("name") or document.get("number") or ""
    return str(title)
