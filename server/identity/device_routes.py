"""``/devices``: enrolling, listing and revoking devices."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

import msgspec

from server.identity.auth_routes import BODY, TOKEN
from server.identity.bodies import (
    DevicePage,
    DeviceRow,
    Enrol,
    EnrolledDevice,
    Invitation,
    InvitationCode,
)
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.identity.refusals import refusals

OFFICE = ("admin", "dispatcher", "organiser")


class DeviceController(Controller):
    """The devices of an organisation."""

    path = "/devices"
    tags = ("devices",)

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
    ) -> Response[InvitationCode]:
        """A code that enrols one device, once, within minutes."""
        code = await identity.enrolment.invite(
            principal, person=data.person, station=data.station, role=data.role
        )
        return Response(
            InvitationCode(code=code.text, expires_in=code.expires_in),
            headers={"Cache-Control": "no-store"},
        )

    @post("/enrol", status_code=201, responses=refusals(*BODY, "enrol/code"))
    async def enrol(
        self, data: JSONBody[Enrol], identity: NamedDependency[Identity]
    ) -> Response[EnrolledDevice]:
        """Redeem a code: the device's name as replica, its secret, and what it needs to know."""
        enrolled = await identity.enrolment.redeem(data.code, name=data.name, app=data.app)
        return Response(
            msgspec.convert(enrolled, EnrolledDevice, from_attributes=True),
            headers={"Cache-Control": "no-store"},
        )

    @get(
        "/",
        responses=refusals("request/invalid", *TOKEN, "auth/forbidden"),
        security=[{"bearer": []}],
    )
    async def page(
        self,
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
        after: Annotated[str | None, QueryParameter(pattern="^[a-z0-9]{1,8}$")] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
    ) -> DevicePage:
        """The devices of the organisation, by replica."""
        principal.require(*OFFICE)
        found = await identity.devices.page(
            principal.organisation, after=after or "", limit=limit + 1
        )
        rows = [msgspec.convert(each, DeviceRow, from_attributes=True) for each in found[:limit]]
        return DevicePage(devices=rows, next=rows[-1].replica if len(found) > limit else None)

    @post(
        "/{replica:str}/revoke",
        status_code=200,
        responses=refusals(*TOKEN, "auth/forbidden", "device/unknown"),
        security=[{"bearer": []}],
    )
    async def revoke(
        self,
        replica: FromPath[str],
        principal: NamedDependency[Principal],
        identity: NamedDependency[Identity],
    ) -> DeviceRow:
        """Shut a device out. Its queue is still taken, for somebody to look at."""
        by = principal.require(*OFFICE)
        device = await identity.devices.revoke(principal.organisation, replica, by)
        return msgspec.convert(device, DeviceRow, from_attributes=True)
