"""What no text in a mutation may hold: NUL, which PostgreSQL cannot store and at which SQLite ends
a text when it compares."""

from typing import Any, cast

import msgspec

from schemas.problems import Problem

_ESCAPED = b"\\u0000"


def refuse_nul(ops: bytes) -> None:
    """Looks through one mutation's ops, JSON that a decoder has taken already.

    Raises:
        Problem: ``mutation/invalid``, naming the field.
    """
    # JSON has no other way to write it. An escaped backslash may stand before it, so look closely.
    if _ESCAPED not in ops:
        return
    plain: list[list[Any]] = msgspec.json.decode(ops)
    for op in plain:
        parts: dict[str, Any] = dict(
            zip(("entity", "id", "seen", "body", "accept"), op, strict=False)
        )
        body: dict[str, Any] = parts.pop("body", None) or {}
        for name, value in {**parts, **body}.items():
            if _holds_nul(value):
                raise Problem("mutation/invalid", fields={name: "holds a NUL character"})


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return any("\0" in key or _holds_nul(each) for key, each in members.items())
    return isinstance(value, list) and any(map(_holds_nul, value))  # pyright: ignore[reportUnknownArgumentType]
