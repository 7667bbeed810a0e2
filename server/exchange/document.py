"""The OpenAPI paths of the exchange. Ops and documents are JSON in this description; MessagePack
carries them as binary values."""

from typing import Any

from schemas.wire.down import Answer, Digested, Rekeyed
from schemas.wire.up import Digest, Rekey, Sync
from server.exchange.framing import JSON, MSGPACK

Problems = Any

_TOKEN = "auth/required auth/expired device/revoked request/not-acceptable server/busy".split()
_BODY = "request/malformed request/invalid request/media request/too-large".split()
_DEVICE = "device/required device/unknown device/retired".split()
_SYNC = [*_TOKEN, *_BODY, *_DEVICE, "sync/protocol", "sync/cursor", "sync/vouch"]

types: tuple[Any, ...] = (Sync[Any], Answer[Any], Rekey, Rekeyed, Digest, Digested)


def paths(problems: Problems, reference: Any) -> dict[str, Any]:
    """Path -> operations. ``problems`` and ``reference`` make responses and references."""

    def operation(
        name: str, text: str, takes: Any, gives: Any, codes: list[str], *, quiet: bool = False
    ) -> dict[str, Any]:
        answer = {"schema": reference(gives)}
        responses: dict[str, Any] = {
            "200": {"description": "答覆 / The answer", "content": {JSON: answer, MSGPACK: {}}}
        }
        if quiet:
            responses["204"] = {"description": "沒有新的 / Nothing to say"}
        described: dict[str, Any] = {
            "operationId": name,
            "tags": ["sync"],
            "summary": text,
            "security": [{"bearer": []}],
            "responses": {**responses, **problems(*codes)},
        }
        if takes is not None:
            body = {"schema": reference(takes)}
            described["requestBody"] = {"required": True, "content": {JSON: body, MSGPACK: {}}}
        return described

    changes = operation(
        "pullChanges", "拉取變更 / What is new since a cursor, now or when it happens", None,
        Answer[Any], [*_TOKEN, "query/invalid", "sync/cursor", "device/unknown"], quiet=True,
    )  # fmt: skip
    changes["parameters"] = [
        _query("cursor", {"type": "string", "maxLength": 4000}),
        _query("room", {"type": "integer", "minimum": 1, "maximum": 20_000}),
        _query("wait", {"type": "integer", "minimum": 0, "maximum": 300}),
        _query("s", {"type": "integer", "minimum": 0, "maximum": 1}),
    ]
    return {
        "/api/v1/sync": {
            "post": operation(
                "sync", "同步一個來回 / One round trip", Sync[Any], Answer[Any], _SYNC, quiet=True
            )
        },
        "/api/v1/sync/push": {
            "post": operation(
                "push", "只送出 / Hands in only", Sync[Any], Answer[Any], _SYNC, quiet=True
            )
        },
        "/api/v1/sync/changes": {"get": changes},
        "/api/v1/sync/rekey": {
            "post": operation(
                "rekeyDevice", "更換裝置編號 / A new id for a history that has parted", Rekey,
                Rekeyed, [*_TOKEN, *_BODY, *_DEVICE],
            )
        },
        "/api/v1/sync/digest": {
            "post": operation(
                "compareDigest", "核對內容 / Compares checksums", Digest, Digested,
                [*_TOKEN, *_BODY, "sync/cursor"],
            )
        },
    }  # fmt: skip


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}
