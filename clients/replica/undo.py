"""Taking an act back, and taking a refused one up again: both are ordinary new mutations."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from clients.replica.act import Act
from clients.replica.store.base import Key
from clients.replica.store.outbox import Entry
from schemas.fields import Field
from schemas.lifts import lift_ops
from schemas.problems import Problem
from schemas.registry import REGISTRY
from sync.overlay import (
    Add,
    Count,
    Members,
    Op,
    body_of,
    canonical,
    counted_sum,
    is_delete,
)


def undo(act: Act, entry: Entry) -> None:
    """Adds to ``act`` what takes the mutation back, last op first.

    Raises:
        Problem: ``transition/illegal`` where no step back is declared; ``record/unknown`` where a
            record is no longer here.
    """
    ops = ops_of(entry)
    for op, before in reversed(list(zip(ops, entry.before, strict=True))):
        entity, id = op[0], op[1]
        if op[2] is None:
            act.delete(entity, id)
        elif is_delete(op):
            act.put([entity, id, op[2], before or {}])
        else:
            act.edit(entity, id, _back(act, op, before or {}))


def _back(act: Act, op: Op, before: Mapping[str, Any]) -> dict[str, Any]:
    entity, id = op[0], op[1]
    document = act.document(entity, id)
    changes: dict[str, Any] = {}
    for name, was in before.items():
        field = REGISTRY[entity].fields[name]
        change = body_of(op).get(name)
        if field.kind == "counter" and change is not None and "count" not in change:
            changes[name] = Add(-change["add"])
        elif field.kind == "counter":
            changes[name] = Count(counted_sum(document, name) + was)
        elif field.kind == "set" and change is not None:
            there = set(map(canonical, was or ()))
            added: list[Any] = change.get("add", [])
            removed: list[Any] = change.get("remove", [])
            changes[name] = Members(
                add=tuple(v for v in removed if canonical(v) in there),
                remove=tuple(v for v in added if canonical(v) not in there),
            )
        else:
            changes[name] = was
    return changes


def resend(
    act: Act,
    entry: Entry,
    only: Collection[Key] | None,
    edits: Mapping[Key, Mapping[str, Any]],
    numbers: Mapping[str, int],
) -> None:
    """Adds to ``act`` what was refused, against the screen as it is now.

    ``only``: the records to take up again (None: all). ``edits``: record -> changes in people's
    terms that go on top. ``numbers``: series -> a fresh number, for what the old one was refused
    for. What is sent again unchanged still claims to have seen only what it saw then, so that it
    replaces nothing that others wrote meanwhile.
    """
    refused = _refused_parts(entry)
    for op in ops_of(entry):
        entity, id = key = (op[0], op[1])
        if only is not None and key not in only:
            continue
        shape = REGISTRY[entity]
        body = body_of(op)
        if refused is not None:
            body = {n: v for n, v in body.items() if (entity, id, n) in refused}
            if not body and key not in edits:
                continue
        if op[2] is None:
            values = {name: _plain(shape.fields[name], change) for name, change in body.items()}
            fresh = {n: numbers[s] for n, s in shape.series.items() if s in numbers}
            act.create(entity, {**values, **fresh, **edits.get(key, {})}, id)
        elif is_delete(op):
            act.put([*op])
        else:
            _again(act, op, body, edits.get(key))


def _again(act: Act, op: Op, body: Mapping[str, Any], edits: Mapping[str, Any] | None) -> None:
    entity, id = op[0], op[1]
    document = act.document(entity, id)
    again = dict(body)
    for name in REGISTRY[entity].fields.keys() & again.keys():
        if REGISTRY[entity].fields[name].is_state:
            if document.get(name) == again[name][1]:
                del again[name]
            else:
                again[name] = [document.get(name), again[name][1]]
    if edits:
        again = {name: change for name, change in again.items() if name not in edits}
    if again:
        act.put([entity, id, op[2], again, *op[4:]])
    if edits:
        act.edit(entity, id, edits)


def ops_of(entry: Entry) -> list[Op]:
    """The ops of a mutation in today's schema.

    Raises:
        Problem: ``record/unknown`` where its content was given up.
    """
    if entry.written.ops is None:
        raise Problem("record/unknown", params={"seq": entry.written.seq})
    ops: list[Op] = lift_ops(entry.written.schema, msgspec.json.decode(entry.written.ops))
    return ops


def _refused_parts(entry: Entry) -> set[tuple[str, str, str]] | None:
    """The parts that were left out; None where the whole was refused."""
    if entry.written.state != "parted":
        return None
    parts: list[list[str]] = msgspec.json.decode(entry.written.detail or b"[]")
    return {(entity, id, name) for entity, id, name, _ in parts}


def _plain(field: Field, change: Any) -> Any:
    """A creation's change as the value that a person gave."""
    if field.is_state:
        return change[1]
    return change if field.kind == "register" else change["add"]
