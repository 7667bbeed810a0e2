"""What a person's devices may hold of a scope at the moment when the person loses it.

It is written down then, since later nobody could tell what came into the scope before from what
came after, and the latter is not for them: not even that it exists.
"""

import sqlite3

import msgspec

_STOOD = """
SELECT f.record FROM feed f CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq
WHERE f.org = ?1 AND f.scope = ?2
UNION
SELECT d.record FROM departures d WHERE d.org = ?1 AND d.scope = ?2 AND d.seq > ?3"""

_GRANT = "SELECT since, held FROM grants WHERE org = ? AND person = ? AND scope = ?"

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[int]).decode


def held_at_loss(connection: sqlite3.Connection, org: int, person: str, scope: int) -> bytes:
    """What stands in the scope, and what left it since the person got it, with what they may still
    hold from an earlier time; as it is stored beside the loss."""
    row = connection.execute(_GRANT, (org, person, scope)).fetchone()
    since, earlier = (0, None) if row is None else row
    keys = {key for (key,) in connection.execute(_STOOD, (org, scope, since))}
    return _encode(sorted(keys.union(_decode(earlier) if earlier else ())))


def lost_records(connection: sqlite3.Connection, org: int, person: str, scope: int) -> list[int]:
    """The keys of what a person's devices may hold of a scope that was lost."""
    row = connection.execute(_GRANT, (org, person, scope)).fetchone()
    return _decode(row[1]) if row is not None and row[1] else []
