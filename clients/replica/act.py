"""One act of a person, put together: several ops that are accepted or refused as one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.registry import REGISTRY
from sync.overlay import (
    Document,
    Op,
    accept_op,
    apply,
    counted_sum,
    create_op,
    delete_op,
    edit_op,
    fields_of,
    is_delete,
)
from sync.vector import Dot

Shown = Callable[[str, str], Document | None]
"""entity, id -> the record as the screen shows it."""


class Mutation(msgspec.Struct, frozen=True):
    """An act that is on the disk. ``seq``: its place in the outbox, for ever. ``ids``: the records
    that it touches, in the order of its ops."""

    seq: int
    n: int
    uid: str
    ids: tuple[str, ...]


class Act:
    """Collects ops; each sees what the ones before it did.

    ``shown``: what the screen shows now. ``own``: this device's replica. ``dot``: the dot that the
    act will get. ``make_id``: a new record's id.
    """

    def __init__(self, shown: Shown, dot: Dot, make_id: Callable[[], str]) -> None:
        self._shown = shown
        self._dot = dot
        self._make_id = make_id
        self._views: dict[tuple[str, str], Document | None] = {}
        self.ops: list[list[Any]] = []
        self.before: list[dict[str, Any] | None] = []

    def create(self, entity: str, values: Mapping[str, Any], id: str | None = None) -> str:
        """Makes a record; its id.

        Raises:
            Problem: see :func:`sync.overlay.create_op`.
        """
        id = id or self._make_id()
        self.put(create_op(REGISTRY[entity], id, values))
        return id

    def edit(self, entity: str, id: str, changes: Mapping[str, Any]) -> None:
        """Changes fields (see :func:`sync.overlay.edit_op`). A change that changes nothing (the
        state it is in, a set as it stands) is left out.

        Raises:
            Problem: ``record/unknown`` it is not on the screen; see also ``edit_op``.
        """
        op = edit_op(REGISTRY[entity], self.document(entity, id), changes, self._dot[0])
        if op[3]:
            self.put(op)

    def delete(self, entity: str, id: str) -> None:
        """Deletes a record."""
        self.put(delete_op(REGISTRY[entity], self.document(entity, id), self._dot[0]))

    def accept(self, entity: str, id: str, siblings: Mapping[str, Dot]) -> None:
        """Closes conflicts: field -> the dot of the sibling that holds."""
        document = self.document(entity, id)
        self.put(accept_op(REGISTRY[entity], document, siblings, self._dot[0]))

    def put(self, op: Sequence[Any]) -> None:
        """Adds an op that is built already."""
        entity, id = op[0], op[1]
        shape = REGISTRY.by_name.get(entity)
        if shape is None:
            raise Problem("mutation/invalid", fields={"entity": str(entity)})
        document = self._look(entity, id)
        self.before.append(standing(op, document))
        self.ops.append(list(op))
        self._views[entity, id] = apply(shape, document, op, self._dot)

    def document(self, entity: str, id: str) -> Document:
        """The record as this act leaves it so far.

        Raises:
            Problem: ``record/unknown``.
        """
        document = self._look(entity, id)
        if document is None:
            raise Problem("record/unknown", params={"entity": entity, "id": id})
        return document

    def _look(self, entity: str, id: str) -> Document | None:
        key = (entity, id)
        if key not in self._views:
            self._views[key] = self._shown(entity, id)
        return self._views[key]


def standing(op: Op, document: Document | None) -> dict[str, Any] | None:
    """What an undo must know: the fields as they stood before the op; None for a creation. Of a
    counter it is the offset; of a deleted record one field is enough to bring it back.
    """
    if op[2] is None or document is None:
        return None
    shape = REGISTRY[op[0]]
    if is_delete(op):
        candidates = [shape.title, *shape.required, *shape.plain]
        kept = [n for n in candidates if n in document and shape.fields[n].resolver != "first"]
        return {name: document[name] for name in kept[:1]}
    before: dict[str, Any] = {}
    for name in fields_of(op):
        if shape.fields[name].kind == "counter":
            before[name] = document.get(name, 0) - counted_sum(document, name)
        else:
            before[name] = document.get(name)
    return before
