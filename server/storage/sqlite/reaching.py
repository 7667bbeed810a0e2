"""How far devices have read, and what they have not read yet; in one snapshot."""

from server.storage.contract import Reading, Step
from server.storage.sqlite.names import Organisation
from server.storage.sqlite.reading import Snapshot

_READINGS = "SELECT id, read, contact FROM replicas WHERE org = ? AND NOT own"
# A row of the feed is live while its sequence is the record's.
_CAME = """
SELECT t.name, r.id, f.seq, r.trail, r.deleted FROM feed f
JOIN records r ON r.key = f.record AND r.seq = f.seq JOIN types t ON t.key = r.type
WHERE f.org = ? AND f.scope = ? AND f.seq > ? ORDER BY f.seq"""
_LEFT = """
SELECT t.name, r.id, d.seq, r.trail, 1 FROM departures d
JOIN records r ON r.key = d.record JOIN types t ON t.key = r.type
WHERE d.org = ? AND d.scope = ? AND d.seq > ? ORDER BY d.seq"""
_WHO = """
WITH RECURSIVE trail (key) AS (
    VALUES (?)
    UNION ALL SELECT h.before FROM trail t JOIN history h ON h.key = t.key AND h.seq > ?
)
SELECT DISTINCT h.replica FROM trail t JOIN history h ON h.key = t.key WHERE h.seq > ?"""


def readings(snapshot: Snapshot, organisation: Organisation) -> dict[str, Reading]:
    """Replica -> how far it has read."""
    rows = snapshot.connection.execute(_READINGS, (organisation.key,))
    return {id: Reading(position, contact) for id, position, contact in rows}


def steps(snapshot: Snapshot, organisation: Organisation, scope: str, since: int) -> list[Step]:
    """What came into a scope, changed in it or left it after a position."""
    key = snapshot.names.known_scope(organisation.key, scope)
    if key is None:
        return []
    asked = organisation.key, key, since
    found: list[Step] = []
    for sql in (_CAME, _LEFT):
        for entity, id, position, trail, left in snapshot.connection.execute(sql, asked).fetchall():
            who = snapshot.connection.execute(_WHO, (trail, since, since))
            found.append(Step(entity, id, position, bool(left), sorted(row[0] for row in who)))
    return sorted(found, key=lambda step: step.position)
