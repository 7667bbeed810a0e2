"""From the bodies of REST to ops: the state to be in becomes a step, the figure an offset."""

from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.problems import Problem

NOW = "now"
"""``seen`` of a writer through REST: the record as it is when the write is planned."""

Document = dict[str, Any]


def creation(entity: Entity, id: str, body: msgspec.Struct) -> list[Any]:
    """The op that creates a record."""
    values: Document = msgspec.to_builtins(body)
    values.pop("id", None)
    for name in entity.special:
        if name not in values:
            continue
        value, field = values[name], entity.fields[name]
        if field.is_state:
            values[name] = [None, value]
        elif not isinstance(value, dict):
            values[name] = {"add": value}
    return [entity.name, id, None, values]


def edit(entity: Entity, record: Document, body: msgspec.Struct) -> list[Any] | None:
    """The op that edits a record as it was read; None where nothing would change.

    Raises:
        Problem: ``request/invalid``, a counter that is neither added to nor counted, or a sibling
            of no field.
    """
    values: Document = msgspec.to_builtins(body)
    accept: dict[str, Any] = values.pop("_accept", {})
    unknown = {f"_accept.{name}": "no such field" for name in accept if name not in entity.fields}
    if unknown:
        raise Problem("request/invalid", fields=unknown)
    for name in [name for name in entity.special if name in values]:
        value, field = values[name], entity.fields[name]
        if field.is_state:
            if value == record.get(name):
                del values[name]
            else:
                values[name] = [record.get(name), value]
        elif not value:
            raise Problem("request/invalid", fields={name: "says nothing to do"})
        elif "count" in value:
            values[name] = {**value, "count": value["count"] - _sum(record, name)}
    if not values and not accept:
        return None
    return [entity.name, record["id"], NOW, values or None, accept]


def removal(entity: Entity, id: str) -> list[Any]:
    """The op that deletes a record."""
    return [entity.name, id, NOW, None]


def _sum(record: Document, name: str) -> int:
    """The sum of a counter's adds, which is its value unless it was counted."""
    counted = record["_"].get("k", {}).get(name)
    return int(counted[0] if counted else record.get(name, 0))
