"""Devices: enrolment, their tokens, revoking, and who may act on them."""

import asyncio
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.access import Role
from schemas.problems import Problem
from server.identity.enrolment import Enrolled
from server.identity.granting import Grant
from server.identity.identity import Identity
from server.identity.organisations import Created
from server.identity.principal import Principal
from server.identity.tables import devices as table

from .conftest import PASSWORD, STATION, Time, add


async def principal(identity: Identity, name: str) -> Principal:
    grant = await identity.granting.login(name, PASSWORD)
    return identity.authenticator.verify(grant.access.text)


async def code_for(
    identity: Identity,
    by: str,
    *,
    person: str | None = None,
    station: str | None = None,
    role: Role | None = None,
) -> str:
    who = await principal(identity, by)
    code = await identity.enrolment.invite(who, person=person, station=station, role=role)
    return code.code


async def phone(identity: Identity, person: str, by: str = "admin-gas") -> Enrolled:
    code = await code_for(identity, by, person=person)
    return await identity.enrolment.redeem(code, name="阿林的手機", app="1.0")


async def tablet(identity: Identity, by: str = "admin-gas") -> Enrolled:
    code = await code_for(identity, by, station=STATION, role="barista")
    return await identity.enrolment.redeem(code, name="Tablet 1", app="1.0")


async def ask(
    identity: Identity, device: Enrolled, refresh_token: str | None = None, escrow: bool = False
) -> tuple[Grant, Principal]:
    grant = await identity.granting.device(
        device.replica, device.secret, refresh_token=refresh_token, escrow=escrow
    )
    return grant, identity.authenticator.verify(grant.access.text)


@pytest.fixture
async def lin(identity: Identity, gas: Created) -> str:
    return await add(identity, gas.organisation, "lin", "driver")


async def test_enrolment_tells_the_device_what_it_needs(
    identity: Identity, gas: Created, lin: str
) -> None:
    device = await phone(identity, lin)
    assert re.fullmatch("[a-z0-9]{8}", device.replica)
    assert len(device.secret) == 43
    assert (device.person, device.station, device.role) == (lin, None, "driver")
    here = device.organisation
    assert (here.id, here.name, here.time_zone) == (gas.organisation, "gas", "Asia/Taipei")
    assert (here.currency, here.languages) == ("TWD", ("zh-TW", "en"))


async def test_a_code_works_once_even_for_many_at_once(
    identity: Identity, gas: Created, lin: str
) -> None:
    code = await code_for(identity, "admin-gas", person=lin)
    answers = await asyncio.gather(
        *(identity.enrolment.redeem(code, name="x", app="1") for _ in range(6)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Enrolled) for answer in answers) == 1
    refused = [answer for answer in answers if isinstance(answer, Problem)]
    assert [problem.code for problem in refused] == ["enrol/code"] * 5


async def test_a_code_can_be_typed_by_hand(identity: Identity, gas: Created, lin: str) -> None:
    code = await code_for(identity, "admin-gas", person=lin)
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    typed = code.replace("-", " ").replace("0", "o").replace("1", "l").lower()
    assert (await identity.enrolment.redeem(typed, name="x", app="1")).person == lin


async def test_a_code_is_short_lived(
    identity: Identity, gas: Created, lin: str, time: Time
) -> None:
    in_time = await code_for(identity, "admin-gas", person=lin)
    late = await code_for(identity, "admin-gas", person=lin)
    time.pass_(599)
    await identity.enrolment.redeem(in_time, name="x", app="1")
    time.pass_(1)
    with pytest.raises(Problem, match="enrol/code"):
        await identity.enrolment.redeem(late, name="x", app="1")
    with pytest.raises(Problem, match="enrol/code"):
        await identity.enrolment.redeem("0000-0000-0000", name="x", app="1")


async def test_a_code_for_somebody_disabled_meanwhile_is_over_and_not_used_up(
    identity: Identity, gas: Created, lin: str
) -> None:
    code = await code_for(identity, "admin-gas", person=lin)
    await identity.organisations.change_person(gas.organisation, lin, disabled=True)
    with pytest.raises(Problem, match="enrol/code"):
        await identity.enrolment.redeem(code, name="x", app="1")
    await identity.organisations.change_person(gas.organisation, lin, disabled=False)
    assert (await identity.enrolment.redeem(code, name="x", app="1")).person == lin


