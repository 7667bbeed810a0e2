"""What the device's commands say, in both languages; the language follows LANG."""

import os

from clients.replica.errors import (
    NotEnrolled,
    NotSaved,
    Rejected,
    StoreInUse,
    Unauthorised,
    Unreachable,
)
from schemas.problems import CATALOGUE, Problem
from schemas.registry import REGISTRY

TEXTS: dict[str, tuple[str, str]] = {
    "enrolled": ("已註冊：{name}，代號 {replica}", "Enrolled: {name}, as {replica}"),
    "saved": ("已儲存，待送出", "Saved; waiting to be sent"),
    "synced": (
        "已同步。待送出 {waiting}，需要您處理 {needs}，資料 {records} 筆",
        "In sync. Waiting {waiting}, needs you {needs}, {records} records",
    ),
    "offline": ("目前連不上，稍後再試；資料都還在", "No contact; nothing is lost, try again later"),
    "store/enrol": ("這台裝置尚未註冊", "This device is not enrolled yet"),
    "store/busy": ("另一個程式正在使用這個檔案", "Another program is using this store"),
    "store/disk": ("無法寫入磁碟，沒有儲存任何內容", "The disk failed; nothing was saved"),
    "person": ("請用 --person 指定是誰", "Say who acts: --person"),
    "entity": ("沒有這種資料：{name}。有：{known}", "No such entity: {name}. Known: {known}"),
    "field": ("{entity} 沒有欄位 {name}。有：{known}", "{entity} has no {name}. Known: {known}"),
    "pair": ("要寫成 欄位=值：{text}", "Write field=value: {text}"),
    "value": ("{name} 的內容不正確：{reason}", "{name}: {reason}"),
    "counter": (
        "{name} 是計數，請寫 {name}=+1 或 {name}=-1，盤點用 count",
        "{name} is a counter: {name}=+1 or {name}=-1; a stock-take is `count`",
    ),
    "unknown": ("這台裝置上沒有這筆資料：{id}", "There is no such record on this device: {id}"),
    "nothing": ("沒有資料", "Nothing here"),
    "left": ("已離開這台裝置", "left this device"),
    "wiped": ("這台裝置已清除", "This device was wiped"),
    "watching": ("監看中，按 Ctrl-C 結束", "Watching; Ctrl-C ends it"),
    "number": ("編號", "no."),
    "when": ("時間", "when"),
    "what": ("內容", "what"),
    "status": ("狀態", "status"),
    "reason": ("原因", "reason"),
    "id": ("代號", "id"),
}
"""Key -> (zh-TW, English)."""


def language() -> str:
    """``zh-TW`` or ``en``, by the environment as POSIX reads it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh-TW" if chosen.lower().startswith("zh") else "en"


def say(key: str, **facts: object) -> str:
    """A text in the reader's language."""
    return TEXTS[key][0 if language() == "zh-TW" else 1].format(**facts)


def label(entity: str, field: str | None = None) -> str:
    """What people call an entity, or one of its fields."""
    shape = REGISTRY[entity]
    found = shape.label if field is None else shape.fields[field].label
    return found.zh if language() == "zh-TW" else found.en


def explain(error: Exception) -> str:
    """An error in words."""
    if isinstance(error, Problem):
        return _problem(error.code, error.fields, error.detail)
    if isinstance(error, Rejected):
        fields: dict[str, str] = error.document.get("errors") or {}
        told = _problem(error.code, fields, None)
        return told if error.code in CATALOGUE or isinstance(error, Unauthorised) else str(error)
    for kind, key in (
        (NotEnrolled, "store/enrol"),
        (StoreInUse, "store/busy"),
        (NotSaved, "store/disk"),
        (Unreachable, "offline"),
    ):
        if isinstance(error, kind):
            return say(key)
    return str(error)


def _problem(code: str, fields: dict[str, str], detail: str | None) -> str:
    kind = CATALOGUE.get(code)
    text = kind.title(language()) if kind is not None else code
    more = [detail] if detail else []
    more += [f"{name}: {what}" for name, what in fields.items()]
    return f"{text} ({'; '.join(more)})" if more else text
