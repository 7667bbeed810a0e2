"""Stores what a group has decided, in the transaction that is open."""

import sqlite3
from typing import Any

import msgspec
import sqlalchemy as sa

from schemas.wire.version import SCHEMA
from server.storage import tables
from server.storage.needs import Replica
from server.storage.planning import Decided, Grant
from server.storage.sqlite.losing import held_at_loss
from server.storage.sqlite.names import Names, Organisation

_encode = msgspec.json.Encoder().encode


def insert(table: sa.Table, *columns: str, replace: bool = False) -> str:
    """An INSERT of these columns in this order; naming one that the table lacks fails at import."""
    names = ", ".join(f'"{table.c[name].name}"' for name in columns)
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    return f"{verb} INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))})"


_NEW_RECORD = insert(
    tables.records,
    "key", "org", "type", "id", "seq", "deleted", "version", "trail", "lookup", "document", "state",
)  # fmt: skip
_RECORD = """
UPDATE records SET seq = ?, version = ?, trail = ?, document = ?, state = ?, deleted = ?, lookup = ?
WHERE key = ?"""
_PLAIN_RECORD = """
UPDATE records SET seq = ?, version = ?, trail = ?, document = ?, state = ? WHERE key = ?"""
_FEED = insert(tables.feed, "org", "scope", "seq", "record")
_DEPARTURE = insert(tables.departures, "org", "record", "scope", "seq", replace=True)
_NO_DEPARTURE = "DELETE FROM departures WHERE org = ? AND record = ? AND scope = ?"
_HISTORY = insert(
    tables.history,
    "key", "org", "record", "seq", "replica", "n", "stamp", "actor", "act", "fields", "before",
)  # fmt: skip
_RECEIPT = insert(
    tables.receipts, "org", "replica", "first", "last", "uids", "no", "fix", "seq", "epoch", "at"
)
_ESCROW = insert(
    tables.escrow, "org", "replica", "n", "uid", "stamp", "actor", "ops", "schema", "at"
)
_REFUSAL = insert(tables.refusals, "org", "replica", "id", "n", replace=True)
_BLOCK = insert(tables.blocks, "org", "replica", "series", "first", "last", "used", replace=True)
_NUMBER = insert(tables.numbers, "org", "series", "next", replace=True)
_ANSWER = insert(
    tables.idempotency, "org", "person", "key", "digest", "answer", "seq", "at", replace=True
)
_GAINED = (
    insert(tables.grants, "org", "person", "scope", "count", "first", "since", "until")
    + " ON CONFLICT DO UPDATE SET count = excluded.count, since = excluded.since,"
    + " until = excluded.until"
)
_LOST = """
UPDATE grants SET count = ?, until = ?, held = ? WHERE org = ? AND person = ? AND scope = ?"""
_COUNTED = "UPDATE grants SET count = ? WHERE org = ? AND person = ? AND scope = ?"
_REPLICA = """
UPDATE replicas SET n = ?, uid = ?, stamp = ?, clean = ?, offered = ?, unproved = ?, read = ?,
       contact = ? WHERE key = ?"""


