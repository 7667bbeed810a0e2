"""NUL, which no text of a mutation may hold, wherever it stands."""

from typing import Any

import msgspec
import pytest

from schemas.problems import Problem
from schemas.registry import REGISTRY
from schemas.texts import refuse_nul
from server.storage.decoding import decode_ops

ID = "A" * 22


@pytest.mark.parametrize(
    ("op", "field"),
    [
        (["customer", ID, None, {"name": "nul\0a"}], "name"),
        (["customer", ID, None, {"name": "a", "phone": "1", "note": "\0"}], "note"),
        (["customer", ID, {"\0": 1}, {"name": "a"}], "seen"),
        (["customer", ID, {}, None, {"name\0": ["a", 1]}], "accept"),
        (["customer", ID, {}, None, {"name": ["\0", 1]}], "accept"),
        (["organisation", ID, {}, {"languages": {"add": ["en", "\0"]}}], "languages"),
        (["organisation", ID, {}, {"languages": {"remove": ["\0"]}}], "languages"),
        (["drink_order", ID, None, {"lines": [{"item": "\0"}]}], "lines"),
    ],
)
def test_it_is_found_wherever_it_stands(op: list[Any], field: str) -> None:
    with pytest.raises(Problem, match="mutation/invalid") as caught:
        refuse_nul(msgspec.json.encode([["person", ID, {}, {"name": "fine"}], op]))
    assert caught.value.fields == {field: "holds a NUL character"}


@pytest.mark.parametrize("text", ["plain", "\\u0000", "a\\\\u0000b", "\x01", "王\u2028"])
def test_what_only_looks_like_it_is_taken(text: str) -> None:
    ops = msgspec.json.encode([["customer", ID, None, {"name": text}]])
    refuse_nul(ops)
    assert decode_ops(REGISTRY, ops)[0].body.name == text


def test_the_hub_refuses_it() -> None:
    with pytest.raises(Problem, match="mutation/invalid") as caught:
        decode_ops(REGISTRY, b'[["customer","%s",null,{"name":"a\\u0000b"}]]' % ID.encode())
    assert set(caught.value.fields) == {"name"}


def test_a_long_name_is_not_told_back_whole() -> None:
    with pytest.raises(Problem) as caught:
        decode_ops(REGISTRY, msgspec.json.encode([["customer", ID, None, {"x" * 9_000: 1}]]))
    assert len(str(caught.value.fields)) < 600
