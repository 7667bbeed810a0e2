"""What surrounds every exchange, errors included: request ids, timing, security headers, content
codings both ways, and the bound on what is read."""

import re
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import uuid_utils
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from schemas.problems import Problem
from server.compression import chosen, deflate, inflate, is_worthwhile

Headers = list[tuple[bytes, bytes]]
Observer = Callable[[Scope, int, float], None]
"""Hears of each answered request: its scope, the status, seconds."""

EXPOSED = (
    "X-Request-Id", "X-Process-Time", "Server-Timing", "ETag", "Retry-After", "Location",
    "Content-Language",
)  # fmt: skip
"""Headers that pages of other origins may read."""

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,128}")
_SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
]
_CLOSED = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


class Envelope:
    """An ASGI application around the application. ``limit``: bytes of a body, once inflated."""

    def __init__(self, inner: ASGIApp, limit: int, observe: Observer) -> None:
        self._inner = inner
        self._limit = limit
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes one exchange through."""
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given if _REQUEST_ID.fullmatch(given) else str(uuid_utils.uuid7()).encode()
        scope["state"]["request_id"] = request_id.decode()
        if scope["type"] == ScopeType.WEBSOCKET:
            await self._inner(scope, receive, send)
            return
        coding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
        reader = _Reader(receive, self._limit, "" if coding == "identity" else coding)
        if coding:
            unread = {b"content-encoding", b"content-length"}
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in unread]
        writer = _Writer(scope, send, request_id, headers.get(b"accept-encoding"))
        try:
            await self._inner(scope, reader, writer)
        finally:
            self._observe(scope, writer.status, time.perf_counter() - writer.began)


class _Reader:
    """Hands the request's body on, bounded and inflated."""

    def __init__(self, receive: Receive, limit: int, coding: str) -> None:
        self._receive = receive
        self._limit = limit
        self._coding = coding
        self._size = 0
        self._whole = False

    async def __call__(self) -> Any:
        message = await self._take()
        if not self._coding or message["type"] != "http.request":
            return message
        parts = [message["body"]]
        while not self._whole:
            parts.append((await self._take())["body"])
        coding, self._coding = self._coding, ""
        body = inflate(b"".join(parts), coding, self._limit)
        return {"type": "http.request", "body": body, "more_body": False}

    async def _take(self) -> MutableMapping[str, Any]:
        message: Any = await self._receive()
        if message["type"] == "http.request":
            self._size += len(message.setdefault("body", b""))
            if self._size > self._limit:
                raise Problem("request/too-large", params={"limit": self._limit})
            self._whole = not message.get("more_body")
        elif not self._whole:
            raise Problem("request/malformed", detail="The request ends half way.")
        return message  # type: ignore[no-any-return]


class _Writer:
    """Hands the answer on, with its headers, compressed where it comes in one piece."""

    def __init__(self, scope: Scope, send: Send, request_id: bytes, accepted: bytes | None) -> None:
        self.status = 500
        self.began = time.perf_counter()
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self._accepted = accepted
        self._start: Any = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self.status = message["status"]
            return
        if message["type"] == "http.response.body" and self._start is not None:
            start, self._start = self._start, None
            whole: Any = message
            headers: Headers = list(start["headers"])
            if not whole.get("more_body"):
                whole = {**whole, "body": self._encode(headers, whole.get("body", b""))}
            start["headers"] = self._finish(headers)
            await self._send(start)
            await self._send(whole)
            return
        await self._send(message)

    def _encode(self, headers: Headers, body: bytes) -> bytes:
        named = dict(headers)
        kind = named.get(b"content-type", b"")
        if b"content-encoding" in named or not is_worthwhile(body, kind):
            return body
        _vary(headers, b"Accept-Encoding")
        coding = chosen(self._accepted)
        if coding is None:
            return body
        body = deflate(body, coding)
        headers[:] = [pair for pair in headers if pair[0].lower() != b"content-length"]
        headers.append((b"content-encoding", coding.encode()))
        headers.append((b"content-length", b"%d" % len(body)))
        return body

    def _finish(self, headers: Headers) -> Headers:
        spent = time.perf_counter() - self.began
        headers += _SECURITY
        headers.append((b"x-request-id", self._request_id))
        headers.append((b"x-process-time", b"%.6f" % spent))
        headers.append((b"server-timing", b"app;dur=%.3f" % (spent * 1000)))
        named = {name.lower() for name, _ in headers}
        if b"content-security-policy" not in named:
            headers.append(_CLOSED)
        if b"cache-control" not in named:
            headers.append((b"cache-control", b"no-store"))
        if self._scope["scheme"] == "https":
            headers.append(_TRANSPORT)
        return headers


def _vary(headers: Headers, name: bytes) -> None:
    for place, (key, value) in enumerate(headers):
        if key.lower() == b"vary":
            headers[place] = (key, value + b", " + name)
            return
    headers.append((b"vary", name))