@pytest.mark.parametrize(
    ("by", "target", "allowed"),
    [
        ("dispatcher", "driver", True),
        ("dispatcher", "barista", False),
        ("dispatcher", "admin", False),
        ("organiser", "barista", True),
        ("organiser", "driver", False),
        ("organiser", "admin", False),
        ("driver", "driver", False),
        ("barista", "barista", False),
    ],
)
async def test_nobody_enrols_into_more_rights(
    identity: Identity, gas: Created, by: str, target: Role, allowed: bool
) -> None:
    await add(identity, gas.organisation, "by", by)
    other = await add(identity, gas.organisation, "other", target)
    for kind in ({"person": other}, {"station": STATION, "role": target}):
        if allowed:
            assert await code_for(identity, "by", **kind)  # type: ignore[arg-type]
        else:
            with pytest.raises(Problem, match="auth/forbidden"):
                await code_for(identity, "by", **kind)  # type: ignore[arg-type]


async def test_anybody_enrols_devices_of_their_own(
    identity: Identity, gas: Created, lin: str
) -> None:
    assert (await phone(identity, lin, by="lin")).person == lin


async def test_an_invitation_is_for_one_thing(identity: Identity, gas: Created, lin: str) -> None:
    async def refused(
        person: str | None = None, station: str | None = None, role: Role | None = None
    ) -> list[str]:
        with pytest.raises(Problem) as caught:
            await code_for(identity, "admin-gas", person=person, station=station, role=role)
        assert caught.value.code == "request/invalid"
        return list(caught.value.fields)

    assert await refused() == ["person"]
    assert await refused(person=lin, station=STATION, role="driver") == ["person"]
    assert await refused(station=STATION) == ["role"]
    assert await refused(person=lin, role="driver") == ["role"]
    assert await refused(person="X" * 22) == ["person"]


async def test_people_of_another_organisation_cannot_be_enrolled(
    identity: Identity, gas: Created, coffee: Created, lin: str
) -> None:
    with pytest.raises(Problem, match="request/invalid"):
        await code_for(identity, "admin-coffee", person=lin)


async def test_a_phone_carries_its_person_until_disabled(
    identity: Identity, gas: Created, lin: str
) -> None:
    device = await phone(identity, lin)
    grant, who = await ask(identity, device)
    assert (who.person, who.role, who.replica) == (lin, "driver", device.replica)
    assert (who.session, grant.signed_out, grant.refresh_token) == (None, None, None)
    await identity.organisations.change_person(gas.organisation, lin, disabled=True)
    grant, who = await ask(identity, device)
    assert (who.person, who.role, who.replica) == (None, None, device.replica)
    assert (grant.member, grant.signed_out, grant.escrow) == (None, "auth/expired", False)
    with pytest.raises(Problem, match="auth/expired"):
        who.reader()


async def test_a_tablet_alone_pushes_and_with_a_person_reads(
    identity: Identity, gas: Created, lin: str, time: Time
) -> None:
    device = await tablet(identity)
    grant, who = await ask(identity, device)
    assert (who.person, who.replica, grant.signed_out) == (None, device.replica, "auth/required")
    login = await identity.granting.login(
        "lin", PASSWORD, credential=(device.replica, device.secret)
    )
    assert identity.authenticator.verify(login.access.text).replica == device.replica
    grant, who = await ask(identity, device, login.refresh_token)
    assert (who.person, who.role, who.replica) == (lin, "driver", device.replica)
    assert grant.refresh_token not in {None, login.refresh_token}
    time.pass_(31 * 24 * 3600)
    grant, who = await ask(identity, device, grant.refresh_token)
    assert (who.person, grant.signed_out) == (None, "auth/expired")


async def test_a_session_counts_only_where_its_person_may_act(
    identity: Identity, gas: Created, coffee: Created, lin: str
) -> None:
    device, other = await tablet(identity), await tablet(identity)
    token = (await identity.granting.login("lin", PASSWORD)).refresh_token
    grant, who = await ask(identity, device, token)
    assert (who.person, grant.signed_out) == (None, "auth/forbidden")
    bound = await identity.granting.login(
        "lin", PASSWORD, credential=(device.replica, device.secret)
    )
    grant, who = await ask(identity, other, bound.refresh_token)
    assert (who.person, grant.signed_out) == (None, "auth/invalid")
    foreign = (await identity.granting.login("admin-coffee", PASSWORD)).refresh_token
    grant, who = await ask(identity, device, foreign)
    assert (who.organisation, who.person) == (gas.organisation, None)
    grant, who = await ask(identity, device, token)
    assert who.person == lin


async def test_a_session_of_another_organisation_is_none_here_even_for_its_own_member(
    identity: Identity, gas: Created, coffee: Created, lin: str
) -> None:
    await identity.organisations.join(coffee.organisation, lin, "admin")
    device = await phone(identity, lin)
    abroad = await identity.granting.login("lin", PASSWORD, organisation=coffee.organisation)
    grant, who = await ask(identity, device, abroad.refresh_token)
    assert (who.organisation, who.person) == (gas.organisation, None)
    assert grant.signed_out == "auth/invalid"
    await identity.granting.refresh(abroad.refresh_token or "")


