"""uvicorn's HTTP, bounded before anything of the application sees a request: in bytes of a head,
and in seconds without any progress of a request that is on its way.

A request that has arrived may take its time, and so may a WebSocket.
"""

import asyncio
from typing import cast

import httptools
import msgspec
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from schemas.problems import Problem
from server.problems import MEDIA

HEAD = 64 * 1024
"""Bytes of a request line with all headers, trailers included."""
PATIENCE = 30.0
"""Seconds for a whole head, and between two pieces of a body."""


class Bounded(HttpToolsProtocol):
    """One connection. What is too large is answered with a problem, what stands still is closed."""

    _unread = 0
    """Bytes that came since the parser last had something whole."""
    _head = 0
    _is_too_large = False
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there, and should say what for."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads on, and waits for the rest of a request that is not whole."""
        self._unread += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._stop()
        elif self._unread > HEAD:
            self._is_too_large = True
            self.send_400_response("")
        elif self._is_whole():
            self._stop()
        else:
            self._wait()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """One line of the head, or of the trailer."""
        self._unread = 0
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_url(self, url: bytes) -> None:
        """The address, or a part of it."""
        self._count(len(url))
        super().on_url(url)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._progress()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._progress()
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._progress()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answers what cannot be read, and hangs up."""
        self._stop()
        problem = Problem("request/head" if self._is_too_large else "request/malformed")
        body = msgspec.json.encode(problem.document())
        length = b"%d" % len(body)
        self.transport.write(
            STATUS_LINE[problem.kind.status] + b"content-type: " + MEDIA.encode()
            + b"\r\ncontent-length: " + length + b"\r\nconnection: close\r\n\r\n" + body
        )  # fmt: skip
        self.transport.close()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > HEAD:
            self._is_too_large = True
            raise httptools.HttpParserError

    def _is_whole(self) -> bool:
        # uvicorn says that there always is one; before the first request there is none.
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is not None and not (cycle.more_body or cycle.response_complete)

    def _progress(self) -> None:
        self._unread = 0
        self._stop()

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(PATIENCE, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        # It may be this server that has stopped reading, for as long as it is busy.
        if self.flow.read_paused:
            self._wait()
        else:
            self.transport.close()
