"""Organisations and their people: founding one, adding people, changing what they may do."""

import re
import zoneinfo
from collections.abc import Sequence

import anyio
import anyio.to_thread
import msgspec
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.access import ROLES
from schemas.problems import Problem
from server.identity.accounts import fold
from server.identity.directory import DeviceDirectory
from server.identity.ids import new_id
from server.identity.passwords import Passwords
from server.identity.ports import Clock, ProfileWriter, Randomness
from server.identity.principal import Revocations
from server.identity.sessions import Sessions
from server.identity.tables import accounts, memberships, organisations

LANGUAGES = ("zh-TW", "en")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 256


class Created(msgspec.Struct, frozen=True):
    """The ids of a new organisation and of its first admin."""

    organisation: str
    admin: str


class Organisations:
    """Founds organisations and keeps the list of their people."""

    def __init__(
        self,
        engine: AsyncEngine,
        passwords: Passwords,
        sessions: Sessions,
        directory: DeviceDirectory,
        revocations: Revocations,
        clock: Clock,
        random: Randomness,
        *,
        write_profile: ProfileWriter,
    ) -> None:
        self._engine = engine
        self._passwords = passwords
        self._sessions = sessions
        self._directory = directory
        self._revocations = revocations
        self._clock = clock
        self._random = random
        self._write_profile = write_profile

    async def create_organisation(
        self,
        *,
        name: str,
        time_zone: str,
        currency: str,
        languages: Sequence[str],
        admin_name: str,
        admin_user: str,
        admin_email: str | None,
        admin_password: str,
    ) -> Created:
        """Found an organisation with its first admin. Its own synced record is the caller's.

        Raises:
            Problem: ``request/invalid`` with the fields, ``conflict/taken``.
        """
        wrong = await anyio.to_thread.run_sync(_wrong_zone, time_zone)
        if not 0 < len(name.strip()) <= 120 or not name.isprintable():
            wrong["name"] = "1 to 120 characters"
        if not re.fullmatch("[A-Z]{3}", currency):
            wrong["currency"] = "three capital letters (ISO 4217)"
        if not languages or not set(languages) <= set(LANGUAGES):
            wrong["languages"] = f"one or more of {', '.join(LANGUAGES)}"
        wrong |= _wrong_person(admin_name, admin_user, admin_email, admin_password, "admin")
        if wrong:
            raise Problem("request/invalid", fields=wrong)
        organisation = new_id(self._clock, self._random)
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.insert(organisations).values(
                    id=organisation, name=name.strip(), time_zone=time_zone, currency=currency,
                    languages=list(languages), created_at=self._clock(),
                )
            )  # fmt: skip
        try:
            admin = await self.add_person(
                organisation, display_name=admin_name, user_name=admin_user, email=admin_email,
                password=admin_password, role="admin",
            )  # fmt: skip
        except BaseException:
            with anyio.CancelScope(shield=True):
                async with self._engine.begin() as connection:
                    await connection.execute(
                        sa.delete(organisations).where(organisations.c.id == organisation)
                    )
            raise
        return Created(organisation, admin)

    async def add_person(
        self,
        organisation: str,
        *,
        display_name: str,
        user_name: str,
        email: str | None,
        password: str,
        role: str,
        person_id: str | None = None,
    ) -> str:
        """Open an account in the organisation and have its public profile written.

        ``person_id``: when the id is already given. If the profile cannot be written, neither
        stays.

        Returns:
            The person's id, which is the account's too.

        Raises:
            Problem: ``request/invalid`` with the fields, ``conflict/taken`` with those taken,
                ``record/unknown``: there is no such organisation.
        """
        if wrong := _wrong_person(display_name, user_name, email, password, role):
            raise Problem("request/invalid", fields=wrong)
        person = person_id or new_id(self._clock, self._random)
        user_name, email = fold(user_name), fold(email) if email else None
        hashed = await self._passwords.hash(password)
        async with self._engine.connect() as connection:
            known = await connection.execute(
                sa.select(organisations.c.id).where(organisations.c.id == organisation)
            )
            if known.first() is None:
                raise Problem("record/unknown")
        try:
            async with self._engine.begin() as connection:
                await connection.execute(
                    sa.insert(accounts).values(
                        id=person, user_name=user_name, email=email, password_hash=hashed,
                        created_at=self._clock(),
                    )
                )  # fmt: skip
                await connection.execute(
                    sa.insert(memberships).values(
                        organisation=organisation, person=person, role=role
                    )
                )
        except IntegrityError as error:
            raise await self._taken(person, user_name, email) from error
        try:
            await self._write_profile(organisation, person, display_name.strip(), role)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._remove(organisation, person)
            raise
        return person

    async def join(self, organisation: str, person: str, role: str) -> None:
        """Make somebody who has an account a member of one more organisation.

        The profile there is the caller's. Does nothing for a member.

        Raises:
            Problem: ``record/unknown``: no such person or organisation.
        """
        async with self._engine.connect() as connection:
            both = await connection.execute(
                sa.select(accounts.c.id, organisations.c.id)
                .join(organisations, organisations.c.id == organisation)
                .where(accounts.c.id == person)
            )
            if both.first() is None:
                raise Problem("record/unknown")
        try:
            async with self._engine.begin() as connection:
                await connection.execute(
                    sa.insert(memberships).values(
                        organisation=organisation, person=person, role=role
                    )
                )
        except IntegrityError:
            return

    async def change_person(
        self,
        organisation: str,
        person: str,
        *,
        role: str | None = None,
        disabled: bool | None = None,
    ) -> None:
        """Change what a person may do in this organisation; it holds from the next request on.

        Disabling ends the person's sessions here. What is not given stays.

        Raises:
            Problem: ``request/invalid``, ``record/unknown``.
        """
        if role is not None and role not in ROLES:
            raise Problem("request/invalid", fields={"role": "no such role"})
        given = {"role": role, "disabled": disabled}
        change = {name: value for name, value in given.items() if value is not None}
        if not change:
            return
        async with self._engine.begin() as connection:
            changed = await connection.execute(
                sa.update(memberships)
                .where(memberships.c.organisation == organisation, memberships.c.person == person)
                .values(change)
            )
        if not changed.rowcount:
            raise Problem("record/unknown")
        if disabled:
            await self._sessions.end_person(organisation, person)
        self._revocations.end_person(organisation, person)
        self._directory.forget(organisation)

    async def _remove(self, organisation: str, person: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.delete(memberships).where(
                    memberships.c.organisation == organisation, memberships.c.person == person
                )
            )
            await connection.execute(sa.delete(accounts).where(accounts.c.id == person))

    async def _taken(self, person: str, user_name: str, email: str | None) -> Problem:
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                sa.select(accounts.c.id, accounts.c.user_name, accounts.c.email).where(
                    sa.or_(
                        accounts.c.id == person,
                        accounts.c.user_name == user_name,
                        accounts.c.email == email,
                    )
                )
            )
            clashes = rows.all()
        given = {"person_id": person, "user_name": user_name, "email": email}
        held = [dict(zip(given, clash, strict=True)) for clash in clashes]
        taken = {
            name: "taken"
            for name, value in given.items()
            if value is not None and any(clash[name] == value for clash in held)
        }
        return Problem("conflict/taken", fields=taken)


def _wrong_zone(time_zone: str) -> dict[str, str]:
    try:
        zoneinfo.ZoneInfo(time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return {"time_zone": "no such time zone (IANA)"}
    return {}


def _wrong_person(
    display_name: str, user_name: str, email: str | None, password: str, role: str
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 < len(display_name.strip()) <= 120:
        wrong["display_name"] = "1 to 120 characters"
    if not re.fullmatch(r"[^\s@\x00-\x1f]{2,64}", fold(user_name)):
        wrong["user_name"] = "2 to 64 characters without spaces and @"
    if email is not None and not re.fullmatch(
        r"[^\s@\x00-\x1f]{1,64}@[^\s@\x00-\x1f]{1,189}", fold(email)
    ):
        wrong["email"] = "not an e-mail address"
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        wrong["password"] = f"{SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
    if role not in ROLES:
        wrong["role"] = "no such role"
    return wrong
