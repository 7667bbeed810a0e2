"""The file's shape: tables and their version, and what follows from the declarations."""

import functools
import sqlite3

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from schemas.registry import Registry
from server.storage.migration import HEAD
from server.storage.sqlite.declared import declare
from server.storage.tables import organisations

_DIALECT = sqlite.dialect()
_METADATA = organisations.metadata


@functools.cache
def _script(names: frozenset[str]) -> str:
    statements: list[str] = []
    for table in _METADATA.sorted_tables:
        if table.name in names:
            statements.append(str(CreateTable(table).compile(dialect=_DIALECT)))
            statements += [str(CreateIndex(i).compile(dialect=_DIALECT)) for i in table.indexes]
    return ";\n".join(statements)


def is_fresh(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever stored in the file."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'")
    return found.fetchone() is None


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables are of today's version."""
    return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def create(connection: sqlite3.Connection) -> None:
    """Makes every table that is declared, and notes the version that they are."""
    names = frozenset(_METADATA.tables)
    connection.executescript(
        f"BEGIN; {_script(names)};"  # noqa: S608
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
        f"INSERT INTO alembic_version VALUES ('{HEAD}'); COMMIT;"
    )


def prepare(connection: sqlite3.Connection, registry: Registry) -> None:
    """Brings what follows from the declarations up to date: types, indexes and views."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO types (name) VALUES (?) ON CONFLICT DO NOTHING",
        [(entity.name,) for entity in registry.entities],
    )
    declare(connection, registry)
    connection.execute("COMMIT")
