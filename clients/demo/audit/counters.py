"""Every counter is its chosen offset plus all that people added, by their journals."""

from collections import defaultdict
from collections.abc import Iterator

from clients.demo.actors.journal import Count
from clients.demo.audit.evidence import Document, Evidence, Finding, Row

CHECK = "counters"
COUNTERS: dict[str, tuple[str, ...]] = {
    "customer": ("cylinders", "deposit"),
    "vehicle": ("full", "empty"),
    "delivery": ("left", "empties"),
    "inventory_item": ("stock",),
}
"""Entity -> its counters, written out: the audit must notice when a declaration changes."""

Counter = tuple[str, str, str]
"""(entity, id, field)."""


def check_counters(evidence: Evidence) -> Iterator[Finding]:
    """Sums the journals anew and compares."""
    sums: dict[Counter, int] = defaultdict(int)
    counts: dict[Counter, list[tuple[Row, Count]]] = defaultdict(list)
    for deed, row in evidence.accepted():
        parted = row.parted
        for add in deed.adds:
            if (add.entity, add.id, add.field) not in parted:
                sums[add.entity, add.id, add.field] += add.amount
        for count in deed.counts:
            if (count.entity, count.id, count.field) not in parted:
                counts[count.entity, count.id, count.field].append((row, count))
    records = evidence.records()
    for entity, id, _ in sorted(sums.keys() | counts.keys()):
        if (entity, id) not in records:
            yield Finding(CHECK, "", f"{entity} {id} was counted and is nowhere")
    for (entity, id), document in sorted(records.items()):
        for field in COUNTERS.get(entity, ()):
            key = (entity, id, field)
            yield from _compare(key, document, sums[key], counts.get(key, []))


def _compare(
    key: Counter, document: Document, total: int, counts: list[tuple[Row, Count]]
) -> Iterator[Finding]:
    entity, id, field = key
    value: int = document.get(field, 0)
    shown = document["_"].get("k", {}).get(field)
    added, offset = shown if shown is not None else (value, 0)
    name = f"{entity} {id} {field}"
    if added != total:
        yield Finding(CHECK, "", f"{name}: people added {total}, the record says {added}")
    if value != added + offset:
        yield Finding(CHECK, "", f"{name} shows {value}, not {added} + {offset}")
    chosen = _winner(counts)
    if shown is None and chosen is not None:
        yield Finding(CHECK, "", f"{name} was counted ({chosen.figure}), the record does not say")
    elif chosen is None and shown is not None:
        yield Finding(CHECK, "", f"{name} has the offset {offset}, and nobody counted")
    elif chosen is not None and offset != chosen.offset:
        text = f"{name}: the last count chose the offset {chosen.offset}, not {offset}"
        yield Finding(CHECK, "", text)


def _winner(counts: list[tuple[Row, Count]]) -> Count | None:
    """The count with the greatest stamp."""
    if not counts:
        return None
    return max(counts, key=lambda pair: (pair[0].stamp, pair[0].replica, pair[0].n))[1]
