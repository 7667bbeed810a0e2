"""Readers: a few threads, each with a connection; every read is one snapshot."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from schemas.problems import Problem
from server.storage.sqlite.connection import connect_reader
from server.storage.sqlite.names import Names

T = TypeVar("T")

THREADS = 4


class Snapshot:
    """A reader's connection while its read transaction is open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.names = Names(connection)


class Readers:
    """Runs reads off the event loop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closing = False
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="fieldpost-reader")

    async def read(self, look: Callable[[Snapshot], T]) -> T:
        """What ``look`` finds in one snapshot.

        Raises:
            Problem: ``server/busy``: it is closing.
        """
        if self._closing:
            raise Problem("server/busy", retry_after=1)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._look, look)

    def close(self) -> None:
        """Ends the threads. Blocks."""
        self._closing = True
        self._pool.shutdown(wait=True)
        for connection in self._open:
            connection.close()

    def _look(self, look: Callable[[Snapshot], T]) -> T:
        snapshot: Snapshot | None = getattr(self._local, "snapshot", None)
        if snapshot is None:
            connection = connect_reader(self._path)
            self._open.append(connection)
            snapshot = self._local.snapshot = Snapshot(connection)
        snapshot.connection.execute("BEGIN")
        try:
            return look(snapshot)
        finally:
            snapshot.connection.execute("COMMIT")
