"""One open live socket: who listens, how far it has been told, and what may be said to it."""

from typing import Any

from schemas.problems import Problem
from schemas.wire.down import Behind, Trouble
from server.exchange.framing import Framing
from server.exchange.outlet import Outlet
from server.identity.principal import Principal
from sync.feed import Cursor


class Socket:
    """``cursor``: where its device stands; None while it has to pull by itself.

    ``schema``: the version its app knows. ``scopes``: what its person may read, as of the last
    pull. ``rooms``: where it is present. ``heard``: when it was heard from last, in seconds of the
    event loop; ``told``: when it was told something last.
    """

    def __init__(
        self, principal: Principal, token: str, framing: Framing, outlet: Outlet, language: str,
        schema: int, now: float,
    ) -> None:  # fmt: skip
        self.principal = principal
        self.token = token
        self.framing = framing
        self.outlet = outlet
        self.language = language
        self.schema = schema
        self.cursor: Cursor | None = None
        self.scopes: frozenset[str] = frozenset()
        self.rooms: set[str] = set()
        self.heard = self.told = now
        self.warned = False

    @property
    def person(self) -> str:
        """Whose socket it is."""
        return self.principal.reader()

    def tell(self, message: Any) -> None:
        """Sends a short frame, which always finds room."""
        self.outlet.offer(self.framing.send(message), must=True)

    def trouble(self, problem: Problem, id: int | None = None) -> None:
        """Says what was wrong with a frame; the socket stays open."""
        self.tell(trouble(problem, self.language, id))

    def behind(self) -> None:
        """Sends the device off to pull; nothing is cast to it until it asks for a sync."""
        self.cursor = None
        self.tell(Behind())


def trouble(problem: Problem, language: str, id: int | None = None) -> Trouble:
    """A problem as a frame."""
    return Trouble(problem.code, problem.kind.title(language), id, problem.fields)
