"""The two ends of a proxied connection: listening, connecting, and severing."""

import asyncio
import contextlib
import socket
import struct
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from collections.abc import Callable

from clients.demo.proxy.http import HEAD_LIMIT

_RESET = struct.pack("ii", 1, 0)


class Caller(StreamReaderProtocol):
    """A device's connection; ``gone`` is set as soon as the device has left it.

    An HTTP client that still wants its answer does not close its half, so an end of its stream
    counts as leaving.
    """

    def __init__(self, accepted: Callable[["Caller", StreamReader, StreamWriter], None]) -> None:
        reader = StreamReader(limit=HEAD_LIMIT)
        super().__init__(reader, lambda reader, writer: accepted(self, reader, writer))
        self.gone = asyncio.Event()

    def eof_received(self) -> bool | None:
        """The device has sent all that it will ever send."""
        self.gone.set()
        return super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is no more."""
        self.gone.set()
        super().connection_lost(exc)


async def listen(
    accepted: Callable[[Caller, StreamReader, StreamWriter], None], host: str, port: int
) -> asyncio.Server:
    """Listens; ``accepted`` is called for every connection.

    Raises:
        OSError: the port is taken.
    """
    return await asyncio.get_running_loop().create_server(lambda: Caller(accepted), host, port)


async def connect(host: str, port: int) -> tuple[StreamReader, StreamWriter]:
    """A connection to the server.

    Raises:
        OSError: nobody listens there.
    """
    return await asyncio.open_connection(host, port, limit=HEAD_LIMIT)


def sever(writer: StreamWriter) -> None:
    """Ends a connection with a reset, so that nobody can take it for a complete message."""
    opened = writer.get_extra_info("socket")
    if opened is not None and not writer.transport.is_closing():
        with contextlib.suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
