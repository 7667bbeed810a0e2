"""Whether the server lives, and whether it can serve."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from schemas.problems import Problem
from server.identity.bodies import Health
from server.identity.identity import Identity
from server.identity.refusals import refusals


class Readiness:
    """``is_open``: from the end of the start to the beginning of the end."""

    def __init__(self, identity: Identity) -> None:
        self.is_open = False
        self._identity = identity

    def routes(self) -> list[HTTPRouteHandler]:
        """``/healthz`` and ``/readyz``."""

        @get("/healthz", sync_to_thread=False, operation_id="isAlive", tags=["server"])
        def healthz() -> Health:
            """伺服器活著 / Whether the process answers."""
            return Health()

        @get("/readyz", operation_id="isReady", tags=["server"], responses=refusals("server/busy"))
        async def readyz() -> Response[Any]:
            """可以服務 / Whether it is open and its database answers."""
            if not self.is_open or not await self._identity.is_healthy():
                raise Problem("server/busy", retry_after=2)
            return Response(Health())

        return [healthz, readyz]
