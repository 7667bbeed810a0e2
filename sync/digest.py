"""Anti-entropy: one checksum that says whether two holders hold the same records.

The checksum is the sum, modulo 2^128, of the first 16 bytes of SHA-256 over each record's canonical
text: order does not matter, and adding or taking away one record is one addition (the incremental
AdHash of Bellare and Micciancio, 1997). It guards against defects, not against an adversary.
"""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from sync.vector import Vector

MODULUS = 1 << 128

Records = Mapping[str, Mapping[str, Mapping[str, int]]]
"""entity -> id -> version vector."""


def weight(entity: str, id: str, vector: Mapping[str, int]) -> int:
    """One record's part of the checksum, from ``["entity","id",{"replica":n,...}]`` with sorted
    keys and no spaces.
    """
    text = msgspec.json.encode([entity, id, vector], order="sorted")
    return int.from_bytes(hashlib.sha256(text).digest()[:16])


def digest(records: Iterable[tuple[str, str, Mapping[str, int]]]) -> str:
    """The checksum of records (entity, id, vector) in any order: 32 hexadecimal digits."""
    total = 0
    for entity, id, vector in records:
        total += weight(entity, id, vector)
    return f"{total % MODULUS:032x}"


class Difference(msgspec.Struct, frozen=True):
    """Where two holders differ. Each is a sorted list of (entity, id)."""

    only_a: list[tuple[str, str]]
    only_b: list[tuple[str, str]]
    unequal: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.only_a or self.only_b or self.unequal)


def difference(a: Records, b: Records) -> Difference:
    """What must be mended so that two holders agree."""
    left, right = _flat(a), _flat(b)
    shared = left.keys() & right.keys()
    return Difference(
        only_a=sorted(left.keys() - right.keys()),
        only_b=sorted(right.keys() - left.keys()),
        unequal=sorted(key for key in shared if left[key] != right[key]),
    )


def _flat(records: Records) -> dict[tuple[str, str], Vector]:
    return {
        (entity, id): dict(vector)
        for entity, by_id in records.items()
        for id, vector in by_id.items()
    }
