"""A tiny HTTP server that remembers what reached it, and a client to talk to it."""

import asyncio
import base64
import contextlib
import hashlib
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncGenerator

UPGRADE = (
    b"GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
    + base64.b64encode(hashlib.md5(b"key", usedforsecurity=False).digest())
    + b"\r\n\r\n"
)


class TinyServer:
    """Answers each complete request with its body in capitals; `bodies` are those in full.

    Paths: /chunked answers in chunks, /close without a length, /slow after 200 ms, /empty with
    204, /early with an interim answer first; an upgrade echoes raw bytes. `broken` counts
    requests that ended in the middle.
    """

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.broken = 0
        self.port = 0
        self._server: asyncio.Server | None = None
        self._writers: set[StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """As SIGKILL would: the port closes and every connection with it."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _accepted(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except asyncio.IncompleteReadError as error:
            self.broken += bool(error.partial) or error.expected is not None
        except ConnectionError:
            self.broken += 1
        finally:
            self._writers.discard(writer)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _one(self, reader: StreamReader, writer: StreamWriter) -> bool:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            if not error.partial:
                return False
            raise
        path = head.split(b" ")[1].decode()
        if b"upgrade: websocket" in head.lower():
            writer.write(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n")
            while data := await reader.read(4096):
                writer.write(data)
                await writer.drain()
            return False
        body = await _body(head.lower(), reader)
        self.paths.append(path)
        self.bodies.append(body)
        await _answer(path, body.upper(), writer)
        return path != "/close"


async def _body(head: bytes, reader: StreamReader) -> bytes:
    if b"transfer-encoding: chunked" in head:
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
        return body
    if b"content-length: " in head:
        return await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r")[0]))
    return b""


async def _answer(path: str, body: bytes, writer: StreamWriter) -> None:
    if path == "/slow":
        await asyncio.sleep(0.2)
    if path == "/early":
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
    if path == "/chunked":
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for start in range(0, len(body), 5):
            part = body[start : start + 5]
            writer.write(b"%x;note=1\r\n%s\r\n" % (len(part), part))
        writer.write(b"0\r\nDigest: none\r\n\r\n")
    elif path == "/close":
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + body)
    elif path == "/empty":
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    else:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()


@contextlib.asynccontextmanager
async def connection(port: int) -> AsyncGenerator[tuple[StreamReader, StreamWriter]]:
    """A client's connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def request(body: bytes, path: str = "/", method: str = "POST") -> bytes:
    """A request's bytes."""
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def read_answer(reader: StreamReader) -> tuple[int, bytes]:
    """Status and body of an answer that tells its length; IncompleteReadError if it is cut."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.split(b"Content-Length: ")[1].split(b"\r")[0])
    return int(head.split(b" ")[1]), await reader.readexactly(length)


async def ask(port: int, body: bytes, path: str = "/") -> bytes | None:
    """One request on a connection of its own; None when it fails on the way."""
    try:
        async with connection(port) as (reader, writer):
            writer.write(request(body, path))
            await writer.drain()
            return (await read_answer(reader))[1]
    except (OSError, asyncio.IncompleteReadError):
        return None
