"""``/routes/reach``: how far the day's routes have reached their drivers."""

from typing import Annotated

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from schemas.types import whole
from server.exchange.reach import DayReach, Reach, Reaching
from server.identity.auth_routes import TOKEN
from server.identity.principal import Principal
from server.identity.refusals import refusals
from server.storage.contract import Filter, Query, Storage

OFFICE = ("admin", "dispatcher")
DAY = whole("[0-9]{4}-[0-9]{2}-[0-9]{2}")
ID = whole("[A-Za-z0-9_-]{22}")
MOST = 500
"""Routes of one day."""


class _Route(msgspec.Struct):
    id: str
    driver: str | None = None


_decode = msgspec.json.Decoder(_Route).decode


def reach_controller(storage: Storage, reaching: Reaching) -> type[Controller]:
    """The endpoints, for the office."""

    class ReachController(Controller):
        path = "/routes"
        tags = ("routes",)

        @get(
            "/reach",
            operation_id="getDayReach",
            responses=refusals("request/malformed", "request/invalid", *TOKEN, "auth/forbidden"),
            security=[{"bearer": []}],
        )
        async def day(
            self,
            principal: NamedDependency[Principal],
            day: Annotated[str, QueryParameter(pattern=DAY)],
        ) -> DayReach:
            """當天各路線：司機裝置的聯絡與尚未看到的變更 / A day's routes: contact of the
            drivers' devices, and what they have not seen yet."""
            person = principal.require(*OFFICE)
            found = await storage.query(
                Query(
                    organisation=principal.organisation, person=person, role=principal.role or "",
                    entity="route", filters=[Filter("day", "eq", day)], limit=MOST,
                )
            )  # fmt: skip
            routes = [_decode(record.document) for record in found.records]
            drivers = {route.id: route.driver for route in routes}
            return DayReach(await reaching.of(principal.organisation, drivers))

        @get(
            "/{id:str}/reach",
            operation_id="getRouteReach",
            responses=refusals("request/invalid", *TOKEN, "auth/forbidden", "record/unknown"),
            security=[{"bearer": []}],
        )
        async def one(
            self,
            principal: NamedDependency[Principal],
            id: Annotated[str, PathParameter(pattern=ID)],
        ) -> Reach:
            """一條路線：司機裝置的聯絡與尚未看到的變更 / One route: contact of its driver's
            devices, and what they have not seen yet."""
            person = principal.require(*OFFICE)
            stored = await storage.get(
                principal.organisation, person, principal.role or "", "route", id
            )
            route = _decode(stored.document)
            reached = await reaching.of(principal.organisation, {route.id: route.driver})
            return reached[route.id]

    return ReachController
