"""A device whose history has parted takes a new id; its secret stays, and so do its people."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from server.identity.directory import Device
from server.identity.ids import new_replica
from server.identity.tables import device_people, devices, sessions


async def unused_id(engine: AsyncEngine) -> str:
    """An id that no device has."""
    async with engine.connect() as connection:
        while True:
            fresh = new_replica()
            taken = await connection.execute(
                sa.select(devices.c.replica).where(devices.c.replica == fresh)
            )
            if taken.first() is None:
                return fresh


async def enter_successor(engine: AsyncEngine, device: Device, fresh: str) -> None:
    """Enters a device under a fresh id beside its old one; one that is there stays as it is.

    The old id stays: where a phone was cloned, its twin goes on under it. From now on the one that
    asked signs in under the new id with the secret that it has, and the people who are signed in on
    it stay so.
    """
    async with engine.begin() as connection:
        known = await connection.execute(
            sa.select(devices.c.replica).where(
                devices.c.organisation == device.organisation, devices.c.replica == fresh
            )
        )
        if known.first() is not None:
            return
        for table in (devices, device_people):
            columns = [
                sa.literal(fresh).label("replica") if column.name == "replica" else column
                for column in table.columns
            ]
            old = sa.select(*columns).where(
                table.c.organisation == device.organisation, table.c.replica == device.replica
            )
            await connection.execute(
                sa.insert(table).from_select([column.name for column in table.columns], old)
            )
        await connection.execute(
            sa.update(sessions)
            .where(
                sessions.c.organisation == device.organisation,
                sessions.c.replica == device.replica,
            )
            .values(replica=fresh)
        )
