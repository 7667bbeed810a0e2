"""The devices of an organisation and who may act on each; asked at every push, so it remembers."""

from collections import OrderedDict

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from server.identity.ports import Clock
from server.identity.tables import device_people, devices, memberships

# What another process of the same server changed is noticed after so many milliseconds.
FRESH = 30_000
# The last contact is written at most so often.
CONTACT = 60_000


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolled device; instants in milliseconds since 1970.

    It is bound to a ``person`` (a phone) or to a ``station`` (a tablet). ``role``: what it was
    enrolled for; it says which screens to show and gives no right. ``app``: the version of the
    app at the last contact that named one.
    """

    organisation: str
    replica: str
    name: str
    person: str | None
    station: str | None
    role: str
    app: str
    created_at: int
    last_contact: int | None
    revoked_at: int | None
    revoked_by: str | None


DEVICE_COLUMNS = tuple(devices.c[name] for name in Device.__struct_fields__)


class DeviceDirectory:
    """Looks devices and their people up. Whoever changes them calls :meth:`forget`."""

    def __init__(self, engine: AsyncEngine, clock: Clock, size: int = 10_000) -> None:
        self._engine = engine
        self._clock = clock
        self._size = size
        self._known: OrderedDict[tuple[str, str], tuple[int, Device | None, dict[str, str]]] = (
            OrderedDict()
        )
        self._contacts: dict[tuple[str, str], int] = {}
        self._changes = 0

    async def device(self, organisation: str, replica: str) -> Device | None:
        """The device, revoked or not; None when the organisation has none of that name."""
        return (await self._entry(organisation, replica))[1]

    async def actors(self, organisation: str, replica: str) -> dict[str, str]:
        """Who may act on the device now: person -> role. Disabled people may not."""
        return dict((await self._entry(organisation, replica))[2])

    async def contact(self, organisation: str, replica: str, app: str | None = None) -> None:
        """Note that the device was heard from, once a minute at most."""
        now, key = self._clock(), (organisation, replica)
        if now - self._contacts.get(key, -CONTACT) < CONTACT:
            return
        self._contacts[key] = now
        change: dict[str, object] = {"last_contact": now}
        if app is not None:
            change["app"] = app
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.update(devices)
                .where(devices.c.organisation == organisation, devices.c.replica == replica)
                .values(change)
            )

    def forget(self, organisation: str) -> None:
        """Read everything about the organisation's devices afresh from now on."""
        self._changes += 1
        for key in [key for key in self._known if key[0] == organisation]:
            del self._known[key]

    async def _entry(
        self, organisation: str, replica: str
    ) -> tuple[int, Device | None, dict[str, str]]:
        key, now = (organisation, replica), self._clock()
        known = self._known.get(key)
        if known is not None and now - known[0] < FRESH:
            self._known.move_to_end(key)
            return known
        changes = self._changes
        entry = now, *await self._load(organisation, replica)
        # What was read before a change that came meanwhile may be old: use it, don't keep it.
        if changes == self._changes:
            self._known[key] = entry
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return entry

    async def _load(self, organisation: str, replica: str) -> tuple[Device | None, dict[str, str]]:
        async with self._engine.connect() as connection:
            found = await connection.execute(
                sa.select(*DEVICE_COLUMNS).where(
                    devices.c.organisation == organisation, devices.c.replica == replica
                )
            )
            device = found.first()
            people = await connection.execute(
                sa.select(memberships.c.person, memberships.c.role)
                .join(
                    device_people,
                    sa.and_(
                        device_people.c.organisation == memberships.c.organisation,
                        device_people.c.person == memberships.c.person,
                    ),
                )
                .where(
                    device_people.c.organisation == organisation,
                    device_people.c.replica == replica,
                    memberships.c.disabled.is_(False),
                )
            )
            actors = {row.person: row.role for row in people}
        if device is None:
            return None, {}
        return msgspec.convert(device, Device, from_attributes=True), actors
