"""Several requests on one entity in one: answered in order, each on its own."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from schemas.problems import Problem
from schemas.types import Id
from server.identity.principal import Principal
from server.resources.requests import decode
from server.resources.writing import Resource, Terms, digest_of


class BatchItem(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One request. ``id``: of the record, but for ``POST``. ``body``: of ``POST`` and ``PATCH``.
    ``if_match``: the sequence that the record must have."""

    method: Literal["GET", "POST", "PATCH", "DELETE"] = "POST"
    id: Id | UnsetType = UNSET
    body: msgspec.Raw | UnsetType = UNSET
    if_match: Annotated[int, Meta(ge=0)] | UnsetType = UNSET


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """The body of a batch: each of ``requests`` is an :class:`BatchItem`, read on its own."""

    requests: list[msgspec.Raw]


_items = msgspec.json.Decoder(BatchItem)


async def run(
    resource: Resource, principal: Principal, batch: Batch, terms: Terms, language: str
) -> bytes:
    """Does one after the other, and gives ``{"results": [{"data"} or {"error"}, ...]}``."""
    results: list[bytes] = []
    for place, raw in enumerate(batch.requests):
        try:
            document = await _one(resource, principal, raw, terms, place)
            results.append(b'{"data":%s}' % (document or b"null"))
        except Problem as problem:
            results.append(msgspec.json.encode({"error": problem.document(language)}))
    return b'{"results":[%s]}' % b",".join(results)


async def _one(
    resource: Resource, principal: Principal, raw: msgspec.Raw, terms: Terms, place: int
) -> bytes | None:
    item: BatchItem = decode(_items, raw)
    match = None if item.if_match is UNSET else [item.if_match]
    key = None if terms.key is None else f"{terms.key}#{place}"
    own = Terms(match, key, "" if key is None else digest_of("BATCH", str(place), bytes(raw)))
    if item.method == "POST":
        if item.id is not UNSET:
            raise Problem("request/invalid", fields={"id": "goes into the body of a POST"})
        body = _body(item, resource.shapes.create)
        return (await resource.create(principal, body, own)).document
    if item.id is UNSET:
        raise Problem("request/invalid", fields={"id": "which record?"})
    if item.method == "PATCH":
        body = _body(item, resource.shapes.edit)
        return (await resource.edit(principal, item.id, body, own)).document
    if item.method == "DELETE":
        return (await resource.remove(principal, item.id, own)).document
    return (await resource.read(principal, item.id)).document


def _body(item: BatchItem, type: type[msgspec.Struct]) -> Any:
    if item.body is UNSET:
        raise Problem("request/invalid", fields={"body": "is missing"})
    return decode(msgspec.json.Decoder(type), item.body)
