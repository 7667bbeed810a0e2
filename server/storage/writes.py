"""A person's act through REST: a mutation of the server's own replica, all or nothing."""

from typing import Any

import msgspec

from schemas.problems import Problem
from server.storage.contract import Write, Written
from server.storage.decoding import decode_ops, encode_ops
from server.storage.drafts import Draft
from server.storage.group import Group
from server.storage.needs import Asking, Kept
from sync.clock import stamp_at
from sync.plan import Missing, Outcome, Writer
from sync.scopes import scopes_of

NOW = "now"
"""In place of a ``seen``: the writer saw the record as it is when the write is planned."""

_encode = msgspec.msgpack.Encoder().encode

Typed = tuple[list[Any], set[int]]
"""Ops as structs, and the places of those that saw the record as it is now."""


def typed_write(group: Group, write: Write) -> Typed:
    """Decodes a write's ops.

    Raises:
        Problem: ``mutation/invalid``, ``mutation/limits``.
    """
    plain: list[Any] = []
    now: set[int] = set()
    for place, op in enumerate(write.ops):
        parts: list[Any] = list(op) if isinstance(op, list | tuple) else [op]  # pyright: ignore[reportUnknownArgumentType]
        if len(parts) > 2 and parts[2] == NOW:
            now.add(place)
            parts[2] = {}
        plain.append(parts)
    return decode_ops(group.registry, encode_ops(plain)), now


def decide(group: Group, write: Write, typed: Typed | Problem) -> Asking[Draft]:
    """Plans a write.

    Raises:
        Problem: its refusal, ``record/changed``, ``idempotency/mismatch``.
    """
    key = (write.actor, write.key) if write.key is not None else None
    if key is not None:
        kept = group.kept.get(key) or group.answers.get(key)
        if kept is not None:
            if kept.digest != write.digest:
                raise Problem("idempotency/mismatch")
            return Draft(Written(position=0), kept=kept)
    if isinstance(typed, Problem):
        raise typed
    ops, now = typed
    roles = {write.actor: write.role}
    yield from group.introduce(roles, roles)
    _check_match(group, write)
    for place in now:
        record = group.planner.world.records.get(ops[place].id)
        ops[place].seen = {} if record is None else dict(record.vector)
    own = group.replicas[group.own]
    writer = Writer(own.id, roles, own.line, trusted=False)
    stamp = stamp_at(group.now)
    outcome: Outcome | None = None
    while outcome is None:
        try:
            commit = group.planner.commit
            outcome = commit(writer, own.n + 1, stamp, own.stamp, write.actor, ops)
        except Missing as missing:
            yield from group.fetch(missing, roles)
    if outcome.problem is not None:
        raise outcome.problem
    if outcome.step:
        own.n, own.stamp = outcome.n, outcome.stamp
        group.moved.add(own.id)
    answer = _written(group, ops, outcome)
    if key is not None:
        group.kept[key] = Kept(write.digest, _encode(answer))
    return Draft(answer, outcome.step)


def _check_match(group: Group, write: Write) -> None:
    """Whether each record is at one of the sequences that the writer allows. One that this group
    has changed already is at none of them: nobody has seen that sequence yet."""
    world, plan = group.planner.world, group.planner.plan
    for id, allowed in write.match.items():
        record = world.records.get(id)
        if record is None or world.people[write.actor].keys().isdisjoint(scopes_of(record)):
            raise Problem("record/unknown", params={"id": id})
        if id in plan.touched or group.sequences[id] not in allowed:
            raise Problem("record/changed", params={"id": id})


def _written(group: Group, ops: list[Any], outcome: Outcome) -> Written:
    documents: dict[str, tuple[int, bytes] | None] = {}
    for op in ops:
        record = group.planner.world.records.get(op.id)
        if record is not None:
            step = group.planner.plan.touched.get(op.id, 0)
            shown = (step, record.document()) if record.visible else None
            documents[op.id] = shown
    return Written(
        position=outcome.step,
        conflicts=outcome.conflicts,
        parted=outcome.parted,
        documents=documents,
    )
