"""``/devices``: enrolling, listing and revoking devices."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, QueryParameter

from schemas.types import whole
from server.identity.auth_routes import BODY, TOKEN
from server.identity.bodies import DevicePage, Enrol, Invitation
from server.identity.directory import Device
from server.identity.enrolment import Enrolled, EnrolmentCode
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.identity.reading import BODY_LIMIT, takes_json
from server.identity.refusals import refusals

REPLICA = whole("[a-z0-9]{1,8}")
OFFICE = ("admin", "dispatcher", "organiser")


class DeviceController(Controller):
    """The devices of an organisation."""

    path = "/devices"
    tags = ("devices",)
    guards = (takes_json,)
    request_max_body_size = BODY_LIMIT

    @post(
        "/enrolments",
        status_code=201,
        responses=refusals(*BODY, *TOKEN, "auth/forbidden"),
        security=[{"bearer": []}],
    )
    async def invite(
        self,
        data: JSONBody[Invitation],
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
    ) -> Response[EnrolmentCode]:
        """A code that enrols one device, once, within minutes."""
        code = await identity.enrolment.invite(
            principal, person=data.person, station=data.station, role=data.role
        )
        return Response(code, headers={"Cache-Control": "no-store"})

    @post("/enrol", status_code=201, responses=refusals(*BODY, "enrol/code"))
    async def enrol(
        self, data: JSONBody[Enrol], identity: NamedDependency[Identity]
    ) -> Response[Enrolled]:
        """Redeem a code: the device's name as replica, its secret, and what it needs to know."""
        enrolled = await identity.enrolment.redeem(data.code, name=data.name, app=data.app)
        return Response(enrolled, headers={"Cache-Control": "no-store"})

    @get(
        "/",
        responses=refusals("request/invalid", *TOKEN, "auth/forbidden"),
        security=[{"bearer": []}],
    )
    async def page(
        self,
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
        after: Annotated[str | None, QueryParameter(pattern=REPLICA)] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
    ) -> DevicePage:
        """The devices of the organisation, by replica."""
        principal.require(*OFFICE)
        found = await identity.devices.page(
            principal.organisation, after=after or "", limit=limit + 1
        )
        more = len(found) > limit
        return DevicePage(devices=found[:limit], next=found[limit - 1].replica if more else None)

    @post(
        "/{replica:str}/revoke",
        status_code=200,
        responses=refusals("request/invalid", *TOKEN, "auth/forbidden", "device/unknown"),
        security=[{"bearer": []}],
    )
    async def revoke(
        self,
        replica: Annotated[str, PathParameter(pattern=REPLICA)],
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
    ) -> Device:
        """Shut a device out. Its queue is still taken, for somebody to look at."""
        by = principal.require(*OFFICE)
        return await identity.devices.revoke(principal.organisation, replica, by)
