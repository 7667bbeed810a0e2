"""Loads what planning asks for, in the transaction that is open."""

import json
import sqlite3
from typing import Any

import msgspec

from server.storage.needs import Granted, Kept, Loaded, Need, Receipt, Replica, Row
from server.storage.sqlite.names import Names, Organisation
from sync.plan import Block

_REPLICA = """
SELECT key, id, family, parent, line, n, uid, stamp, clean, offered, unproved, read, born, safe,
       own, retired, contact,
       EXISTS (SELECT 1 FROM replicas o WHERE o.org = r.org AND o.family = r.family
               AND o.key <> r.key)
FROM replicas r WHERE org = ?"""
_BY_ID = _REPLICA + " AND id = ?"
_OWN = _REPLICA + " AND own ORDER BY key DESC LIMIT 1"
_RECORDS = """
SELECT r.id, r.key, r.type, r.seq, r.deleted, r.trail, r.document, r.state
FROM json_each(?) j CROSS JOIN records r ON r.org = ? AND r.id = j.value"""
_PURGED = "SELECT id FROM purged WHERE org = ? AND id IN (SELECT value FROM json_each(?))"
_DEPARTURES = """
SELECT s.name, d.seq FROM departures d JOIN scopes s ON s.key = d.scope
WHERE d.org = ? AND d.record = (SELECT key FROM records WHERE org = ? AND id = ?)"""
_GRANTS = """
SELECT s.name, g.count, g.first, g.since, g.until FROM grants g JOIN scopes s ON s.key = g.scope
WHERE g.org = ? AND g.person = ?"""
_ANSWER = "SELECT digest, answer, seq FROM idempotency WHERE org = ? AND person = ? AND key = ?"
_RECEIPT = "SELECT r.first, r.last, r.uids, r.no, r.fix, r.seq, r.epoch FROM receipts r"
_OWN_RECEIPTS = _RECEIPT + " WHERE r.org = ? AND r.replica = ? AND r.last >= ? ORDER BY r.last"
_RELATIVES = (
    _RECEIPT
    + """
JOIN replicas o ON o.key = r.replica
WHERE o.org = ? AND o.family = ? AND o.key <> ? AND r.org = o.org AND r.seq >= ?
ORDER BY r.key"""
)

_decode_list = msgspec.json.Decoder(list[list[Any]]).decode
_decode_fix = msgspec.json.Decoder(list[tuple[int, int]]).decode
_decode_line = msgspec.json.Decoder(dict[str, int]).decode


class Loader:
    """Serves the needs of one organisation's group."""

    def __init__(
        self, connection: sqlite3.Connection, names: Names, organisation: Organisation
    ) -> None:
        self._connection = connection
        self._names = names
        self._org = organisation.key
        self._replicas: dict[str, Replica] = {}

    def load(self, need: Need) -> Loaded:
        """All that a need names."""
        loaded = Loaded()
        self._load_replicas(need, loaded)
        if need.records:
            self._load_records(need.records, loaded)
        for id in need.departures:
            loaded.departures[id] = dict(self._rows(_DEPARTURES, self._org, self._org, id))
        for person in need.people:
            rows = self._rows(_GRANTS, self._org, person)
            loaded.people[person] = {row[0]: Granted(*row[1:]) for row in rows}
        for series in need.numbers:
            sql = "SELECT next FROM numbers WHERE org = ? AND series = ?"
            for (number,) in self._rows(sql, self._org, series):
                loaded.numbers[series] = number
        for person, key in need.answers:
            for row in self._rows(_ANSWER, self._org, person, key):
                loaded.answers[person, key] = Kept(*row)
        self._load_of_replicas(need, loaded)
        return loaded

    def replica(self, id: str) -> Replica | None:
        """One replica's row."""
        return self._one_replica(_BY_ID, self._org, id)

    def _load_replicas(self, need: Need, loaded: Loaded) -> None:
        for id in need.replicas:
            row = self._one_replica(_BY_ID, self._org, id)
            if row is not None:
                loaded.replicas[id] = row
        if need.own:
            row = self._one_replica(_OWN, self._org)
            if row is not None:
                loaded.replicas[row.id] = row
                loaded.own = row.id

    def _one_replica(self, sql: str, *values: object) -> Replica | None:
        for row in self._rows(sql, *values):
            (key, id, family, parent, line, n, uid, stamp, clean, offered, unproved, read, born,
             safe, own, retired, contact, related) = row  # fmt: skip
            replica = Replica(
                key=key, id=id, family=family, parent=parent, line=_decode_line(line), n=n, uid=uid,
                stamp=stamp, clean=clean, offered=offered, unproved=unproved, read=read, born=born,
                safe=safe, own=bool(own), retired=bool(retired), contact=contact,
                related=bool(related),
            )  # fmt: skip
            self._replicas[id] = replica
            return replica
        return None

    def _load_records(self, ids: set[str], loaded: Loaded) -> None:
        types = self._names.types
        for id, key, type, *rest in self._rows(_RECORDS, json.dumps(list(ids)), self._org):
            loaded.records[id] = Row(key, types[type], *rest)
        missing = [id for id in ids if id not in loaded.records]
        if missing:
            rows = self._rows(_PURGED, self._org, json.dumps(missing))
            loaded.purged.update(row[0] for row in rows)

    def _load_of_replicas(self, need: Need, loaded: Loaded) -> None:
        for id in need.refusals:
            sql = "SELECT id, n FROM refusals WHERE org = ? AND replica = ?"
            loaded.refusals[id] = dict(self._rows(sql, self._org, self._replicas[id].key))
        for id, series in need.blocks:
            sql = (
                "SELECT first, last, used FROM blocks WHERE org = ? AND replica = ? AND series = ?"
            )
            loaded.blocks[id, series] = [
                Block(first, last, int.from_bytes(used, "little"))
                for first, last, used in self._rows(sql, self._org, self._replicas[id].key, series)
            ]
        for id, low in need.receipts:
            rows = self._rows(_OWN_RECEIPTS, self._org, self._replicas[id].key, low)
            loaded.receipts[id] = [_receipt(id, row) for row in rows]
        for id, position in need.relatives:
            replica = self._replicas[id]
            rows = self._rows(_RELATIVES, self._org, replica.family, replica.key, position)
            loaded.relatives[id] = [_receipt("", row) for row in rows]

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()


def _receipt(replica: str, row: tuple[Any, ...]) -> Receipt:
    first, last, uids, no, fix, seq, epoch = row
    return Receipt(replica, first, last, uids, _decode_list(no), _decode_fix(fix), seq, epoch)
