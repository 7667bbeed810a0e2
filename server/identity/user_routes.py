"""``/users``: opening accounts. The public profile of the same id is the record ``person``."""

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from server.identity.auth_routes import BODY, TOKEN
from server.identity.bodies import NewUser, User
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.identity.reading import BODY_LIMIT, takes_json
from server.identity.refusals import refusals


class UserController(Controller):
    """The accounts of an organisation."""

    path = "/users"
    tags = ("users",)
    guards = (takes_json,)
    request_max_body_size = BODY_LIMIT

    @post(
        "/",
        status_code=201,
        responses=refusals(*BODY, *TOKEN, "auth/forbidden", "conflict/taken", "record/unknown"),
        security=[{"bearer": []}],
    )
    async def open(
        self,
        data: JSONBody[NewUser],
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
    ) -> User:
        """Open an account in the caller's organisation and write its public profile."""
        principal.require("admin")
        person = await identity.organisations.add_person(
            principal.organisation,
            display_name=data.name,
            user_name=data.user_name,
            email=data.email,
            password=data.password,
            role=data.role,
            person_id=data.id,
        )
        return User(person, data.user_name, data.email, data.role, principal.organisation)
