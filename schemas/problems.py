"""Every error: its stable code, HTTP status, cause and remedy, and its text in both languages.

The shape on the wire is RFC 9457 problem details: ``type`` (``/problems/CODE``), ``title``,
``status``, ``detail``, ``code``, and ``errors`` (field -> message) where fields are at fault.
"""

import types
from collections.abc import Mapping
from typing import Any

import msgspec

from schemas.wording import worded


class ProblemKind(msgspec.Struct, frozen=True):
    """One row of the catalogue. ``cause`` and ``remedy`` are for the person who reads the docs."""

    code: str
    status: int
    zh: str
    en: str
    cause: str
    remedy: str

    def title(self, language: str) -> str:
        """The text in the reader's language: ``zh*`` or else English."""
        return self.zh if language.lower().startswith("zh") else self.en


class Problem(Exception):
    """Something a client did that cannot be done, with a stable ``code`` out of :data:`CATALOGUE`.

    ``fields``: field -> what is wrong with it. ``params``: facts that a client may act on.
    ``retry_after``: seconds.

    Raises:
        KeyError: the code is not in the catalogue.
    """

    def __init__(
        self,
        code: str,
        *,
        detail: str | None = None,
        fields: Mapping[str, str] | None = None,
        retry_after: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.kind = CATALOGUE[code]
        self.code = code
        self.detail = detail
        self.fields = dict(fields or {})
        self.retry_after = retry_after
        self.params = dict(params or {})

    def __str__(self) -> str:
        return f"{self.code}: {self.detail or self.kind.en}"

    def document(self, language: str = "en", *, instance: str | None = None) -> dict[str, Any]:
        """The RFC 9457 document, JSON-ready."""
        document: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.kind.title(language),
            "status": self.kind.status,
            "code": self.code,
        }
        if self.detail is not None:
            document["detail"] = self.detail
        if instance is not None:
            document["instance"] = instance
        if self.fields:
            document["errors"] = {
                name: worded(what, language) for name, what in self.fields.items()
            }
        if self.retry_after is not None:
            document["retry_after"] = self.retry_after
        document.update(self.params)
        return document

    def wire(self) -> list[Any]:
        """The short form inside a verdict: ``[code, fields?, params?]``."""
        short: list[Any] = [self.code]
        if self.fields or self.params:
            short.append(self.fields)
        if self.params:
            short.append(self.params)
        return short


def _rows(*rows: tuple[str, int, str, str, str, str]) -> Mapping[str, ProblemKind]:
    return types.MappingProxyType({row[0]: ProblemKind(*row) for row in rows})


