"""Ops: each entity's decodes typed, and whatever is wrong with one is msgspec's own error."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.entity import Entity
from schemas.registry import ENTITIES, REGISTRY
from schemas.types import SAFE_INTEGER

ID = "A" * 22
DECODE = REGISTRY.decoder.decode
SAMPLES: dict[str, Any] = {
    "string": "x", "integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {},
}  # fmt: skip
OBJECTS: dict[str, Any] = {
    "Place": {"lat": 25.0, "lon": 121.5, "accuracy": 8.0},
    "Window": {"start": "09:00", "end": "11:30"},
    "OrderLine": {"item": ID, "quantity": 2, "price": 750},
}
PATTERNS: dict[str, str] = {
    "22": ID, "#[": "#00ff88", "0-9]{4}": "2026-11-21", "A-Z": "TWD", "()": "02-1234"
}  # fmt: skip


def sample(schema: dict[str, Any]) -> Any:
    """A value that fits a field's JSON Schema."""
    if "$ref" in schema:
        return OBJECTS[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "array":
        return [sample(schema["items"])]
    if "pattern" in schema:
        return next(text for part, text in PATTERNS.items() if part in schema["pattern"])
    return SAMPLES[schema["type"]]


def change(entity: Entity, name: str) -> Any:
    field = entity.fields[name]
    if field.kind == "counter":
        return {"add": 3, "count": -2}
    value = sample(msgspec.json.schema(field.type))
    if field.kind == "set":
        return {"add": [value], "remove": [value]}
    return [None, value] if field.is_state else value


def encoded(*ops: Any) -> bytes:
    return msgspec.json.encode(list(ops))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_an_op_with_every_field_decodes_typed_and_comes_back(entity: Entity) -> None:
    body = {name: change(entity, name) for name in entity.fields}
    text = encoded([entity.name, ID, {"a": 4}, body, {"x": ["b", 2]}])
    (op,) = DECODE(text)
    assert type(op) is entity.op
    assert (op.id, op.seen, op.accept) == (ID, {"a": 4}, {"x": ("b", 2)})  # type: ignore[attr-defined]
    assert msgspec.json.decode(msgspec.json.encode(op.body)) == body  # type: ignore[attr-defined]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_creations_edits_and_deletes_are_told_apart(entity: Entity) -> None:
    create, edit, delete = DECODE(
        encoded([entity.name, ID, None, {}], [entity.name, ID, {}, {}], [entity.name, ID, {}, None])
    )
    found = [(op.seen, op.body is None) for op in (create, edit, delete)]  # type: ignore[attr-defined]
    assert found == [(None, False), ({}, False), ({}, True)]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_each_field_refuses_what_it_is_not(entity: Entity) -> None:
    for name, field in entity.fields.items():
        nonsense: tuple[Any, ...] = ([[]], {"nonsense": 1}, [1, 2, 3, 4])
        for wrong in nonsense:
            refuse(encoded([entity.name, ID, {}, {name: wrong}]))
        if field.required or field.kind != "register":
            refuse(encoded([entity.name, ID, {}, {name: None}]))
        if field.order:
            refuse(encoded([entity.name, ID, {}, {name: [None, "nonsense"]}]))


def refuse(text: bytes) -> None:
    """The text is refused, and with an error of msgspec's."""
    with pytest.raises(msgspec.MsgspecError):
        DECODE(text)


STOP = f'[["stop","{ID}",{{}},{{' + "%s" + "}]]"
DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(STOP % '"nonsense":1', id="unknown field"),
        pytest.param(f'[["nonsense","{ID}",{{}},{{}}]]', id="unknown entity"),
        pytest.param(f'[["stop","{ID}",{{}},{{}},{{}},1]]', id="one element too many"),
        pytest.param('[["stop"]]', id="no id"),
        pytest.param('[["stop","short",{},{}]]', id="an id too short"),
        pytest.param(f'[["stop","{ID}\\n",{{}},{{}}]]', id="an id with a line feed"),
        pytest.param(f'[["stop","{ID}",{{"a":-1}},{{}}]]', id="a negative number"),
        pytest.param(f'[["stop","{ID}",{{"a":{SAFE_INTEGER + 1}}},{{}}]]', id="a huge number"),
        pytest.param(f'[["stop","{ID}",{{"a":1.5}},{{}}]]', id="a broken number"),
        pytest.param(f'[["stop","{ID}",{{"a":true}},{{}}]]', id="a boolean for a number"),
        pytest.param(STOP % '"sequence":NaN', id="NaN"),
        pytest.param(STOP % '"sequence":Infinity', id="infinity"),
        pytest.param(STOP % '"sequence":1e999', id="beyond a float"),
        pytest.param(STOP % '"note":"\\ud800"', id="half a surrogate pair"),
        pytest.param(STOP % '"note":"\\udc00\\ud800"', id="surrogates the wrong way round"),
        pytest.param(STOP % ('"note":"%s"' % ("x" * 8_001)), id="too long a text"),
        pytest.param(STOP % '"note":"a', id="cut off"),
        pytest.param("", id="nothing"),
        pytest.param("{}", id="no list"),
        pytest.param("null", id="null"),
        pytest.param(STOP % '"note":"x"' + "x", id="more after the end"),
        pytest.param(STOP % ('"note":' + "[" * DEEP), id="deep lists in a field"),
        pytest.param(STOP % ('"window":' + '{"start":' * DEEP), id="deep objects in a field"),
        pytest.param(f'[["stop","{ID}",{{"a":' + "[" * DEEP, id="deep lists in a vector"),
        pytest.param(f'[["stop","{ID}",{{}},{{}},{{"x":' + "[" * DEEP, id="deep lists in accept"),
    ],
)
def test_what_is_broken_or_hostile_is_refused_as_such(text: str) -> None:
    refuse(text.encode())


@pytest.mark.parametrize("opening", ["[", '[["stop",', '{"a":'])
def test_what_is_nested_without_end_is_refused_and_does_not_crash(opening: str) -> None:
    """Where msgspec must look for a tag it counts levels instead: callers catch both."""
    with pytest.raises((msgspec.MsgspecError, RecursionError)):
        DECODE((opening * DEEP).encode())


@pytest.mark.parametrize("raw", [b"\xff\xfe", b'[["stop","\xc3\x28"', b"\x00", b'["\xed\xa0\x80"]'])
def test_what_is_no_unicode_is_refused(raw: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)):
        DECODE(raw)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30) | st.just(ID) | st.sampled_from([e.name for e in ENTITIES]),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.sampled_from(["note", "state", "stock", "a", "add"]), inner, max_size=3),
    max_leaves=20,
)  # fmt: skip


@given(json)
def test_any_json_is_ops_or_refused(value: Any) -> None:
    try:
        ops = DECODE(msgspec.json.encode(value))
    except msgspec.MsgspecError:
        return
    assert all(type(op).__struct_config__.tag in REGISTRY.by_name for op in ops)


@given(st.sampled_from(ENTITIES), json, json, json)
def test_any_op_is_typed_or_refused(entity: Entity, seen: Any, body: Any, accept: Any) -> None:
    try:
        (op,) = DECODE(encoded([entity.name, ID, seen, body, accept]))
    except msgspec.MsgspecError:
        return
    assert type(op) is entity.op
