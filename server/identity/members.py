"""People as members of organisations: what a token says of them is read here."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from server.identity.tables import accounts, memberships, organisations


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person in one organisation."""

    organisation: str
    organisation_name: str
    person: str
    role: str
    user_name: str
    email: str | None


_MEMBERS = (
    sa.select(
        memberships.c.organisation,
        organisations.c.name.label("organisation_name"),
        memberships.c.person,
        memberships.c.role,
        accounts.c.user_name,
        accounts.c.email,
    )
    .join(accounts, accounts.c.id == memberships.c.person)
    .join(organisations, organisations.c.id == memberships.c.organisation)
    .where(memberships.c.disabled.is_(False))
)


async def find_member(connection: AsyncConnection, organisation: str, person: str) -> Member | None:
    """The person, unless unknown or disabled there."""
    row = (
        await connection.execute(
            _MEMBERS.where(
                memberships.c.organisation == organisation, memberships.c.person == person
            )
        )
    ).first()
    return None if row is None else msgspec.convert(row, Member, from_attributes=True)


async def list_memberships(connection: AsyncConnection, person: str) -> list[Member]:
    """All organisations where the person is active, the oldest first."""
    rows = await connection.execute(
        _MEMBERS.where(memberships.c.person == person).order_by(
            organisations.c.created_at, organisations.c.id
        )
    )
    return [msgspec.convert(row, Member, from_attributes=True) for row in rows]
