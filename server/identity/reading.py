"""What the endpoints of identity take a body as, before anything of it is read."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from schemas.problems import Problem

BODY_LIMIT = 64 * 1024
"""Bytes of a body, inflated. Whoever sends it has shown no credentials yet, and decoding the
millions of values that a larger one may hold would keep everybody waiting."""


async def takes_json(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """A guard: where a handler takes a body there is one, and it says JSON if it says anything.

    Raises:
        Problem: ``request/media``, ``request/malformed``.
    """
    if "data" not in handler.parsed_fn_signature.parameters:
        return
    media = connection.headers.get("content-type", "application/json").partition(";")[0]
    if media.strip().lower() != "application/json":
        raise Problem("request/media", detail="Send application/json.")
    if isinstance(connection, Request) and not await connection.body():
        raise Problem("request/malformed", detail="There is no body.")
