"""A lean HTTP/1.1 client on one kept connection, so that the generator measures the server and not
itself. It reads what this server sends: a status, ``Content-Length``, a body."""

import asyncio
import re
from typing import Any, Protocol, cast

import msgspec

HOST = "127.0.0.1"

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class Reply(msgspec.Struct, frozen=True):
    """``head``: status line and headers. ``body``: as it came, in whatever coding."""

    status: int
    head: bytes
    body: bytes


class Line(Protocol):
    """Whatever takes requests to a server, one at a time."""

    async def exchange(self, text: bytes) -> Reply:
        """Sends a whole request and waits for its answer."""
        ...

    def close(self) -> None:
        """Lets go of it."""
        ...


class Connection:
    """A kept connection; made by :func:`connect`. One that the server closed for having been idle
    is opened anew."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire = _Wire()

    async def open(self) -> None:
        """Connects."""
        loop = asyncio.get_running_loop()
        _, self._wire = await loop.create_connection(_Wire, HOST, self._port)

    async def exchange(self, text: bytes) -> Reply:
        """Sends a whole request and waits for its answer."""
        if not self._wire.closed:
            try:
                return await self._wire.exchange(text)
            except ConnectionError:
                # Closed for having been idle while this was on its way. Sync is safe to repeat.
                pass
        await self.open()
        return await self._wire.exchange(text)

    def close(self) -> None:
        """Closes it."""
        self._wire.close()


class _Wire(asyncio.Protocol):
    def __init__(self) -> None:
        self.closed = False
        self._transport: asyncio.Transport | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._wanted = 0
        self._head = b""
        self._waiting: asyncio.Future[Reply] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are ones without saying so.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionError("the server closed the connection"))

    async def exchange(self, text: bytes) -> Reply:
        assert self._transport is not None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(text)
        return await self._waiting

    def data_received(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if not self._wanted:
            self._begin()
        if self._wanted and self._size >= self._wanted:
            self._finish()

    def close(self) -> None:
        self.closed = True
        if self._transport is not None:
            self._transport.close()

    def _begin(self) -> None:
        data = b"".join(self._parts)
        self._parts = [data]
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return
        self._head = data[: end + 2]
        length = _LENGTH.search(self._head)
        if length is None and b" 204 " not in self._head[:16]:
            raise ConnectionError(f"an answer without a length: {self._head!r}")
        self._wanted = end + 4 + (int(length[1]) if length else 0)

    def _finish(self) -> None:
        data, head = b"".join(self._parts), self._head
        self._parts, self._size, self._wanted, self._head = [], 0, 0, b""
        assert self._waiting is not None
        self._waiting.set_result(Reply(int(head[9:12]), head, data[len(head) + 2 :]))


async def connect(port: int) -> Connection:
    """A connection to the server on loopback."""
    connection = Connection(port)
    await connection.open()
    return connection


def request(
    method: str,
    path: str,
    body: bytes = b"",
    *,
    token: str | None = None,
    coding: str | None = None,
    accept: str = "identity",
) -> bytes:
    """A whole request. ``path``: below ``/api/v1``. ``coding``: of the body. ``accept``: the
    codings that the answer may have."""
    lines = [
        f"{method} /api/v1{path} HTTP/1.1", f"Host: {HOST}", f"Accept-Encoding: {accept}",
        "Accept: application/json",
    ]  # fmt: skip
    if token is not None:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    if coding is not None:
        lines.append(f"Content-Encoding: {coding}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def call(
    line: Line, method: str, path: str, body: Any = None, token: str | None = None
) -> Any:
    """One JSON exchange that must succeed; the decoded answer."""
    text = b"" if body is None else msgspec.json.encode(body)
    reply = await line.exchange(request(method, path, text, token=token))
    if reply.status >= 300:
        raise RuntimeError(f"{method} {path}: {reply.status} {reply.body[:400]!r}")
    return msgspec.json.decode(reply.body) if reply.body else None
