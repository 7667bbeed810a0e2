"""What a bus promises. A message is a wake-up, never the truth: whoever hears of a commit reads on
from its own cursor, so that losing one costs time and no data."""

from collections.abc import Callable
from typing import Protocol

from server.storage.contract import Committed

Hear = Callable[[Committed], None]


class Bus(Protocol):
    """Carries commits from the process that made them to every process, this one included."""

    async def open(self) -> None:
        """Gets ready to carry."""
        ...

    async def close(self) -> None:
        """Lets go of everything; nothing is carried any more."""
        ...

    def announce(self, committed: Committed) -> None:
        """Tells everybody. Called on the event loop after each durable group, in their order."""
        ...

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Calls ``hear`` on the event loop for each commit of any process; those of one process
        come in order. Returns how to stop."""
        ...
