"""One live socket's way out: straight to the transport while it keeps up, bounded when it lags."""

import asyncio
import contextlib
import types
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar

from litestar.exceptions import WebSocketDisconnect
from litestar.types import Send

Data = str | bytes
T = TypeVar("T")

FAREWELL = 1.0
"""Seconds for what waits before a close, and as many for the close itself."""

_LOST = (OSError, RuntimeError, WebSocketDisconnect)
"""How a transport says that it sends nothing more."""


class Ended(Exception):
    """This side has closed the socket or given it up."""


class Outlet:
    """Sends frames in order. ``limit``: bytes that may wait for a slow reader; frames that must not
    be left out may wait up to twice that, then the socket is given up."""

    def __init__(self, send: Send, limit: int) -> None:
        self._send = send
        self._limit = limit
        self._waiting: deque[Data] = deque()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self._ended = False
        self._attendance: asyncio.Timeout | None = None
        self._relief: asyncio.Future[None] | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is taken: it closes, or is over."""
        return self._closed

    def offer(self, data: Data, *, must: bool = False) -> bool:
        """Sends a frame, now if the transport takes it. ``must``: short and not to be left out.

        Returns whether there was room for it.
        """
        if self._closed:
            return True
        if self._task is None:
            self._start(data)
            return True
        if self._bytes + len(data) > (2 * self._limit if must else self._limit):
            if must:
                self.drop()
            return False
        self._waiting.append(data)
        self._bytes += len(data)
        return True

    async def has_room(self) -> None:
        """Waits while more than the limit waits: who does not read answers is not read from."""
        while self._bytes > self._limit:
            self._relief = asyncio.get_running_loop().create_future()
            await self._relief

    async def attend(self, wait: Callable[[], Awaitable[T]]) -> T:
        """Waits for something from the other side, for no longer than this side has the socket.

        Raises:
            Ended: it has not, or no longer.
        """
        if self._ended:
            raise Ended
        try:
            async with asyncio.timeout(None) as self._attendance:
                return await wait()
        except TimeoutError:
            raise Ended from None
        finally:
            self._attendance = None

    async def close(self, code: int, reason: str = "") -> None:
        """Takes nothing more, sends what waits, and closes the socket. A peer that does not read
        is not waited for: it is dropped."""
        self._closed = True
        try:
            if self._task is not None:
                await asyncio.wait({self._task}, timeout=FAREWELL)
            self._stop()
            with contextlib.suppress(*_LOST):
                async with asyncio.timeout(FAREWELL):
                    await self._send({"type": "websocket.close", "code": code, "reason": reason})
        finally:
            self.drop()

    def drop(self) -> None:
        """The socket is over: what waits is forgotten, and whoever attends to it hears so."""
        self._closed = True
        self._stop()
        if self._ended:
            return
        self._ended = True
        if self._attendance is not None:
            self._attendance.reschedule(asyncio.get_running_loop().time())

    def _stop(self) -> None:
        self._waiting.clear()
        self._bytes = 0
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
        except _LOST:
            self.drop()
            return
        self._task = asyncio.ensure_future(self._drain(_resumed(coroutine, blocked)))

    async def _drain(self, first: Awaitable[None]) -> None:
        try:
            await first
            while self._waiting:
                data = self._waiting.popleft()
                self._bytes -= len(data)
                if self._relief is not None and not self._relief.done():
                    self._relief.set_result(None)
                await self._send(_message(data))
        except _LOST:
            self.drop()
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
