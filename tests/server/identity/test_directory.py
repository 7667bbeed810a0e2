"""The directory of devices: what it remembers, and when it forgets."""

import asyncio

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from server.identity.directory import DeviceDirectory
from server.identity.enrolment import Enrolled
from server.identity.identity import Identity
from server.identity.organisations import Created
from server.identity.tables import memberships

from .conftest import PASSWORD, Time, add
from .test_devices import phone, tablet


@pytest.fixture
async def device(identity: Identity, gas: Created) -> Enrolled:
    return await tablet(identity)


async def test_people_act_once_they_have_signed_in(
    identity: Identity, gas: Created, device: Enrolled
) -> None:
    async def actors() -> dict[str, str]:
        return await identity.directory.actors(gas.organisation, device.replica)

    assert await actors() == {}
    lin = await add(identity, gas.organisation, "lin", "barista")
    chen = await add(identity, gas.organisation, "chen", "organiser")
    credential = (device.replica, device.secret)
    for name in ("lin", "chen", "lin"):
        await identity.granting.login(name, PASSWORD, credential=credential)
    assert await actors() == {lin: "barista", chen: "organiser"}
    await identity.organisations.change_person(gas.organisation, lin, role="driver")
    assert await actors() == {lin: "driver", chen: "organiser"}
    await identity.organisations.change_person(gas.organisation, chen, disabled=True)
    assert await actors() == {lin: "driver"}


async def test_the_bound_person_acts_from_the_start(identity: Identity, gas: Created) -> None:
    device = await phone(identity, gas.admin)
    actors = await identity.directory.actors(gas.organisation, device.replica)
    assert actors == {gas.admin: "admin"}


async def test_another_organisation_sees_nothing(
    identity: Identity, gas: Created, coffee: Created
) -> None:
    device = await phone(identity, gas.admin)
    assert await identity.directory.device(coffee.organisation, device.replica) is None
    assert await identity.directory.actors(coffee.organisation, device.replica) == {}
    assert await identity.devices.page(coffee.organisation, limit=10) == []


async def test_who_is_disabled_here_does_not_act_here_by_being_active_elsewhere(
    identity: Identity, gas: Created, coffee: Created
) -> None:
    device = await phone(identity, gas.admin)
    await identity.organisations.join(coffee.organisation, gas.admin, "barista")
    await identity.organisations.change_person(gas.organisation, gas.admin, disabled=True)
    assert await identity.directory.actors(gas.organisation, device.replica) == {}


async def test_a_revoked_device_is_known_as_such_at_once(
    identity: Identity, gas: Created, device: Enrolled
) -> None:
    before = await identity.directory.device(gas.organisation, device.replica)
    assert before is not None
    assert before.revoked_at is None
    after = await identity.devices.revoke(gas.organisation, device.replica, gas.admin)
    assert await identity.directory.device(gas.organisation, device.replica) == after


async def test_it_remembers_for_half_a_minute(
    engine: AsyncEngine, identity: Identity, gas: Created, time: Time
) -> None:
    device = await phone(identity, gas.admin)
    directory = identity.directory

    async def role() -> str:
        return (await directory.actors(gas.organisation, device.replica))[gas.admin]

    assert await role() == "admin"
    async with engine.begin() as connection:
        await connection.execute(sa.update(memberships).values(role="driver"))
    (await directory.actors(gas.organisation, device.replica)).clear()
    time.pass_(29.999)
    assert await role() == "admin"
    time.pass_(0.001)
    assert await role() == "driver"


async def test_what_was_read_before_a_change_is_not_kept(
    engine: AsyncEngine, gas: Created, identity: Identity, time: Time
) -> None:
    device = await phone(identity, gas.admin)
    read, go_on = asyncio.Event(), asyncio.Event()

    class Slow(DeviceDirectory):
        async def _load(self, organisation: str, replica: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            loaded = await super()._load(organisation, replica)
            read.set()
            await go_on.wait()
            return loaded

    directory = Slow(engine, time)
    early = asyncio.create_task(directory.actors(gas.organisation, device.replica))
    await read.wait()
    async with engine.begin() as connection:
        await connection.execute(sa.update(memberships).values(role="driver"))
    directory.forget(gas.organisation)
    go_on.set()
    assert await early == {gas.admin: "admin"}
    assert await directory.actors(gas.organisation, device.replica) == {gas.admin: "driver"}


async def test_its_memory_is_bounded(
    engine: AsyncEngine, identity: Identity, gas: Created, time: Time
) -> None:
    directory = DeviceDirectory(engine, time, size=2)
    for number in range(5):
        assert await directory.device(gas.organisation, f"r{number}") is None
    assert len(directory._known) == 2  # pyright: ignore[reportPrivateUsage]


async def test_the_last_contact_is_kept_to_the_minute(
    identity: Identity, gas: Created, device: Enrolled, time: Time
) -> None:
    async def stored() -> tuple[int | None, str]:
        [row] = await identity.devices.page(gas.organisation, limit=10)
        return row.last_contact, row.app

    assert await stored() == (None, "1.0")
    first = time.now
    await identity.directory.contact(gas.organisation, device.replica, "1.1")
    assert await stored() == (first, "1.1")
    time.pass_(59.999)
    await identity.directory.contact(gas.organisation, device.replica)
    assert await stored() == (first, "1.1")
    time.pass_(0.001)
    await identity.directory.contact(gas.organisation, device.replica)
    assert await stored() == (first + 60_000, "1.1")
