"""What is wrong with a field, in the reader's language instead of the decoder's.

The decoder speaks of types and patterns; people are told what to put there. Texts that are not
known here stay as they are.
"""

import re
from collections.abc import Callable

_TYPES = {
    "str": ("文字", "text"),
    "int": ("整數", "a whole number"),
    "float": ("數字", "a number"),
    "bool": ("是或否", "true or false"),
    "array": ("清單", "a list"),
    "object": ("物件", "an object"),
    "null": ("空值", "null"),
}
_BOUNDS = {
    ">=": ("不得小於", "must be at least"), "<=": ("不得大於", "must be at most"),
    ">": ("必須大於", "must be more than"), "<": ("必須小於", "must be less than"),
}  # fmt: skip
_LENGTHS = {"<=": ("最多", "at most"), ">=": ("至少", "at least")}

Both = tuple[str, str]
"""A text in Chinese and in English."""


def _expected(match: re.Match[str]) -> Both:
    known = [_TYPES[name] for name in match[1].split(" | ") if name in _TYPES]
    if not known:
        return "格式不正確", "not of the expected kind"
    chinese, english = zip(*known, strict=True)
    return f"應為{'或'.join(chinese)}", f"must be {' or '.join(english)}"


def _length(match: re.Match[str]) -> Both:
    (zh, en), figure = _LENGTHS[match[2]], match[3]
    if match[1] == "str":
        return f"{zh} {figure} 個字", f"{en} {figure} characters"
    return f"{zh} {figure} 項", f"{en} {figure} entries"


def _bound(match: re.Match[str]) -> Both:
    zh, en = _BOUNDS[match[1]]
    return f"{zh} {match[2]}", f"{en} {match[2]}"


def _always(zh: str, en: str) -> Callable[[re.Match[str]], Both]:
    return lambda match: (zh.format(*match.groups()), en.format(*match.groups()))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Both]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"Object missing required field `(\w+)`", _always("缺少必填的 {0}", "{0} is required")),
        (
            r"Object contains unknown field `(.*?)`?",
            _always("沒有 {0} 這個欄位", "no such field: {0}"),
        ),
        (r"Expected `([a-z |]+)`, got `.*`", _expected),
        (r"Expected `(str|array|object)` of length (<=|>=) (\d+)", _length),
        (r"Expected `(?:int|float)` (<=|>=|<|>) (-?[\d.]+)", _bound),
        (r"Expected `str` matching regex .*", _always("格式不正確", "not in the expected form")),
        (r"Invalid (?:enum )?value .*", _always("不是可選的值", "not one of the choices")),
        (r"required", _always("必填", "required")),
        (r"no such field", _always("沒有這個欄位", "no such field")),
        (r"unknown or disabled", _always("不存在或已停用", "unknown or disabled")),
        (r"unknown", _always("不存在", "unknown")),
        (r"holds a NUL character", _always("含有不允許的字元", "holds a NUL character")),
    )
)


def worded(message: str, language: str) -> str:
    """A message about a field in the reader's language: ``zh*`` or else English."""
    for pattern, words in _RULES:
        match = pattern.fullmatch(message)
        if match is not None:
            zh, en = words(match)
            return zh if language.lower().startswith("zh") else en
    return message
