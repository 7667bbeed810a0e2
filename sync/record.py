"""One record's state: siblings, counters, sets and graves. Apply a write, show, store.

The state does not repeat the document. ``values`` are what people see. ``base`` is the dot of the
creation; a field that nobody wrote since has that dot and its value out of ``values``. ``since``
holds entries only for the other fields:

register  ``[replica, n, stamp, actor]`` (the value stands in ``values``), or a list of siblings
          ``[value, replica, n, stamp, actor]`` where concurrent writes left more than one
counter   ``[parts, offsets, late]``: ``parts`` replica -> ``[n, sum of its adds]``, ``offsets`` and
          ``late`` lists of siblings
set       ``[[element, [[replica, n], ...]], ...]``

Multi-value registers and add-wins sets after Shapiro et al., "A comprehensive study of CRDTs"
(2011), with the version vector as causal context as in Almeida et al., "Delta state replicated
data types" (2018): what one state lacks and its vector covers was seen and removed there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.fields import Field
from schemas.types import SAFE_INTEGER
from schemas.wire.version import SCHEMA
from sync.vector import Vector, clip, dominates, join

Sibling = list[Any]
"""``[value, replica, n, stamp, actor]``."""

VALUE, REPLICA, N, STAMP, ACTOR = range(5)

_decode_document = msgspec.json.Decoder(dict[str, Any]).decode
_decode_state = msgspec.msgpack.Decoder().decode
_encode_document = msgspec.json.Encoder().encode
_encode_state = msgspec.msgpack.Encoder().encode


class Write(msgspec.Struct):
    """Who writes, and what of the record the writer had seen: ``seen`` holds the claim with the
    writer's own earlier numbers and its parents' implied."""

    replica: str
    n: int
    stamp: int
    actor: str
    seen: Vector


class Record(msgspec.Struct):
    """One record of one organisation. Mutable; :meth:`copy` before trying an op that may fail.

    ``held``: scopes in which other records bring this one along -> how many do. ``past``: state
    fields -> states it has left. ``flags``: flag -> the dots that raised it. ``base`` is None for a
    stub: others refer to it, its creation has not (yet) come back after a restore. ``scopes``:
    what :func:`sync.scopes.scopes_of` found, until a write may have moved the record.
    """

    entity: Entity
    id: str
    vector: Vector
    values: dict[str, Any]
    base: list[Any] | None = None
    since: dict[str, Any] = {}
    grave: Vector = {}
    held: dict[str, int] = {}
    past: dict[str, list[str]] = {}
    flags: dict[str, list[list[Any]]] = {}
    scopes: frozenset[str] | None = None

    @property
    def deleted(self) -> bool:
        """Whether a delete has seen everything that is here."""
        return bool(self.grave) and dominates(self.grave, self.vector)

    @property
    def visible(self) -> bool:
        """Whether there is something to show: created, and not deleted."""
        return self.base is not None and not self.deleted

    def copy(self) -> "Record":
        """A copy that shares only what ops never change in place."""
        return Record(
            self.entity, self.id, self.vector.copy(), self.values.copy(), self.base,
            self.since.copy(), self.grave, self.held.copy() if self.held else {},
            self.past, self.flags, self.scopes,
        )  # fmt: skip

    # Reading

    def siblings(self, name: str) -> list[Sibling]:
        """The values of a register that no later write has seen; empty if never written."""
        entry = self.since.get(name)
        if entry is None:
            if self.base is None or name not in self.values:
                return []
            return [[self.values[name], *self.base]]
        if entry and isinstance(entry[0], str):
            return [[self.values.get(name), *entry]]
        return list(entry)

    def counter(self, name: str) -> tuple[dict[str, list[int]], list[Sibling], list[Sibling]]:
        """A counter's parts, offset siblings and late adds, as copies."""
        entry = self.since.get(name)
        if entry is None:
            if self.base is None or name not in self.values:
                return {}, [], []
            return {self.base[0]: [self.base[1], self.values[name]]}, [], []
        return dict(entry[0]), list(entry[1]), list(entry[2])

    def elements(self, name: str) -> list[tuple[Any, list[list[Any]]]]:
        """A set's elements, each with the dots of the additions that hold it there."""
        entry = self.since.get(name)
        if entry is None:
            if self.base is None:
                return []
            return [(element, [self.base[:2]]) for element in self.values.get(name, ())]
        return [(element, list(dots)) for element, dots in entry]

    def conflicts(self) -> dict[str, list[Sibling]]:
        """Fields whose siblings differ -> the siblings, the visible one first."""
        found: dict[str, list[Sibling]] = {}
        for name, entry in self.since.items():
            field = self.entity.fields[name]
            if field.kind == "set":
                continue
            siblings = entry[1] if field.kind == "counter" else entry
            if len(siblings) < 2 or isinstance(siblings[0], str):
                continue
            if any(s[VALUE] != siblings[0][VALUE] for s in siblings):
                found[name] = ranked(field, siblings)
        return found

    # Writing

    def create(self, values: dict[str, Any], write: Write) -> None:
        """The creation: every field of it carries its dot. On a stub, fields that came before keep
        their later writes beside it."""
        self.vector[write.replica] = max(write.n, self.vector.get(write.replica, 0))
        self.scopes = None
        dot = [write.replica, write.n, write.stamp, write.actor]
        if self.base is None and not self.since:
            self.base, self.values = dot, values
            return
        for name, value in values.items():
            field = self.entity.fields[name]
            if name not in self.since:
                self.values[name] = value
            elif field.kind == "counter":
                self.add(name, value, write)
            elif field.kind == "set":
                self.include(name, value, write)
            else:
                siblings = [*self.siblings(name), [value, *dot]]
                self.settle(name, field, siblings)
        self.base = dot

    def assign(self, name: str, value: Any, write: Write) -> bool:
        """Writes a register: replaces exactly the siblings that the writer saw.

        Returns whether a sibling with another value is left beside it.
        """
        field = self.entity.fields[name]
        seen = write.seen
        siblings = self.siblings(name)
        left = [s for s in siblings if seen.get(s[REPLICA], 0) < s[N]]
        if field.is_state:
            self._remember(name, [s[VALUE] for s in siblings if s not in left])
        if name in self.entity.scope_fields:
            self.scopes = None
        if not left:
            if value is None:
                self.values.pop(name, None)
            else:
                self.values[name] = value
            self.since[name] = [write.replica, write.n, write.stamp, write.actor]
            return False
        left.append([value, write.replica, write.n, write.stamp, write.actor])
        self.settle(name, field, left)
        return any(s[VALUE] != value for s in left)

    def add(self, name: str, amount: int, write: Write) -> bool:
        """Adds to a counter. Returns whether it came late: made before a count, unseen by it.

        Raises:
            OverflowError: the sum would leave the integers that JSON readers hold exactly.
        """
        parts, offsets, late = self.counter(name)
        _, so_far = parts.get(write.replica, (0, 0))
        parts[write.replica] = [write.n, so_far + amount]
        missed = any(
            write.seen.get(o[REPLICA], 0) < o[N] and write.stamp < o[STAMP] for o in offsets
        )
        if missed:
            late.append([amount, write.replica, write.n, write.stamp, write.actor])
        self.tally(name, parts, offsets, late)
        return missed

    def count(self, name: str, offset: int, write: Write) -> bool:
        """A stock-take: chooses the counter's offset. Returns whether another, different count
        that the writer had not seen is left beside it."""
        parts, offsets, late = self.counter(name)
        seen = write.seen
        offsets = [o for o in offsets if seen.get(o[REPLICA], 0) < o[N]]
        offsets.append([offset, write.replica, write.n, write.stamp, write.actor])
        late = [a for a in late if seen.get(a[REPLICA], 0) < a[N]]
        self.tally(name, parts, offsets, late)
        return any(o[VALUE] != offset for o in offsets)

    def include(self, name: str, elements: Iterable[Any], write: Write) -> None:
        """Adds elements to a set; an addition stands for the earlier ones that it saw."""
        entries = self.elements(name)
        dot = [write.replica, write.n]
        for element in elements:
            unseen = _unseen(_take(entries, element), write.seen)
            entries.append((element, [d for d in unseen if d != dot] + [dot]))
        self.gather(name, entries)

    def exclude(self, name: str, elements: Iterable[Any], write: Write) -> None:
        """Removes elements from a set: only the additions that the writer saw."""
        entries = self.elements(name)
        for element in elements:
            left = _unseen(_take(entries, element), write.seen)
            if left:
                entries.append((element, left))
        self.gather(name, entries)

    def bury(self, write: Write) -> bool:
        """Deletes what the writer had seen. Returns whether something unseen keeps it alive."""
        seen = clip(write.seen, self.vector)
        seen[write.replica] = write.n
        self.grave = join(self.grave, seen)
        self.vector[write.replica] = write.n
        return not self.deleted

    def advance(self, write: Write) -> None:
        """Notes that the write's effects are in; clears flags that the writer had seen, but none
        that the same mutation raised."""
        self.vector[write.replica] = write.n
        if self.flags:
            seen = {**write.seen, write.replica: write.n - 1}
            left = {flag: _unseen(dots, seen) for flag, dots in self.flags.items()}
            self.flags = {flag: dots for flag, dots in left.items() if dots}

    def flag(self, name: str, write: Write) -> None:
        """Marks the record for people until somebody writes having seen the mark."""
        dots, dot = self.flags.get(name, []), [write.replica, write.n]
        if dot not in dots:
            self.flags = {**self.flags, name: sorted([*dots, dot])}

    def _remember(self, name: str, left: list[Any]) -> None:
        past = self.past.get(name, [])
        new = [value for value in dict.fromkeys(left) if value not in past]
        if new:
            self.past = {**self.past, name: [*past, *new]}

    def settle(self, name: str, field: Field, siblings: list[Sibling]) -> None:
        """Takes a register's siblings as they are now and shows the one its resolver picks."""
        siblings.sort(key=by_dot)
        best = ranked(field, siblings)[0][VALUE]
        if best is None:
            self.values.pop(name, None)
        else:
            self.values[name] = best
        self.since[name] = siblings[0][1:] if len(siblings) == 1 else siblings

    def tally(
        self, name: str, parts: dict[str, list[int]], offsets: list[Sibling], late: list[Sibling]
    ) -> None:
        """Takes a counter's parts as they are now and shows their sum with the newest offset."""
        offsets.sort(key=by_dot)
        late.sort(key=by_dot)
        total = sum(part[1] for part in parts.values())
        value = total + _offset(offsets)
        if max(abs(total), abs(value)) > SAFE_INTEGER:
            raise OverflowError(name)
        self.since[name] = [parts, offsets, late]
        self.values[name] = value

    def gather(self, name: str, entries: list[tuple[Any, list[list[Any]]]]) -> None:
        """Takes a set's elements as they are now, in the order of their JSON text."""
        if name in self.entity.scope_fields:
            self.scopes = None
        entries.sort(key=lambda entry: element_key(entry[0]))
        self.since[name] = [[element, sorted(dots)] for element, dots in entries]
        self.values[name] = [element for element, _ in entries]

    # Storing

    def document(self) -> bytes:
        """The document as it is stored and travels (see :mod:`schemas.wire.down`)."""
        meta: dict[str, Any] = {"v": self.vector}
        if self.since or self.flags:
            self._explain(meta)
        return _encode_document({"id": self.id, **self.values, "_": meta})

    def _explain(self, meta: dict[str, Any]) -> None:
        conflicts = self.conflicts()
        if conflicts:
            meta["c"] = {name: [_public(s) for s in group] for name, group in conflicts.items()}
        flags = sorted(self.flags)
        for name, entry in self.since.items():
            field = self.entity.fields[name]
            if field.kind != "counter":
                continue
            parts, offsets, late = entry
            if offsets:
                total = sum(part[1] for part in parts.values())
                meta.setdefault("k", {})[name] = [total, _offset(offsets)]
            if late:
                meta.setdefault("r", {})[name] = [_public(a) for a in late]
            if field.minimum is not None and self.values[name] < field.minimum:
                flags.append(f"below:{name}")
        if flags:
            meta["f"] = flags

    def state(self) -> bytes:
        """What the document does not tell, as it is stored beside it."""
        return _encode_state(
            [SCHEMA, self.base, self.since, self.grave, self.held, self.past, self.flags]
        )


