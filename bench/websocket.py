"""A lean WebSocket client (RFC 6455): opens, says hello, hands every frame on with the moment at
which it came. No extensions, no fragments: this server sends neither."""

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable
from typing import cast

from bench.http import HOST

Heard = Callable[[bytes, int], None]
"""One frame's payload, and when it came (ns of the monotonic clock)."""

TEXT, PING, CLOSE = 1, 9, 8


class LiveSocket(asyncio.Protocol):
    """One open socket. ``hello``: its first frame. ``closed``: set when the other side went."""

    def __init__(self, hello: bytes, heard: Heard) -> None:
        self._hello = hello
        self._heard = heard
        self._rest: bytes = b""
        self._open = False
        self._transport: asyncio.Transport | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the upgrade."""
        # uvloop's transports are ones without saying so.
        self._transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET /api/v1/live HTTP/1.1\r\nHost: {HOST}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Notes it."""
        self.closed = True

    def data_received(self, data: bytes) -> None:
        """Cuts frames out of what came."""
        at = time.monotonic_ns()
        if self._rest:
            data = self._rest + data
            self._rest = b""
        if not self._open:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._rest = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                raise ConnectionError(f"no upgrade: {data[:end]!r}")
            self._open = True
            self.send(self._hello)
            data = data[end + 4 :]
        while data:
            whole = _whole(data)
            if whole is None:
                self._rest = data
                return
            start, end = whole
            code, payload, data = data[0] & 0x0F, data[start:end], data[end:]
            if code == PING:
                self.send(payload, 10)
            elif code == CLOSE:
                self.closed = True
            else:
                self._heard(payload, at)

    def send(self, payload: bytes, code: int = TEXT) -> None:
        """One frame. The mask is zero: it protects proxies from browsers, and this is neither."""
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | code, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x80 | code, 0x80 | 126, size)
        assert self._transport is not None
        self._transport.write(head + b"\0\0\0\0" + payload)

    def close(self) -> None:
        """Goes away."""
        if self._transport is not None:
            self._transport.close()


def _whole(data: bytes) -> tuple[int, int] | None:
    """Where the first frame's payload begins and ends; None while a part is missing."""
    if len(data) < 2:
        return None
    size, start = data[1], 2
    if size == 126:
        start = 4
    elif size == 127:
        start = 10
    if len(data) < start:
        return None
    if start > 2:
        size = int.from_bytes(data[2:start], "big")
    return (start, start + size) if len(data) >= start + size else None


async def open_socket(port: int, hello: bytes, heard: Heard) -> LiveSocket:
    """Connects; the handshake goes on by itself."""
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(lambda: LiveSocket(hello, heard), HOST, port)
    return socket
