"""What identity adds to the application: handlers, dependencies, the security scheme."""

from typing import Any

from litestar import Request
from litestar.di import Provide
from litestar.openapi.spec import Components, SecurityScheme

from server.identity.auth_routes import AuthController
from server.identity.device_routes import DeviceController
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.identity.user_routes import UserController

HANDLERS = (AuthController, DeviceController, UserController)
"""To be mounted under ``/api/v1`` and ``/api``."""

BEARER = Components(
    security_schemes={
        "bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT"),
    }
)
"""The scheme that handlers name as ``security=[{"bearer": []}]``."""


def dependencies(identity: Identity) -> dict[str, Provide]:
    """``identity``, and ``principal``: who makes the request, or a problem.

    A handler takes them as ``NamedDependency[Identity]`` and ``NamedDependency[Principal]``.
    """

    def provide_identity() -> Identity:
        return identity

    def provide_principal(request: Request[Any, Any, Any]) -> Principal:
        return identity.authenticator.authenticate(request.headers.get("authorization"))

    return {
        "identity": Provide(provide_identity, sync_to_thread=False),
        "principal": Provide(provide_principal, sync_to_thread=False),
    }