def restore(entity: Entity, id: str, document: bytes, state: bytes) -> tuple[Record, int]:
    """A record out of its stored form, and the schema version it was written in."""
    values = _decode_document(document)
    meta = values.pop("_")
    del values["id"]
    version, base, since, grave, held, past, flags = _decode_state(state)
    return Record(entity, id, meta["v"], values, base, since, grave, held, past, flags), version


def newest(siblings: list[Sibling]) -> Sibling:
    """The sibling with the greatest stamp; replica ids break ties."""
    return max(siblings, key=lambda s: (s[STAMP], s[REPLICA], s[N]))


def ranked(field: Field, siblings: list[Sibling]) -> list[Sibling]:
    """Siblings as the field's resolver orders them, the visible one first."""
    if field.resolver == "first":
        return sorted(siblings, key=lambda s: (s[VALUE] is None, s[STAMP], s[REPLICA], s[N]))
    if field.resolver == "rank":
        order = {value: i for i, value in enumerate(field.order)}
        return sorted(
            siblings,
            key=lambda s: (order.get(s[VALUE], -1), s[STAMP], s[REPLICA], s[N]),
            reverse=True,
        )
    return sorted(siblings, key=lambda s: (s[STAMP], s[REPLICA], s[N]), reverse=True)


def element_key(element: Any) -> bytes:
    """How a set's elements are ordered: by their JSON text, in every language alike."""
    return _encode_document(element)


def _offset(offsets: list[Sibling]) -> int:
    return newest(offsets)[VALUE] if offsets else 0


def _unseen(dots: list[list[Any]], seen: Mapping[str, int]) -> list[list[Any]]:
    return [d for d in dots if seen.get(d[0], 0) < d[1]]


def _take(entries: list[tuple[Any, list[list[Any]]]], element: Any) -> list[list[Any]]:
    for i, (known, dots) in enumerate(entries):
        if known == element and type(known) is type(element):
            del entries[i]
            return dots
    return []


def by_dot(sibling: Sibling) -> tuple[str, int]:
    """Orders siblings by their dot."""
    return sibling[REPLICA], sibling[N]


def _public(sibling: Sibling) -> list[Any]:
    value, replica, n, stamp, actor = sibling
    return [value, [replica, n], stamp, actor]
