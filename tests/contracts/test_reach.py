"""How far devices have read, and what has happened in a scope since."""

import pytest

from tests.contracts.actors import ANN, BOB, ORG, Hub, customer, delete, edit, rid, route, stop


@pytest.fixture
async def day(hub: Hub) -> Hub:
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"), route("r1", ANN), route("r2", BOB))
    await hub.write(stop("s1", "r1", customer="wang"), stop("s2", "r1"))
    return hub


async def steps(hub: Hub, since: int) -> dict[str, tuple[bool, list[str]]]:
    found = await hub.storage.steps(ORG, f"route:{rid('r1')}", since)
    assert [step.position for step in found] == sorted(step.position for step in found)
    return {step.id.rstrip("_"): (step.left, step.replicas) for step in found}


async def test_a_device_has_read_what_its_cursor_proves(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    assert (await day.storage.readings(ORG))["ann"].position == 0
    await ann.follow()
    await ann.follow()
    head = await day.storage.head(ORG)
    await day.reopen()
    reading = (await day.storage.readings(ORG))["ann"]
    assert (reading.position, reading.contact) == (head, day.clock.now)


async def test_what_happened_in_a_scope_is_told_with_who_did_it(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    before = await day.storage.head(ORG)
    assert await steps(day, before) == {}
    await day.write(stop("s3", "r1"))
    await day.write(edit("stop", "s1", note="ring twice"))
    await ann.succeed(["stop", rid("s2"), ann.seen(rid("s2")), {"note": "mine"}])
    found = await steps(day, before)
    assert found["s3"] == (False, [])
    assert found["s2"] == (False, ["ann"])
    assert found["s1"][1] not in ([], ["ann"])
    assert set(found) == {"s1", "s2", "s3"}


async def test_what_left_a_scope_is_told_too(day: Hub) -> None:
    before = await day.storage.head(ORG)
    await day.write(edit("stop", "s1", route=rid("r2")))
    await day.write(delete("stop", "s2"))
    found = await steps(day, before)
    assert found["s1"][0] is True
    assert found["s2"][0] is True


async def test_nothing_ever_stood_in_an_unknown_scope(day: Hub) -> None:
    assert await day.storage.steps(ORG, "route:nowhere", 0) == []
