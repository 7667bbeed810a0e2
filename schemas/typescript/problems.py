"""``problems.ts``: the catalogue of errors, and the words for what is wrong with a field."""

import json

from schemas.problems import CATALOGUE, ON_DEVICE
from schemas.wording import RULES, TYPES

HEAD = """\
// Written by `make types` from schemas/problems.py and schemas/wording.py. Do not edit.

/** A text in both languages of the product. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** One row of the catalogue. `remedy` is for people who read documents, in English. `status` 0: a
 * device says it to its own person; it never travels. */
export interface ProblemKind extends Both {
  readonly status: number;
  readonly remedy: string;
}
"""
RULE = """\
/** What a decoder says of a field, as a pattern over its whole text, and how people are told:
 * `{0}`, `{1}` stand for the pattern's groups, `{types}` for the kinds of value that its first
 * group names ("str | null"), joined by `OR`. The first rule that matches counts. */
export interface FieldRule extends Both {
  readonly pattern: string;
}
"""


def problems_ts() -> str:
    """The text of the file."""
    rows = [
        f"  {json.dumps(row.code)}: {{\n"
        + "".join(
            f"    {name}: {json.dumps(value, ensure_ascii=False)},\n"
            for name, value in (
                ("status", row.status), ("zh", row.zh), ("en", row.en), ("remedy", row.remedy),
            )
        )
        + "  },"
        for row in (*CATALOGUE.values(), *ON_DEVICE.values())
    ]  # fmt: skip
    kinds = [f"  {name}: {_both(zh, en)}," for name, (zh, en) in TYPES.items()]
    rules = [
        f"  {{ pattern: {json.dumps(rule.pattern)}, {_both(rule.zh, rule.en)[2:]},"
        for rule in RULES
    ]
    return "\n".join([
        HEAD,
        "/** Stable code -> what it means. */",
        "export const PROBLEMS = {", *rows,
        "} as const satisfies Readonly<Record<string, ProblemKind>>;",
        "",
        "export type ProblemCode = keyof typeof PROBLEMS;",
        "",
        "/** Kinds of value as a decoder names them, in words. */",
        "export const TYPE_WORDS: Readonly<Record<string, Both>> = {", *kinds, "};",
        "",
        "/** What stands between two kinds of value. */",
        'export const OR: Both = { zh: "或", en: " or " };',
        "",
        RULE.rstrip(),
        "export const FIELD_RULES: readonly FieldRule[] = [", *rules, "];",
        "",
    ])  # fmt: skip


def _both(zh: str, en: str) -> str:
    text = json.dumps({"zh": zh, "en": en}, ensure_ascii=False)
    return "{ " + text[1:-1].replace('"zh": ', "zh: ").replace('"en": ', "en: ") + " }"
