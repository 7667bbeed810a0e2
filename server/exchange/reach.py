"""What of a route its driver's devices do not know yet: for the dispatcher's board."""

from collections.abc import Mapping

import msgspec

from server.exchange.live import Live
from server.identity.directory import Device
from server.storage.contract import Reading


class DeviceReach(msgspec.Struct):
    """A device of the driver. ``last_contact``: ms since 1970, null for never."""

    replica: str
    name: str
    app: str
    last_contact: int | None


class Reach(msgspec.Struct):
    """``unseen``: stops of the route that others made or changed since the driver's devices read
    it; ``taken``: those that left the route meanwhile. What one of the devices has read counts as
    seen. ``last_contact``: of the device that was heard from last."""

    devices: list[DeviceReach]
    unseen: list[str]
    taken: list[str]
    last_contact: int | None


class DayReach(msgspec.Struct):
    """Route -> how far it has reached."""

    routes: dict[str, Reach]


class Reaching:
    """Compares the routes with what devices have read, and with what sockets were told."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._storage = live.exchange.storage
        self._devices = live.exchange.identity.devices

    async def of(self, organisation: str, drivers: Mapping[str, str | None]) -> dict[str, Reach]:
        """Route -> how far it has reached. ``drivers``: route -> its driver, if it has one."""
        people = {driver for driver in drivers.values() if driver is not None}
        devices = await self._devices.of(organisation, people)
        readings = await self._storage.readings(organisation)
        told = self._live.told(organisation)
        return {
            route: await self._reach(
                organisation, route, devices.get(driver or "", []), readings, told
            )
            for route, driver in drivers.items()
        }

    async def _reach(
        self,
        organisation: str,
        route: str,
        devices: list[Device],
        readings: dict[str, Reading],
        told: dict[str, tuple[int, int]],
    ) -> Reach:
        reach = Reach(devices=[], unseen=[], taken=[], last_contact=None)
        since = 0
        for device in devices:
            reading = readings.get(device.replica, Reading(0, 0))
            position, heard = told.get(device.replica, (0, 0))
            since = max(since, reading.position, position)
            contact = max(device.last_contact or 0, reading.contact, heard) or None
            reach.devices.append(DeviceReach(device.replica, device.name, device.app, contact))
        reach.last_contact = max((each.last_contact or 0 for each in reach.devices), default=0)
        reach.last_contact = reach.last_contact or None
        own = {device.replica for device in devices}
        for step in await self._storage.steps(organisation, f"route:{route}", since):
            if step.entity != "stop" or (step.replicas and own.issuperset(step.replicas)):
                continue
            # Whoever has read nothing cannot have a stop that was taken away.
            if not step.left:
                reach.unseen.append(step.id)
            elif since:
                reach.taken.append(step.id)
        return reach
