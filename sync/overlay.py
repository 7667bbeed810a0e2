"""What the screen shows: the base document with a device's own ops on top.

A document is ``{"id": ..., field: value, ..., "_": Meta}`` (:class:`schemas.wire.down.Meta`),
absent optional fields missing. Base documents are replaced whole in feed order, so an own op needs
no merge on top of one: set, add, insert, remove. What really happened is the hub's answer, and the
overlay yields to it record by record: as soon as the base's vector covers an op's dot.

The second half builds ops out of what a person did, against the document on the screen. An op is
``[entity, id, seen, body, accept?]`` (:mod:`schemas.wire.up`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.fields import Field
from schemas.problems import Problem
from sync.vector import Dot, covers, join

Document = dict[str, Any]
Op = Sequence[Any]


def canonical(value: Any) -> str:
    """The text by which members of a set are told apart and sorted: compact JSON, sorted keys."""
    return msgspec.json.encode(value, order="sorted").decode()


def ordered(values: Iterable[Any]) -> list[Any]:
    """A set as documents show it: each member once, by the code points of its canonical text."""
    by_text = {canonical(value): value for value in values}
    return [by_text[text] for text in sorted(by_text)]


def view(entity: Entity, base: Document | None, ops: Iterable[tuple[Op, Dot]]) -> Document | None:
    """The record as the screen shows it, or None where it is not to be seen.

    ``ops``: the device's own ops on this record that were not refused, oldest first, each with its
    dot. Those that the base covers are in it already. An edit after an own delete brings the
    record back, as it does at the hub.
    """
    vector: Mapping[str, int] = base["_"]["v"] if base is not None else {}
    shown = buried = base
    for op, dot in ops:
        if covers(vector, dot):
            continue
        if shown is None and op[2] is not None and not is_delete(op):
            shown = buried
        after = apply(entity, shown, op, dot)
        buried = after if after is not None else (shown or buried)
        shown = after
    return shown


def is_delete(op: Op) -> bool:
    """Whether the op deletes its record."""
    return op[2] is not None and op[3] is None and not accepted(op)


def body_of(op: Op) -> dict[str, Any]:
    """The op's changes: field -> change; empty for a delete."""
    return op[3] or {}


def accepted(op: Op) -> dict[str, Dot]:
    """The siblings that the op accepts: field -> dot."""
    return op[4] if len(op) > 4 else {}


def fields_of(op: Op) -> list[str]:
    """The fields that the op writes."""
    return [*body_of(op), *accepted(op)]


def apply(entity: Entity, document: Document | None, op: Op, dot: Dot) -> Document | None:
    """One own op on top of a document. Nothing that was handed in is changed.

    A create on top of an existing record leaves it (the hub will refuse it); an edit of a record
    that is not here stays off the screen.
    """
    id: str = op[1]
    is_new = op[2] is None
    if is_new:
        if document is not None:
            return document
        document = {"id": id, **entity.defaults, "_": {"v": {}}}
    elif document is None or is_delete(op):
        return None
    else:
        document = dict(document)
    meta = document["_"] = dict(document["_"])
    meta["v"] = join(meta["v"], {dot[0]: dot[1]})
    for name, change in body_of(op).items():
        _change(entity.fields[name], name, document, meta, change, is_new=is_new)
    for name, sibling in accepted(op).items():
        _accept(entity.fields[name], name, document, meta, sibling)
    return document


def _change(
    field: Field, name: str, document: Document, meta: dict[str, Any], change: Any, *, is_new: bool
) -> None:
    if field.kind == "counter" and is_new:
        document[name] = change.get("add", 0) + change.get("count", 0)
    elif field.kind == "counter":
        _count(document, meta, name, change)
    elif field.kind == "set":
        removed = {canonical(value) for value in change.get("remove", ())}
        kept = [v for v in document.get(name, ()) if canonical(v) not in removed]
        document[name] = ordered([*kept, *change.get("add", ())])
    elif field.is_state:
        _write(document, meta, name, change[1])
    elif field.resolver != "first" or is_new or name not in document:
        _write(document, meta, name, change)


def _count(document: Document, meta: dict[str, Any], name: str, change: Mapping[str, int]) -> None:
    counted = meta.get("k", {}).get(name)
    total, offset = counted if counted is not None else (document.get(name, 0), 0)
    total += change.get("add", 0)
    if "count" in change:
        offset = change["count"]
        _close(meta, name)
    if counted is not None or "count" in change:
        meta["k"] = {**meta.get("k", {}), name: [total, offset]}
    document[name] = total + offset


