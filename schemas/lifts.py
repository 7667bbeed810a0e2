"""Steps from an older schema version to the next: rename, split, default, drop.

Stored documents and queued mutations keep the version they were written in. Whoever reads an older
one runs the steps in between, on every holder alike: they are pure, and say nothing of vectors.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from schemas.wire.version import SCHEMA

Document = dict[str, Any]


class Lift(msgspec.Struct, frozen=True):
    """One step for one entity, from the version before to ``version``.

    ``up`` turns field -> value of a document of the version before into the new one; ``down`` turns
    it back as far as that goes, for apps that know only the old one. ``names``: old field -> new
    field, for what stands beside values: siblings, counters, the bodies of queued ops; None: gone.
    """

    version: int
    entity: str
    names: Mapping[str, str | None]
    up: Callable[[Document], Document]
    down: Callable[[Document], Document]


def rename(version: int, entity: str, old: str, new: str) -> Lift:
    """A field got a better name."""
    return Lift(version, entity, {old: new}, _moving(old, new), _moving(new, old))


def default(version: int, entity: str, field: str, value: Any) -> Lift:
    """A field was added that older records lack."""

    def up(document: Document) -> Document:
        return {field: value, **document}

    return Lift(version, entity, {}, up, _dropping(field))


def drop(version: int, entity: str, field: str) -> Lift:
    """A field is no more; what stands in it stays out of sight."""
    return Lift(version, entity, {field: None}, _dropping(field), _same)


def split(
    version: int,
    entity: str,
    field: str,
    apart: Callable[[Any], Document],
    together: Callable[[Document], Any],
) -> Lift:
    """One field became several: ``apart`` gives them, ``together`` takes them back. A conflict in
    the old field is not carried over: the visible value is what comes apart."""

    def up(document: Document) -> Document:
        rest = {k: v for k, v in document.items() if k != field}
        return {**rest, **apart(document[field])} if field in document else rest

    def down(document: Document) -> Document:
        value = together(document)
        return document if value is None else {**document, field: value}

    return Lift(version, entity, {field: None}, up, down)


LIFTS: tuple[Lift, ...] = ()
"""Every step there is, oldest first."""


def lift_document(
    entity: str, version: int, document: Document, lifts: tuple[Lift, ...] = LIFTS
) -> Document:
    """A document of an older version as today's. Its vector is the same: nothing was written."""
    for lift in _steps(entity, version, lifts):
        meta = document.get("_", {})
        values = {k: v for k, v in document.items() if k not in ("id", "_")}
        document = {"id": document.get("id"), **lift.up(values), "_": _renamed(meta, lift.names)}
    return document


def lower_document(
    entity: str, version: int, document: Document, lifts: tuple[Lift, ...] = LIFTS
) -> Document:
    """A document of today's version as an older app knows it."""
    for lift in reversed(_steps(entity, version, lifts)):
        back = {new: old for old, new in lift.names.items() if new is not None}
        meta = document.get("_", {})
        values = {k: v for k, v in document.items() if k not in ("id", "_")}
        document = {"id": document.get("id"), **lift.down(values), "_": _renamed(meta, back)}
    return document


def lift_values(
    entity: str, version: int, values: Document, lifts: tuple[Lift, ...] = LIFTS
) -> tuple[Document, dict[str, str | None]]:
    """Field values of an older version as today's, and where each old field went (None: gone)."""
    moved: dict[str, str | None] = {}
    for lift in _steps(entity, version, lifts):
        values = lift.up(values)
        moved = {k: lift.names.get(v, v) if v else v for k, v in moved.items()}
        moved.update({k: v for k, v in lift.names.items() if k not in moved})
    return values, moved


def lift_ops(version: int, ops: list[Any], lifts: tuple[Lift, ...] = LIFTS) -> list[Any]:
    """The ops of a queued mutation of an older version as today's.

    A body names only what it changes, so defaults are added to creations alone.
    """
    return [_lift_op(version, op, lifts) for op in ops]


def _lift_op(version: int, op: list[Any], lifts: tuple[Lift, ...]) -> list[Any]:
    entity, id, seen, body, *accept = op
    for lift in _steps(entity, version, lifts):
        if body is not None:
            lifted = lift.up(body)
            added = {} if seen is None else lift.up({})
            body = {k: v for k, v in lifted.items() if k in body or k not in added}
        if accept:
            # An acceptance of a field that is no more must not turn into a delete.
            body = {} if body is None and accept[0] else body
            accept = [_renamed_keys(accept[0], lift.names)]
    return [entity, id, seen, body, *accept]


def _steps(entity: str, version: int, lifts: tuple[Lift, ...]) -> list[Lift]:
    if version >= SCHEMA and lifts is LIFTS:
        return []
    return [lift for lift in lifts if lift.entity == entity and lift.version > version]


def _renamed(meta: Document, names: Mapping[str, str | None]) -> Document:
    if not names:
        return meta
    return {
        key: _renamed_keys(part, names) if key in ("c", "k", "r") else part
        for key, part in meta.items()
    }


def _renamed_keys(part: Document, names: Mapping[str, str | None]) -> Document:
    moved = {names.get(name, name): value for name, value in part.items()}
    return {name: value for name, value in moved.items() if name is not None}


def _moving(old: str, new: str) -> Callable[[Document], Document]:
    def move(document: Document) -> Document:
        return {new if key == old else key: value for key, value in document.items()}

    return move


def _dropping(field: str) -> Callable[[Document], Document]:
    def drop_field(document: Document) -> Document:
        return {key: value for key, value in document.items() if key != field}

    return drop_field


def _same(document: Document) -> Document:
    return document
