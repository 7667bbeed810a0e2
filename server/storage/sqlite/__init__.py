"""The default engine: SQLite in WAL mode, one writer thread, a few readers."""

from server.storage.sqlite.store import SqliteStorage

__all__ = ["SqliteStorage"]
