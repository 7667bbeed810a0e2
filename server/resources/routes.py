"""The endpoints of one entity: list, read, create, edit, delete, history, batch."""

import hashlib
from typing import Any

import msgspec
from litestar import Request, Response, Router, delete, get, post, route
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from schemas.entity import Entity
from schemas.problems import Problem
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.problems import language_of
from server.resources.batch import Batch, run
from server.resources.queries import listing
from server.resources.requests import (
    body_of,
    check_accept,
    is_fresh,
    record_id,
    terms_of,
)
from server.resources.shapes import SHAPES
from server.resources.writing import Outcome, Resource
from server.storage.contract import Query, Storage

Asked = Request[Any, Any, Any]
JSON = "application/json"


def resource_router(
    entity: Entity,
    storage: Storage,
    identity: Identity,
    *,
    batch_limit: int,
    base: str,
    puts: bool = False,
) -> Router:
    """The router of an entity under ``base``. ``puts``: ``PUT`` edits as ``PATCH`` does."""
    shapes = SHAPES[entity.name]
    resource = Resource(entity, shapes, storage)
    creating = msgspec.json.Decoder(shapes.create)
    editing = msgspec.json.Decoder(shapes.edit)
    batching = msgspec.json.Decoder(Batch)

    def who(request: Asked) -> Principal:
        check_accept(request)
        return identity.authenticator.authenticate(request.headers.get("authorization"))

    @get("/", include_in_schema=False)
    async def list_records(request: Asked) -> Response[Any]:
        principal = who(request)
        person, role = principal.reader(), principal.role or ""
        asked = listing(entity, request.query_params.multi_items())
        tag = await _list_tag(storage, request, principal)
        if is_fresh(request, tag):
            return Response(None, status_code=304, headers={"ETag": tag})
        found = await storage.query(
            Query(
                organisation=principal.organisation, person=person, role=role, entity=entity.name,
                filters=asked.filters, text=asked.text, sort=asked.sort, after=asked.after,
                limit=asked.limit,
            )
        )  # fmt: skip
        body = b'{"data":[%s],"next":%s,"total":%d}' % (
            b",".join(record.document for record in found.records),
            msgspec.json.encode(found.next),
            found.total,
        )
        return Response(body, media_type=JSON, headers={"ETag": tag})

    @get("/{id:str}", include_in_schema=False)
    async def read_record(request: Asked, id: FromPath[str]) -> Response[Any]:
        stored = await resource.read(who(request), record_id(id))
        tag = f'"{stored.sequence}"'
        if is_fresh(request, tag):
            return Response(None, status_code=304, headers={"ETag": tag})
        return Response(stored.document, media_type=JSON, headers={"ETag": tag})

    @post("/", status_code=201, include_in_schema=False)
    async def create_record(request: Asked) -> Response[Any]:
        principal = who(request)
        body, raw = await body_of(request, creating)
        outcome = await resource.create(principal, body, terms_of(request, raw))
        return _written(outcome, 201, {"Location": f"{base}/{entity.plural}/{outcome.id}"})

    async def edit(request: Asked, id: FromPath[str]) -> Response[Any]:
        principal, known = who(request), record_id(id)
        body, raw = await body_of(request, editing)
        return _written(await resource.edit(principal, known, body, terms_of(request, raw)), 200)

    methods: Any = ["PATCH", "PUT"] if puts else ["PATCH"]
    edit_record = route("/{id:str}", http_method=methods, status_code=200, include_in_schema=False)(
        edit
    )

    @delete("/{id:str}", status_code=204, include_in_schema=False)
    async def delete_record(request: Asked, id: FromPath[str]) -> None:
        principal = who(request)
        await resource.remove(principal, record_id(id), terms_of(request))

    @get("/{id:str}/history", include_in_schema=False)
    async def read_history(request: Asked, id: FromPath[str]) -> Response[Any]:
        principal = who(request)
        revisions = await storage.history(
            principal.organisation, principal.reader(), principal.role or "", entity.name,
            record_id(id),
        )  # fmt: skip
        for revision in revisions:
            device = await identity.directory.device(principal.organisation, revision.replica)
            revision.device = device.name if device is not None else ""
        return Response(msgspec.json.encode({"data": revisions}), media_type=JSON)

    @post("/batch", status_code=200, include_in_schema=False)
    async def run_batch(request: Asked) -> Response[Any]:
        principal = who(request)
        principal.reader()
        batch, raw = await body_of(request, batching)
        if len(batch.requests) > batch_limit:
            raise Problem("request/too-large", params={"requests": batch_limit})
        language = language_of(request.headers.get("accept-language"))
        results = await run(resource, principal, batch, terms_of(request, raw), language)
        return Response(results, media_type=JSON)

    handlers: list[HTTPRouteHandler] = [
        list_records, read_record, create_record, edit_record, delete_record, read_history,
        run_batch,
    ]  # fmt: skip
    return Router(f"/{entity.plural}", route_handlers=handlers)


def _written(outcome: Outcome, status: int, headers: dict[str, str] | None = None) -> Response[Any]:
    headers = {"ETag": f'"{outcome.sequence}"', **(headers or {})}
    if outcome.parted:
        headers["X-Not-Applied"] = ", ".join(outcome.parted)
    return Response(outcome.document, status_code=status, media_type=JSON, headers=headers)


async def _list_tag(storage: Storage, request: Asked, principal: Principal) -> str:
    """A weak tag: the same question by the same person with nothing committed in between. What a
    person may read changes by commits too, but for the role."""
    head = await storage.head(principal.organisation)
    epoch = await storage.epoch(principal.organisation)
    asked = f"{principal.person} {principal.role} {request.url.path}?{request.url.query}"
    return f'W/"{epoch}.{head}.{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'