async def test_a_stolen_session_signs_the_person_out_but_the_device_still_pushes(
    identity: Identity, gas: Created, lin: str, time: Time
) -> None:
    device = await tablet(identity)
    login = await identity.granting.login(
        "lin", PASSWORD, credential=(device.replica, device.secret)
    )
    await ask(identity, device, login.refresh_token)
    time.pass_(11)
    grant, who = await ask(identity, device, login.refresh_token)
    assert (grant.signed_out, who.person, who.replica) == ("auth/reused", None, device.replica)


async def test_signing_out_ends_reading_and_not_acting(
    identity: Identity, gas: Created, lin: str
) -> None:
    device = await phone(identity, lin)
    _, who = await ask(identity, device)
    await identity.granting.logout(who, None)
    grant, who = await ask(identity, device)
    assert (who.person, grant.signed_out) == (None, "auth/expired")
    actors = await identity.directory.actors(gas.organisation, device.replica)
    assert actors == {lin: "driver"}
    await identity.granting.login("lin", PASSWORD, credential=(device.replica, device.secret))
    assert (await ask(identity, device))[1].person == lin


async def test_a_revoked_device_only_hands_in(
    identity: Identity, gas: Created, lin: str, time: Time
) -> None:
    device = await phone(identity, lin)
    credential = (device.replica, device.secret)
    login = await identity.granting.login("lin", PASSWORD, credential=credential)
    held = (await ask(identity, device))[0].access.text
    await identity.devices.revoke(gas.organisation, device.replica, gas.admin)
    with pytest.raises(Problem, match="device/revoked"):
        identity.authenticator.verify(held)
    with pytest.raises(Problem, match="device/revoked"):
        await ask(identity, device)
    with pytest.raises(Problem, match="device/revoked"):
        await identity.granting.login("lin", PASSWORD, credential=credential)
    with pytest.raises(Problem, match="auth/expired"):
        await identity.granting.refresh(login.refresh_token or "")
    grant, who = await ask(identity, device, escrow=True)
    assert (who.escrow, who.person, who.replica) == (True, None, device.replica)
    assert (grant.escrow, grant.signed_out) == (True, "device/revoked")
    with pytest.raises(Problem, match="device/revoked"):
        who.reader()


async def test_escrow_is_no_way_round_for_a_device_in_good_standing(
    identity: Identity, gas: Created, lin: str
) -> None:
    grant, who = await ask(identity, await phone(identity, lin), escrow=True)
    assert (who.escrow, grant.escrow, who.person) == (False, False, lin)


async def test_revoking_is_told_once_and_stays_inside_the_organisation(
    identity: Identity, gas: Created, coffee: Created, lin: str, time: Time
) -> None:
    device = await phone(identity, lin)
    with pytest.raises(Problem, match="device/unknown"):
        await identity.devices.revoke(coffee.organisation, device.replica, coffee.admin)
    first = await identity.devices.revoke(gas.organisation, device.replica, gas.admin)
    assert (first.revoked_at, first.revoked_by) == (time.now, gas.admin)
    time.pass_(5)
    assert await identity.devices.revoke(gas.organisation, device.replica, lin) == first


async def test_an_unknown_device_and_a_wrong_secret_look_alike(
    identity: Identity, gas: Created, lin: str
) -> None:
    device = await phone(identity, lin)
    for replica, secret in ((device.replica, "A" * 43), ("nothere", device.secret)):
        with pytest.raises(Problem, match="device/unknown"):
            await identity.granting.device(replica, secret, refresh_token=None, escrow=True)
        with pytest.raises(Problem, match="device/unknown"):
            await identity.granting.login("lin", PASSWORD, credential=(replica, secret))


async def test_a_device_of_one_organisation_takes_nobody_of_another(
    identity: Identity, gas: Created, coffee: Created
) -> None:
    device = await tablet(identity)
    credential = (device.replica, device.secret)
    with pytest.raises(Problem, match="auth/credentials"):
        await identity.granting.login("admin-coffee", PASSWORD, credential=credential)
    with pytest.raises(Problem, match="device/unknown"):
        await identity.granting.login(
            "admin-coffee", PASSWORD, organisation=coffee.organisation, credential=credential
        )
    assert await identity.directory.actors(gas.organisation, device.replica) == {}


async def test_one_name_in_two_organisations_is_told_apart_by_the_secret(
    identity: Identity, gas: Created, coffee: Created, engine: AsyncEngine
) -> None:
    ours, theirs = await tablet(identity), await tablet(identity, by="admin-coffee")
    async with engine.begin() as connection:
        await connection.execute(
            sa.update(table).where(table.c.replica == theirs.replica).values(replica=ours.replica)
        )
    for device, home in ((ours, gas), (theirs, coffee)):
        found = await identity.devices.authenticate(ours.replica, device.secret)
        assert found.organisation == home.organisation
