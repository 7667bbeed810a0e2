"""A change of a message or a declaration is noted in schemas/wire/version.py, or trips here."""

import hashlib
import json
from typing import Any

import pytest

from schemas.export import declarations, shapes
from schemas.wire.version import (
    HISTORY,
    OLDEST_PULL,
    PROTOCOL,
    PROTOCOL_PRINTS,
    SCHEMA,
    SCHEMA_PRINTS,
)

NOT_MEANT = {"label", "title", "search", "plural", "description"}


def bare(value: Any) -> Any:
    """Without what people read: labels, titles, descriptions."""
    parts: Any = value
    if isinstance(value, dict):
        return {k: bare(v) for k, v in parts.items() if not (k in NOT_MEANT and _is_words(v))}
    return [bare(each) for each in parts] if isinstance(value, list) else value


def _is_words(value: Any) -> bool:
    parts: Any = value
    is_label = isinstance(value, dict) and parts.keys() == {"zh", "en"}
    is_names = isinstance(value, list) and all(isinstance(each, str) for each in parts)
    return is_label or is_names or isinstance(value, str)


def fingerprint(value: Any) -> str:
    text = json.dumps(bare(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def declared() -> dict[str, Any]:
    found = declarations()
    return {name: found[name] for name in ("entities", "roles", "scope_order")}


def test_the_messages_are_those_that_the_protocol_number_stands_for() -> None:
    found = fingerprint(shapes())
    assert PROTOCOL_PRINTS[PROTOCOL] == found, (
        f"A message on the wire has changed: its shape is now {found}. If a peer of protocol "
        f"{PROTOCOL} reads and writes it as before (a new optional field), put {found!r} under "
        f"{PROTOCOL} in PROTOCOL_PRINTS. Otherwise raise PROTOCOL, note {found!r} under the new "
        "number and say what changed in HISTORY."
    )


def test_the_declarations_are_those_that_the_schema_number_stands_for() -> None:
    found = fingerprint(declared())
    assert SCHEMA_PRINTS[SCHEMA] == found, (
        f"A declaration has changed: all of them are now {found}. If documents and queued ops of "
        f"schema {SCHEMA} mean what they meant (a new rule, a wider bound, a new optional field), "
        f"put {found!r} under {SCHEMA} in SCHEMA_PRINTS. Otherwise raise SCHEMA, note {found!r} "
        "under the new number and add the step to LIFTS in schemas/lifts.py."
    )


def test_every_number_up_to_today_s_is_noted() -> None:
    assert list(PROTOCOL_PRINTS) == list(HISTORY) == list(range(1, PROTOCOL + 1))
    assert list(SCHEMA_PRINTS) == list(range(1, SCHEMA + 1))
    assert 1 <= OLDEST_PULL <= SCHEMA


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("entities", "stop", "fields", "note", "kind"), "set"),
        (("entities", "stop", "fields", "note", "type", "maxLength"), 1),
        (("entities", "stop", "fields", "note", "resolver"), "latest"),
        (("entities", "stop", "fields", "customer", "follow"), []),
        (("entities", "stop", "writers"), []),
        (("roles", "driver", "scopes"), ["office"]),
        (("entities", "stop", "fields", "title"), {"kind": "register"}),
    ],
)
def test_what_changes_the_meaning_changes_the_fingerprint(
    path: tuple[str, ...], value: Any
) -> None:
    changed = declared()
    before = fingerprint(changed)
    node = changed
    for key in path[:-1]:
        node = node[key]
    assert node.get(path[-1]) != value
    node[path[-1]] = value
    assert fingerprint(changed) != before


def test_what_people_read_does_not() -> None:
    changed = declared()
    before = fingerprint(changed)
    stop = changed["entities"]["stop"]
    stop["label"] = {"zh": "停靠點", "en": "Call"}
    stop["search"] = ["note"]
    stop["title"] = "note"
    assert fingerprint(changed) == before
    messages = shapes()
    plain = fingerprint(messages)
    messages["Sync"]["description"] = "other words"
    assert fingerprint(messages) == plain
    messages["Sync"]["properties"]["v"]["minimum"] = 1
    assert fingerprint(messages) != plain
