"""Refresh tokens: rotation, reuse, grace, and their end."""

import asyncio
import base64
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.identity import Identity
from server.identity.organisations import Created
from server.identity.principal import Revocations
from server.identity.sessions import Session, Sessions
from server.identity.settings import IdentitySettings
from server.identity.tables import sessions as table

from .conftest import PASSWORD, Time, add


async def sign_in(identity: Identity, name: str = "admin-gas") -> str:
    token = (await identity.granting.login(name, PASSWORD)).refresh_token
    assert token is not None
    return token


async def refresh(identity: Identity, token: str) -> str:
    fresh = (await identity.granting.refresh(token)).refresh_token
    assert fresh is not None
    return fresh


async def refusal(identity: Identity, token: str) -> str:
    with pytest.raises(Problem) as caught:
        await identity.granting.refresh(token)
    return caught.value.code


async def test_each_use_gives_another_token_of_32_bytes(identity: Identity, gas: Created) -> None:
    tokens = [await sign_in(identity)]
    for _ in range(5):
        tokens.append(await refresh(identity, tokens[-1]))
    raw = [base64.urlsafe_b64decode(token + "=") for token in tokens]
    assert all(len(each) == 32 for each in raw)
    assert len({each[16:] for each in raw}) == 6


async def test_the_person_and_role_come_along(identity: Identity, gas: Created) -> None:
    first = await identity.granting.login("admin-gas", PASSWORD)
    second = await identity.granting.refresh(first.refresh_token or "")
    before, after = (identity.authenticator.verify(g.access.text) for g in (first, second))
    assert after.session == before.session is not None
    assert (after.person, after.role) == (gas.admin, "admin")


async def test_a_replay_after_the_grace_ends_the_family_and_its_access_tokens(
    identity: Identity, gas: Created, time: Time
) -> None:
    stolen = await sign_in(identity)
    other = await sign_in(identity)
    grant = await identity.granting.refresh(stolen)
    time.pass_(10.001)
    assert await refusal(identity, stolen) == "auth/reused"
    assert await refusal(identity, grant.refresh_token or "") == "auth/expired"
    assert await refusal(identity, stolen) == "auth/expired"
    with pytest.raises(Problem, match="auth/expired"):
        identity.authenticator.verify(grant.access.text)
    await refresh(identity, other)


async def test_a_lost_answer_is_forgiven_for_ten_seconds(
    identity: Identity, gas: Created, time: Time
) -> None:
    first = await sign_in(identity)
    lost = await refresh(identity, first)
    time.pass_(10)
    again = await refresh(identity, first)
    assert again != lost
    third = await refresh(identity, again)
    time.pass_(11)
    await refresh(identity, third)


async def test_the_grace_does_not_grow_with_its_use(
    identity: Identity, gas: Created, time: Time
) -> None:
    first = await sign_in(identity)
    await refresh(identity, first)
    time.pass_(6)
    await refresh(identity, first)
    time.pass_(6)
    assert await refusal(identity, first) == "auth/reused"


async def test_the_token_before_the_previous_has_no_grace(identity: Identity, gas: Created) -> None:
    first = await sign_in(identity)
    await refresh(identity, await refresh(identity, first))
    assert await refusal(identity, first) == "auth/reused"


async def test_the_answer_that_was_not_lost_after_all_is_a_copy(
    identity: Identity, gas: Created, time: Time
) -> None:
    first = await sign_in(identity)
    one, two = await refresh(identity, first), await refresh(identity, first)
    await refresh(identity, two)
    assert await refusal(identity, one) == "auth/reused"


async def test_lost_answers_are_bounded(identity: Identity, gas: Created) -> None:
    first = await sign_in(identity)
    tokens = [await refresh(identity, first) for _ in range(4)]
    assert await refusal(identity, first) == "request/rate"
    await refresh(identity, tokens[0])


@pytest.mark.parametrize("kept", [0, 1])
async def test_two_tabs_refresh_at_once(
    engine: AsyncEngine,
    settings: IdentitySettings,
    gas: Created,
    time: Time,
    noise: Callable[[int], bytes],
    kept: int,
) -> None:
    looked: list[Session] = []
    both = asyncio.Event()

    class Racing(Sessions):
        async def find(self, token: str) -> Session:
            looked.append(await super().find(token))
            if len(looked) == 2:
                both.set()
            await both.wait()
            return looked[-1] if len(looked) > 2 else looked[0]

    sessions = Racing(engine, settings, Revocations(900, time), time, noise)
    _, first = await sessions.open(gas.organisation, gas.admin, None)
    fresh = await asyncio.gather(sessions.rotate(first), sessions.rotate(first))
    assert fresh[0][1] != fresh[1][1]
    assert len(looked) == 3
    time.pass_(60)
    await sessions.rotate(fresh[kept][1])


