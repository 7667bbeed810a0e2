"""The values by which people look records up: references, states and numbers.

They are stored apart from the document, so that an edit of anything else leaves their indexes
alone.
"""

import functools

import msgspec

from schemas.fields import Field
from schemas.registry import Registry
from sync.record import Record

_encode = msgspec.json.Encoder().encode


def is_looked_up(field: Field) -> bool:
    """Whether lists are filtered by this field through an index."""
    if field.kind != "register":
        return False
    return field.ref is not None or field.is_state or field.series is not None


@functools.lru_cache(maxsize=100)
def looked_up(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Entity name -> its looked-up fields."""
    return {
        entity.name: tuple(n for n, field in entity.fields.items() if is_looked_up(field))
        for entity in registry.entities
    }


def lookup_of(record: Record, names: tuple[str, ...]) -> str:
    """A record's values of these fields, as they are stored: JSON."""
    values = record.values
    return _encode({name: values[name] for name in names if name in values}).decode()
