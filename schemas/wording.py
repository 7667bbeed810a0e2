"""What is wrong with a field, in the reader's language instead of the decoder's.

The decoder speaks of types and patterns; people are told what to put there. Texts that are not
known here stay as they are. The rules are plain data: other languages word by the same ones.
"""

import re
from typing import NamedTuple

TYPES = {
    "str": ("文字", "text"),
    "int": ("整數", "a whole number"),
    "float": ("數字", "a number"),
    "bool": ("是或否", "true or false"),
    "array": ("清單", "a list"),
    "object": ("物件", "an object"),
    "null": ("空值", "null"),
}
"""Kinds of value as the decoder names them, in Chinese and in English."""


class Rule(NamedTuple):
    """A pattern over the decoder's whole text and how people are told.

    ``{0}``, ``{1}`` stand for the pattern's groups, ``{types}`` for the kinds of value that its
    first group names.
    """

    pattern: str
    zh: str
    en: str


RULES = (
    Rule(r"Object missing required field `(\w+)`", "缺少必填的 {0}", "{0} is required"),
    Rule(r"Object contains unknown field `(.*?)`?", "沒有 {0} 這個欄位", "no such field: {0}"),
    Rule(
        r"Expected `((?:str|int|float|bool|array|object|null)"
        r"(?: \| (?:str|int|float|bool|array|object|null))*)`, got `.*`",
        "應為{types}", "must be {types}",
    ),
    Rule(r"Expected `[a-z |]+`, got `.*`", "格式不正確", "not of the expected kind"),
    Rule(r"Expected `str` of length <= (\d+)", "最多 {0} 個字", "at most {0} characters"),
    Rule(r"Expected `str` of length >= (\d+)", "至少 {0} 個字", "at least {0} characters"),
    Rule(r"Expected `(?:array|object)` of length <= (\d+)", "最多 {0} 項", "at most {0} entries"),
    Rule(r"Expected `(?:array|object)` of length >= (\d+)", "至少 {0} 項", "at least {0} entries"),
    Rule(r"Expected `(?:int|float)` >= (-?[\d.]+)", "不得小於 {0}", "must be at least {0}"),
    Rule(r"Expected `(?:int|float)` <= (-?[\d.]+)", "不得大於 {0}", "must be at most {0}"),
    Rule(r"Expected `(?:int|float)` > (-?[\d.]+)", "必須大於 {0}", "must be more than {0}"),
    Rule(r"Expected `(?:int|float)` < (-?[\d.]+)", "必須小於 {0}", "must be less than {0}"),
    Rule(r"Expected `str` matching regex .*", "格式不正確", "not in the expected form"),
    Rule(r"Invalid (?:enum )?value .*", "不是可選的值", "not one of the choices"),
    Rule(r"required", "必填", "required"),
    Rule(r"no such field", "沒有這個欄位", "no such field"),
    Rule(r"unknown or disabled", "不存在或已停用", "unknown or disabled"),
    Rule(r"unknown", "不存在", "unknown"),
    Rule(r"holds a NUL character", "含有不允許的字元", "holds a NUL character"),
)  # fmt: skip
"""The first one that matches counts."""

_COMPILED = tuple((re.compile(rule.pattern, re.DOTALL), rule) for rule in RULES)


def worded(message: str, language: str) -> str:
    """A message about a field in the reader's language: ``zh*`` or else English."""
    chinese = language.lower().startswith("zh")
    for pattern, rule in _COMPILED:
        match = pattern.fullmatch(message)
        if match is not None:
            text = rule.zh if chinese else rule.en
            return text.format(*match.groups(), types=_kinds(match, chinese=chinese))
    return message


def _kinds(match: re.Match[str], *, chinese: bool) -> str:
    named = match[1].split(" | ") if match.re.groups else []
    words = [TYPES[name][0 if chinese else 1] for name in named if name in TYPES]
    return ("或" if chinese else " or ").join(words)
