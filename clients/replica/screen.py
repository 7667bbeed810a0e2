"""What the screen shows: the base with the device's own mutations on top, read in one piece.

Lists are asked of SQLite, over indexes; only the records that own mutations touch are computed and
put in their place, so a list over 50,000 records costs what it shows.
"""

import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from clients.replica.store.base import Key, decode
from clients.replica.store.database import IN_CONFLICT, extract
from clients.replica.store.store import Store
from schemas.entity import Entity
from schemas.registry import REGISTRY
from sync.overlay import Document, view

Where = Mapping[str, Any]
"""field -> a value, None for "empty", or a list, tuple or set of values for "one of"."""

ALL = -1


class Screen:
    """Reads the store as people see it. May be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, entity: str, id: str) -> Document | None:
        """One record, or None where it is not to be seen."""
        with self._store.lock:
            return self._view(REGISTRY[entity], (entity, id))

    def all(
        self,
        entity: str,
        where: Where | None = None,
        order: str | Sequence[str] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Document]:
        """The records of an entity.

        ``order``: field names, one with ``-`` before it descending; records that are equal in them
        stand by id, as all do without an order. Empty values come first, then numbers, then text.

        Raises:
            KeyError: an unknown entity or field.
        """
        shape = REGISTRY[entity]
        terms = _terms(shape, [order] if isinstance(order, str) else order)
        count = None if limit is None else offset + limit
        with self._store.lock:
            own = self._own(shape, where or {})
            stored = self._stored(shape, where or {}, terms, count)
            if own:
                own.sort(key=lambda document: _sort_key(document, terms))
                stored = heapq.merge(stored, own, key=lambda d: _sort_key(d, terms))
            return list(itertools.islice(stored, offset, count))

    def count(self, entity: str, where: Where | None = None) -> int:
        """How many records there are."""
        shape = REGISTRY[entity]
        condition, values = _condition(shape, where or {})
        with self._store.lock:
            own = self._own(shape, where or {})
            touched = self._store.ours.ids(entity)
            row = self._store.database.connection.execute(
                f"SELECT count(*) FROM base WHERE {condition}",  # noqa: S608 - declared names
                values,
            ).fetchone()
            hidden = sum(
                1 for id in touched if _matches(self._store.base.get((entity, id)), where or {})
            )
            return int(row[0]) - hidden + len(own)

    def conflicts(self) -> list[tuple[str, Document]]:
        """Records with fields that wait for a person's choice: (entity, document)."""
        with self._store.lock:
            keys: set[Key] = set(
                self._store.database.connection.execute(
                    f"SELECT entity, id FROM base WHERE {IN_CONFLICT}"  # noqa: S608
                )
            )
            shown = [(entity, self._view(REGISTRY[entity], (entity, id))) for entity, id in keys]
        found = [(e, d) for e, d in shown if d is not None and d["_"].get("c")]
        return sorted(found, key=lambda pair: (pair[0], pair[1]["id"]))

    def _view(self, entity: Entity, key: Key) -> Document | None:
        return view(entity, self._store.base.get(key), self._store.ours.on(key))

    def _own(self, entity: Entity, where: Where) -> list[Document]:
        """The records that own mutations touch, as they are shown."""
        shown = [self._view(entity, (entity.name, i)) for i in self._store.ours.ids(entity.name)]
        return [d for d in shown if d is not None and _matches(d, where)]

    def _stored(
        self, entity: Entity, where: Where, terms: list[tuple[str, bool]], count: int | None
    ) -> Iterator[Document]:
        """The records that no own mutation touches, in order."""
        touched = set(self._store.ours.ids(entity.name))
        condition, values = _condition(entity, where)
        order = [f"{_column(name)} {'DESC' if down else 'ASC'}" for name, down in terms]
        limit = ALL if count is None else count + len(touched)
        rows = self._store.database.connection.execute(
            f"SELECT id, doc FROM base WHERE {condition} "  # noqa: S608 - declared names
            f"ORDER BY {', '.join([*order, 'id'])} LIMIT {limit}",
            values,
        )
        for id, doc in rows:
            if id not in touched:
                yield decode(doc)


class Descending:
    """Sorts the other way round."""

    def __init__(self, key: Any) -> None:
        self._key = key

    def __lt__(self, other: "Descending") -> bool:
        return bool(other._key < self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and bool(other._key == self._key)

    def __hash__(self) -> int:
        return hash(self._key)


def _terms(entity: Entity, order: Sequence[str]) -> list[tuple[str, bool]]:
    terms = [(name.removeprefix("-"), name.startswith("-")) for name in order]
    for name, _ in terms:
        _known(entity, name)
    return terms


def _known(entity: Entity, name: str) -> None:
    if name != "id" and name not in entity.fields:
        raise KeyError(f"{entity.name}.{name}")


def _column(name: str) -> str:
    return "id" if name == "id" else extract(name)


def _sort_key(document: Document, terms: list[tuple[str, bool]]) -> tuple[Any, ...]:
    """SQLite's own order: NULL, numbers, text by code points."""
    keys = ((_rank(document.get(name)), down) for name, down in terms)
    return (*(Descending(key) if down else key for key, down in keys), document["id"])


def _rank(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, 0
    if isinstance(value, int | float):
        return 1, value
    return 2, str(value)


def _condition(entity: Entity, where: Where) -> tuple[str, list[Any]]:
    # The entity stands in the text so that SQLite sees that a partial index covers it.
    parts = [f"entity = '{entity.name}'"]
    values: list[Any] = []
    for name, wanted in where.items():
        _known(entity, name)
        if wanted is None:
            parts.append(f"{_column(name)} IS NULL")
        elif (several := _several(wanted)) is not None:
            parts.append(f"{_column(name)} IN ({', '.join('?' * len(several))})")
            values += several
        else:
            parts.append(f"{_column(name)} = ?")
            values.append(wanted)
    return " AND ".join(parts), values


def _several(wanted: Any) -> list[Any] | None:
    several: Iterable[Any] = wanted
    return list(several) if isinstance(wanted, list | tuple | set | frozenset) else None


def _matches(document: Document | None, where: Where) -> bool:
    if document is None:
        return False
    for name, wanted in where.items():
        value = document.get(name)
        several = _several(wanted)
        if several is not None:
            if value is None or value not in several:
                return False
        elif value != wanted:
            return False
    return True
