"""Who is meant on the command line, where nobody has signed in."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.accounts import fold
from server.identity.principal import Principal
from server.identity.tables import accounts, memberships, organisations


async def find_organisation(engine: AsyncEngine, id: str | None) -> str:
    """The organisation of that id, or the only one there is.

    Raises:
        Problem: ``record/unknown``; ``request/invalid`` where there are several.
    """
    async with engine.connect() as connection:
        found = list((await connection.execute(sa.select(organisations.c.id))).scalars())
    if id is None and len(found) > 1:
        raise Problem("request/invalid", fields={"organisation": ", ".join(found)})
    if not found or id not in {None, *found}:
        raise Problem("record/unknown", fields={"organisation": "fieldpost init makes one"})
    return id or found[0]


async def administrator(engine: AsyncEngine, organisation: str) -> Principal:
    """The organisation's first administrator, on whose behalf the operator acts.

    Raises:
        Problem: ``record/unknown``.
    """
    async with engine.connect() as connection:
        found = await connection.execute(
            sa.select(memberships.c.person)
            .where(
                memberships.c.organisation == organisation,
                memberships.c.role == "admin",
                memberships.c.disabled.is_(False),
            )
            .order_by(memberships.c.person)
        )
        person = found.scalars().first()
    if person is None:
        raise Problem("record/unknown", fields={"organisation": "has no administrator"})
    return Principal(
        organisation=organisation, person=person, role="admin", session=None, replica=None,
        expires=0,
    )  # fmt: skip


async def find_person(engine: AsyncEngine, organisation: str, named: str) -> str:
    """The id of a member, by id, user name or e-mail address.

    Raises:
        Problem: ``record/unknown``.
    """
    name = fold(named)
    async with engine.connect() as connection:
        found = await connection.execute(
            sa.select(accounts.c.id)
            .join(memberships, memberships.c.person == accounts.c.id)
            .where(
                memberships.c.organisation == organisation,
                sa.or_(
                    accounts.c.id == named,
                    accounts.c.user_name == name,
                    accounts.c.email == name,
                ),
            )
        )
        person = found.scalars().first()
    if person is None:
        raise Problem("record/unknown", fields={"person": "no such member"})
    return str(person)
