"""Indexes and views that follow from the entities' declarations.

Fields that name other records, states and numbers get an index each; every entity gets a view with
typed columns, so that reports and other tools see ordinary tables.
"""

import sqlite3

from schemas.entity import Entity
from schemas.registry import Registry
from server.storage.lookups import is_looked_up

INDEX = "declared_"
VIEW = "view_"

_TYPES = {int: "INTEGER", float: "REAL", bool: "INTEGER"}


def value_of(field: str, record: str = "", *, indexed: bool = False) -> str:
    """SQL for a field's visible value. ``record``: the table's alias with its dot. ``indexed``:
    among those stored apart, in the very form that the index has."""
    source = f"{record}lookup" if indexed else f"CAST({record}document AS TEXT)"
    return f"json_extract({source}, '$.{field}')"


def declare(connection: sqlite3.Connection, registry: Registry) -> None:
    """Makes what is declared, anew where it changed, and drops what no longer is."""
    keys: dict[str, int] = dict(connection.execute("SELECT name, key FROM types").fetchall())
    wanted: dict[str, str] = {}
    for entity in registry.entities:
        wanted.update(_indexes(entity, keys[entity.name]))
        wanted[VIEW + entity.plural] = _view(entity, keys[entity.name])
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'view')"
    )
    for kind, name, sql in rows.fetchall():
        if not name.startswith((INDEX, VIEW)):
            continue
        if wanted.get(name) == sql:
            del wanted[name]
        else:
            connection.execute(f'DROP {kind} "{name}"')
    for sql in wanted.values():
        connection.execute(sql)


def _indexes(entity: Entity, key: int) -> dict[str, str]:
    # Conditions on type and deletion must stand in a query as they stand here, or it is not used.
    return {
        f"{INDEX}{entity.name}_{name}": (
            f"CREATE INDEX {INDEX}{entity.name}_{name} ON records"
            f" (org, {value_of(name, indexed=True)}) WHERE type = {key} AND deleted = 0"
        )
        for name, field in entity.fields.items()
        if is_looked_up(field)
    }


def _view(entity: Entity, key: int) -> str:
    columns = ["o.id AS organisation", "r.id AS id", "r.seq AS position"]
    for name, field in entity.fields.items():
        kind = "INTEGER" if field.kind == "counter" else _TYPES.get(_plain(field.type), "TEXT")
        columns.append(f'CAST({value_of(name, "r.")} AS {kind}) AS "{name}"')
    return (
        f"CREATE VIEW {VIEW}{entity.plural} AS SELECT {', '.join(columns)} FROM records r"  # noqa: S608
        f" JOIN organisations o ON o.key = r.org WHERE r.type = {key} AND r.deleted = 0"
    )


def _plain(annotation: object) -> type:
    """The type behind ``Annotated``; text for all that SQL has no type for."""
    origin = getattr(annotation, "__origin__", annotation)
    return origin if isinstance(origin, type) else str
