"""A peer that sends and never reads costs the server a bounded amount, and costs others nothing."""

import asyncio
import contextlib
import gc
import json
import socket
import struct
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from schemas.wire.version import PROTOCOL, SCHEMA
from server import websocket
from server.exchange import live as module
from server.websocket import Connection
from tests.server.app.world import Phone, World, assemble
from tests.server.live.test_socket import closed
from tests.server.live.wire import live

LIMIT = 10_000
TEXT, PING = 0x81, 0x89
UPGRADE = (
    b"GET /api/v1/live HTTP/1.1\r\nHost: hub\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture
def assembled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(module, "SWEEP", 0.05)
    return assemble(tmp_path, socket_limit=LIMIT)


def masked(kind: int, payload: bytes) -> bytes:
    """A frame, masked with zeros."""
    long = len(payload) > 125
    head = (
        struct.pack(">BBH", kind, 0xFE, len(payload))
        if long
        else bytes([kind, 0x80 | len(payload)])
    )
    return head + bytes(4) + payload


def text(frame: dict[str, Any]) -> bytes:
    return masked(TEXT, json.dumps(frame).encode())


class Hoarder:
    """A phone's socket with next to no room for what comes, and nobody who reads it."""

    def __init__(self, raw: socket.socket) -> None:
        self.raw = raw
        self.pings = 0

    async def send(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.raw, data)

    async def fill(self) -> "asyncio.Task[None]":
        """Asks for answers until the server reads no more; the sending that is stuck by it."""
        while self.pings < 200_000:
            pings = b"".join(text({"t": "ping", "n": self.pings + n}) for n in range(1_000))
            self.pings += 1_000
            sending = asyncio.create_task(self.send(pings))
            await asyncio.wait({sending}, timeout=1)
            if not sending.done():
                return sending
        raise AssertionError("the server reads on although nobody reads its answers")

    async def pongs(self, last: int) -> list[int]:
        """The numbers of the answers up to one; heartbeats, which have none, are left out."""
        loop, data, found = asyncio.get_running_loop(), b"", list[int]()
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
        while last not in found[-1:]:
            data += await loop.sock_recv(self.raw, 1 << 16)
            at = 0
            while len(data) > at + 1 and len(data) >= (end := at + 2 + data[at + 1]):
                frame = json.loads(data[at + 2 : end])
                at = end
                if frame["t"] == "pong":
                    found.append(frame["n"])
            data = data[at:]
        return found


@contextlib.asynccontextmanager
async def hoarding(address: str, phone: Phone) -> AsyncGenerator[Hoarder]:
    """An open socket that is read from only as far as its handshake."""
    loop = asyncio.get_running_loop()
    host, _, port = address.rpartition(":")
    with socket.socket() as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000)
        raw.setblocking(False)
        await loop.sock_connect(raw, (host, int(port)))
        await loop.sock_sendall(raw, UPGRADE)
        while b"\r\n\r\n" not in await loop.sock_recv(raw, 1_024):
            continue
        narrow()
        hoarder = Hoarder(raw)
        hello = {"t": "hello", "token": phone.token, "v": PROTOCOL, "s": SCHEMA}
        await hoarder.send(text(hello))
        yield hoarder


def narrow() -> None:
    """Leaves the server's kernel little room: it would take megabytes before anybody notices."""
    for connection in connections():
        near = connection.transport.get_extra_info("socket")
        near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000)
        near.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 10_000)


def connections() -> list[Connection]:
    """What of sockets is in memory."""
    gc.collect()
    return [each for each in gc.get_objects() if type(each) is Connection]


async def until_gone(seconds: float = 8) -> None:
    """Waits until no socket is in memory."""
    async with asyncio.timeout(seconds):
        while connections():  # noqa: ASYNC110  # memory tells nobody when it is given back
            await asyncio.sleep(0.2)


async def open_sockets(world: World) -> float:
    figures = (await world.client.get("/metrics")).text.splitlines()
    return float(next(f.split()[1] for f in figures if f.startswith("fieldpost_sockets ")))


async def abandoned(sending: "asyncio.Task[None]") -> None:
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def revoke(world: World, phone: Phone) -> None:
    headers = await world.headers()
    url = f"/api/v1/devices/{phone.replica}/revoke"
    assert (await world.client.post(url, headers=headers)).status_code < 300


async def test_nobody_waits_for_a_socket_that_cannot_be_closed(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = await world.phone("chang"), await world.phone("mei")
    async with hoarding(address, stuck) as hoarder, live(address, other) as opened:
        sending = await hoarder.fill()
        assert await open_sockets(world) == 2
        await revoke(world, stuck)
        await asyncio.sleep(0.3)
        assert await open_sockets(world) == 1, "it hears nothing more, closed or not"
        monkeypatch.setattr(module, "BEAT", 0.1)
        assert (await opened.next("pong"))["n"] == 0
        await revoke(world, other)
        assert (await opened.next("problem"))["code"] == "device/revoked"
        assert await closed(opened) == 4401
        await until_gone()
        await abandoned(sending)


async def test_who_does_not_read_answers_is_not_read_from(world: World, address: str) -> None:
    async with hoarding(address, await world.phone("mei")) as hoarder:
        sending = await hoarder.fill()
        (connection,) = connections()
        assert connection.transport.get_write_buffer_size() < 200_000
        del connection
        assert await hoarder.pongs(hoarder.pings - 1) == list(range(hoarder.pings))
        await sending


async def test_what_must_not_be_left_out_is_bounded_too(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hoarding(address, await world.phone("mei")) as hoarder:
        sending = await hoarder.fill()
        monkeypatch.setattr(module, "SWEEP", 0.001)
        monkeypatch.setattr(module, "BEAT", 0)
        await until_gone()
        assert await open_sockets(world) == 0
        await abandoned(sending)


async def test_pings_of_the_transport_pile_up_no_answers(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "UNREAD", 20_000)
    async with hoarding(address, await world.phone("mei")) as hoarder:
        pings = masked(PING, b"x" * 120) * 1_000
        await hoarder.send(pings * 3)
        (connection,) = connections()
        # What is read at once is answered at once.
        assert connection.transport.get_write_buffer_size() < 60_000


async def test_what_a_closed_socket_still_holds_is_let_go(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "LINGER", 0.2)
    phone = await world.phone("mei")
    async with hoarding(address, phone) as hoarder:
        (connection,) = connections()
        # Not enough that the transport calls itself full: the close itself finds room.
        while not 0 < connection.transport.get_write_buffer_size() < 60_000:
            await hoarder.send(masked(PING, b"x" * 120) * 50)
            await asyncio.sleep(0)
        del connection
        await revoke(world, phone)
        await until_gone()
