"""The assembler: settings in, application out. Only this module sees every part."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, cast

from litestar import Litestar, Router
from litestar.config.cors import CORSConfig
from litestar.openapi import OpenAPIConfig

from schemas.registry import REGISTRY
from server.envelope import EXPOSED, Envelope
from server.exchange.exchange import Exchange
from server.exchange.live import Live
from server.exchange.live_route import live_route
from server.exchange.reach import Reaching
from server.exchange.reach_routes import reach_controller
from server.exchange.routes import sync_router
from server.identity.ports import Clock
from server.identity.routes import BEARER, HANDLERS, dependencies
from server.meta import meta_route
from server.openapi import DocumentPlugin, operation_id
from server.problems import handlers
from server.resources.routes import resource_router
from server.services import Services, assemble_services
from server.settings import Settings
from server.storage.contract import Storage
from server.telemetry.health import Readiness
from server.telemetry.metrics import Metrics
from server.version import VERSION
from server.web.pwa import Pwa
from server.web.status import Status

SPOKEN = [
    "Accept-Language", "Authorization", "Content-Encoding", "Content-Type", "Idempotency-Key",
    "If-Match", "If-None-Match", "X-Client-Timestamp", "X-Client-Version", "X-Request-Id",
]  # fmt: skip
"""Headers that pages of other origins may send."""
METHODS: list[Any] = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_app(
    settings: Settings, *, storage: Storage | None = None, clock: Clock | None = None
) -> Litestar:
    """The application on these settings. Reads keys from the data directory: call it before the
    event loop runs, or in a thread.

    Raises:
        UnsafeKey: a signing key is weak or readable by others.
    """
    return application(assemble_services(settings, storage=storage, clock=clock))


def application(services: Services) -> Litestar:
    """The application on services that are put together already."""
    settings, metrics = services.settings, Metrics()
    exchange = Exchange(services.storage, services.identity, services.clock, metrics.pushed)
    live = Live(exchange, metrics.cast)
    metrics.watch_sockets(lambda: live.open)
    ready = Readiness(services.identity)
    services.storage.listen(exchange.hearing.hear)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncGenerator[None]:
        async with services.running():
            sweeper = asyncio.create_task(live.sweep())
            ready.is_open = True
            try:
                yield
            finally:
                ready.is_open = False
                sweeper.cancel()
                await live.close()
                await exchange.close()

    def api(base: str, *, is_alias: bool) -> Router:
        shared: dict[str, Any] = {"batch_limit": settings.batch_limit, "base": "/api/v1"}
        resources = [
            resource_router(
                entity, services.storage, services.identity,
                puts=is_alias, **shared,
            )
            for entity in REGISTRY.entities
        ]  # fmt: skip
        return Router(
            base,
            route_handlers=[
                *HANDLERS, *resources, sync_router(exchange, settings.wait_limit),
                live_route(live, settings.socket_limit),
                reach_controller(services.storage, Reaching(live)),
            ],
            include_in_schema=not is_alias,
        )  # fmt: skip

    app = Litestar(
        [
            api("/api/v1", is_alias=False),
            api("/api", is_alias=True),
            *ready.routes(),
            metrics.route(),
            meta_route(settings),
            *Status(services, lambda: live.open).routes(),
        ],
        dependencies=dependencies(services.identity),
        exception_handlers=handlers(),
        lifespan=[lifespan],
        cors_config=_cors(settings),
        openapi_config=OpenAPIConfig(
            title="Fieldpost",
            version=VERSION,
            path="/api/v1",
            components=[BEARER],
            operation_id_creator=operation_id,
            render_plugins=[DocumentPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
        # The envelope bounds bodies, compressed ones after inflation.
        request_max_body_size=None,
        logging_config=None,
    )
    inner: Any = Pwa(app.asgi_handler, streets=settings.web_map)
    app.asgi_handler = cast("Any", Envelope(inner, settings.body_limit, metrics.observe))
    return app


def _cors(settings: Settings) -> CORSConfig | None:
    if not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_methods=METHODS,
        allow_headers=SPOKEN,
        allow_credentials=True,
        expose_headers=list(EXPOSED),
        max_age=600,
    )
