"""Ops as they came in, decoded and validated in one pass, with the refusal where that fails."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET

from schemas.lifts import lift_ops
from schemas.problems import Problem
from schemas.registry import Registry
from schemas.texts import refuse_nul
from schemas.types import whole
from schemas.wire.version import SCHEMA
from sync.hub import MAX_OPS

MAX_BYTES = 256 * 1024
"""Bytes of one mutation's ops."""
LONGEST = 200
"""Characters of a decoder's message: it quotes what was sent, however long."""

_ID = re.compile(whole("[A-Za-z0-9_-]{22}"))
_FIELD = re.compile(r"^(?P<what>.*) - at `(?P<path>.*)`$", re.DOTALL)
_BODY = re.compile(r"^\$\[\d+\]\[3\]\.(?P<name>\w+)")


def decode_ops(registry: Registry, ops: bytes, schema: int = SCHEMA) -> list[Any]:
    """One mutation's ops as typed structs (:attr:`schemas.entity.Entity.op`).

    ``schema``: the version that they are written in; older ones are lifted.

    Raises:
        Problem: ``mutation/invalid`` naming the field, ``mutation/limits``.
    """
    if len(ops) > MAX_BYTES:
        raise Problem("mutation/limits", params={"bytes": MAX_BYTES})
    try:
        if schema < SCHEMA:
            ops = _lifted(ops, schema)
        typed = registry.decoder.decode(ops)
        refuse_nul(ops)
        return typed
    except msgspec.ValidationError as error:
        raise Problem("mutation/invalid", fields=_fields(str(error))) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Problem("mutation/invalid") from None


def created(ops: bytes) -> set[str]:
    """The ids of the records that ops would make which cannot be taken, as far as they tell."""
    try:
        plain = msgspec.json.decode(ops, type=list[Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return set()
    if len(plain) > MAX_OPS:
        return set()
    return {id for op in plain if (id := _made(op)) is not None}


def encode_ops(ops: list[Any]) -> bytes:
    """JSON-ready ops as text.

    Raises:
        Problem: ``mutation/invalid``: something in them has no JSON form.
    """
    try:
        return msgspec.json.encode(ops)
    except (TypeError, ValueError, RecursionError):
        raise Problem("mutation/invalid") from None


def mentioned(registry: Registry, ops: Iterable[Any]) -> set[str]:
    """The ids of all records that the ops write or newly refer to."""
    found: set[str] = set()
    for op in ops:
        found.add(op.id)
        body = op.body
        if body is None:
            continue
        for name in registry[op.__struct_config__.tag].references:
            value = getattr(body, name)
            if isinstance(value, str):
                found.add(value)
            elif value is not UNSET and value is not None and value.add is not UNSET:
                found.update(value.add)
    return found


def _made(op: Any) -> str | None:
    match op:
        case [str(), str(id), None, *_] if _ID.match(id):
            return id
        case _:
            return None


def _lifted(ops: bytes, schema: int) -> bytes:
    plain = msgspec.json.decode(ops)
    try:
        return msgspec.json.encode(lift_ops(schema, plain))
    except (TypeError, ValueError, AttributeError, KeyError):
        raise Problem("mutation/invalid") from None


def _fields(message: str) -> dict[str, str]:
    found = _FIELD.match(message)
    if found is None:
        return {}
    name = _BODY.match(found["path"])
    path = name["name"] if name is not None else found["path"]
    return {path[:LONGEST]: found["what"][:LONGEST]}
