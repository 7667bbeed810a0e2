"""Stored records of an older schema version, read as today's (:mod:`schemas.lifts`)."""

from typing import Any

import msgspec

from schemas.lifts import LIFTS, Lift, lift_document, lift_values, lower_document
from schemas.registry import Registry
from schemas.wire.version import SCHEMA
from server.storage.needs import Row
from sync.record import Record, restore

_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


def revive(registry: Registry, id: str, row: Row, lifts: tuple[Lift, ...] = LIFTS) -> Record:
    """A stored record as the planner takes it."""
    record, version = restore(registry[row.entity], id, row.document, row.state)
    if version < SCHEMA or lifts is not LIFTS:
        lift_record(record, version, lifts)
    return record


def lift_record(record: Record, version: int, lifts: tuple[Lift, ...] = LIFTS) -> None:
    """Brings a record (in place) from an older version to today's; its vector stays."""
    values, moved = lift_values(record.entity.name, version, record.values, lifts)
    record.values = values
    record.since = _moved(record.since, moved)
    record.past = _moved(record.past, moved)


def _moved(part: dict[str, Any], moved: dict[str, str | None]) -> dict[str, Any]:
    renamed = {moved.get(name, name): entry for name, entry in part.items()}
    return {name: entry for name, entry in renamed.items() if name is not None}


def shown(
    entity: str, document: bytes, version: int, reader: int, lifts: tuple[Lift, ...] = LIFTS
) -> bytes:
    """A stored document as a reader of schema version ``reader`` knows it: its very bytes, unless
    one of the two is older than today."""
    if version == reader == SCHEMA and lifts is LIFTS:
        return document
    lifted = lift_document(entity, version, _decode(document), lifts)
    return _encode(lower_document(entity, reader, lifted, lifts))
