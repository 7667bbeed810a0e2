"""One HTTP request on its way to the server and its answer on the way back, or what fails."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from random import Random

from msgspec import Struct

from clients.demo.proxy.http import PIECE, BadMessageError, Head, pieces, read_head
from clients.demo.proxy.profile import Profile
from clients.demo.proxy.streams import connect, sever


class Request(Struct, frozen=True):
    """A complete request as it came; ``serial`` counts the requests of one proxy from 1."""

    serial: int
    head: Head
    raw: bytes


class Road:
    """The way between a device and the server: connections to the server, and their weather.

    Args:
        host: where the server listens.
        port: where the server listens.
        rng: decides latency, stalls and where things break.
        weather: the profile that holds now.
    """

    def __init__(self, host: str, port: int, rng: Random, weather: Callable[[], Profile]) -> None:
        self._host = host
        self._port = port
        self._rng = rng
        self._weather = weather

    @asynccontextmanager
    async def server(self) -> AsyncGenerator[tuple[StreamReader, StreamWriter]]:
        """A fresh connection to the server, severed at the end.

        One for each request: a connection kept alive could be closed by the server just as it is
        used again, and a good network would fail.

        Raises:
            OSError: the server is not there.
        """
        reader, writer = await connect(self._host, self._port)
        try:
            yield reader, writer
        finally:
            sever(writer)
            with suppress(OSError):
                await writer.wait_closed()

    async def wait(self) -> None:
        """The latency of one way."""
        await asyncio.sleep(self._weather().delay(self._rng))

    async def carry(self, writer: StreamWriter, data: bytes) -> None:
        """Sends bytes at the speed of the road.

        Raises:
            OSError: the receiver is gone.
        """
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            await asyncio.sleep(self._weather().drag(self._rng, len(piece)))
            writer.write(piece)
            await writer.drain()

    def break_point(self, size: int) -> int:
        """How many of so many bytes get through: at least one is missing."""
        return self._rng.randrange(size)

    def breaks(self) -> bool:
        """Whether a raw connection is severed inside the next piece."""
        return self._rng.random() < self._weather().cut


class Answer:
    """A response being relayed to a device, whole or in part.

    Args:
        road: the way that it takes.
        reader: the server's side.
        method: of the request that it answers.
    """

    def __init__(self, road: Road, reader: StreamReader, method: str) -> None:
        self._road = road
        self._reader = reader
        self._method = method

    async def head(self) -> Head:
        """The head of the final response or of a change of protocol; interim ones are dropped.

        Raises:
            BadMessageError: the server closed without a response, or sent none.
        """
        while True:
            head = await read_head(self._reader)
            if head is None:
                raise BadMessageError("the server closed without a response")
            if head.status == 101 or head.status >= 200:
                return head

    async def whole(self) -> tuple[Head, bytes]:
        """Reads the response to its end without passing anything on."""
        head = await self.head()
        body = [one async for one in pieces(self._reader, head.response_body(self._method))]
        return head, head.raw + b"".join(body)

    async def relay(self, head: Head, device: StreamWriter) -> None:
        """Passes the response on while it comes."""
        await self._road.wait()
        await self._road.carry(device, head.raw)
        async for piece in pieces(self._reader, head.response_body(self._method)):
            await self._road.carry(device, piece)


async def read_request(reader: StreamReader, device: StreamWriter) -> tuple[Head, bytes] | None:
    """The device's next request, complete, or None when it has closed the connection.

    Raises:
        BadMessageError: it is malformed or ends early.
    """
    head = await read_head(reader)
    if head is None:
        return None
    raw = head.raw
    if head.expects_continue:
        # The body is wanted before anything goes on; the server must not be asked again.
        device.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        lines = raw.split(b"\r\n")
        raw = b"\r\n".join(line for line in lines if not line.lower().startswith(b"expect:"))
    body = [one async for one in pieces(reader, head.request_body())]
    return head, raw + b"".join(body)
