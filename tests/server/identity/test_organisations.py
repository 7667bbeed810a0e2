"""Founding organisations and adding people."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.identity import Identity
from server.identity.organisations import Created
from server.identity.tables import accounts, memberships, organisations

from .conftest import PASSWORD, Profiles, add, found

FOUNDING: dict[str, Any] = {
    "name": "瓦斯行",
    "time_zone": "Asia/Taipei",
    "currency": "TWD",
    "languages": ["zh-TW"],
    "admin_name": "王小明",
    "admin_user": "wang",
    "admin_email": None,
    "admin_password": PASSWORD,
}


async def rows(engine: AsyncEngine, table: sa.Table) -> int:
    async with engine.connect() as connection:
        found = await connection.execute(sa.select(sa.func.count()).select_from(table))
        return int(found.scalar_one())


async def test_founding_writes_the_admins_profile(
    identity: Identity, gas: Created, profiles: Profiles
) -> None:
    assert profiles.written == [(gas.organisation, gas.admin, "王小明", "admin")]
    assert re.fullmatch("[A-Za-z0-9_-]{22}", gas.organisation)
    assert gas.organisation != gas.admin


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "  ", "name"),
        ("name", "a\x00b", "name"),
        ("name", "x" * 121, "name"),
        ("time_zone", "Asia/Nowhere", "time_zone"),
        ("time_zone", "../../etc/passwd", "time_zone"),
        ("time_zone", "", "time_zone"),
        ("currency", "twd", "currency"),
        ("languages", [], "languages"),
        ("languages", ["en", "tlh"], "languages"),
        ("admin_name", "", "display_name"),
        ("admin_user", "a@b", "user_name"),
        ("admin_user", "a b", "user_name"),
        ("admin_user", "a\x00b", "user_name"),
        ("admin_user", "x", "user_name"),
        ("admin_email", "nowhere", "email"),
        ("admin_password", "short", "password"),
        ("admin_password", "x" * 257, "password"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_stays(
    identity: Identity, engine: AsyncEngine, field: str, value: Any, named: str
) -> None:
    with pytest.raises(Problem) as caught:
        await identity.organisations.create_organisation(**{**FOUNDING, field: value})
    assert caught.value.code == "request/invalid"
    assert list(caught.value.fields) == [named]
    assert await rows(engine, organisations) == 0


@pytest.mark.parametrize(
    ("user", "email", "taken"),
    [
        ("ADMIN-GAS", None, ["user_name"]),
        ("fresh", "Admin@gas.example", ["email"]),
        ("admin-gas", "admin@gas.example", ["user_name", "email"]),
    ],
)
async def test_taken_names_are_named_and_the_organisation_goes(
    identity: Identity,
    gas: Created,
    engine: AsyncEngine,
    user: str,
    email: str | None,
    taken: list[str],
) -> None:
    founding: dict[str, Any] = {**FOUNDING, "admin_user": user, "admin_email": email}
    with pytest.raises(Problem) as caught:
        await identity.organisations.create_organisation(**founding)
    assert caught.value.code == "conflict/taken"
    assert list(caught.value.fields) == taken
    assert await rows(engine, organisations) == 1
    assert await rows(engine, accounts) == 1


async def test_without_a_profile_there_is_no_account(
    identity: Identity, gas: Created, profiles: Profiles, engine: AsyncEngine
) -> None:
    profiles.broken = True
    with pytest.raises(OSError, match="no room"):
        await add(identity, gas.organisation, "lin", "driver")
    with pytest.raises(OSError, match="no room"):
        await found(identity, "coffee")
    for table in (accounts, memberships, organisations):
        assert await rows(engine, table) == 1
    profiles.broken = False
    await add(identity, gas.organisation, "lin", "driver")


async def test_a_person_can_come_with_an_id_but_not_with_somebody_elses(
    identity: Identity, gas: Created
) -> None:
    given: dict[str, Any] = {
        "display_name": "林", "email": None, "password": PASSWORD, "role": "driver",
        "person_id": "B" * 22,
    }  # fmt: skip
    add_person = identity.organisations.add_person
    assert await add_person(gas.organisation, user_name="lin", **given) == "B" * 22
    with pytest.raises(Problem) as caught:
        await add_person(gas.organisation, user_name="chen", **given)
    assert caught.value.code == "conflict/taken"
    assert list(caught.value.fields) == ["person_id"]


async def test_unknown_organisations_and_people(identity: Identity, gas: Created) -> None:
    service = identity.organisations
    with pytest.raises(Problem, match="record/unknown"):
        await add(identity, "X" * 22, "lin", "driver")
    for organisation, person in ((gas.organisation, "X" * 22), ("X" * 22, gas.admin)):
        with pytest.raises(Problem, match="record/unknown"):
            await service.join(organisation, person, "driver")
        with pytest.raises(Problem, match="record/unknown"):
            await service.change_person(organisation, person, disabled=True)
    with pytest.raises(Problem, match="request/invalid"):
        await service.change_person(gas.organisation, gas.admin, role="king")


async def test_joining_twice_keeps_the_first_role(identity: Identity, gas: Created) -> None:
    await identity.organisations.join(gas.organisation, gas.admin, "driver")
    members = await identity.memberships(gas.admin)
    assert [(member.organisation, member.role) for member in members] == [
        (gas.organisation, "admin")
    ]
