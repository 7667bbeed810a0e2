"""The SQLAlchemy engine for everything off the hot path, on the storage's own file."""

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

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

    event.listen(engine.sync_engine, "connect", prepare)
    return engine
