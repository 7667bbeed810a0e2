"""Passwords: signing in, locking out, and giving nothing away."""

import asyncio
import functools
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.accounts import Accounts
from server.identity.identity import Identity, assemble
from server.identity.lockout import Lockout, Strangers
from server.identity.organisations import Created
from server.identity.passwords import Passwords
from server.identity.settings import IdentitySettings
from server.identity.tables import accounts as table

from .conftest import PASSWORD, Profiles, Time, add


@pytest.fixture
def lockout(time: Time) -> Lockout:
    return Lockout(5, 900, time)


@pytest.fixture
def accounts(engine: AsyncEngine, lockout: Lockout) -> Accounts:
    return Accounts(engine, Passwords(1, 8), lockout)


async def attempt(accounts: Accounts, name: str, password: str = "wrong") -> tuple[str, int | None]:
    with pytest.raises(Problem) as caught:
        await accounts.sign_in(name, password)
    return caught.value.code, caught.value.retry_after


@pytest.mark.parametrize("name", ["admin-gas", " ADMIN-gas ", "ａdmin-gas", "Admin@GAS.example"])
async def test_user_name_and_email_in_any_spelling(
    accounts: Accounts, gas: Created, name: str
) -> None:
    member = await accounts.sign_in(name, PASSWORD)
    assert (member.person, member.organisation) == (gas.admin, gas.organisation)
    assert (member.role, member.user_name) == ("admin", "admin-gas")


async def test_locks_for_twice_as_long_each_time_up_to_the_limit(
    accounts: Accounts, gas: Created, time: Time
) -> None:
    for _ in range(5):
        assert await attempt(accounts, "admin-gas") == ("auth/credentials", None)
    for wait in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900):
        time.pass_(0.001)
        assert await attempt(accounts, "admin-gas", PASSWORD) == ("auth/locked", wait)
        time.pass_(wait - 0.001)
        assert await attempt(accounts, "admin-gas") == ("auth/credentials", None)


async def test_the_right_password_forgives(accounts: Accounts, gas: Created) -> None:
    for _ in range(3):
        for _ in range(4):
            await attempt(accounts, "admin-gas")
        await accounts.sign_in("admin-gas", PASSWORD)


async def test_a_lock_shuts_one_account_only(
    accounts: Accounts, identity: Identity, gas: Created
) -> None:
    await add(identity, gas.organisation, "lin", "driver")
    for _ in range(5):
        await attempt(accounts, "admin-gas")
    assert (await accounts.sign_in("lin", PASSWORD)).role == "driver"


async def test_guesses_at_once_are_all_counted(accounts: Accounts, gas: Created) -> None:
    answers = await asyncio.gather(*(attempt(accounts, "admin-gas") for _ in range(12)))
    assert sorted(code for code, _ in answers) == ["auth/credentials"] * 5 + ["auth/locked"] * 7
    assert await attempt(accounts, "admin-gas", PASSWORD) == ("auth/locked", 1)


async def test_a_burst_of_right_passwords_is_no_attack(accounts: Accounts, gas: Created) -> None:
    members = await asyncio.gather(*(accounts.sign_in("admin-gas", PASSWORD) for _ in range(12)))
    assert {member.person for member in members} == {gas.admin}


async def test_unknown_names_answer_and_lock_like_known_ones(
    accounts: Accounts, gas: Created, time: Time
) -> None:
    for _ in range(9):
        known, unknown = (
            await attempt(accounts, "admin-gas"),
            await attempt(accounts, "nobody"),
        )
        assert known == unknown
        time.pass_(0.6)


async def test_unknown_names_cost_a_hash_too(
    engine: AsyncEngine, lockout: Lockout, gas: Created
) -> None:
    asked: list[str | None] = []

    class Watched(Passwords):
        async def verify(self, stored: str | None, password: str) -> bool:
            asked.append(stored)
            return await super().verify(stored, password)

    await attempt(Accounts(engine, Watched(1, 8), lockout), "nobody")
    assert asked == [None]


async def test_the_decoy_opens_nothing() -> None:
    passwords = Passwords(1, 8)
    assert not await passwords.verify(None, "nobody has this password")
    assert not await passwords.verify("not a hash", "x")
    assert await passwords.verify(await passwords.hash("密碼 ✓"), "密碼 ✓")


def test_the_memory_of_strangers_is_bounded(lockout: Lockout) -> None:
    strangers = Strangers(lockout, size=2)
    for name in ("a", "b", "c"):
        for _ in range(5):
            strangers.fail(name)
    strangers.check("a")
    with pytest.raises(Problem, match="auth/locked"):
        strangers.check("c")


async def test_a_dearer_hash_replaces_the_old_one_at_sign_in(
    engine: AsyncEngine, lockout: Lockout, gas: Created
) -> None:
    async def stored() -> str:
        async with engine.connect() as connection:
            return str((await connection.execute(sa.select(table.c.password_hash))).scalar_one())

    before = await stored()
    dearer = Accounts(engine, Passwords(2, 16), lockout)
    await dearer.sign_in("admin-gas", PASSWORD)
    after = await stored()
    assert "m=8,t=1" in before
    assert "m=16,t=2" in after
    await dearer.sign_in("admin-gas", PASSWORD)
    assert await stored() == after


async def test_nobody_signs_in_where_they_do_not_belong(
    accounts: Accounts, identity: Identity, gas: Created, coffee: Created
) -> None:
    with pytest.raises(Problem, match="auth/credentials"):
        await accounts.sign_in("admin-gas", PASSWORD, coffee.organisation)
    await identity.organisations.join(coffee.organisation, gas.admin, "barista")
    here = await accounts.sign_in("admin-gas", PASSWORD)
    there = await accounts.sign_in("admin-gas", PASSWORD, coffee.organisation)
    assert (here.organisation, here.role) == (gas.organisation, "admin")
    assert (there.organisation, there.role) == (coffee.organisation, "barista")


async def test_a_disabled_person_looks_like_an_unknown_one(
    accounts: Accounts, identity: Identity, gas: Created
) -> None:
    lin = await add(identity, gas.organisation, "lin", "driver")
    await identity.organisations.change_person(gas.organisation, lin, disabled=True)
    assert await attempt(accounts, "lin", PASSWORD) == ("auth/credentials", None)
    await identity.organisations.change_person(gas.organisation, lin, disabled=False)
    assert (await accounts.sign_in("lin", PASSWORD)).person == lin


async def test_accounts_survive_a_restart(
    engine: AsyncEngine,
    settings: IdentitySettings,
    time: Time,
    noise: Callable[[int], bytes],
    gas: Created,
    identity: Identity,
    tmp_path: Path,
) -> None:
    token = (await identity.granting.login("admin-gas", PASSWORD)).access.text
    profiles = Profiles()
    start = functools.partial(
        assemble, write_profile=profiles, find_station=profiles.find_station, clock=time,
        random=noise,
    )  # fmt: skip
    # It reads files and hashes: in a thread, as a server does it before it serves.
    again = await asyncio.to_thread(start, engine, settings)
    assert again.authenticator.verify(token).person == gas.admin
    elsewhere = msgspec.structs.replace(settings, data=tmp_path / "elsewhere")
    stranger = await asyncio.to_thread(start, engine, elsewhere)
    with pytest.raises(Problem, match="auth/invalid"):
        stranger.authenticator.verify(token)
