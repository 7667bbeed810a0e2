"""How the model hub takes ops in: the records' own methods, and almost no judgement."""

from typing import Any

from schemas.registry import REGISTRY
from sync.record import Record, Write
from sync.vector import join

Records = dict[str, Record]


class Taken:
    """The outcome of one mutation: parts left out, and fields in conflict."""

    def __init__(self) -> None:
        self.parted: list[list[str]] = []
        self.conflicts: list[list[str]] = []
        self.touched: list[str] = []


def take_in(records: Records, ops: list[Any], write: Write, *, honoured: bool) -> Taken:
    """Applies a mutation; ``write.seen`` is what is implied for every op of it.

    Raises:
        ValueError: the code of the problem that refuses it.
    """
    taken = Taken()
    for op in ops:
        entity, id, seen, body, *rest = op
        shape = REGISTRY[entity]
        known = records.get(id)
        if seen is None:
            record = known or Record(shape, id, {}, {})
            if record.base is not None:
                raise ValueError("record/exists")
            record.create(_initial(shape, body), write)
            if "refuse" in record.values.values():
                raise ValueError("transition/illegal")
        elif known is None and not honoured:
            raise ValueError("record/unknown")
        else:
            # What was honoured may come before the creation that another device brings back.
            record = known.copy() if known is not None else Record(shape, id, {}, {})
            as_seen = join(seen, write.seen)
            own = Write(write.replica, write.n, write.stamp, write.actor, as_seen)
            _edit(record, body, rest[0] if rest else {}, own, taken)
        records[id] = record
        taken.touched.append(id)
    return taken


def _edit(
    record: Record,
    body: dict[str, Any] | None,
    accept: dict[str, Any],
    write: Write,
    taken: Taken,
) -> None:
    name = record.entity.name
    if body is None and not accept:
        if record.bury(write):
            taken.conflicts.append([name, record.id, ""])
        return
    for field, change in (body or {}).items():
        if change == "refuse":
            raise ValueError("transition/illegal")
        if change == "part":
            taken.parted.append([name, record.id, field, "field/first"])
        elif _write(record, field, change, write):
            taken.conflicts.append([name, record.id, field])
    for field, (replica, n) in accept.items():
        value = next(s[0] for s in record.siblings(field) if s[1:3] == [replica, n])
        record.assign(field, value, write)
    record.advance(write)


def _write(record: Record, field: str, change: Any, write: Write) -> bool:
    shape = record.entity.fields[field]
    if shape.kind == "counter":
        if "add" in change:
            record.add(field, change["add"], write)
        return "count" in change and record.count(field, change["count"], write)
    if shape.kind == "set":
        record.exclude(field, change.get("remove", []), write)
        record.include(field, change.get("add", []), write)
        return False
    return record.assign(field, change[1] if shape.is_state else change, write)


def _initial(shape: Any, body: dict[str, Any]) -> dict[str, Any]:
    values = dict(shape.defaults)
    for name, change in body.items():
        field = shape.fields[name]
        if field.kind == "counter":
            values[name] = change.get("add", 0)
        elif field.kind == "set":
            values[name] = sorted(change["add"])
        else:
            values[name] = change[1] if field.is_state else change
    return values
