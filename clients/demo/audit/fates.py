"""Every mutation that a device accepted has one fate, and the hub knows the same one."""

from collections.abc import Iterator

from clients.demo.actors.journal import Key
from clients.demo.audit.evidence import Document, Evidence, Finding, Held, Row

CHECK = "fates"
WAITING = frozenset({"pending", "sent"})


def check_fates(evidence: Evidence) -> Iterator[Finding]:
    """Journal against outbox, outbox against hub, verdicts against the records themselves."""
    records = evidence.records()
    for held in evidence.devices.values():
        yield from _outcome(held)
        for deed in held.deeds:
            row = held.rows.get(deed.uid)
            if row is None:
                yield _finding(held, f"{deed.act} {deed.uid} is in no outbox")
            elif row.accepted:
                yield from _effects(held, deed.touches, row, records)
        for row in held.rows.values():
            yield from _row(held, row)


def _outcome(held: Held) -> Iterator[Finding]:
    if held.outcome is None:
        yield _finding(held, "ended without a last word")
        return
    if not held.outcome.receipt:
        yield _finding(held, "the hub gave no receipt that everything is in")
    if not held.outcome.digest:
        yield _finding(held, "found that the hub's checksum is another one")
    if held.outcome.mended:
        yield _finding(held, f"had to mend its base {held.outcome.mended} times")


def _row(held: Held, row: Row) -> Iterator[Finding]:
    named = f"{row.uid} ({row.replica or '-'}/{row.n})"
    if row.state in WAITING:
        yield _finding(held, f"{named} has no verdict: {row.state}")
        return
    if row.state == "refused" and not row.detail:
        yield _finding(held, f"{named} was refused without a reason")
    if row.state == "refused" and not row.n:
        # Given up before the histories parted: it has no number that the hub could be asked by.
        return
    told = held.verdicts.get(row.uid)
    if told is None:
        yield _finding(held, f"{named} is unknown at the hub; the device says {row.state}")
    elif told[0] != row.state or (told[1] or None) != (row.detail or None):
        yield _finding(held, f"{named}: the device says {row.state}, the hub {told[0]}")


def _effects(
    held: Held, touches: list[Key], row: Row, records: dict[Key, Document]
) -> Iterator[Finding]:
    parted = {(entity, id) for entity, id, _ in row.parted}
    for key in touches:
        document = records.get(key)
        if document is None:
            yield _finding(held, f"{row.uid} is {row.state}, but {key[0]} {key[1]} is nowhere")
        elif document["_"]["v"].get(row.replica, 0) < row.n and key not in parted:
            yield _finding(held, f"{row.uid} is {row.state}, but not in {key[0]} {key[1]}")


def _finding(held: Held, text: str) -> Finding:
    return Finding(CHECK, held.device, text)
