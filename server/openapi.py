"""The OpenAPI document: what the framework knows of its handlers, with the entities and the
exchange, whose shapes come from their declarations."""

import inspect
from typing import Any

import msgspec
from litestar import Request, Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import Method

from server.exchange import document as exchange
from server.identity import bodies
from server.identity.refusals import ProblemDocument
from server.resources import document as resources

NAMES = {
    "page": "listDevices",
    "invite": "inviteDevice",
    "enrol": "enrolDevice",
    "revoke": "revokeDevice",
    "device": "getDeviceToken",
    "login": "signIn",
    "logout": "signOut",
    "refresh": "refreshToken",
    "profile": "getProfile",
    "health": "isIdentityAlive",
}
"""Handlers of identity and what clients generated from the document call them."""


def operation_id(handler: HTTPRouteHandler, _method: Method, _path: Any) -> str:
    """What a generated client calls a handler."""
    return NAMES.get(handler.handler_name, handler.handler_name)


class DocumentPlugin(JsonRenderPlugin):
    """Serves the whole document."""

    _document: bytes | None = None

    def render(
        self,
        request: Request[Any, Any, Any],  # noqa: ARG002
        openapi_schema: dict[str, Any],
    ) -> bytes:
        """The document as JSON, put together once."""
        if self._document is None:
            self._document = msgspec.json.encode(complete(openapi_schema))
        return self._document

    def receive_router(self, router: Router) -> None:
        """Takes the framework's own page for unknown paths out of its router: it would answer,
        in HTML, for every path under the API that nothing else takes."""
        own = {f"{router.path.rstrip('/')}{path}" for path in self.paths}
        router.routes[:] = [route for route in router.routes if route.path in own]


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """The framework's schema with the rest."""
    described = [*resources.types(), *exchange.types, ProblemDocument, *_closed()]
    found, components = msgspec.json.schema_components(described, ref_template=resources.REF)
    references = dict(zip(described, found, strict=True))
    known = schema.get("components", {})
    return {
        **schema,
        "paths": {
            **schema["paths"],
            **exchange.paths(resources.problems, references.__getitem__),
            **resources.paths(),
        },
        "components": {**known, "schemas": {**known.get("schemas", {}), **components}},
    }


def _closed() -> list[Any]:
    """Bodies of identity that take no unknown fields, which the framework forgets to say."""
    return [
        kind
        for _, kind in inspect.getmembers(bodies, inspect.isclass)
        if issubclass(kind, msgspec.Struct) and kind.__struct_config__.forbid_unknown_fields
    ]
