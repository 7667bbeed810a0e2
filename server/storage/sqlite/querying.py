"""Lists of records for people: filtered, sorted, paged by key, and only what they may read."""

import base64
import sqlite3
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.problems import Problem
from schemas.registry import Registry
from schemas.wire.version import SCHEMA
from server.storage.contract import Filter, Listed, Query, Stored
from server.storage.lifting import shown
from server.storage.reading_rights import fixed_scopes, relevant
from server.storage.sqlite.declared import value_of
from server.storage.sqlite.names import Names

_COMPARE = {"eq": "=", "ne": "IS NOT", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
MAX_CHOICES = 500
"""Values of one ``in``."""

_encode = msgspec.json.Encoder().encode
_decode_after = msgspec.json.Decoder(tuple[str | int | float | None, str]).decode


class _Condition(msgspec.Struct):
    """SQL with its parameters."""

    parts: list[str]
    values: list[Any]

    def add(self, part: str, *values: Any) -> None:
        self.parts.append(part)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts)


def list_records(
    connection: sqlite3.Connection,
    names: Names,
    registry: Registry,
    org: int,
    query: Query,
    held: frozenset[str],
) -> Listed:
    """A page of a list. ``held``: the scopes that the reader holds.

    Raises:
        Problem: ``query/invalid``.
    """
    entity = registry[query.entity]
    # Type and deletion stand in the text, where the planner can match them with partial indexes.
    chosen = _Condition([f"r.type = {names.type_keys[entity.name]}", "r.deleted = 0"], [])
    for each in query.filters:
        _filter(chosen, entity, each)
    if query.text:
        _search(chosen, entity, query.text)
    source, values = _source(names, registry, entity, org, held)
    if not source:
        return Listed([], None, 0)
    counted = f"SELECT count(*) FROM {source} WHERE {chosen.sql}"
    (total,) = connection.execute(counted, [*values, *chosen.values]).fetchone()
    column, descending = _sorting(entity, query.sort)
    if query.after is not None:
        _after(chosen, column, query.after, descending=descending)
    order = "DESC" if descending else "ASC"
    rows = connection.execute(
        f"SELECT r.id, r.seq, r.version, r.document, {column} FROM {source} WHERE {chosen.sql}"
        f" ORDER BY {column} {order}, r.id {order} LIMIT ?",
        [*values, *chosen.values, query.limit + 1],
    ).fetchall()
    page = rows[: query.limit]
    records = [
        Stored(entity.name, id, seq, shown(entity.name, document, version, SCHEMA))
        for id, seq, version, document, _ in page
    ]
    more = len(rows) > len(page) and page
    return Listed(records, _token(page[-1][4], page[-1][0]) if more else None, total)


def _source(
    names: Names, registry: Registry, entity: Entity, org: int, held: frozenset[str]
) -> tuple[str, list[Any]]:
    """Where to look: everywhere, if a scope that the reader holds has all of the entity, or else
    among what stands in the scopes that they hold. Empty where none of those can have any."""
    if not fixed_scopes(entity).isdisjoint(held):
        return "(SELECT * FROM records WHERE org = ?) r", [org]
    scopes = [names.known_scope(org, scope) for scope in sorted(relevant(registry, entity, held))]
    keys = [key for key in scopes if key is not None]
    if not keys:
        return "", []
    places = ", ".join("?" * len(keys))
    return (
        f"(SELECT DISTINCT record, seq FROM feed WHERE org = ? AND scope IN ({places})) f"  # noqa: S608
        " CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq",
        [org, *keys],
    )


def _filter(chosen: _Condition, entity: Entity, wanted: Filter) -> None:
    field = entity.fields.get(wanted.field)
    if field is None and wanted.field != "id":
        raise Problem("query/invalid", fields={wanted.field: "unknown"})
    column = "r.id" if field is None else value_of(wanted.field, "r.")
    if (field is not None and field.kind == "set") != (wanted.op == "has"):
        raise Problem("query/invalid", fields={wanted.field: wanted.op})
    if wanted.op == "has":
        chosen.add(
            "EXISTS (SELECT 1 FROM json_each(CAST(r.document AS TEXT),"
            f" '$.{wanted.field}') WHERE value = ?)",
            _scalar(wanted.field, wanted.value),
        )
    elif wanted.op == "in":
        if not isinstance(wanted.value, list) or len(wanted.value) > MAX_CHOICES:
            raise Problem("query/invalid", fields={wanted.field: wanted.op})
        values = [_scalar(wanted.field, value) for value in wanted.value]
        chosen.add(f"{column} IN ({', '.join('?' * len(values))})", *values)
    elif wanted.op in _COMPARE:
        sign = "IS" if wanted.op == "eq" and wanted.value is None else _COMPARE[wanted.op]
        chosen.add(f"{column} {sign} ?", _scalar(wanted.field, wanted.value))
    else:
        raise Problem("query/invalid", fields={wanted.field: wanted.op})


def _search(chosen: _Condition, entity: Entity, text: str) -> None:
    if not entity.search:
        raise Problem("query/invalid", fields={"text": "this entity has nothing to search in"})
    escaped = _scalar("text", text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    likes = [f"{value_of(name, 'r.')} LIKE ? ESCAPE '\\'" for name in entity.search]
    chosen.add(f"({' OR '.join(likes)})", *[f"%{escaped}%"] * len(likes))


def _sorting(entity: Entity, sort: str | None) -> tuple[str, bool]:
    if sort is None:
        return "r.seq", True
    name = sort.removeprefix("-")
    if name == "id":
        return "r.id", sort.startswith("-")
    field = entity.fields.get(name)
    if field is None or field.kind == "set":
        raise Problem("query/invalid", fields={"sort": name})
    return value_of(name, "r."), sort.startswith("-")


def _after(chosen: _Condition, column: str, token: str, *, descending: bool) -> None:
    """Goes on behind the last row of the page before. Nothing sorts before every value."""
    try:
        value, id = _decode_after(base64.urlsafe_b64decode(token.encode("ascii")))
    except (ValueError, msgspec.MsgspecError):
        raise Problem("query/invalid", fields={"after": "not one of ours"}) from None
    value, id = _scalar("after", value), _scalar("after", id)
    sign = "<" if descending else ">"
    if value is None:
        rest = "" if descending else f" OR {column} IS NOT NULL"
        chosen.add(f"(({column} IS NULL AND r.id {sign} ?){rest})", id)
    else:
        rest = f" OR {column} IS NULL" if descending else ""
        chosen.add(
            f"({column} {sign} ? OR ({column} = ? AND r.id {sign} ?){rest})", value, value, id
        )


def _token(value: Any, id: str) -> str:
    return base64.urlsafe_b64encode(_encode([value, id])).decode()


def _scalar(name: str, value: Any) -> Any:
    """A value that SQLite can be given."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Problem("query/invalid", fields={name: "not valid text"}) from None
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise Problem("query/invalid", fields={name: "too large"})
    elif not (value is None or isinstance(value, float)):
        raise Problem("query/invalid", fields={name: "not a plain value"})
    return value
