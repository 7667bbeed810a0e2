"""The live socket of the model hub, over a real WebSocket on this machine."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any, cast

import msgspec
from msgspec import Raw
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from schemas.wire.down import (
    Changes,
    Instruction,
    Pong,
    Ready,
    Trouble,
    Verdicts,
)
from schemas.wire.up import Hello, Ping, Push, RequestSync, Room, Token
from sync.clock import stamp_at
from tests.clients.replica.model_hub import ModelHub

Up = Hello | Push[Raw] | Token | Ping | Room | RequestSync


class LiveServer:
    """Answers pushes, and casts what changed to all sockets. ``heard``: every frame that came."""

    def __init__(self, hub: ModelHub) -> None:
        self.hub = hub
        self.beat = 1
        self.url = ""
        self.mute = False
        self.greeting: Instruction | None = None
        self.heard: list[Any] = []
        self.cursors: dict[ServerConnection, str] = {}

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncGenerator["LiveServer"]:
        async with serve(self._serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            self.url = f"http://127.0.0.1:{port}"
            yield self

    @property
    def sockets(self) -> list[ServerConnection]:
        return list(self.cursors)

    async def cast(self) -> None:
        """Sends every socket what is new to it."""
        for socket, cursor in list(self.cursors.items()):
            answer = self.hub.changes(cursor)
            if answer is None or answer.c is None:
                continue
            self.cursors[socket] = answer.c
            frame = Changes(cursor, answer.c, answer.arrivals, answer.departures, answer.gone)
            await self._send(socket, frame)

    async def say(self, frame: Any) -> None:
        """Sends every socket a frame."""
        for socket in self.sockets:
            await self._send(socket, frame)

    async def _serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        assert socket.request.path == "/api/v1/live"
        try:
            hello = self._read(await socket.recv())
            if hello.token == "expired":
                await self._send(socket, Trouble("auth/expired", "over"))
                return
            now = stamp_at(self.hub.now)
            await self._send(socket, Ready(now, self.beat, self.greeting))
            self.cursors[socket] = hello.c
            await self.cast()
            async for data in socket:
                if not self.mute:
                    await self._hear(socket, hello.token, self._read(data))
        except ConnectionClosed:
            pass
        finally:
            self.cursors.pop(socket, None)

    async def _hear(self, socket: ServerConnection, replica: str, frame: Any) -> None:
        if isinstance(frame, Ping):
            await self._send(socket, Pong(frame.n, stamp_at(self.hub.now)))
        elif isinstance(frame, Push):
            pushed = cast("Push[Raw]", frame)
            answer = self.hub.sync(replica, pushed.sync)
            assert answer is not None
            await self._send(socket, Verdicts(frame.id, answer))
            await self.cast()

    def _read(self, data: str | bytes) -> Any:
        frame = msgspec.json.decode(data, type=Up)
        self.heard.append(frame)
        return frame

    async def _send(self, socket: ServerConnection, frame: Any) -> None:
        await socket.send(msgspec.json.encode(frame).decode())


async def until(condition: Any, seconds: float = 5.0) -> None:
    """Waits for something that other tasks bring about."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the tests look from outside
            await asyncio.sleep(0.005)
