"""Backups, and what must change when one takes the place of the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from server.storage.sqlite.committing import Transaction
from server.storage.sqlite.connection import connect_reader
from server.storage.sqlite.names import find_organisation
from server.storage.sqlite.tasks import add_own_replica

NUMBERS_SKIPPED = 10_000
"""Numbers of each series that a restored hub passes over: some of them were given out since."""

Tips = list[tuple[str, str, int]]
"""(organisation, replica, last decided number)."""


def copy(source: Path, target: Path) -> Tips:
    """Copies the file as it is at one moment. Blocks.

    Returns the last decision of each replica that the copy holds.
    """
    with closing(connect_reader(source)) as reader, closing(sqlite3.connect(target)) as copied:
        reader.backup(copied)
        return copied.execute(
            "SELECT o.id, r.id, r.n FROM replicas r JOIN organisations o ON o.key = r.org"
        ).fetchall()


def cover(transaction: Transaction, tips: Tips) -> None:
    """Notes that a backup covers these decisions: devices need not keep them any longer."""
    transaction.connection.executemany(
        "UPDATE replicas SET safe = max(safe, ?) WHERE id = ? AND org ="
        " (SELECT key FROM organisations WHERE id = ?)",
        [(n, replica, organisation) for organisation, replica, n in tips],
    )


def new_epoch(transaction: Transaction, organisation: str) -> int:
    """Begins a new history: cursors of the old one are void, and the server gets a fresh id.

    The epoch is never one that was used before, however often one backup is restored: it is at
    least the time in ms. Returns it.
    """
    found = find_organisation(transaction.connection, organisation)
    epoch = max(found.epoch + 1, transaction.now)
    epochs = msgspec.json.encode([*found.epochs, epoch]).decode()
    transaction.connection.execute(
        "UPDATE organisations SET epochs = ? WHERE key = ?", (epochs, found.key)
    )
    transaction.connection.execute(
        "UPDATE numbers SET next = next + ? WHERE org = ?", (NUMBERS_SKIPPED, found.key)
    )
    add_own_replica(transaction, found.key)
    return epoch
