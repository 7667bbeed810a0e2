"""One live socket's way out: straight to the transport while it keeps up, bounded when it lags."""

import asyncio
import types
from collections import deque
from collections.abc import Awaitable, Generator
from typing import Any

from litestar.types import Send

Data = str | bytes


class Outlet:
    """Sends frames in order. ``limit``: bytes that may wait for a slow reader."""

    def __init__(self, send: Send, limit: int) -> None:
        self._send = send
        self._limit = limit
        self._waiting: deque[Data] = deque()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits."""
        return self._task is None

    def offer(self, data: Data, *, must: bool = False) -> bool:
        """Sends a frame, now if the transport takes it. ``must``: short and not to be left out.

        Returns whether there was room for it.
        """
        if self._closed:
            return True
        if self._task is None:
            self._start(data)
            return True
        if self._bytes + len(data) > self._limit and not must:
            return False
        self._waiting.append(data)
        self._bytes += len(data)
        return True

    async def close(self, code: int, reason: str = "") -> None:
        """Sends what waits, for a second at most, and closes the socket."""
        self._closed = True
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=1)
            self._task.cancel()
        try:
            await self._send({"type": "websocket.close", "code": code, "reason": reason})
        except (OSError, RuntimeError):
            return

    def drop(self) -> None:
        """The other side is gone."""
        self._closed = True
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def _start(self, data: Data) -> None:
        """Runs ``send`` as far as it goes without waiting: a task per frame costs more than the
        frame. Only where the transport is full does a task take over."""
        coroutine: Any = self._send(_message(data))
        try:
            blocked = coroutine.send(None)
        except StopIteration:
            return
        except (OSError, RuntimeError):
            self.drop()
            return
        self._task = asyncio.ensure_future(self._drain(_resumed(coroutine, blocked)))

    async def _drain(self, first: Awaitable[None]) -> None:
        try:
            await first
            while self._waiting:
                data = self._waiting.popleft()
                self._bytes -= len(data)
                await self._send(_message(data))
        except (OSError, RuntimeError):
            self._closed = True
        finally:
            self._task = None


@types.coroutine
def _resumed(coroutine: Any, blocked: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun by hand and waits for ``blocked``."""
    yield blocked
    yield from coroutine


def _message(data: Data) -> Any:
    if isinstance(data, str):
        return {"type": "websocket.send", "text": data, "bytes": None}
    return {"type": "websocket.send", "bytes": data, "text": None}
