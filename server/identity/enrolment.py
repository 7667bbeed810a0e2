"""Enrolment: a code that works once, and the device that it brings in."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from schemas.access import ROLES, Role
from schemas.problems import Problem
from server.identity.devices import admit
from server.identity.digest import digest, printable
from server.identity.directory import DeviceDirectory
from server.identity.ids import new_replica, spell
from server.identity.members import find_member
from server.identity.ports import Clock, Randomness, StationFinder
from server.identity.principal import Principal
from server.identity.tables import devices, enrolment_codes, organisations

# Crockford's base 32: no I, L, O, U, so that a code can be read aloud. 12 letters are 60 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
_MISREAD = str.maketrans("OIL", "011", "- ")

# Whose devices a role may enrol besides one's own: a code lets its holder act as that person.
_ENROLS: dict[str, tuple[Role, ...]] = {
    "admin": ROLES,
    "dispatcher": ("driver",),
    "organiser": ("barista",),
}


class EnrolmentCode(msgspec.Struct, frozen=True):
    """A fresh code; it is told once and kept only as a digest. ``expires_in``: seconds."""

    code: str
    expires_in: int


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """What a device must know to show days, money and words."""

    id: str
    name: str
    time_zone: str
    currency: str
    languages: tuple[str, ...]


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """A new device: its credential (told only now) and what it was enrolled for."""

    replica: str
    secret: str
    organisation: Organisation
    person: str | None
    station: str | None
    role: str


class Enrolment:
    """Makes codes and redeems them. ``lifetime`` of a code is in seconds."""

    def __init__(
        self,
        engine: AsyncEngine,
        directory: DeviceDirectory,
        lifetime: int,
        clock: Clock,
        random: Randomness,
        *,
        find_station: StationFinder,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._lifetime = lifetime
        self._clock = clock
        self._random = random
        self._find_station = find_station

    async def invite(
        self, by: Principal, *, person: str | None, station: str | None, role: Role | None
    ) -> EnrolmentCode:
        """A code for a device of one person, or of one station used in one role.

        Anybody may enrol devices for themselves.

        Raises:
            Problem: ``auth/forbidden``; ``request/invalid``: not exactly one of person and
                station, a station without a role, a person who is unknown or disabled, or a station
                that is unknown or not for the caller.
        """
        creator = by.reader()
        if (person is None) == (station is None):
            raise Problem("request/invalid", fields={"person": "exactly one of person, station"})
        if (role is None) == (station is not None):
            raise Problem("request/invalid", fields={"role": "goes with station, and only so"})
        bound: str | None = role
        if person is not None:
            async with self._engine.connect() as connection:
                member = await find_member(connection, by.organisation, person)
            bound = None if member is None else member.role
        allowed = _ENROLS.get(by.role or "")
        if person != creator and (allowed is None or bound not in {None, *allowed}):
            raise Problem("auth/forbidden")
        if bound is None:
            raise Problem("request/invalid", fields={"person": "unknown or disabled"})
        if station is not None and not await self._find_station(
            by.organisation, creator, by.role or "", station
        ):
            raise Problem("request/invalid", fields={"station": "unknown"})
        now = self._clock()
        text = spell(self._random, CODE_ALPHABET, CODE_LENGTH)
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.delete(enrolment_codes).where(
                    enrolment_codes.c.organisation == by.organisation,
                    enrolment_codes.c.expires_at <= now,
                )
            )
            await connection.execute(
                sa.insert(enrolment_codes).values(
                    organisation=by.organisation, digest=digest(text.encode()), person=person,
                    station=station, role=bound, created_by=creator,
                    expires_at=now + self._lifetime * 1000,
                )
            )  # fmt: skip
        shown = "-".join(text[start : start + 4] for start in range(0, CODE_LENGTH, 4))
        return EnrolmentCode(shown, self._lifetime)

    async def redeem(self, code: str, *, name: str, app: str) -> Enrolled:
        """Use a code up and bring the device in; its name as replica is drawn here.

        Raises:
            Problem: ``enrol/code``: unknown, used, over, or its person was disabled meanwhile.
        """
        key = digest(code.upper().translate(_MISREAD).encode())
        now, secret = self._clock(), printable(self._random(32))
        async with self._engine.begin() as connection:
            # Whoever marks the code has it; the row says what it is for.
            usable = sa.and_(
                enrolment_codes.c.digest == key,
                enrolment_codes.c.used_at.is_(None),
                enrolment_codes.c.expires_at > now,
            )
            marked = await connection.execute(
                sa.update(enrolment_codes).where(usable).values(used_at=now)
            )
            if not marked.rowcount:
                raise Problem("enrol/code")
            found = await connection.execute(
                sa.select(enrolment_codes).where(enrolment_codes.c.digest == key)
            )
            grant = found.one()
            role: str = grant.role
            if grant.person is not None:
                member = await find_member(connection, grant.organisation, grant.person)
                if member is None:
                    raise Problem("enrol/code")
                role = member.role
            replica = await self._free_replica(connection)
            await connection.execute(
                sa.insert(devices).values(
                    organisation=grant.organisation, replica=replica,
                    secret=digest(secret.encode()), name=name, person=grant.person,
                    station=grant.station, role=role, app=app, created_at=now,
                )
            )  # fmt: skip
            if grant.person is not None:
                await admit(connection, grant.organisation, replica, grant.person)
            row = await connection.execute(
                sa.select(organisations).where(organisations.c.id == grant.organisation)
            )
            organisation = msgspec.convert(row.one(), Organisation, from_attributes=True)
        self._directory.forget(organisation.id)
        return Enrolled(
            replica=replica, secret=secret, organisation=organisation, person=grant.person,
            station=grant.station, role=role,
        )  # fmt: skip

    async def _free_replica(self, connection: AsyncConnection) -> str:
        while True:
            replica = new_replica(self._random)
            taken = await connection.execute(
                sa.select(devices.c.replica).where(devices.c.replica == replica)
            )
            if taken.first() is None:
                return replica
