"""Devices as the office sees them, their credential, and the people who sign in on them."""

import hmac
from collections.abc import Collection

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.problems import Problem
from server.identity.digest import digest
from server.identity.directory import DEVICE_COLUMNS, Device, DeviceDirectory
from server.identity.ports import Clock
from server.identity.principal import Revocations
from server.identity.sessions import Sessions
from server.identity.tables import device_people, devices


class Devices:
    """Checks the credential of devices, lists and revokes them."""

    def __init__(
        self,
        engine: AsyncEngine,
        directory: DeviceDirectory,
        sessions: Sessions,
        revocations: Revocations,
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._sessions = sessions
        self._revocations = revocations
        self._clock = clock

    async def authenticate(self, replica: str, secret: str) -> Device:
        """The device that holds this secret, revoked or not.

        Raises:
            Problem: ``device/unknown``; a wrong secret looks like an unknown device.
        """
        given = digest(secret.encode())
        async with self._engine.connect() as connection:
            # The name alone could stand in two organisations; the secret says which is meant.
            rows = await connection.execute(
                sa.select(devices.c.secret, *DEVICE_COLUMNS).where(devices.c.replica == replica)
            )
            for row in rows:
                if hmac.compare_digest(row.secret, given):
                    return msgspec.convert(row, Device, from_attributes=True)
        raise Problem("device/unknown")

    async def page(self, organisation: str, *, after: str = "", limit: int) -> list[Device]:
        """So many of the organisation's devices, by replica, from behind ``after``."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                sa.select(*DEVICE_COLUMNS)
                .where(devices.c.organisation == organisation, devices.c.replica > after)
                .order_by(devices.c.replica)
                .limit(limit)
            )
            return [msgspec.convert(row, Device, from_attributes=True) for row in rows]

    async def of(self, organisation: str, people: Collection[str]) -> dict[str, list[Device]]:
        """Person -> the devices that are bound to them and not revoked, under their present ids."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                sa.select(devices.c.secret, *DEVICE_COLUMNS)
                .where(
                    devices.c.organisation == organisation,
                    devices.c.person.in_(people),
                    devices.c.revoked_at.is_(None),
                )
                .order_by(devices.c.created_at, devices.c.replica)
            )
            # A device that took a new id keeps its secret; the newest id is the present one.
            present = {
                row.secret: msgspec.convert(row, Device, from_attributes=True) for row in rows
            }
        found: dict[str, list[Device]] = {}
        for device in present.values():
            found.setdefault(device.person or "", []).append(device)
        return found

    async def revoke(self, organisation: str, replica: str, by: str) -> Device:
        """Shut the device out under every id that it has had, with the sessions opened on it; again
        changes nothing. What was copied from it has its secret, and is shut out with it.

        Raises:
            Problem: ``device/unknown``.
        """
        this = sa.and_(devices.c.organisation == organisation, devices.c.replica == replica)
        ids = await self.ids(organisation, replica)
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.update(devices)
                .where(
                    devices.c.organisation == organisation,
                    devices.c.replica.in_(ids),
                    devices.c.revoked_at.is_(None),
                )
                .values(revoked_at=self._clock(), revoked_by=by)
            )
            row = (await connection.execute(sa.select(*DEVICE_COLUMNS).where(this))).first()
        if row is None:
            raise Problem("device/unknown")
        for id in ids:
            await self._sessions.end_device(organisation, id)
            self._revocations.end_device(organisation, id)
        self._directory.forget(organisation)
        return msgspec.convert(row, Device, from_attributes=True)

    async def ids(self, organisation: str, replica: str) -> list[str]:
        """Every id that goes with the secret of this one: it takes a new one when its history has
        parted, and the old ones stay."""
        mine = sa.select(devices.c.secret).where(
            devices.c.organisation == organisation, devices.c.replica == replica
        )
        async with self._engine.connect() as connection:
            found = await connection.execute(
                sa.select(devices.c.replica).where(
                    devices.c.organisation == organisation,
                    devices.c.secret == mine.scalar_subquery(),
                )
            )
            return list(found.scalars())

    async def sign_in(self, device: Device, person: str) -> None:
        """The person may act and read on the device from now on."""
        async with self._engine.begin() as connection:
            await admit(connection, device.organisation, device.replica, person)
        self._directory.forget(device.organisation)

    async def sign_out(self, organisation: str, replica: str, person: str) -> None:
        """The person no longer reads on the device; what is queued there still counts."""
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.update(device_people)
                .where(*_entry(organisation, replica, person))
                .values(signed_in=False)
            )

    async def is_signed_in(self, device: Device, person: str) -> bool:
        """Whether the person has signed in on the device, or was enrolled, and not out since."""
        async with self._engine.connect() as connection:
            signed_in = await connection.execute(
                sa.select(device_people.c.signed_in).where(
                    *_entry(device.organisation, device.replica, person)
                )
            )
            return bool(signed_in.scalar())


async def admit(connection: AsyncConnection, organisation: str, replica: str, person: str) -> None:
    """Add the person to those who act and read on the device, in the caller's transaction."""
    back = await connection.execute(
        sa.update(device_people)
        .where(*_entry(organisation, replica, person))
        .values(signed_in=True)
    )
    if not back.rowcount:
        await connection.execute(
            sa.insert(device_people).values(
                organisation=organisation, replica=replica, person=person, signed_in=True
            )
        )


def _entry(organisation: str, replica: str, person: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        device_people.c.organisation == organisation,
        device_people.c.replica == replica,
        device_people.c.person == person,
    )
