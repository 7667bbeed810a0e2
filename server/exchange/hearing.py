"""Who waits for an organisation's next commit, and who is told of it."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager

from server.storage.contract import Committed

Hear = Callable[[Committed], None]


class Waiter:
    """One reader that waits for something to concern it."""

    def __init__(self, person: str, scopes: frozenset[str]) -> None:
        self._person = person
        self._scopes = scopes
        self._event = asyncio.Event()

    def hear(self, committed: Committed) -> None:
        """Wakes up if the commit touches the reader's scopes or changes them."""
        if self._person in committed.people or not self._scopes.isdisjoint(committed.scopes):
            self._event.set()

    async def wait(self, seconds: float) -> bool:
        """Whether something came in time."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Hearing:
    """Passes commits on to those who listen for their organisation, on the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[Hear]] = {}

    def hear(self, committed: Committed) -> None:
        """To be given to :meth:`server.storage.contract.Storage.listen`."""
        for listener in tuple(self._listeners.get(committed.organisation, ())):
            listener(committed)

    def add(self, organisation: str, listener: Hear) -> None:
        """Tells the listener of the organisation's commits from now on."""
        self._listeners.setdefault(organisation, set()).add(listener)

    def remove(self, organisation: str, listener: Hear) -> None:
        """Tells it no more."""
        listeners = self._listeners.get(organisation, set())
        listeners.discard(listener)
        if not listeners:
            self._listeners.pop(organisation, None)

    @contextmanager
    def waiting(self, organisation: str, person: str, scopes: frozenset[str]) -> Generator[Waiter]:
        """A waiter for as long as the block lasts; nothing that is committed in it is missed."""
        waiter = Waiter(person, scopes)
        self.add(organisation, waiter.hear)
        try:
            yield waiter
        finally:
            self.remove(organisation, waiter.hear)
