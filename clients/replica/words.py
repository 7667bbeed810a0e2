"""The device's state in people's words: one vocabulary on every screen, in both languages."""

from typing import Any, Literal

import msgspec

from clients.replica.store.outbox import Entry
from clients.replica.undo import ops_of
from schemas.problems import CATALOGUE
from schemas.registry import REGISTRY
from sync.overlay import Op, fields_of, is_delete

Word = Literal["waiting", "sent", "received", "needs_you"]

WORDS: dict[Word, tuple[str, str]] = {
    "waiting": ("待送出", "waiting"),
    "sent": ("已送出", "sent"),
    "received": ("已收到", "received"),
    "needs_you": ("需要您處理", "needs you"),
}

_ACTS = {
    "create": ("新增", "New"),
    "edit": ("更改", "Change of"),
    "delete": ("刪除", "Deletion of"),
}
_GIVEN_UP = ("已放棄的內容", "Given up")


class Line(msgspec.Struct, frozen=True):
    """One mutation in the person's list.

    ``what``: what was done; ``status``: the word for its fate; ``reason``: why (a part of) it was
    refused, and ``code`` the stable code of that. ``conflicts`` and ``parts``: (entity, id, field).
    """

    seq: int
    actor: str
    made_at: int
    word: Word
    status: str
    what: str
    records: tuple[tuple[str, str], ...]
    code: str | None = None
    reason: str | None = None
    conflicts: tuple[tuple[str, str, str], ...] = ()
    parts: tuple[tuple[str, str, str], ...] = ()


def word_of(entry: Entry) -> Word:
    """The word for a mutation's fate."""
    state = entry.written.state
    if state in {"refused", "parted"} and not entry.resolved:
        return "needs_you"
    if state == "pending":
        return "waiting"
    return "sent" if state == "sent" else "received"


def line(entry: Entry, language: str) -> Line:
    """One mutation in words. ``language``: ``zh*`` or else English."""
    zh = language.lower().startswith("zh")
    word = word_of(entry)
    detail: Any = msgspec.json.decode(entry.written.detail) if entry.written.detail else []
    code = reason = None
    conflicts: list[Any] = []
    parts: list[Any] = []
    match entry.written.state:
        case "refused":
            code = str(detail[0]) if detail else None
        case "parted":
            parts = detail
            code = str(parts[0][3]) if parts else None
        case "conflict":
            conflicts = detail
        case _:
            pass
    if code is not None:
        kind = CATALOGUE.get(code)
        reason = kind.title(language) if kind is not None else code
    ops = ops_of(entry) if entry.written.ops is not None else []
    return Line(
        seq=entry.written.seq,
        actor=entry.written.actor,
        made_at=entry.made_at,
        word=word,
        status=WORDS[word][0 if zh else 1],
        what=describe(ops, zh=zh),
        records=tuple(dict.fromkeys((op[0], op[1]) for op in ops)),
        code=code,
        reason=reason,
        conflicts=tuple((e, i, f) for e, i, f in conflicts),
        parts=tuple((e, i, f) for e, i, f, _ in parts),
    )


def describe(ops: list[Op], *, zh: bool) -> str:
    """What an act does, for a list: acts, kinds of record and field names."""
    if not ops:
        return _GIVEN_UP[0 if zh else 1]
    parts = [_describe(op, zh=zh) for op in ops]
    return ("；" if zh else "; ").join(dict.fromkeys(parts))


def _describe(op: Op, *, zh: bool) -> str:
    entity = REGISTRY[op[0]]
    act = "create" if op[2] is None else "delete" if is_delete(op) else "edit"
    verb = _ACTS[act][0 if zh else 1]
    if zh:
        name = verb + entity.label.zh
    else:
        label = entity.label.en.lower()
        name = f"{verb} {label}"
    if act != "edit":
        return name
    labels = [entity.fields[name].label for name in fields_of(op)]
    texts = [label.zh if zh else label.en for label in labels]
    return f"{name}：{'、'.join(texts)}" if zh else f"{name}: {', '.join(texts)}"
