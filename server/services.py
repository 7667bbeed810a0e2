"""The parts of a running server: storage, identity, and what stands between them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.database import open_engine
from server.identity.identity import Identity, assemble
from server.identity.ports import Clock, ProfileWriter, StationFinder, wall_clock
from server.identity.settings import IdentitySettings
from server.sealing import open_seal_key
from server.settings import Settings
from server.storage.contract import Storage, Write
from server.storage.sqlite import SqliteStorage


class Services(msgspec.Struct, frozen=True):
    """What the application and the commands work with. ``clock``: now, ms."""

    settings: Settings
    storage: Storage
    engine: AsyncEngine
    identity: Identity
    clock: Clock

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Opens everything, and lets go of it at the end."""
        await self.storage.open()
        try:
            yield
        finally:
            await self.engine.dispose()
            await self.storage.close()


def assemble_services(
    settings: Settings, *, storage: Storage | None = None, clock: Clock | None = None
) -> Services:
    """Puts the parts together; reads or makes the keys in the data directory, so call it before
    the event loop runs, or in a thread.

    Raises:
        UnsafeKey: a signing key is weak or readable by others.
    """
    clock = clock or wall_clock
    settings.data.mkdir(parents=True, exist_ok=True)
    store = storage or SqliteStorage(
        settings.database, seal_key=open_seal_key(settings.data), clock=clock
    )
    engine = open_engine(settings.database)
    identity = assemble(
        engine,
        IdentitySettings(
            data=settings.data, jwt_keys=settings.jwt_keys, secure_cookies=settings.is_secure
        ),
        write_profile=profile_writer(store),
        find_station=station_finder(store),
        clock=clock,
    )
    return Services(settings, store, engine, identity, clock)


def profile_writer(storage: Storage) -> ProfileWriter:
    """Writes the synced record ``person`` that belongs to an account."""

    async def write(organisation: str, person: str, name: str, role: str) -> None:
        await storage.add_organisation(organisation)
        values = {"name": name, "role": role}
        await storage.write(
            Write(
                organisation=organisation, actor=person, role="admin",
                ops=[["person", person, None, values]],
            )
        )  # fmt: skip

    return write


def station_finder(storage: Storage) -> StationFinder:
    """Looks for the synced record ``station``."""

    async def find(organisation: str, person: str, role: str, station: str) -> bool:
        try:
            await storage.get(organisation, person, role, "station", station)
        except Problem:
            return False
        return True

    return find
