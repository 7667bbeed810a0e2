"""Lists of records for people: filtered, sorted, paged by key, and only what they may read."""

# ruff: noqa: S608  # what is put into the SQL are declared names, our own keys and constants

import base64
import sqlite3
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.fields import Field
from schemas.problems import Problem
from schemas.registry import Registry
from schemas.wire.version import SCHEMA
from server.storage.contract import Filter, Listed, Query, Stored
from server.storage.lifting import shown
from server.storage.lookups import is_looked_up
from server.storage.reading_rights import fixed_scopes, relevant
from server.storage.sqlite.declared import value_of
from server.storage.sqlite.names import Names

_COMPARE = {"eq": "=", "ne": "IS NOT", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
MAX_CHOICES = 500
"""Values of one ``in``."""
WALK = 5_000
"""Feed rows to look at for the newest of an entity, before all of its records are."""

_encode = msgspec.json.Encoder().encode
_decode_after = msgspec.json.Decoder(tuple[str | int | float | None, int]).decode


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


class _Plan(msgspec.Struct):
    """Where to look, for what, and in which order."""

    source: str
    values: list[Any]
    chosen: _Condition
    column: str
    descending: bool

    def count(self, connection: sqlite3.Connection) -> int:
        """How many there are."""
        sql = f"SELECT count(*) FROM {self.source} WHERE {self.chosen.sql}"
        (total,) = connection.execute(sql, [*self.values, *self.chosen.values]).fetchone()
        return int(total)

    def rows(self, connection: sqlite3.Connection, limit: int) -> list[tuple[Any, ...]]:
        """Key, id, sequence, version, document and what is sorted by."""
        order = "DESC" if self.descending else "ASC"
        return connection.execute(
            f"SELECT r.key, r.id, r.seq, r.version, r.document, {self.column} FROM {self.source}"
            f" WHERE {self.chosen.sql} ORDER BY {self.column} {order}, r.key {order} LIMIT ?",
            [*self.values, *self.chosen.values, limit],
        ).fetchall()


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
    column, descending = _sorting(entity, query.sort)
    after = None if query.after is None else _read_token(query.after)
    whole = sorted(fixed_scopes(entity) & held)
    source, values = ("records r", [org]) if whole else _stood(names, registry, entity, org, held)
    if not source:
        return Listed([], None, 0)
    if whole:
        chosen.parts.insert(0, "r.org = ?")
    plan = _Plan(source, values, chosen, column, descending)
    total = plan.count(connection)
    if after is not None:
        _go_on(chosen, column, *after, descending=descending)
    rows: list[tuple[Any, ...]] | None = None
    if whole and query.sort is None and not _narrows(entity, query):
        scope = names.known_scope(org, whole[0])
        rows = None if scope is None else _walk(connection, plan, scope, after, query.limit + 1)
    if rows is None:
        rows = plan.rows(connection, query.limit + 1)
    page = rows[: query.limit]
    records = [
        Stored(entity.name, id, seq, shown(entity.name, document, version, SCHEMA))
        for _, id, seq, version, document, _ in page
    ]
    more = len(rows) > len(page) and page
    return Listed(records, _token(page[-1][5], page[-1][0]) if more else None, total)


def _stood(
    names: Names, registry: Registry, entity: Entity, org: int, held: frozenset[str]
) -> tuple[str, list[Any]]:
    """What stands in the scopes that the reader holds; empty where none of those can have any."""
    scopes = [names.known_scope(org, scope) for scope in sorted(relevant(registry, entity, held))]
    keys = [key for key in scopes if key is not None]
    if not keys:
        return "", []
    places = ", ".join("?" * len(keys))
    return (
        f"(SELECT DISTINCT record, seq FROM feed WHERE org = ? AND scope IN ({places})) f"
        " CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq",
        [org, *keys],
    )


def _narrows(entity: Entity, query: Query) -> bool:
    """Whether an index finds the few that are asked for."""
    return any(
        each.field == "id" or (each.op in {"eq", "in"} and is_looked_up(entity.fields[each.field]))
        for each in query.filters
    )


def _walk(
    connection: sqlite3.Connection,
    plan: _Plan,
    scope: int,
    after: tuple[Any, int] | None,
    limit: int,
) -> list[tuple[Any, ...]] | None:
    """The newest of a scope that holds all of the entity, back along its feed; None where they are
    not among the last :data:`WALK` changes in it."""
    top = (1 << 62) if after is None else after[0]
    latest = (
        "(SELECT seq, record FROM feed WHERE org = ? AND scope = ? AND seq <= ?"
        f" ORDER BY seq DESC, record DESC LIMIT {WALK})"
    )
    place = [plan.values[0], scope, top]
    rows = connection.execute(
        "SELECT r.key, r.id, r.seq, r.version, r.document, f.seq"
        f" FROM {latest} f CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq"
        f" WHERE {plan.chosen.sql} ORDER BY f.seq DESC, f.record DESC LIMIT ?",
        [*place, *plan.values, *plan.chosen.values, limit],
    ).fetchall()
    if len(rows) < limit:
        (walked,) = connection.execute(f"SELECT count(*) FROM {latest}", place).fetchone()
        if walked == WALK:
            return None
    return rows


def _filter(chosen: _Condition, entity: Entity, wanted: Filter) -> None:
    field = entity.fields.get(wanted.field)
    if field is None and wanted.field != "id":
        raise Problem("query/invalid", fields={wanted.field: "unknown"})
    column = "r.id" if field is None else _column(wanted.field, field)
    if (field is not None and field.kind == "set") != (wanted.op == "has"):
        raise Problem("query/invalid", fields={wanted.field: wanted.op})
    if wanted.op == "has":
        chosen.add(
            "EXISTS (SELECT 1 FROM json_each(CAST(r.document AS TEXT),"
            f" '$.{wanted.field}') WHERE value = ?)",
            _scalar(wanted.field, wanted.value),
        )
    elif wanted.op == "in":
        choices: Any = wanted.value
        if not isinstance(choices, list) or len(choices) > MAX_CHOICES:  # pyright: ignore[reportUnknownArgumentType]
            raise Problem("query/invalid", fields={wanted.field: wanted.op})
        values = [_scalar(wanted.field, each) for each in choices]  # pyright: ignore[reportUnknownVariableType]
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
    return _column(name, field), sort.startswith("-")


def _column(name: str, field: Field) -> str:
    return value_of(name, "r.", indexed=is_looked_up(field))


def _go_on(chosen: _Condition, column: str, value: Any, key: int, *, descending: bool) -> None:
    """Goes on behind the last row of the page before. Nothing sorts before every value."""
    sign = "<" if descending else ">"
    if value is None:
        rest = "" if descending else f" OR {column} IS NOT NULL"
        chosen.add(f"(({column} IS NULL AND r.key {sign} ?){rest})", key)
    else:
        rest = f" OR {column} IS NULL" if descending else ""
        chosen.add(
            f"({column} {sign} ? OR ({column} = ? AND r.key {sign} ?){rest})", value, value, key
        )


def _token(value: Any, key: int) -> str:
    return base64.urlsafe_b64encode(_encode([value, key])).decode()


def _read_token(token: str) -> tuple[Any, int]:
    try:
        value, key = _decode_after(base64.urlsafe_b64decode(token.encode("ascii")))
    except (ValueError, msgspec.MsgspecError):
        raise Problem("query/invalid", fields={"after": "not one of ours"}) from None
    return _scalar("after", value), _scalar("after", key)


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
