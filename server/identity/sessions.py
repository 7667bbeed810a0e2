"""Sessions: families of refresh tokens that are replaced at each use.

A token is 32 random bytes in base64url. Its first half names the family and stays, its second
half is good once. A half that was used before, and not just now, can only be a copy: then
somebody else holds the token too, and the whole family ends (RFC 9700, section 4.14.2).
"""

import base64

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.digest import digest, printable
from server.identity.ids import new_id
from server.identity.ports import Clock, Randomness
from server.identity.principal import Revocations
from server.identity.settings import IdentitySettings
from server.identity.tables import sessions

# So many answers may get lost within the grace; and so often a race with oneself is retried.
MOST_LIVE = 4
HALF = 16


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A family of refresh tokens; instants in milliseconds. ``replica``: the device it is for."""

    organisation: str
    id: str
    person: str
    replica: str | None
    live: str
    previous: str
    rotated_at: int
    expires_at: int
    revoked_at: int | None


class Sessions:
    """Opens, renews and ends sessions."""

    def __init__(
        self,
        engine: AsyncEngine,
        settings: IdentitySettings,
        revocations: Revocations,
        clock: Clock,
        random: Randomness,
    ) -> None:
        self._engine = engine
        self._lifetime = settings.refresh_lifetime * 1000
        self._grace = settings.refresh_grace * 1000
        self._revocations = revocations
        self._clock = clock
        self._random = random

    async def open(self, organisation: str, person: str, replica: str | None) -> tuple[str, str]:
        """Start a session: its id and its first refresh token."""
        session, now = new_id(self._clock, self._random), self._clock()
        handle, secret = self._random(HALF), self._random(HALF)
        async with self._engine.begin() as connection:
            # Nobody else cleans up, and this is where rows are added.
            await connection.execute(
                sa.delete(sessions).where(
                    sessions.c.organisation == organisation,
                    sessions.c.person == person,
                    sessions.c.expires_at <= now,
                )
            )
            await connection.execute(
                sa.insert(sessions).values(
                    organisation=organisation, id=session, person=person, replica=replica,
                    handle=digest(handle), live=digest(secret),
                    created_at=now, rotated_at=now, expires_at=now + self._lifetime,
                )
            )  # fmt: skip
        return session, printable(handle + secret)

    async def find(self, token: str) -> Session:
        """The session that the token belongs or belonged to, over or not.

        Raises:
            Problem: ``auth/invalid``, there is none.
        """
        handle, _ = _halves(token)
        async with self._engine.connect() as connection:
            found = await connection.execute(
                sa.select(sessions).where(sessions.c.handle == digest(handle))
            )
            row = found.first()
        if row is None:
            raise Problem("auth/invalid")
        return msgspec.convert(row, Session, from_attributes=True)

    async def rotate(self, token: str) -> tuple[Session, str]:
        """Use the token up: its session, and the token that takes its place.

        The token used last counts once more during the grace, for a client that lost the answer.

        Raises:
            Problem: ``auth/invalid``; ``auth/expired``, the session is over; ``auth/reused``, and
                the session has been ended by it; ``request/rate``, too many at once.
        """
        handle, secret = _halves(token)
        used = digest(secret)
        for _ in range(MOST_LIVE):
            session, now = await self.find(token), self._clock()
            if session.revoked_at is not None or session.expires_at <= now:
                raise Problem("auth/expired")
            fresh = self._random(HALF)
            live = session.live.split()
            if used in live:
                change = {
                    "live": digest(fresh), "previous": used,
                    "rotated_at": now, "expires_at": now + self._lifetime,
                }  # fmt: skip
            elif used == session.previous and now - session.rotated_at <= self._grace:
                if len(live) >= MOST_LIVE:
                    break
                change = {"live": f"{session.live} {digest(fresh)}"}
            else:
                await self.end(session.organisation, session.id)
                raise Problem("auth/reused")
            async with self._engine.begin() as connection:
                changed = await connection.execute(
                    sa.update(sessions)
                    .where(
                        sessions.c.organisation == session.organisation,
                        sessions.c.id == session.id,
                        sessions.c.live == session.live,
                        sessions.c.revoked_at.is_(None),
                    )
                    .values(change)
                )
            # None changed: another request with the same token was faster. Look again.
            if changed.rowcount:
                return session, printable(handle + fresh)
        raise Problem("request/rate", retry_after=1)

    async def end(self, organisation: str, session: str) -> None:
        """End one session; ending it again changes nothing."""
        await self._end(organisation, sessions.c.id == session)

    async def end_person(self, organisation: str, person: str) -> None:
        """End all sessions of a person in an organisation."""
        await self._end(organisation, sessions.c.person == person)

    async def end_device(self, organisation: str, replica: str) -> None:
        """End all sessions that were opened on a device."""
        await self._end(organisation, sessions.c.replica == replica)

    async def _end(self, organisation: str, which: sa.ColumnElement[bool]) -> None:
        async with self._engine.begin() as connection:
            ended = await connection.execute(
                sa.update(sessions)
                .where(
                    sessions.c.organisation == organisation, which, sessions.c.revoked_at.is_(None)
                )
                .values(revoked_at=self._clock())
                .returning(sessions.c.id)
            )
            ids = ended.scalars().all()
        for session in ids:
            self._revocations.end_session(session)


def _halves(token: str) -> tuple[bytes, bytes]:
    """The half that names the family, and the half that is good once."""
    try:
        raw = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except ValueError as error:
        raise Problem("auth/invalid") from error
    if len(raw) != 2 * HALF:
        raise Problem("auth/invalid")
    return raw[:HALF], raw[HALF:]
