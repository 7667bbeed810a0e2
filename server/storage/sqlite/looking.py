"""Single records and figures, read in one snapshot."""

from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.registry import Registry
from schemas.wire.version import SCHEMA
from server.storage.contract import Revision, Stored
from server.storage.lifting import revive, shown
from server.storage.needs import Row
from server.storage.paging import held_of, holdings_of
from server.storage.sqlite.feeding import granted_of, held_condition
from server.storage.sqlite.names import Organisation
from server.storage.sqlite.reading import Snapshot
from sync.clock import ms_of

_RECORD = """
SELECT r.key, r.seq, r.version, r.deleted, r.trail, r.document, r.state FROM records r
WHERE r.org = ? AND r.id = ? AND r.type = ? AND """
_HISTORY = """
WITH RECURSIVE trail (key) AS (
    VALUES (?) UNION ALL SELECT h.before FROM trail t JOIN history h ON h.key = t.key
)
SELECT h.seq, h.act, h.actor, h.replica, h.n, h.stamp, h.fields
FROM trail t JOIN history h ON h.key = t.key ORDER BY h.key DESC"""
_RECEIVED = """
SELECT r.first, r.at, o.own FROM replicas o
LEFT JOIN receipts r ON r.org = o.org AND r.replica = o.key AND r.last >= ?
WHERE o.org = ? AND o.id = ? ORDER BY r.last LIMIT 1"""
_STANDING = """
SELECT DISTINCT r.type, r.id, r.version, r.document
FROM feed f CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq
WHERE f.org = ? AND f.scope IN ({places}) AND r.deleted = 0"""

_decode_fields = msgspec.json.Decoder(dict[str, list[Any]]).decode


class _Versioned(msgspec.Struct):
    v: dict[str, int]


class _Document(msgspec.Struct):
    meta: _Versioned = msgspec.field(name="_")


_decode_vector = msgspec.json.Decoder(_Document).decode


class Look:
    """What one person sees in one organisation."""

    def __init__(
        self, snapshot: Snapshot, registry: Registry, organisation: Organisation, person: str,
        role: str,
    ) -> None:  # fmt: skip
        self._connection = snapshot.connection
        self._names = snapshot.names
        self._registry = registry
        self._org = organisation.key
        granted = granted_of(self._connection, self._org, person)
        self.holdings = holdings_of(person, role, granted)
        self.held = held_of(self.holdings)

    def get(self, entity: str, id: str) -> Stored:
        """One record.

        Raises:
            Problem: ``record/unknown``.
        """
        _, seq, version, deleted, _, document, _ = self._record(entity, id)
        if deleted:
            raise Problem("record/unknown", params={"id": id})
        return Stored(entity, id, seq, shown(entity, document, version, SCHEMA))

    def history(self, entity: str, id: str) -> list[Revision]:
        """A record's history, newest first. The creation is told from the record's own base and
        from what later changes replaced.

        Raises:
            Problem: ``record/unknown``.
        """
        key, seq, _, deleted, trail, document, state = self._record(entity, id)
        row = Row(key, entity, seq, bool(deleted), trail, document, state)
        record = revive(self._registry, id, row)
        values = dict(record.values)
        found: list[Revision] = []
        for position, act, actor, replica, n, stamp, fields in self._connection.execute(
            _HISTORY, (trail,)
        ):
            changed = _decode_fields(fields)
            values.update((name, before) for name, (before, _) in changed.items())
            at, received = ms_of(stamp), self._received(replica, n, stamp)
            found.append(Revision(position, act, actor, replica, n, at, received, "", changed))
        if record.base is not None:
            replica, n, stamp, actor = record.base
            at, received = ms_of(stamp), self._received(replica, n, stamp)
            first = {name: [None, value] for name, value in values.items() if value is not None}
            found.append(Revision(0, "create", actor, replica, n, at, received, "", first))
        return found

    def _received(self, replica: str, n: int, stamp: int) -> int | None:
        """When the hub decided a mutation, ms; what it wrote itself it decided at once."""
        row = self._connection.execute(_RECEIVED, (n, self._org, replica)).fetchone()
        if row is None:
            return None
        first, at, is_own = row
        if is_own:
            return ms_of(stamp)
        return None if at is None or first > n else int(at)

    def vectors(self) -> dict[str, dict[str, dict[str, int]]]:
        """Entity -> id -> vector of all that stands in the person's scopes."""
        keys = self._held_keys()
        sql = _STANDING.format(places=", ".join("?" * len(keys)))
        found: dict[str, dict[str, dict[str, int]]] = {}
        for type, id, _, document in self._connection.execute(sql, (self._org, *keys)):
            vector = _decode_vector(document).meta.v
            found.setdefault(self._names.types[type], {})[id] = vector
        return found

    def _record(self, entity: str, id: str) -> tuple[Any, ...]:
        type = self._names.type_keys.get(entity)
        keys = self._held_keys()
        row: tuple[Any, ...] | None = None
        if type is not None and id.isascii():
            sql = _RECORD + held_condition(len(keys))
            row = self._connection.execute(sql, (self._org, id, type, *keys)).fetchone()
        if row is None:
            raise Problem("record/unknown", params={"id": id})
        return row

    def _held_keys(self) -> list[int]:
        keys = [self._names.known_scope(self._org, scope) for scope in sorted(self.held)]
        return [key for key in keys if key is not None]


def statistics(snapshot: Snapshot, organisation: Organisation) -> dict[str, int]:
    """Figures for the status page."""
    found = {"head": organisation.seq}
    for name, sql in (
        ("records", "SELECT count(*) FROM records WHERE org = ?"),
        ("replicas", "SELECT count(*) FROM replicas WHERE org = ? AND NOT own AND NOT retired"),
        ("receipts", "SELECT count(*) FROM receipts WHERE org = ?"),
    ):
        (found[name],) = snapshot.connection.execute(sql, (organisation.key,)).fetchone()
    return found