class Saver:
    """Stores the decisions of one organisation's group. ``now``: the hub's time, ms."""

    def __init__(
        self, connection: sqlite3.Connection, names: Names, organisation: Organisation, now: int
    ) -> None:
        self._many = connection.executemany
        self._connection = connection
        self._names = names
        self._org = organisation.key
        self._now = now

    def save(self, decided: Decided) -> int:
        """Stores everything. Returns the sequence from which the group's steps count."""
        base = self._take_sequences(decided.steps)
        if decided.steps:
            # Nobody can have read what this group does: what is lost is what stood there before.
            held = [self._held_at_loss(grant) for grant in decided.grants]
            keys = self._keys(decided)
            self._save_history(decided, base, keys)
            self._save_records(decided, base, keys)
            self._save_departures(decided, base, keys)
            for grant, lost in zip(decided.grants, held, strict=True):
                self._save_grant(grant, base, lost)
        self._save_decisions(decided, base)
        self._save_numbers(decided)
        return base

    def save_replica(self, row: Replica) -> None:
        """Stores what moves in a replica's row."""
        self._connection.execute(_REPLICA, _moving(row))

    def _take_sequences(self, steps: int) -> int:
        # Readers see nothing of this transaction before its end, so none can pass a number in it.
        row = self._connection.execute(
            "UPDATE organisations SET seq = seq + ? WHERE key = ? RETURNING seq", (steps, self._org)
        ).fetchone()
        return int(row[0]) - steps

    def _keys(self, decided: Decided) -> dict[str, int]:
        """Every changed record's key; new ones get the next."""
        top = self._top("records")
        keys: dict[str, int] = {}
        for record in decided.records:
            if record.key is None:
                top += 1
            keys[record.id] = top if record.key is None else record.key
        return keys

    def _top(self, table: str) -> int:
        row = self._connection.execute(f"SELECT max(key) FROM {table}").fetchone()  # noqa: S608
        return row[0] or 0

    def _save_history(self, decided: Decided, base: int, keys: dict[str, int]) -> None:
        """Adds rows to the records' trails (in place)."""
        if not decided.history:
            return
        trails, key = decided.trails, self._top("history")
        rows: list[tuple[Any, ...]] = []
        for c in decided.history:
            key += 1
            rows.append(
                (key, self._org, keys[c.id], base + c.step, c.replica, c.n, c.stamp, c.actor, c.act,
                 _encode(c.fields), trails.get(c.id, 0))
            )  # fmt: skip
            trails[c.id] = key
        self._many(_HISTORY, rows)

    def _save_records(self, decided: Decided, base: int, keys: dict[str, int]) -> None:
        new: list[tuple[Any, ...]] = []
        old: list[tuple[Any, ...]] = []
        plain: list[tuple[Any, ...]] = []
        feed: list[tuple[int, int, int, int]] = []
        org, scope_key, type_keys = self._org, self._names.scope, self._names.type_keys
        trails = decided.trails
        for r in decided.records:
            seq, key, trail = base + r.step, keys[r.id], trails.get(r.id, 0)
            if r.key is None:
                new.append(
                    (key, org, type_keys[r.entity], r.id, seq, r.deleted, SCHEMA, trail, r.lookup,
                     r.document, r.state)
                )  # fmt: skip
            elif r.lookup is None:
                plain.append((seq, SCHEMA, trail, r.document, r.state, key))
            else:
                row = (seq, SCHEMA, trail, r.document, r.state, r.deleted, r.lookup, key)
                old.append(row)
            for scope in r.scopes:
                feed.append((org, scope_key(org, scope), seq, key))  # noqa: PERF401
        self._many(_NEW_RECORD, new)
        self._many(_RECORD, old)
        self._many(_PLAIN_RECORD, plain)
        self._many(_FEED, feed)

    def _save_departures(self, decided: Decided, base: int, keys: dict[str, int]) -> None:
        for (scope, id), step in decided.departures.items():
            place = (self._org, keys[id], self._names.scope(self._org, scope))
            if step:
                self._connection.execute(_DEPARTURE, (*place, base + step))
            else:
                self._connection.execute(_NO_DEPARTURE, place)

    def _held_at_loss(self, grant: Grant) -> bytes | None:
        if not grant.lost or grant.gained:
            return None
        scope = self._names.scope(self._org, grant.scope)
        return held_at_loss(self._connection, self._org, grant.person, scope)

    def _save_grant(self, grant: Grant, base: int, held: bytes | None) -> None:
        place = (self._org, grant.person, self._names.scope(self._org, grant.scope))
        until = base + grant.lost if grant.lost else None
        if grant.gained:
            since = base + grant.gained
            self._connection.execute(_GAINED, (*place, grant.count, since, since, until))
        elif grant.lost:
            self._connection.execute(_LOST, (grant.count, until, held, *place))
        else:
            self._connection.execute(_COUNTED, (grant.count, *place))

    def _save_decisions(self, decided: Decided, base: int) -> None:
        org, keys, now = self._org, decided.keys, self._now
        for row in decided.replicas:
            row.contact = max(row.contact, now)
        self._many(_REPLICA, [_moving(row) for row in decided.replicas])
        self._many(
            _RECEIPT,
            [
                (org, keys[r.replica], r.first, r.last, r.uids, _encode(r.no), _encode(r.fix),
                 base + r.position, r.epoch, now)
                for r in decided.receipts
            ],
        )  # fmt: skip
        self._many(
            _ESCROW,
            [
                (org, keys[e.replica], e.n, e.uid, e.stamp, e.actor, e.ops, e.schema, now)
                for e in decided.escrow
            ],
        )
        self._many(_REFUSAL, [(org, keys[replica], id, n) for replica, id, n in decided.refusals])
        self._many(
            _ANSWER,
            [
                (org, person, key, kept.digest, kept.answer, base, now)
                for (person, key), kept in decided.kept.items()
            ],
        )

    def _save_numbers(self, decided: Decided) -> None:
        self._many(
            _BLOCK,
            [
                (self._org, decided.keys[replica], series, b.first, b.last, _bits(b.used))
                for (replica, series), blocks in decided.blocks.items()
                for b in blocks
            ],
        )
        self._many(
            _NUMBER, [(self._org, series, number) for series, number in decided.numbers.items()]
        )


def _moving(row: Replica) -> tuple[Any, ...]:
    return (
        row.n, row.uid, row.stamp, row.clean, row.offered, row.unproved, row.read, row.contact,
        row.key,
    )  # fmt: skip


def _bits(used: int) -> bytes:
    return used.to_bytes((used.bit_length() + 7) // 8, "little")
