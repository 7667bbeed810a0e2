"""One SQLite file per replica: opened by one process at a time, every commit on the disk.

WAL with ``synchronous=FULL``: a commit returns after the log was fsync'd.
``locking_mode=EXCLUSIVE`` keeps a second process out while this one lives, however it dies.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

from clients.replica.errors import StoreInUse
from schemas.registry import REGISTRY

LAYOUT = 1
"""Raised when the tables below change."""

BUSY_S = 5.0
"""How long an opening waits for another process to let go of the file."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE base (
    entity TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, schema INTEGER NOT NULL,
    UNIQUE (entity, id)
);

CREATE TABLE stage (
    entity TEXT NOT NULL, id TEXT NOT NULL, doc TEXT, schema INTEGER NOT NULL,
    UNIQUE (entity, id)
);

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    replica TEXT NOT NULL, n INTEGER NOT NULL, uid TEXT NOT NULL UNIQUE, nonce TEXT NOT NULL,
    actor TEXT NOT NULL, stamp INTEGER NOT NULL, ops TEXT, schema INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending', detail TEXT, fixed INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0,
    before TEXT NOT NULL, made_at INTEGER NOT NULL, sent_at INTEGER, decided_at INTEGER,
    resolved INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX outbox_number ON outbox (replica, n);
CREATE INDEX outbox_open ON outbox (seq) WHERE settled = 0;
CREATE INDEX outbox_needs ON outbox (seq)
    WHERE state IN ('refused', 'parted') AND resolved = 0;
CREATE INDEX outbox_waiting ON outbox (state) WHERE state IN ('pending', 'sent');

CREATE TABLE seals (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, mac TEXT NOT NULL,
    no TEXT NOT NULL, fix TEXT NOT NULL
);

CREATE TABLE blocks (
    series TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL,
    PRIMARY KEY (series, first)
) WITHOUT ROWID;

CREATE TABLE blobs (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    media TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0, entity TEXT NOT NULL,
    record TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', upload TEXT, added_at INTEGER
) WITHOUT ROWID;

CREATE TABLE drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
"""


IN_CONFLICT = "json_extract(doc, '$._.c') IS NOT NULL"
"""Which documents have fields in conflict."""


class Database:
    """The connection, the lock that its users share, and transactions.

    Raises:
        StoreInUse: another process has the file open.
        sqlite3.DatabaseError: the file is damaged, or no database.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        if not path.exists():
            path.touch(mode=0o600)
        path.chmod(0o600)
        self.connection = sqlite3.connect(
            path, timeout=BUSY_S, isolation_level=None, check_same_thread=False,
            cached_statements=256,
        )  # fmt: skip
        try:
            self._prepare()
        except sqlite3.OperationalError as error:
            self.connection.close()
            if "locked" in str(error):
                raise StoreInUse(str(path)) from error
            raise
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self) -> None:
        run = self.connection.execute
        run("PRAGMA locking_mode=EXCLUSIVE")
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("PRAGMA temp_store=MEMORY")
        run("PRAGMA secure_delete=ON")
        run("PRAGMA journal_size_limit=16777216")
        with self.transaction():
            (layout,) = run("PRAGMA user_version").fetchone()
            if not layout:
                for statement in TABLES.split(";\n"):
                    run(statement)
                run(f"PRAGMA user_version={LAYOUT}")
            for statement in reference_indexes():
                run(statement)
        for suffix in ("-wal", "-shm"):
            log = self.path.with_name(self.path.name + suffix)
            if log.exists():
                log.chmod(0o600)

    @contextlib.contextmanager
    def transaction(self) -> Generator[sqlite3.Connection]:
        """All or nothing, on the disk when it is left; one thread at a time."""
        with self.lock:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            try:
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rewrite(self) -> None:
        """Writes the file anew, with nothing in it but what is there. Even with ``secure_delete``
        SQLite leaves copies of deleted rows in pages whose cells it has moved about.

        Raises:
            sqlite3.OperationalError: no room for it; the file is as it was.
        """
        with self.lock:
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Writes the log back into the file and lets go of it."""
        with self.lock:
            self.connection.close()

    def destroy(self) -> None:
        """Closes and removes the file with all that belongs to it."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self.path}{suffix}")


def reference_indexes() -> Iterator[str]:
    """One partial index for every declared reference and every field drawn from a series, so that
    "the stops of this route" does not read the other stops; and one of what is in conflict.
    """
    yield f"CREATE INDEX IF NOT EXISTS base_conflicts ON base (entity, id) WHERE {IN_CONFLICT}"
    for entity in REGISTRY.entities:
        singles = [name for name, field in entity.references.items() if field.kind == "register"]
        for name in [*singles, *entity.series]:
            yield (
                f"CREATE INDEX IF NOT EXISTS base_{entity.name}_{name} ON base "
                f"({extract(name)}) WHERE entity = '{entity.name}'"
            )


def extract(name: str) -> str:
    """The SQL for one field of a document; ``name`` comes from a declaration, never from input."""
    return f"json_extract(doc, '$.{name}')"
