"""Which domain events a change raises, as the entities declare them."""

from typing import Any

import msgspec

from schemas.access import Event
from sync.record import Record


class Changed(msgspec.Struct):
    """What one mutation did to one record: the act, and field -> ``[before, after]``."""

    id: str
    act: str
    fields: dict[str, list[Any]]


def raised_by(change: Changed, record: Record) -> list[str]:
    """The names of the events that a change raises; ``record`` is as the change left it."""
    return [e.name for e in record.entity.events if _hears(e, change, record)]


def _hears(event: Event, change: Changed, record: Record) -> bool:
    if change.act not in event.on:
        return False
    if event.fields:
        changed = {name for name, (before, after) in change.fields.items() if before != after}
        if event.fields.isdisjoint(changed):
            return False
    if event.falls is None:
        return True
    before, after = change.fields.get(event.falls, (0, 0))
    before, after = before or 0, after or 0
    if after >= before:
        return False
    if event.below is None:
        return True
    limit = event.below
    if isinstance(limit, str):
        limit = record.values.get(limit, 0)
    return bool(after <= limit < before)
