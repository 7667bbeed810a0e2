"""What a connection may send before the application sees it, and how long it may take."""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator

import pytest
import uvicorn
from websockets.asyncio.client import connect

import server.http
from server.http import HEAD, Bounded
from server.serving import configuration
from server.settings import Settings
from tests.server.app.world import World

SHORT = 0.3


@contextlib.asynccontextmanager
async def listening(world: World) -> AsyncGenerator[int]:
    """The world's application behind the server's own protocol; its port."""
    config = uvicorn.Config(
        world.app, port=0, http=Bounded, lifespan="off", log_level="critical", access_log=False
    )
    hub = uvicorn.Server(config)
    task = asyncio.create_task(hub.serve())
    while not hub.started:  # noqa: ASYNC110  # uvicorn has nothing else to wait for
        await asyncio.sleep(0.005)
    try:
        yield hub.servers[0].sockets[0].getsockname()[1]
    finally:
        hub.should_exit = True
        await task


async def talk(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Sends some bytes, then reads to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(ConnectionError):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
    try:
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.http, "PATIENCE", SHORT)


def test_the_server_is_bounded(tmp_path: object) -> None:
    assert configuration(Settings(data=tmp_path)).http is Bounded  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz HTTP/1.1\r\nx: " + b"a" * HEAD + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"x: y\r\n" * 12_000 + b"\r\n",
        b"GET /" + b"a" * HEAD + b" HTTP/1.1\r\n\r\n",
        b"POST /api/v1/auth/login HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"
        + b"x: y\r\n" * 12_000 + b"\r\n",
    ],
    ids=["long", "many", "address", "trailer"],
)  # fmt: skip
async def test_a_large_head_is_refused(world: World, head: bytes) -> None:
    async with listening(world) as port:
        status, _, body = (await talk(port, head)).partition(b"\r\n")
        assert b"431" in status
        assert json.loads(body.partition(b"\r\n\r\n")[2])["code"] == "request/head"


async def test_a_head_that_never_ends_is_not_kept(world: World) -> None:
    async with listening(world) as port:
        pieces = [b"GET /healthz HTTP/1.1\r\nx: ", *[b"a" * 10_000] * 2_000]
        await asyncio.wait_for(talk(port, *pieces), 10)


async def test_what_is_no_http_is_a_problem(world: World) -> None:
    async with listening(world) as port:
        answer = await talk(port, b"\x16\x03\x01\r\n\r\n")
        assert b"400" in answer.partition(b"\r\n")[0]
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "request/malformed"


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"\r\n",
        b"GET /healthz HT",
        b"GET /healthz HTTP/1.1\r\nhost: x\r\n",
        b'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{"user',
    ],
)
@pytest.mark.usefixtures("impatient")
async def test_half_a_request_is_given_up(world: World, half: bytes) -> None:
    async with listening(world) as port:
        began = asyncio.get_running_loop().time()
        assert await talk(port, half) == b""
        assert SHORT * 0.9 < asyncio.get_running_loop().time() - began < 5


@pytest.mark.usefixtures("impatient")
async def test_a_slow_body_is_taken(world: World) -> None:
    body = b'{"user_name":"wang","password":"wrong","client":"app"}'
    head = b"POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: "
    pieces = [head + b"%d\r\n\r\n" % len(body), body[:10], body[10:20], body[20:]]
    async with listening(world) as port:
        assert b"auth/credentials" in await talk(port, *pieces, pause=SHORT * 0.7)


@pytest.mark.usefixtures("impatient")
async def test_who_waits_for_changes_is_left_alone(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    path = f"/api/v1/sync/changes?cursor={phone.cursor}&wait=1"
    lines = [f"GET {path} HTTP/1.1", "host: x", f"authorization: Bearer {phone.token}"]
    head = "\r\n".join([*lines, "connection: close", "", ""]).encode()
    async with listening(world) as port:
        began = asyncio.get_running_loop().time()
        assert (await talk(port, head)).startswith(b"HTTP/1.1 20")
        assert asyncio.get_running_loop().time() - began > SHORT * 2


@pytest.mark.usefixtures("impatient")
async def test_an_open_socket_is_left_alone(world: World) -> None:
    phone = await world.phone("mei")
    hello = {"t": "hello", "token": phone.token, "v": 1, "s": 1}
    async with (
        listening(world) as port,
        connect(f"ws://127.0.0.1:{port}/api/v1/live") as socket,
    ):
        await socket.send(json.dumps(hello))
        await socket.recv()
        await asyncio.sleep(SHORT * 3)
        await socket.send('{"t":"ping"}')
        await asyncio.wait_for(socket.recv(), 5)
