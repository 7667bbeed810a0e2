"""Numbers that people read aloud: each record has one, never two alike, never renumbered."""

from collections.abc import Iterator

from clients.demo.actors.journal import Key
from clients.demo.audit.evidence import Evidence, Finding

CHECK = "numbers"
NUMBERED = ("delivery_order", "drink_order")


def check_numbers(evidence: Evidence) -> Iterator[Finding]:
    """Looks for doubles, and for records whose number is not the one on the slip."""
    records = evidence.records()
    taken: dict[tuple[str, int], Key] = {}
    for key, document in sorted(records.items()):
        if key[0] not in NUMBERED:
            continue
        number = document.get("number")
        if number is None:
            yield Finding(CHECK, "", f"{key[0]} {key[1]} has no number")
            continue
        other = taken.setdefault((key[0], number), key)
        if other != key:
            yield Finding(CHECK, "", f"{key[0]} {number} is both {other[1]} and {key[1]}")
    for deed, row in evidence.accepted():
        for series, number in deed.numbers:
            entity = series.partition(".")[0]
            ids = [id for name, id in deed.touches if name == entity]
            shown = [records.get((entity, id), {}).get("number") for id in ids]
            if number not in shown:
                text = f"{entity} {number} ({row.uid}) stands there as {shown}"
                yield Finding(CHECK, "", text)
