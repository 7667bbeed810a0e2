"""Keeping the file small: stale feed rows are swept, and what everybody has read is forgotten."""

import sqlite3

import msgspec

from schemas.registry import Registry
from server.storage.lifting import revive
from server.storage.needs import Row
from server.storage.sqlite.committing import Transaction
from server.storage.sqlite.names import Organisation, find_organisation
from sync.scopes import scopes_of

KEEP_ANSWERS_MS = 7 * 24 * 3600 * 1000
"""How long an idempotency key is remembered."""

_NEXT = """
SELECT f.org, f.scope, f.seq, f.record, r.seq = f.seq
FROM feed f LEFT JOIN records r ON r.key = f.record
WHERE (f.org, f.scope, f.seq, f.record) > (?, ?, ?, ?)
ORDER BY f.org, f.scope, f.seq, f.record LIMIT ?"""
_DELETED = """
SELECT id, type, key, seq, trail, document, state FROM records
WHERE org = ? AND deleted = 1 AND seq <= ? LIMIT ?"""
_TRAIL = """
WITH RECURSIVE trail (key) AS (
    VALUES (?) UNION ALL SELECT h.before FROM trail t JOIN history h ON h.key = t.key
)
DELETE FROM history WHERE key IN (SELECT key FROM trail)"""


class Sweep(msgspec.Struct):
    """Where sweeping goes on."""

    place: tuple[int, int, int, int] = (0, 0, 0, 0)

    def run(self, transaction: Transaction, limit: int) -> int:
        """Looks at so many feed rows and removes the stale ones; from the start again after the
        last. Returns how many went."""
        connection = transaction.connection
        rows = connection.execute(_NEXT, (*self.place, limit)).fetchall()
        stale = [row[:4] for row in rows if not row[4]]
        connection.executemany(
            "DELETE FROM feed WHERE org = ? AND scope = ? AND seq = ? AND record = ?", stale
        )
        self.place = rows[-1][:4] if len(rows) == limit else (0, 0, 0, 0)
        return len(stale)


def purge(
    transaction: Transaction, registry: Registry, id: str, horizon_ms: int, limit: int
) -> int:
    """Forgets departures and clears deleted records of one organisation, as far as the horizon has
    passed and every live device has read past them. Devices silent for longer are retired.

    Returns how many records were cleared; at most ``limit``.
    """
    connection, now = transaction.connection, transaction.now
    organisation = find_organisation(connection, id)
    org = organisation.key
    connection.execute(
        "UPDATE replicas SET retired = 1 WHERE org = ? AND NOT own AND contact < ?",
        (org, now - horizon_ms),
    )
    connection.execute(
        "DELETE FROM idempotency WHERE org = ? AND at < ?", (org, now - KEEP_ANSWERS_MS)
    )
    upto = _forgettable(connection, organisation, now, horizon_ms)
    if upto <= organisation.forgotten:
        return 0
    rows = connection.execute(_DELETED, (org, upto, limit)).fetchall()
    for record, type, key, seq, trail, document, state in rows:
        row = Row(key, transaction.names.types[type], seq, True, trail, document, state)
        _clear(transaction, org, record, row, scopes_of(revive(registry, record, row)))
    cleared = len(rows)
    if cleared < limit:
        connection.execute("DELETE FROM departures WHERE org = ? AND seq <= ?", (org, upto))
        connection.execute(
            "DELETE FROM grants WHERE org = ? AND count = 0 AND until <= ?", (org, upto)
        )
        connection.execute("UPDATE organisations SET forgotten = ? WHERE key = ?", (upto, org))
    return cleared


def _forgettable(
    connection: sqlite3.Connection, organisation: Organisation, now: int, horizon_ms: int
) -> int:
    org = organisation.key
    connection.execute(
        "INSERT OR REPLACE INTO marks (org, at, seq) VALUES (?, ?, ?)", (org, now, organisation.seq)
    )
    passed = connection.execute(
        "SELECT at, seq FROM marks WHERE org = ? AND at <= ? ORDER BY at DESC LIMIT 1",
        (org, now - horizon_ms),
    ).fetchone()
    if passed is None:
        return 0
    connection.execute("DELETE FROM marks WHERE org = ? AND at < ?", (org, passed[0]))
    (read,) = connection.execute(
        "SELECT min(read) FROM replicas WHERE org = ? AND NOT own AND NOT retired", (org,)
    ).fetchone()
    return int(passed[1] if read is None else min(passed[1], read))


def _clear(transaction: Transaction, org: int, id: str, row: Row, scopes: frozenset[str]) -> None:
    connection = transaction.connection
    for name in scopes:
        connection.execute(
            "DELETE FROM feed WHERE org = ? AND scope = ? AND seq = ? AND record = ?",
            (org, transaction.names.scope(org, name), row.sequence, row.key),
        )
    connection.execute(_TRAIL, (row.trail,))
    for sql in (
        "DELETE FROM departures WHERE org = ? AND record = ?",
        "DELETE FROM records WHERE org = ? AND key = ?",
    ):
        connection.execute(sql, (org, row.key))
    connection.execute(
        "INSERT INTO purged (org, id) VALUES (?, ?) ON CONFLICT DO NOTHING", (org, id)
    )
