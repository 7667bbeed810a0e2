"""Connections as every part of the engine opens them."""

import sqlite3
from pathlib import Path

WAIT_MS = 10_000
"""How long to wait for a lock that another process holds."""
CHECKPOINT_PAGES = 4_000
"""Pages in the write-ahead log before it is folded into the file."""


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that changes records: durable at every commit."""
    connection = _connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute("PRAGMA cache_size = -32768")
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that only reads; each read transaction is one snapshot."""
    connection = _connect(path)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -8192")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    # Threads take turns with a connection, never share it; transactions are opened by hand.
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
