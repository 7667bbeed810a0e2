"""A file that is made at once and one that was migrated step by step are the same."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import server.storage.migration
from server.identity.tables import organisations as accounts
from server.metadata import metadata
from server.storage.migration import HEAD, migrate
from server.storage.sqlite import SqliteStorage, schema
from tests.contracts.engines import KEY


def shape(path: Path) -> set[tuple[Any, ...]]:
    """Every column and every index of a file, and what they are like."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT type, name, tbl_name FROM sqlite_schema"
            " WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        ).fetchall()
        found: set[tuple[Any, ...]] = set(names)
        for kind, name, table in names:
            if kind == "table":
                columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                found |= {(name, *column[1:]) for column in columns}
            else:
                columns = connection.execute(f"PRAGMA index_info({name})").fetchall()
                found |= {(table, name, *column) for column in columns}
            rows = connection.execute(f"PRAGMA index_list({table})").fetchall()
            found |= {(table, *row[2:]) for row in rows}
        return found


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "made.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        schema.create(connection)
    return path


@pytest.fixture
def migrated(tmp_path: Path) -> Path:
    path = tmp_path / "migrated.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def engine(migrated: Path) -> Iterator[sa.Engine]:
    engine = sa.create_engine(f"sqlite:///{migrated}")
    yield engine
    engine.dispose()


def test_made_and_migrated_files_are_the_same(made: Path, migrated: Path) -> None:
    assert shape(made) == shape(migrated)
    assert accounts.name in {entry[1] for entry in shape(made)}


def test_nothing_that_is_declared_is_missing_from_the_migrations(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_head_is_the_last_migration() -> None:
    folder = Path(server.storage.migration.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [HEAD]


def test_an_older_file_is_migrated_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        # As if there had been a version before the first, which had this table only.
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.commit()
        assert not schema.is_current(connection)

    async def use() -> list[str]:
        storage = SqliteStorage(path, seal_key=KEY)
        await storage.open()
        await storage.add_organisation("o" * 22)
        try:
            return await storage.organisations()
        finally:
            await storage.close()

    assert asyncio.run(use()) == ["o" * 22]
    with closing(sqlite3.connect(path)) as connection:
        assert schema.is_current(connection)