def _write(document: Document, meta: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value
    _close(meta, name)


def _accept(
    field: Field, name: str, document: Document, meta: dict[str, Any], dot: Sequence[Any]
) -> None:
    for value, author, *_ in meta.get("c", {}).get(name, ()):
        if tuple(author) != tuple(dot):
            continue
        if field.kind == "counter":
            _count(document, meta, name, {"count": value})
        else:
            _write(document, meta, name, value)
        return


def _close(meta: dict[str, Any], name: str) -> None:
    """The field is no longer in conflict on this screen."""
    if name in meta.get("c", {}):
        meta["c"] = {other: siblings for other, siblings in meta["c"].items() if other != name}
        if not meta["c"]:
            del meta["c"]


# Ops out of what a person did


class Add(msgspec.Struct, frozen=True):
    """So many more of a counter, or fewer."""

    amount: int


class Count(msgspec.Struct, frozen=True):
    """A stock-take: this figure stands on the shelf."""

    figure: int


class Members(msgspec.Struct, frozen=True):
    """Members that join or leave a set."""

    add: tuple[Any, ...] = ()
    remove: tuple[Any, ...] = ()


def create_op(entity: Entity, id: str, values: Mapping[str, Any]) -> list[Any]:
    """The op that makes a record. ``values``: field -> value; a counter's is its first sum.

    Raises:
        Problem: ``mutation/invalid`` an unknown field; ``field/required`` one that is missing.
    """
    missing = {name: "required" for name in entity.required if values.get(name) is None}
    if missing:
        raise Problem("field/required", fields=missing)
    body: dict[str, Any] = {}
    for name, value in values.items():
        field = _field(entity, name)
        if value is None:
            continue
        if field.kind == "counter":
            body[name] = {"add": _first_sum(value)}
        elif field.kind == "set":
            body[name] = {"add": ordered(value.add if isinstance(value, Members) else value)}
        else:
            body[name] = [None, value] if field.is_state else value
    return [entity.name, id, None, body]


def edit_op(entity: Entity, document: Document, changes: Mapping[str, Any], own: str) -> list[Any]:
    """The op that changes the record on the screen. ``own``: this device's replica.

    ``changes``: a register's new value (None empties it), the state to enter, :class:`Add` or
    :class:`Count` for a counter, :class:`Members` (or the whole new list) for a set. A state that
    the record is in already, and a set that stays as it is, are left out.

    Raises:
        Problem: ``mutation/invalid``, ``field/required`` or ``transition/illegal``.
    """
    body: dict[str, Any] = {}
    for name, value in changes.items():
        field, shown = _field(entity, name), document.get(name)
        if field.kind == "counter":
            body[name] = _counter_change(document, name, value)
        elif field.kind == "set":
            change = _set_change(shown or [], value)
            if change:
                body[name] = change
        elif value is None and field.required:
            raise Problem("field/required", fields={name: "required"})
        elif not field.is_state:
            body[name] = value
        elif value != shown:
            if shown is not None and field.step(str(shown), str(value)) is None:
                raise Problem("transition/illegal", fields={name: f"{shown} -> {value}"})
            body[name] = [shown, value]
    return [entity.name, document["id"], seen_of(document, own), body]


def delete_op(entity: Entity, document: Document, own: str) -> list[Any]:
    """The op that deletes the record as the screen shows it."""
    return [entity.name, document["id"], seen_of(document, own), None]


def accept_op(
    entity: Entity, document: Document, siblings: Mapping[str, Dot], own: str
) -> list[Any]:
    """The op that closes conflicts in favour of one sibling each: field -> its dot.

    Raises:
        Problem: ``accept/unknown`` where the record shows no such sibling.
    """
    conflicts = document["_"].get("c", {})
    for name, dot in siblings.items():
        if not any(tuple(sibling[1]) == tuple(dot) for sibling in conflicts.get(name, ())):
            raise Problem("accept/unknown", fields={name: "/".join(map(str, dot))})
    chosen = {name: list(dot) for name, dot in siblings.items()}
    return [entity.name, document["id"], seen_of(document, own), {}, chosen]


def seen_of(document: Document, own: str) -> dict[str, int]:
    """The vector of the record as the screen shows it; the device's own entry is implied."""
    return {replica: n for replica, n in document["_"]["v"].items() if replica != own}


def counted_sum(document: Document, name: str) -> int:
    """The sum of a counter's adds, without the offset that a count chose."""
    counted = document["_"].get("k", {}).get(name)
    total: int = counted[0] if counted is not None else document.get(name, 0)
    return total


def _field(entity: Entity, name: str) -> Field:
    field = entity.fields.get(name)
    if field is None or field.received:
        raise Problem("mutation/invalid", fields={name: "unknown"})
    return field


def _counter_change(document: Document, name: str, value: Any) -> dict[str, int]:
    if isinstance(value, Add):
        return {"add": value.amount}
    if isinstance(value, Count):
        return {"count": value.figure - counted_sum(document, name)}
    raise Problem("mutation/invalid", fields={name: "a counter is added to or counted"})


def _first_sum(value: Any) -> Any:
    if isinstance(value, Add):
        return value.amount
    return value.figure if isinstance(value, Count) else value


def _set_change(shown: list[Any], value: Any) -> dict[str, list[Any]]:
    if isinstance(value, Members):
        add, remove = list(value.add), list(value.remove)
    else:
        there, wanted = set(map(canonical, shown)), set(map(canonical, value))
        add = [member for member in value if canonical(member) not in there]
        remove = [member for member in shown if canonical(member) not in wanted]
    change = {"add": ordered(add), "remove": ordered(remove)}
    return {name: members for name, members in change.items() if members}
