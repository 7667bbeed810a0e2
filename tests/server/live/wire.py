"""A real server on a port of its own, and a client that speaks frames."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any

import msgspec
import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from schemas.wire.version import PROTOCOL, SCHEMA
from server.websocket import Connection
from tests.server.app.world import Phone, World

PATIENCE = 5.0


@contextlib.asynccontextmanager
async def listening(world: World) -> AsyncGenerator[str]:
    """The world's application behind uvicorn, as `fieldpost serve` configures it; its address."""
    config = uvicorn.Config(
        world.app, port=0, ws=Connection, ws_per_message_deflate=False, lifespan="off",
        log_level="error", access_log=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has nothing else to wait for
        await asyncio.sleep(0.005)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await task


class Wire:
    """One open socket. Frames that nobody asked for yet wait in ``heard``."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[dict[str, Any]] = []

    async def send(self, frame: Any) -> None:
        text = frame if isinstance(frame, str | bytes) else msgspec.json.encode(frame).decode()
        await self.connection.send(text)

    async def next(self, kind: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The next frame of a kind; others are kept."""
        frame: dict[str, Any]
        for place, frame in enumerate(self.heard):
            if frame["t"] == kind:
                return self.heard.pop(place)
        async with asyncio.timeout(seconds):
            while True:
                frame = msgspec.json.decode(await self.connection.recv())
                if frame["t"] == kind:
                    return frame
                self.heard.append(frame)

    async def quiet(self, kind: str, seconds: float = 0.3) -> bool:
        """Whether no frame of that kind comes for a while."""
        try:
            await self.next(kind, seconds)
        except TimeoutError:
            return True
        return False


@contextlib.asynccontextmanager
async def wire(address: str, **headers: str) -> AsyncGenerator[Wire]:
    """A socket that has said nothing yet."""
    url = f"ws://{address}/api/v1/live"
    async with connect(url, additional_headers=headers, compression=None) as connection:
        yield Wire(connection)


@contextlib.asynccontextmanager
async def live(address: str, phone: Phone, **more: Any) -> AsyncGenerator[Wire]:
    """A phone's open socket."""
    async with wire(address) as opened:
        hello = {"t": "hello", "token": phone.token, "v": PROTOCOL, "s": SCHEMA, "c": phone.cursor}
        await opened.send({**hello, **more})
        await opened.next("ready")
        yield opened
