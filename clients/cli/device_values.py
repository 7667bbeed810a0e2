"""What a person types (``field=value``) as the value that its declaration asks for."""

from collections.abc import Sequence
from typing import Any

import msgspec

from clients.cli.device_words import say
from schemas.entity import Entity
from schemas.fields import Field
from schemas.registry import REGISTRY
from sync.overlay import Add, Members


class Mistyped(ValueError):
    """What was typed does not fit; the text says what would."""


def entity_of(name: str) -> Entity:
    """An entity by its name or its plural.

    Raises:
        Mistyped: there is none.
    """
    found = REGISTRY.by_name.get(name) or REGISTRY.by_plural.get(name)
    if found is None:
        raise Mistyped(say("entity", name=name, known=", ".join(REGISTRY.by_name)))
    return found


def field_of(entity: Entity, name: str) -> Field:
    """A field by its name.

    Raises:
        Mistyped: there is none that people write.
    """
    field = entity.fields.get(name)
    if field is None or field.received:
        known = ", ".join(n for n, f in entity.fields.items() if not f.received)
        raise Mistyped(say("field", entity=entity.name, name=name, known=known))
    return field


def parse(entity: Entity, pairs: Sequence[str], *, is_new: bool) -> dict[str, Any]:
    """``["name=王太太", "cylinders=+2"]`` as changes for the replica.

    A register takes its value (nothing empties it), structures as JSON; a counter ``+1`` or
    ``-1`` (of a new record also a bare number); a set ``+one,-other``, or all members, separated
    by commas.

    Raises:
        Mistyped: something does not fit.
    """
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise Mistyped(say("pair", text=pair))
        changes[name] = _value(name, field_of(entity, name), text, is_new=is_new)
    return changes


def _value(name: str, field: Field, text: str, *, is_new: bool) -> Any:
    if field.kind == "counter":
        number: int = _read(name, int, text.removeprefix("+"))
        if is_new:
            return number
        if not text.startswith(("+", "-")):
            raise Mistyped(say("counter", name=name))
        return Add(number)
    if field.kind == "set":
        return _members(name, field, [part.strip() for part in text.split(",") if part.strip()])
    return None if text == "" else _read(name, field.type, text)


def _members(name: str, field: Field, parts: list[str]) -> Any:
    if not parts or not all(part.startswith(("+", "-")) for part in parts):
        return [_read(name, field.type, part) for part in parts]
    added = (part[1:] for part in parts if part.startswith("+"))
    removed = (part[1:] for part in parts if part.startswith("-"))
    return Members(
        add=tuple(_read(name, field.type, part) for part in added),
        remove=tuple(_read(name, field.type, part) for part in removed),
    )


def _read(name: str, kind: Any, text: str) -> Any:
    """The text itself where the type takes text; else what it says as JSON."""
    try:
        return msgspec.to_builtins(msgspec.convert(text, kind, strict=False))
    except msgspec.ValidationError as error:
        first = error
    try:
        return msgspec.to_builtins(msgspec.json.decode(text, type=kind))
    except msgspec.ValidationError as error:
        raise Mistyped(say("value", name=name, reason=error)) from error
    except msgspec.DecodeError:
        raise Mistyped(say("value", name=name, reason=first)) from first
