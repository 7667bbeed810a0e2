"""``/meta``: what a client needs to discover."""

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from schemas.registry import REGISTRY
from schemas.wire.version import OLDEST_PULL, PROTOCOL, SCHEMA
from server.exchange.exchange import MAX_SLICE
from server.exchange.framing import JSON, MSGPACK
from server.exchange.live import BEAT
from server.resources.queries import MOST
from server.settings import Settings
from server.version import VERSION
from server.web.pwa import STREETS
from sync.hub import MAX_OPS


class Limits(msgspec.Struct):
    """``body``: bytes after decompression. ``slice``: mutations of one push. ``ops``: of one
    mutation. ``page``: records of one list. ``batch``: requests. ``wait``: seconds."""

    body: int
    slice: int
    ops: int
    page: int
    batch: int
    wait: int


class Capabilities(msgspec.Struct):
    """``protocol``, ``schema``: what is spoken; ``oldest_schema``: what is still told.
    ``heartbeat``: of the live socket, seconds. ``secure``: browsers come over HTTPS only.
    ``street_map``: where the operator's street map is found, if there is one."""

    product: str
    version: str
    protocol: int
    schema: int
    oldest_schema: int
    media: list[str]
    encodings: list[str]
    languages: list[str]
    entities: list[str]
    heartbeat: int
    secure: bool
    street_map: str | None
    limits: Limits


def meta_route(settings: Settings) -> HTTPRouteHandler:
    """The endpoint."""
    told = Capabilities(
        product="Fieldpost",
        version=VERSION,
        protocol=PROTOCOL,
        schema=SCHEMA,
        oldest_schema=OLDEST_PULL,
        media=[JSON, MSGPACK],
        encodings=["zstd", "gzip"],
        languages=["zh-TW", "en"],
        entities=[entity.plural for entity in REGISTRY.entities],
        heartbeat=BEAT,
        secure=settings.is_secure,
        street_map=STREETS if settings.web_map is not None else None,
        limits=Limits(
            body=settings.body_limit, slice=MAX_SLICE, ops=MAX_OPS, page=MOST,
            batch=settings.batch_limit, wait=settings.wait_limit,
        ),
    )  # fmt: skip

    @get("/meta", sync_to_thread=False, operation_id="getMeta", tags=["server"])
    def meta() -> Capabilities:
        """伺服器能力、版本與限制 / Capabilities, versions and limits."""
        return told

    return meta
