"""``/auth``: signing in and out, and staying so."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import CookieParameter, JSONBody

from schemas.problems import Problem
from server.identity.bodies import (
    Access,
    DeviceLogin,
    Health,
    Login,
    Membership,
    Profile,
    Renewal,
    User,
)
from server.identity.granting import Grant
from server.identity.identity import Identity
from server.identity.members import Member
from server.identity.principal import Principal
from server.identity.reading import BODY_LIMIT, takes_json
from server.identity.refusals import refusals

COOKIE = "fieldpost_refresh"
# Both ``/api/v1`` and its alias ``/api``.
COOKIE_PATH = "/api"
BODY = ("request/malformed", "request/invalid", "request/media", "request/too-large")
TOKEN = ("auth/required", "auth/invalid", "auth/expired", "device/revoked")

# Takes the cookie away again.
NO_COOKIE = Cookie(key=COOKIE, value="", max_age=0, path=COOKIE_PATH, httponly=True)

RefreshCookie = Annotated[str | None, CookieParameter(name=COOKIE)]


class AuthController(Controller):
    """Sessions of people and devices."""

    path = "/auth"
    tags = ("auth",)
    guards = (takes_json,)
    request_max_body_size = BODY_LIMIT

    @post(
        "/login",
        status_code=200,
        responses=refusals(
            *BODY, "auth/credentials", "auth/locked", "device/unknown", "device/revoked"
        ),
    )
    async def login(
        self, data: JSONBody[Login], identity: NamedDependency[Identity]
    ) -> Response[Access]:
        """Sign in with user name or e-mail address and password."""
        device = data.device
        grant = await identity.granting.login(
            data.user_name,
            data.password,
            organisation=data.organisation,
            credential=None if device is None else (device.replica, device.secret),
        )
        return _answer(identity, grant, browser=data.client == "browser")

    @post(
        "/refresh",
        status_code=200,
        responses=refusals(
            *BODY, "auth/required", "auth/invalid", "auth/expired", "auth/reused", "request/rate"
        ),
    )
    async def refresh(
        self,
        data: JSONBody[Renewal],
        identity: NamedDependency[Identity],
        cookie: RefreshCookie = None,
    ) -> Response[Access]:
        """Use a refresh token up: a new access token and a new refresh token, the way it came."""
        token = data.refresh_token or cookie
        if not token:
            raise Problem("auth/required")
        grant = await identity.granting.refresh(token)
        return _answer(identity, grant, browser=data.refresh_token is None)

    @post("/logout", status_code=204, responses=refusals(*BODY), response_cookies=[NO_COOKIE])
    async def logout(
        self,
        data: JSONBody[Renewal],
        request: Request[Any, Any, Any],
        identity: NamedDependency[Identity],
        cookie: RefreshCookie = None,
    ) -> None:
        """End the session of the access token, of the refresh token, or of the cookie."""
        try:
            principal = identity.authenticator.authenticate(request.headers.get("authorization"))
        except Problem:
            # Nothing is left to end on that side; who wants to leave is never held up.
            principal = None
        await identity.granting.logout(principal, data.refresh_token or cookie)

    @post(
        "/device",
        status_code=200,
        responses=refusals(*BODY, "device/unknown", "device/revoked", "request/rate"),
    )
    async def device(
        self, data: JSONBody[DeviceLogin], identity: NamedDependency[Identity]
    ) -> Response[Access]:
        """A token for a device, with the person who is signed in or alone."""
        grant = await identity.granting.device(
            data.replica, data.secret, refresh_token=data.refresh_token, escrow=data.escrow
        )
        return _answer(identity, grant, browser=False)

    @get("/profile", responses=refusals(*TOKEN), security=[{"bearer": []}])
    async def profile(
        self, principal: NamedDependency[Principal], identity: NamedDependency[Identity]
    ) -> Profile:
        """The account of the person who asks, with all organisations."""
        members = await identity.memberships(principal.reader())
        here = [each for each in members if each.organisation == principal.organisation]
        if not here:
            raise Problem("auth/expired")
        return Profile(
            user=_user(here[0]),
            organisations=[
                Membership(id=each.organisation, name=each.organisation_name, role=each.role)
                for each in members
            ],
            replica=principal.replica,
        )

    @get("/health", responses=refusals("server/busy"))
    async def health(self, identity: NamedDependency[Identity]) -> Health:
        """Whether people can sign in."""
        if not await identity.is_healthy():
            raise Problem("server/busy", retry_after=5)
        return Health()


def _answer(identity: Identity, grant: Grant, *, browser: bool) -> Response[Access]:
    cookies: list[Cookie] = []
    token = grant.refresh_token
    if browser and token is not None:
        cookies.append(_cookie(identity, token))
        token = None
    return Response(
        Access(
            access_token=grant.access.text,
            expires_in=grant.access.expires_in,
            user=None if grant.member is None else _user(grant.member),
            refresh_token=token,
            replica=grant.replica,
            signed_out=grant.signed_out,
            escrow=grant.escrow,
        ),
        headers={"Cache-Control": "no-store"},
        cookies=cookies,
    )


def _user(member: Member) -> User:
    return User(
        id=member.person, user_name=member.user_name, email=member.email, role=member.role,
        organisation=member.organisation,
    )  # fmt: skip


def _cookie(identity: Identity, token: str) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=token,
        max_age=identity.settings.refresh_lifetime,
        path=COOKIE_PATH,
        secure=identity.settings.secure_cookies,
        httponly=True,
        samesite="strict",
    )
