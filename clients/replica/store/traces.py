"""Copies of what left the device, which SQLite may keep in its file for a while."""

import contextlib
import sqlite3

from clients.replica.store.database import Database

KEPT_MS = 6 * 3600 * 1000
"""How long they may lie in the file of a device that is never closed."""


class Traces:
    """Since when there may be some, and the way to be rid of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._run = database.connection.execute
        self.recall()

    def recall(self) -> None:
        """Reads what is noted: a transaction that noted something has failed."""
        row = self._run("SELECT value FROM meta WHERE key = 'traces'").fetchone()
        self._since: int | None = None if row is None else int(row[0])

    def note(self, now_ms: int) -> None:
        """Something leaves, in the caller's transaction."""
        if self._since is None:
            self._since = now_ms
            self._run("INSERT OR REPLACE INTO meta VALUES ('traces', ?)", (str(now_ms),))

    def scrub(self, now_ms: int | None = None) -> None:
        """Writes the file anew where that is due by ``now_ms``; None: where there is a reason at
        all. Where there is no room for it, it waits for the next time."""
        with self._database.lock, contextlib.suppress(sqlite3.OperationalError):
            if self._since is None or (now_ms is not None and now_ms - self._since < KEPT_MS):
                return
            self._database.rewrite()
            with self._database.transaction():
                self._run("DELETE FROM meta WHERE key = 'traces'")
            self._since = None

    def forget(self) -> None:
        """The file is no more."""
        self._since = None
