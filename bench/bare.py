"""The bare store to compare with: ``sqlite3``, one table of an id and a document, WAL,
``synchronous=FULL``, transactions of 100 rows."""

import gc
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

BATCH = 100

Rows = Sequence[tuple[str, bytes]]


class Bare:
    """The store at ``path``. Speeds are rows a second."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE docs (id TEXT PRIMARY KEY, doc BLOB NOT NULL)")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def insert(self, rows: Rows) -> float:
        """Writes new documents."""
        return self._write("INSERT INTO docs (id, doc) VALUES (?, ?)", rows)

    def upsert(self, rows: Rows) -> float:
        """Writes documents, new or over an older one."""
        return self._write(
            "INSERT INTO docs (id, doc) VALUES (?, ?) "
            "ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
            rows,
        )

    def read(self) -> tuple[int, float]:
        """Reads all documents; how many, and how many a second."""
        began = time.perf_counter()
        count = len(self._connection.execute("SELECT doc FROM docs").fetchall())
        return count, count / (time.perf_counter() - began)

    def _write(self, statement: str, rows: Rows) -> float:
        batches = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
        execute, executemany = self._connection.execute, self._connection.executemany
        gc.disable()
        try:
            began = time.perf_counter()
            for batch in batches:
                execute("BEGIN IMMEDIATE")
                executemany(statement, batch)
                execute("COMMIT")
            return len(rows) / (time.perf_counter() - began)
        finally:
            gc.enable()
