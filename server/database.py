"""The SQLAlchemy engine for everything off the hot path, on the storage's own file."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from server.identity import tables
from server.metadata import metadata

BUSY_MS = 10_000


def open_engine(path: Path) -> AsyncEngine:
    """An engine on a SQLite file; connections wait for the storage's writer."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.close()

    sa.event.listen(engine.sync_engine, "connect", prepare)
    return engine


async def make_tables(engine: AsyncEngine) -> None:
    """Makes the tables of identity that are missing."""
    mine = [table for table in metadata.sorted_tables if table.name.startswith("identity_")]
    assert tables.accounts in mine  # noqa: S101
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all, tables=mine)
