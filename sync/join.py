"""The join of two states of one record: what two hubs do when they meet.

Commutative, associative, idempotent, field by field, equal dots carrying equal stamps. Add-wins
and multi-value semantics come from the version vector as causal context: what one state lacks and
its vector covers was seen and removed there (Almeida et al., "Delta state replicated data types",
2018).
"""

from typing import Any

from sync.record import REPLICA, N, Record, Sibling, by_dot, element_key
from sync.vector import Vector, join


def merge(a: Record, b: Record) -> Record:
    """The join of two states of one record: commutative, associative, idempotent.

    Scopes that others hold it in are a matter of each hub and stay with ``a``.
    """
    base = _elder(a.base, b.base)
    joined = Record(a.entity, a.id, join(a.vector, b.vector), {}, base, held=dict(a.held))
    joined.grave = join(a.grave, b.grave)
    for name, field in a.entity.fields.items():
        if field.kind == "counter":
            _merge_counter(joined, name, a, b)
        elif field.kind == "set":
            _merge_set(joined, name, a, b)
        else:
            siblings = _survivors(a.siblings(name), a.vector, b.siblings(name), b.vector)
            if siblings:
                joined.settle(name, field, siblings)
    for name in sorted({*a.past, *b.past}):
        order = a.entity.fields[name].order
        both = {*a.past.get(name, ()), *b.past.get(name, ())}
        joined.past = {**joined.past, name: sorted(both, key=order.index)}
    for name in sorted({*a.flags, *b.flags}):
        dots = _common(a.flags.get(name, []), a.vector, b.flags.get(name, []), b.vector)
        if dots:
            joined.flags = {**joined.flags, name: sorted(dots)}
    return joined


def explicit(record: Record) -> dict[str, Any]:
    """The state with nothing left implied, in one canonical form: equal states are equal here."""
    fields: dict[str, Any] = {}
    for name, field in record.entity.fields.items():
        if field.kind == "counter":
            parts, offsets, late = record.counter(name)
            fields[name] = [sorted(parts.items()), offsets, late]
        elif field.kind == "set":
            fields[name] = [[e, sorted(dots)] for e, dots in record.elements(name)]
        else:
            fields[name] = sorted(record.siblings(name), key=by_dot)
    past = {name: sorted(states) for name, states in record.past.items()}
    return {
        "id": record.id, "vector": record.vector, "grave": record.grave, "fields": fields,
        "base": record.base, "past": past, "flags": record.flags, "values": record.values,
    }  # fmt: skip


def _merge_counter(joined: Record, name: str, a: Record, b: Record) -> None:
    parts_a, offsets_a, late_a = a.counter(name)
    parts_b, offsets_b, late_b = b.counter(name)
    parts = {
        replica: max(parts_a.get(replica, [0, 0]), parts_b.get(replica, [0, 0]))
        for replica in {*parts_a, *parts_b}
    }
    if parts or offsets_a or offsets_b:
        offsets = _survivors(offsets_a, a.vector, offsets_b, b.vector)
        late = _survivors(late_a, a.vector, late_b, b.vector)
        joined.tally(name, dict(sorted(parts.items())), offsets, late)


def _merge_set(joined: Record, name: str, a: Record, b: Record) -> None:
    mine = {element_key(e): (e, dots) for e, dots in a.elements(name)}
    theirs = {element_key(e): (e, dots) for e, dots in b.elements(name)}
    entries: list[tuple[Any, list[list[Any]]]] = []
    for key in sorted({*mine, *theirs}):
        element = (mine.get(key) or theirs[key])[0]
        dots_a = mine[key][1] if key in mine else []
        dots_b = theirs[key][1] if key in theirs else []
        dots = _common(dots_a, a.vector, dots_b, b.vector)
        if dots:
            entries.append((element, dots))
    if name in a.values or name in b.values:
        joined.gather(name, entries)


def _survivors(
    mine: list[Sibling], mine_seen: Vector, theirs: list[Sibling], theirs_seen: Vector
) -> list[Sibling]:
    """What is in both, or in one and unknown to the other."""
    dots_mine = {(s[REPLICA], s[N]) for s in mine}
    dots_theirs = {(s[REPLICA], s[N]) for s in theirs}
    left = [
        s for s in mine
        if (s[REPLICA], s[N]) in dots_theirs or theirs_seen.get(s[REPLICA], 0) < s[N]
    ]  # fmt: skip
    left += [
        s
        for s in theirs
        if (s[REPLICA], s[N]) not in dots_mine and mine_seen.get(s[REPLICA], 0) < s[N]
    ]
    return left


def _elder(a: list[Any] | None, b: list[Any] | None) -> list[Any] | None:
    if a is None or b is None:
        return a or b
    return min(a, b, key=lambda dot: (dot[2], dot[0], dot[1]))


def _common(
    mine: list[list[Any]], mine_seen: Vector, theirs: list[list[Any]], theirs_seen: Vector
) -> list[list[Any]]:
    left = [d for d in mine if d in theirs or theirs_seen.get(d[0], 0) < d[1]]
    return left + [d for d in theirs if d not in mine and mine_seen.get(d[0], 0) < d[1]]
