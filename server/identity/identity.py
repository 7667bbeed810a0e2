"""The parts of identity, put together."""

import secrets

import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from server.identity.accounts import Accounts
from server.identity.devices import Devices
from server.identity.directory import DeviceDirectory
from server.identity.enrolment import Enrolment
from server.identity.granting import Granting
from server.identity.keys import open_ring
from server.identity.lockout import Lockout
from server.identity.members import Member, list_memberships
from server.identity.organisations import Organisations
from server.identity.passwords import Passwords
from server.identity.ports import Clock, ProfileWriter, Randomness, StationFinder, wall_clock
from server.identity.principal import Authenticator, Revocations
from server.identity.sessions import Sessions
from server.identity.settings import IdentitySettings
from server.identity.tables import organisations
from server.identity.tokens import AccessTokens


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that others ask of identity; made by :func:`assemble`."""

    engine: AsyncEngine
    settings: IdentitySettings
    authenticator: Authenticator
    granting: Granting
    organisations: Organisations
    directory: DeviceDirectory
    devices: Devices
    enrolment: Enrolment

    async def memberships(self, person: str) -> list[Member]:
        """All organisations where the person is active, the oldest first."""
        async with self.engine.connect() as connection:
            return await list_memberships(connection, person)

    async def is_healthy(self) -> bool:
        """Whether the tables can be read."""
        try:
            async with self.engine.connect() as connection:
                await connection.execute(sa.select(organisations.c.id).limit(1))
        except (SQLAlchemyError, OSError):
            return False
        return True


def assemble(
    engine: AsyncEngine,
    settings: IdentitySettings,
    *,
    write_profile: ProfileWriter,
    find_station: StationFinder,
    clock: Clock = wall_clock,
    random: Randomness = secrets.token_bytes,
) -> Identity:
    """Identity on the tables behind ``engine``. Reads or makes the key file and computes a hash, so
    call it before the event loop runs, or in a thread.

    Raises:
        UnsafeKey: a signing key is weak or readable by others.
    """
    tokens = AccessTokens(
        open_ring(settings.jwt_keys, settings.data), settings.access_lifetime, clock
    )
    revocations = Revocations(settings.access_lifetime, clock)
    directory = DeviceDirectory(engine, clock)
    sessions = Sessions(engine, settings, revocations, clock, random)
    devices = Devices(engine, directory, sessions, revocations, clock)
    passwords = Passwords(settings.argon2_time, settings.argon2_memory)
    lockout = Lockout(settings.lock_after, settings.lock_longest, clock)
    accounts = Accounts(engine, passwords, lockout)
    return Identity(
        engine=engine,
        settings=settings,
        authenticator=Authenticator(tokens, revocations, clock),
        granting=Granting(engine, accounts, sessions, devices, directory, tokens),
        organisations=Organisations(
            engine, passwords, sessions, directory, revocations, clock, random,
            write_profile=write_profile,
        ),
        directory=directory,
        devices=devices,
        enrolment=Enrolment(
            engine, directory, settings.enrolment_lifetime, clock, random,
            find_station=find_station,
        ),
    )  # fmt: skip
