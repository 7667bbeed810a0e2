"""``/sync``: the endpoints that devices live on."""

import asyncio
import functools
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.handlers import HTTPRouteHandler
from msgspec import Meta

from schemas.problems import Problem
from schemas.wire.down import Answer, Digested
from schemas.wire.version import SCHEMA
from server.exchange.exchange import Exchange, check_version, is_silent
from server.exchange.framing import JSON_FRAMING, Framing, incoming, outgoing
from server.exchange.rekeying import enter_successor, unused_id
from server.identity.principal import Principal
from server.problems import invalid
from server.storage.contract import Page, Pushed
from sync import digest as checksum

Asked = Request[Any, Any, Any]


class Since(msgspec.Struct, forbid_unknown_fields=True):
    """The query of ``/sync/changes``. ``wait``: seconds to wait for something to happen."""

    cursor: Annotated[str, Meta(max_length=4_000)] = ""
    room: Annotated[int, Meta(ge=1, le=20_000)] = 2_000
    wait: Annotated[int, Meta(ge=0, le=300)] = 0
    s: Annotated[int, Meta(ge=0, le=SCHEMA)] = SCHEMA


def sync_router(exchange: Exchange, wait_limit: int) -> Router:
    """The endpoints under ``/sync``. ``wait_limit``: the longest long-polling, seconds."""

    def who(request: Asked) -> Principal:
        return exchange.identity.authenticator.authenticate(request.headers.get("authorization"))

    async def take(request: Asked, *, pulls: bool) -> Response[Any]:
        principal, framing = who(request), incoming(request)
        answer_in = outgoing(request, framing)
        sent = framing.sync(await request.body())
        if principal.replica is None:
            check_version(sent)
            if sent.do or not pulls or sent.c is None:
                raise Problem("device/required")
            pushed = Pushed()
        else:
            app = request.headers.get("x-client-version")
            pushed = await exchange.push(principal, sent, framing, app and app[:64])
        page: Page | None = None
        reads = principal.person is not None and not principal.escrow
        if pulls and sent.c is not None and reads and pushed.instruction is None:
            page = await exchange.pull(principal, sent.c, sent.room, sent.s, idle=sent.rest == 0)
        return _reply(answer_in, exchange.answer(pushed, page, answer_in, sent.c))

    @post("/", status_code=200, include_in_schema=False)
    async def sync(request: Asked) -> Response[Any]:
        return await take(request, pulls=True)

    @post("/push", status_code=200, include_in_schema=False)
    async def push(request: Asked) -> Response[Any]:
        return await take(request, pulls=False)

    @get("/changes", include_in_schema=False)
    async def changes(request: Asked) -> Response[Any]:
        principal, framing = who(request), outgoing(request, JSON_FRAMING)
        try:
            since = msgspec.convert(dict(request.query_params), Since, strict=False)
        except msgspec.ValidationError as error:
            raise invalid(error, "query/invalid") from error
        if principal.replica is not None:
            await exchange.device(principal)
        page = await _follow(exchange, principal, since, min(since.wait, wait_limit))
        return _reply(framing, exchange.answer(Pushed(), page, framing, since.cursor))

    @post("/rekey", status_code=200, include_in_schema=False)
    async def rekey(request: Asked) -> Response[Any]:
        principal, framing = who(request), incoming(request)
        answer_in = outgoing(request, framing)
        offer = framing.rekey(await request.body())
        device = await exchange.device(principal)
        uids = [offer.uids[at : at + 12] for at in range(0, len(offer.uids), 12)]
        fresh = await unused_id(exchange.identity.engine)
        rekeyed = await exchange.storage.rekey(
            device.organisation, device.replica, offer.first, uids, fresh, offer.former
        )
        await enter_successor(exchange.identity.engine, device, rekeyed.replica)
        exchange.identity.directory.forget(device.organisation)
        return _encoded(answer_in, rekeyed)

    @post("/digest", status_code=200, include_in_schema=False)
    async def digest(request: Asked) -> Response[Any]:
        principal, framing = who(request), incoming(request)
        answer_in = outgoing(request, framing)
        asked = framing.digest(await request.body())
        person = principal.reader()
        now, records = await exchange.storage.digest(
            principal.organisation, person, principal.role or "", asked.c,
            shared=await exchange.is_shared(principal),
        )  # fmt: skip
        loop = asyncio.get_running_loop()
        total = await loop.run_in_executor(None, functools.partial(_sum, records))
        same = now and total == asked.sum
        told = Digested(same, total, now, records if asked.list and now and not same else {})
        return _encoded(answer_in, told)

    handlers: list[HTTPRouteHandler] = [sync, push, changes, rekey, digest]
    return Router("/sync", route_handlers=handlers)


async def _follow(exchange: Exchange, principal: Principal, since: Since, wait: int) -> Page:
    """The page after a cursor, as soon as there is one, or when the time is over."""
    person, organisation = principal.reader(), principal.organisation
    pull = functools.partial(exchange.pull, principal, since.cursor, since.room, since.s)
    if not wait or not since.cursor:
        return await pull()
    scopes = await exchange.storage.scopes(organisation, person, principal.role or "")
    loop = asyncio.get_running_loop()
    end = loop.time() + wait
    with exchange.hearing.waiting(organisation, person, scopes) as waiter:
        page = await pull()
        while page.empty and page.instruction is None:
            if not await waiter.wait(end - loop.time()):
                break
            page = await pull()
    return page


def _sum(records: dict[str, dict[str, dict[str, int]]]) -> str:
    return checksum.digest(
        (entity, id, vector) for entity, by_id in records.items() for id, vector in by_id.items()
    )


def _reply(framing: Framing, answer: Answer[Any]) -> Response[Any]:
    if is_silent(answer):
        return Response(None, status_code=204)
    return _encoded(framing, answer)


def _encoded(framing: Framing, message: Any) -> Response[Any]:
    return Response(framing.encode(message), media_type=framing.media)