CATALOGUE: Mapping[str, ProblemKind] = _rows(
    # Requests
    ("request/malformed", 400, "看不懂這個請求", "The request could not be read",
     "The body is not valid JSON, MessagePack or the named compression.", "Send it again, whole."),
    ("request/invalid", 422, "有些欄位不正確", "Some fields are not right",
     "The body was read but has a wrong type, an unknown field or a value out of bounds.",
     "Mend the fields that `errors` names."),
    ("request/too-large", 413, "資料太大", "That is too large",
     "The body, a mutation or a batch is over the limits of `/meta`.", "Send smaller slices."),
    ("request/head", 431, "請求的標頭太大", "The head of the request is too large",
     "Address and headers together are over 64 KiB.", "Send fewer or shorter headers."),
    ("request/media", 415, "不支援的格式", "This format is not supported",
     "The content type or encoding is none that the server speaks.", "Send JSON or MessagePack."),
    ("request/method", 405, "不支援的方法", "This method is not supported",
     "The path exists but not for this method.", "Look at the `Allow` header."),
    ("request/not-found", 404, "找不到這個位址", "There is nothing at this address",
     "The path is unknown.", "Check the address."),
    ("request/not-acceptable", 406, "無法提供這種格式", "This cannot be given in that format",
     "The `Accept` header allows nothing that the server can send.", "Accept JSON."),
    ("request/rate", 429, "請求太頻繁，請稍候", "Too many requests, wait a moment",
     "The rate limit was reached.", "Wait as long as `Retry-After` says."),
    ("request/failed", 500, "伺服器出了問題，您的資料沒有遺失", "Something broke; nothing is lost",
     "A defect of the server.", "Try again; tell the operator the request id."),
    ("server/busy", 503, "伺服器忙碌中，請稍候", "The server is busy, wait a moment",
     "The write queue is full or the server is shutting down.", "Try again after `Retry-After`."),
    # Who
    ("auth/required", 401, "請先登入", "Sign in first",
     "No credentials were sent.", "Send an access token."),
    ("auth/invalid", 401, "登入憑證無效", "The credentials are not valid",
     "The token is malformed or was not issued here.", "Sign in again."),
    ("auth/expired", 401, "登入已過期，仍可繼續記錄", "The session is over; go on recording",
     "The access token or session is over.", "Refresh or sign in; nothing recorded is lost."),
    ("auth/credentials", 401, "帳號或密碼不正確", "User name or password is not right",
     "Unknown user or wrong password.", "Try again."),
    ("auth/locked", 429, "嘗試次數過多，請稍候再試", "Too many tries, wait a while",
     "Wrong passwords locked the account for a while.", "Wait as long as `Retry-After` says."),
    ("auth/forbidden", 403, "您沒有這個權限", "You may not do this",
     "The role does not allow it.", "Ask an administrator."),
    ("auth/reused", 401, "登入已失效，請重新登入", "Please sign in again",
     "A refresh token was used twice: the whole family was ended.", "Sign in again."),
    ("device/unknown", 404, "找不到這台裝置", "This device is not known",
     "No such device in the organisation.", "Enrol the device."),
    ("device/revoked", 403, "這台裝置已停用", "This device was revoked",
     "An administrator revoked the device.", "Its queue is still accepted, for review."),
    ("device/retired", 409, "這台裝置太久沒有同步", "This device was silent for too long",
     "It was silent for longer than the horizon.", "It enrols anew; its queue is kept."),
    ("device/required", 403, "這需要已註冊的裝置", "This needs an enrolled device",
     "The token belongs to no device.", "Enrol the device and use its own token."),
    ("enrol/code", 404, "註冊碼不存在、已使用或已過期", "The code is unknown, used or over",
     "Enrolment codes work once and not for long.", "Ask for a new one."),
    # Records
    ("record/unknown", 404, "找不到這筆資料", "There is no such record",
     "It does not exist, or not for you.", "Check the id."),
    ("record/exists", 409, "這個編號已經用過", "This id is in use",
     "A record with this id exists.", "Make a new id."),
    ("record/purged", 410, "資料已清除，可重新建立", "It was cleared; create it anew",
     "It was deleted and its horizon has passed.", "Create it anew."),
    ("record/changed", 412, "資料已被別人更改", "It was changed meanwhile",
     "`If-Match` names an older version.", "Read it again."),
    ("reference/unknown", 422, "引用的資料不存在", "It refers to something that does not exist",
     "A referenced record is unknown, or not for you.", "Choose another."),
    ("depends/refused", 422, "它依賴的資料未被接受", "What it depends on was refused",
     "The record was created by a mutation that was refused.", "Mend that one first."),
    ("write/forbidden", 403, "您不能更改這個欄位", "You may not change this",
     "Role, field or state does not allow the write.", "Ask the office."),
    ("write/place", 403, "您不能把它移到那裡", "You may not move it there",
     "The write would put it before people outside your scopes.", "Ask the office."),
    ("field/required", 422, "這個欄位必填", "This field is required",
     "A creation leaves out a required field.", "Fill it in."),
    ("field/first", 409, "這個欄位已經有內容", "This was filled in already",
     "The field keeps its first value, and the writer had seen one.", "Leave it as it is."),
    ("transition/illegal", 409, "不能這樣變更狀態", "This change of state is not possible",
     "No such step is declared.", "Look at the current state."),
    ("transition/never", 409, "狀態與紀錄不符", "The record never was in that state",
     "The step leaves a state that the record has not had.", "Sync and try again."),
    ("accept/unknown", 409, "這個版本已不存在", "That version is no longer there",
     "The accepted sibling is not one of the record's.", "Sync and look again."),
    ("number/foreign", 422, "這個號碼不屬於這台裝置", "This number is not this device's to give",
     "A number must come from a block reserved for the replica.", "Take the next of your block."),
    ("number/used", 409, "這個號碼已經用過", "This number is taken",
     "The number was given to another record.", "Take the next of your block."),
    # Sync
    ("sync/protocol", 426, "應用程式版本太舊", "This app is too old",
     "The protocol version is not spoken here.", "Update the app; its queue is kept."),
    ("sync/cursor", 422, "同步位置不正確", "The cursor is not one of ours",
     "The cursor cannot be read.", "Start from an empty one; the outbox stays."),
    ("sync/gap", 409, "中間有缺漏", "Numbers are missing",
     "The slice does not go on from what is decided.", "Follow the instruction."),
    ("sync/vouch", 422, "先前的回覆無法驗證", "The earlier answer cannot be verified",
     "The seal does not fit what was given back.", "Offer what you keep (`/sync/rekey`)."),
    ("mutation/invalid", 422, "內容格式不正確", "The content is not right",
     "Ops that cannot be read, an unknown entity or field, or a value out of bounds.",
     "Mend it and send it as a new mutation."),
    ("mutation/limits", 413, "一次變更太多", "Too much in one act",
     "Ops, bytes or derived rows of one mutation are over the limits.", "Split it."),
    ("mutation/actor", 403, "這個人不能在這台裝置上操作", "This person may not act on this device",
     "The actor is not one of the device's people.", "Sign the person in on the device."),
    # Idempotency and conflicts of requests
    ("idempotency/mismatch", 422, "同一個金鑰用於不同內容", "The key was used for other content",
     "`Idempotency-Key` came with another body before.", "Use a new key."),
    ("conflict/taken", 409, "這個名稱已有人使用", "This name is taken",
     "User names and the like are unique.", "Choose another."),
    ("query/invalid", 422, "查詢條件不正確", "The query is not right",
     "An unknown filter, sort or page.", "Look at the documented parameters."),
)  # fmt: skip
"""Code -> row. Codes are for ever; texts may get better."""

ON_DEVICE: Mapping[str, ProblemKind] = _rows(
    ("device/storage", 0, "這台裝置存不下了，剛才的動作沒有記錄", "The device could not save it",
     "The browser's or the phone's disk refused the write; nothing was recorded.",
     "Make room on the device and do it again."),
    ("number/none", 0, "預留的號碼用完了，請連線後再試", "No reserved numbers are left",
     "The device's number blocks are spent, and it has no contact.",
     "Let the device reach the server once."),
    ("contact/none", 0, "無法連線，請稍後再試", "There is no contact with the server",
     "The server did not answer.", "Try again; what was recorded is kept."),
)  # fmt: skip
"""What a device tells its own person: these never travel, and have no status."""
