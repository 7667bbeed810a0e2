"""uvicorn's WebSocket, made safe from a peer that sends and never reads."""

import asyncio

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINGER = 15.0
"""Seconds for the last bytes of a socket that is over; longer than uvicorn waits for the peer to
answer a close."""
UNREAD = 1_000_000
"""Bytes on their way to a peer above which its pings are not answered."""


class Connection(WebSocketsSansIOProtocol):
    """A transport that is closed first sends what it holds, for ever if the peer does not read.
    This one is dropped then."""

    _last: asyncio.TimerHandle | None = None

    async def run_asgi(self) -> None:
        """Runs the application; what it leaves behind is bounded in time."""
        try:
            await super().run_asgi()
        finally:
            if not self.disconnected:
                delay = LINGER if self.writable.is_set() else 0
                self._last = self.loop.call_later(delay, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """The transport is gone."""
        if self._last is not None:
            self._last.cancel()
        super().connection_lost(exc)

    def handle_ping(self) -> None:
        """Answers a ping. These answers are made while reading, past the application's bounds."""
        output = b"".join(self.conn.data_to_send())
        if self.transport.get_write_buffer_size() <= UNREAD:
            self.transport.write(output)
