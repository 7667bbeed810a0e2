"""The bus of a server that is one process."""

import logging
from collections.abc import Callable

from server.bus.contract import Hear
from server.storage.contract import Committed

log = logging.getLogger(__name__)


class LocalBus:
    """See :class:`server.bus.contract.Bus`. What fails in one listener is kept from the others."""

    def __init__(self) -> None:
        self._hearers: dict[object, Hear] = {}

    async def open(self) -> None:
        """Nothing to get ready."""

    async def close(self) -> None:
        """Forgets who listens."""
        self._hearers.clear()

    def announce(self, committed: Committed) -> None:
        """Tells all who listen now."""
        for hear in tuple(self._hearers.values()):
            try:
                hear(committed)
            except Exception:
                log.exception("a listener failed on a commit")

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Calls ``hear`` until the function that this returns is called."""
        place = object()
        self._hearers[place] = hear

        def stop() -> None:
            self._hearers.pop(place, None)

        return stop