async def test_a_guessed_secret_of_a_family_ends_it(identity: Identity, gas: Created) -> None:
    token = await sign_in(identity)
    forged = token[:22] + "A" * 21
    assert await refusal(identity, forged) == "auth/reused"
    assert await refusal(identity, token) == "auth/expired"


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "é" * 43, "A" * 42 + "=", "A" * 44])
async def test_what_was_never_issued_is_invalid(
    identity: Identity, gas: Created, token: str
) -> None:
    assert await refusal(identity, token) == "auth/invalid"


async def test_a_session_ends_when_it_is_not_used(
    identity: Identity, gas: Created, time: Time
) -> None:
    day = 24 * 3600
    token = await sign_in(identity)
    time.pass_(30 * day - 1)
    token = await refresh(identity, token)
    time.pass_(30 * day)
    assert await refusal(identity, token) == "auth/expired"


async def test_signing_in_sweeps_what_is_over(
    identity: Identity, gas: Created, time: Time, engine: AsyncEngine
) -> None:
    async def count() -> int:
        async with engine.connect() as connection:
            found = await connection.execute(sa.select(sa.func.count()).select_from(table))
            return int(found.scalar_one())

    await sign_in(identity)
    await sign_in(identity)
    assert await count() == 2
    time.pass_(30 * 24 * 3600)
    await sign_in(identity)
    assert await count() == 1


async def test_logging_out_ends_the_session_but_no_other(identity: Identity, gas: Created) -> None:
    grant = await identity.granting.login("admin-gas", PASSWORD)
    other = await sign_in(identity)
    principal = identity.authenticator.verify(grant.access.text)
    await identity.granting.logout(principal, None)
    assert await refusal(identity, grant.refresh_token or "") == "auth/expired"
    with pytest.raises(Problem, match="auth/expired"):
        identity.authenticator.verify(grant.access.text)
    other = await refresh(identity, other)
    await identity.granting.logout(None, other)
    assert await refusal(identity, other) == "auth/expired"
    await identity.granting.logout(None, "A" * 43)


async def test_a_disabled_person_is_out_here_and_stays_in_elsewhere(
    identity: Identity, gas: Created, coffee: Created, time: Time
) -> None:
    lin = await add(identity, gas.organisation, "lin", "driver")
    await identity.organisations.join(coffee.organisation, lin, "barista")
    here = await identity.granting.login("lin", PASSWORD, organisation=gas.organisation)
    silent = await identity.granting.login("lin", PASSWORD, organisation=gas.organisation)
    there = await identity.granting.login("lin", PASSWORD, organisation=coffee.organisation)
    await identity.organisations.change_person(gas.organisation, lin, disabled=True)
    with pytest.raises(Problem, match="auth/expired"):
        identity.authenticator.verify(here.access.text)
    assert await refusal(identity, here.refresh_token or "") == "auth/expired"
    assert identity.authenticator.verify(there.access.text).role == "barista"
    await refresh(identity, there.refresh_token or "")
    await identity.organisations.change_person(gas.organisation, lin, disabled=False)
    for over in (here, silent):
        assert await refusal(identity, over.refresh_token or "") == "auth/expired"


async def test_a_new_role_holds_from_the_next_token_on(
    identity: Identity, gas: Created, time: Time
) -> None:
    lin = await add(identity, gas.organisation, "lin", "driver")
    grant = await identity.granting.login("lin", PASSWORD)
    await identity.organisations.change_person(gas.organisation, lin, role="dispatcher")
    with pytest.raises(Problem, match="auth/expired"):
        identity.authenticator.verify(grant.access.text)
    time.pass_(0.001)
    fresh = await identity.granting.refresh(grant.refresh_token or "")
    assert identity.authenticator.verify(fresh.access.text).role == "dispatcher"


async def test_nothing_that_was_given_out_can_be_read_from_the_tables(
    identity: Identity, gas: Created, engine: AsyncEngine
) -> None:
    token = await sign_in(identity)
    fresh = await refresh(identity, token)
    async with engine.connect() as connection:
        row = (await connection.execute(sa.select(table))).one()
    kept = " ".join(map(str, row))
    for secret in (token, fresh):
        assert secret[:20] not in kept
        assert secret[23:] not in kept
