"""A device whose history has parted takes a new id; its secret stays, and so do its people."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from server.identity.directory import Device
from server.identity.ids import new_replica
from server.identity.tables import device_people, devices, sessions


async def enter_successor(engine: AsyncEngine, device: Device) -> str:
    """Enters a device under a fresh id beside its old one, and gives that id.

    The old id stays: where a phone was cloned, its twin goes on under it. From now on the one that
    asked signs in under the new id with the secret that it has, and the people who are signed in on
    it stay so.
    """
    async with engine.begin() as connection:
        while True:
            fresh = new_replica()
            taken = await connection.execute(
                sa.select(devices.c.replica).where(devices.c.replica == fresh)
            )
            if taken.first() is None:
                break
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
    return fresh
