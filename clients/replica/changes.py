"""Telling the screens that something changed: coalesced, and on the loop of whoever asked."""

import asyncio
import threading
from collections.abc import Callable

from clients.replica.store.store import Change

Callback = Callable[[Change], None]


class Changes:
    """Passes commits on to subscribers.

    A subscriber that came from an event loop is called on that loop, once for all commits since its
    last call. One without a loop is called at once, in the thread that committed.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: list[_Subscriber] = []

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Calls back after each change, until the function that is returned is called."""
        subscriber = _Subscriber(callback, _running_loop())
        with self._lock:
            self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            subscriber.callback = None
            with self._lock:
                if subscriber in self._subscribers:
                    self._subscribers.remove(subscriber)

        return unsubscribe

    def publish(self, change: Change) -> None:
        """Something was committed."""
        if not change:
            return
        with self._lock:
            subscribers = list(self._subscribers)
        for subscriber in subscribers:
            subscriber.notify(change)

    def stream(self) -> "Stream":
        """All changes from now on; to be used in a ``with`` block and read with ``async for``."""
        return Stream(self)


class Stream:
    """Changes as they come, several at once where the reader is slower."""

    def __init__(self, changes: Changes) -> None:
        self._arrived = asyncio.Event()
        self._waiting = Change()
        self._unsubscribe = changes.subscribe(self._take)

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._unsubscribe()

    def __aiter__(self) -> "Stream":
        return self

    async def __anext__(self) -> Change:
        await self._arrived.wait()
        self._arrived.clear()
        change, self._waiting = self._waiting, Change()
        return change

    def _take(self, change: Change) -> None:
        self._waiting |= change
        self._arrived.set()


class _Subscriber:
    def __init__(self, callback: Callback, loop: asyncio.AbstractEventLoop | None) -> None:
        self.callback: Callback | None = callback
        self._loop = loop
        self._lock = threading.Lock()
        self._waiting = Change()
        self._scheduled = False

    def notify(self, change: Change) -> None:
        if self._loop is None:
            if self.callback is not None:
                self.callback(change)
            return
        with self._lock:
            self._waiting |= change
            if self._scheduled or self._loop.is_closed():
                return
            self._scheduled = True
        self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            change, self._waiting, self._scheduled = self._waiting, Change(), False
        if self.callback is not None:
            self.callback(change)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
