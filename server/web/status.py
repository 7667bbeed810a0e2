"""The status page: a small live picture of the server. Counts only, nothing that is anybody's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from server.identity.tables import devices, organisations
from server.problems import language_of
from server.services import Services
from server.version import VERSION
from server.web.words import WORDS

HERE = Path(__file__).parent
FRESH_MS = 1_000
"""However many ask, the figures are taken once in so many milliseconds."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Figures(msgspec.Struct):
    """``position``: commits of all organisations. ``last_sync``, ``at``: ms since 1970."""

    version: str
    records: int
    devices: int
    sockets: int
    position: int
    last_sync: int | None
    at: int


class Status:
    """Takes the figures and shows them. ``sockets``: how many are open."""

    def __init__(self, services: Services, sockets: Callable[[], int]) -> None:
        self._services = services
        self._sockets = sockets
        self._figures: Figures | None = None
        template = (HERE / "page.html").read_text(encoding="utf-8")
        self._pages = {
            language: template.format(lang=language, **words) for language, words in WORDS.items()
        }
        self._style = (HERE / "page.css").read_bytes()
        self._script = (HERE / "page.js").read_bytes()

    async def figures(self) -> Figures:
        """The figures, at most a second old."""
        now = self._services.clock()
        if self._figures is None or now - self._figures.at >= FRESH_MS:
            self._figures = await self._take(now)
        return self._figures

    async def _take(self, now: int) -> Figures:
        async with self._services.engine.connect() as connection:
            ids = (await connection.execute(sa.select(organisations.c.id))).scalars().all()
            alive = sa.select(sa.func.count(), sa.func.max(devices.c.last_contact))
            row = (await connection.execute(alive.where(devices.c.revoked_at.is_(None)))).one()
        records = position = 0
        for organisation in ids:
            found = await self._services.storage.statistics(organisation)
            records += found["records"]
            position += found["head"]
        return Figures(VERSION, records, row[0], self._sockets(), position, row[1], now)

    def routes(self) -> list[HTTPRouteHandler]:
        """``/status``, its style and script, and ``/status.json``."""

        @get("/status", include_in_schema=False, sync_to_thread=False)
        def page(request: Request[Any, Any, Any]) -> Response[str]:
            asked = request.query_params.get("lang", "")
            language = (
                asked if asked in WORDS else language_of(request.headers.get("accept-language"))
            )
            headers = {
                "Content-Security-Policy": POLICY, "Content-Language": language,
                "Vary": "Accept-Language", "Cache-Control": "no-cache",
            }  # fmt: skip
            return Response(self._pages[language], media_type="text/html", headers=headers)

        @get("/status.css", include_in_schema=False, sync_to_thread=False)
        def style() -> Response[bytes]:
            return Response(self._style, media_type="text/css", headers=_KEEP)

        @get("/status.js", include_in_schema=False, sync_to_thread=False)
        def script() -> Response[bytes]:
            return Response(self._script, media_type="text/javascript", headers=_KEEP)

        @get("/status.json", operation_id="getStatus", tags=["server"])
        async def status() -> Figures:
            """伺服器的數字 / Figures of the server: counts only."""
            return await self.figures()

        return [page, style, script, status]


_KEEP = {"Cache-Control": "no-cache"}
