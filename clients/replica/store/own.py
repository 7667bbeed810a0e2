"""The device's own mutations that the base does not show yet, in memory, by record."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from clients.replica.store.base import Key
from schemas.lifts import lift_ops
from sync.overlay import Op
from sync.session import DECIDED, Written
from sync.vector import Dot


class Own(msgspec.Struct):
    """One mutation as the overlay needs it. ``ops`` leaves out the parts that the hub refused."""

    seq: int
    dot: Dot
    ops: list[Op]
    decided: bool

    @property
    def keys(self) -> set[Key]:
        """The records that it touches."""
        return {(op[0], op[1]) for op in self.ops}


class Ours:
    """All mutations whose effects may have to be laid over the base, oldest first by record."""

    def __init__(self) -> None:
        self._by_seq: dict[int, Own] = {}
        self._by_dot: dict[Dot, int] = {}
        self._by_key: dict[Key, list[int]] = {}

    def __len__(self) -> int:
        return len(self._by_seq)

    def load(self, rows: Iterable[Written]) -> None:
        """Starts anew from these rows."""
        self._by_seq, self._by_dot, self._by_key = {}, {}, {}
        for row in rows:
            self.put(row)

    def put(self, row: Written) -> None:
        """Adds a mutation, or takes its changed fate in."""
        self.drop(row.seq)
        if row.settled or row.state == "refused" or row.ops is None:
            return
        own = Own(row.seq, (row.replica, row.n), read_ops(row), row.state in DECIDED)
        self._by_seq[own.seq] = own
        self._by_dot[own.dot] = own.seq
        for key in own.keys:
            places = self._by_key.setdefault(key, [])
            places.append(own.seq)
            places.sort()

    def drop(self, seq: int) -> None:
        """Forgets a mutation: its effects are in the base, or will never be."""
        own = self._by_seq.pop(seq, None)
        if own is None:
            return
        self._by_dot.pop(own.dot, None)
        for key in own.keys:
            places = self._by_key[key]
            places.remove(seq)
            if not places:
                del self._by_key[key]

    def decide(self, replica: str, first: int, last: int) -> set[Key]:
        """Notes verdicts. Returns the records that the decided mutations touch."""
        keys: set[Key] = set()
        for n in range(first, last + 1):
            seq = self._by_dot.get((replica, n))
            if seq is not None:
                own = self._by_seq[seq]
                own.decided = True
                keys |= own.keys
        return keys

    def settleable(self, keys: Iterable[Key]) -> Iterator[tuple[Key, Own]]:
        """Decided mutations that touch one of these records."""
        for key in keys:
            for seq in self._by_key.get(key, ()):
                own = self._by_seq[seq]
                if own.decided:
                    yield key, own

    def on(self, key: Key) -> list[tuple[Op, Dot]]:
        """The ops on one record, each with its dot."""
        return [
            (op, own.dot)
            for own in (self._by_seq[seq] for seq in self._by_key.get(key, ()))
            for op in own.ops
            if op[1] == key[1] and op[0] == key[0]
        ]

    def keys_of(self, seq: int) -> set[Key]:
        """The records that one mutation touches; empty where the overlay is done with it."""
        own = self._by_seq.get(seq)
        return own.keys if own is not None else set()

    def ids(self, entity: str) -> list[str]:
        """Records of an entity that own mutations touch."""
        return [id for name, id in self._by_key if name == entity]

    def keys(self) -> set[Key]:
        """All records that own mutations touch."""
        return set(self._by_key)

    @property
    def unsettled(self) -> bool:
        """Whether some mutation is decided and its effects are still laid over the base."""
        return any(own.decided for own in self._by_seq.values())


def read_ops(row: Written) -> list[Op]:
    """The ops of a row in today's schema, without the parts that the hub left out."""
    ops: list[Op] = lift_ops(row.schema, msgspec.json.decode(row.ops or b"[]"))
    if row.state != "parted" or row.detail is None:
        return ops
    refused: list[list[str]] = msgspec.json.decode(row.detail)
    left_out = {(entity, id, name) for entity, id, name, _ in refused}
    return [_without(op, left_out) for op in ops]


def _without(op: Op, left_out: set[tuple[str, str, str]]) -> Op:
    entity, id, seen, body, *accept = op
    kept: dict[str, Any] | None = body
    if body:
        kept = {name: value for name, value in body.items() if (entity, id, name) not in left_out}
    return [entity, id, seen, kept, *accept]
