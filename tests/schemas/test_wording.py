"""What decoders say of a field, in words."""

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from schemas.types import Day
from schemas.wording import worded


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=2, max_length=3)]
    day: Day | None = None
    figure: Annotated[int, Meta(ge=1, le=9)] = 1
    kind: Literal["a", "b"] = "a"
    parts: Annotated[list[int], Meta(max_length=1)] = []


@pytest.mark.parametrize(
    ("wrong", "zh", "en"),
    [
        ({"name": "abcd"}, "最多 3 個字", "at most 3 characters"),
        ({"name": "a"}, "至少 2 個字", "at least 2 characters"),
        ({"name": None}, "應為文字", "must be text"),
        ({"day": 5}, "應為文字或空值", "must be text or null"),
        ({"day": "2026"}, "格式不正確", "not in the expected form"),
        ({"figure": 0}, "不得小於 1", "must be at least 1"),
        ({"figure": 10}, "不得大於 9", "must be at most 9"),
        ({"figure": "x"}, "應為整數", "must be a whole number"),
        ({"kind": "c"}, "不是可選的值", "not one of the choices"),
        ({"parts": [1, 2]}, "最多 1 項", "at most 1 entries"),
        ({"more": 1}, "沒有 more 這個欄位", "no such field: more"),
        ({"name": msgspec.UNSET}, "缺少必填的 name", "name is required"),
    ],
)
def test_what_is_wrong_is_told_in_words(wrong: dict[str, Any], zh: str, en: str) -> None:
    values = {"name": "abc", **wrong}
    known = {name: value for name, value in values.items() if value is not msgspec.UNSET}
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.json.decode(msgspec.json.encode(known), type=Thing)
    message = str(caught.value).partition(" - at ")[0]
    assert (worded(message, "zh-TW"), worded(message, "en")) == (zh, en)


def test_other_texts_stay_as_they_are() -> None:
    assert worded("exactly one of person, station", "zh-TW") == "exactly one of person, station"


def test_a_text_that_was_cut_is_told_too() -> None:
    assert worded("Object contains unknown field `aaa", "en") == "no such field: aaa"
