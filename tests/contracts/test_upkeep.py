"""Sweeping, forgetting, backups: nothing that anybody still needs goes away."""

import sqlite3
from pathlib import Path

import pytest

from schemas.problems import Problem
from schemas.wire.down import Instruction
from tests.contracts.actors import (
    ANN,
    BOB,
    OFFICE,
    ORG,
    Hub,
    customer,
    delete,
    edit,
    rid,
    route,
    stop,
)

DAY = 24 * 3600 * 1000
HORIZON = 60 * DAY


async def purge(hub: Hub) -> int:
    return await hub.storage.purge(ORG, HORIZON, 100)


async def test_sweeping_changes_nothing_that_can_be_read(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(route("r1", ANN), route("r2", BOB), customer("wang"))
    ann = await hub.device("ann", ANN)
    await ann.follow()
    for i in range(20):
        await hub.write(edit("customer", "wang", note=str(i)))
        await hub.write(stop(f"s{i}", f"r{i % 2 + 1}", customer="wang"))
    before = {person: await hub.read(person) for person in (ANN, BOB, OFFICE)}
    swept = 0
    for _ in range(40):
        swept += await hub.storage.sweep(7)
    assert swept >= 40
    assert {person: await hub.read(person) for person in (ANN, BOB, OFFICE)} == before
    await ann.follow()
    assert ann.base == before[ANN]
    for _ in range(40):
        assert await hub.storage.sweep(7) == 0


async def test_what_was_deleted_is_cleared_when_all_have_read_of_it(hub: Hub) -> None:
    desk, slow = await hub.device("desk", OFFICE), await hub.device("slow", OFFICE)
    await hub.write(customer("a"), customer("b"))
    await desk.follow()
    await slow.follow()
    seen = desk.seen(rid("a"))
    await hub.write(delete("customer", "a"))
    await desk.follow()
    await desk.follow()
    assert await purge(hub) == 0
    hub.clock.now += HORIZON - DAY
    await slow.page()
    await desk.page()
    hub.clock.now += 2 * DAY
    assert await purge(hub) == 0, "the slow device is alive and has not read of it"
    await slow.follow()
    assert rid("a") not in slow.base
    await slow.follow()
    await desk.follow()
    assert await purge(hub) == 1
    assert await desk.refused(edit("customer", "a", seen, phone="1")) == "record/purged"
    await desk.succeed(customer("a", phone="2"))
    await slow.follow()
    assert slow.base == await hub.read(OFFICE)


async def test_a_device_silent_for_longer_is_retired_and_comes_back(hub: Hub) -> None:
    desk, slow = await hub.device("desk", OFFICE), await hub.device("slow", OFFICE)
    await hub.write(customer("a"), customer("b"))
    await slow.succeed(customer("c"))
    await slow.follow()
    await slow.follow()
    await purge(hub)
    await hub.write(delete("customer", "a"))
    await purge(hub)
    hub.clock.now += HORIZON + DAY
    await desk.follow()
    await desk.follow()
    await desk.push([])
    assert await purge(hub) == 1
    mine = slow.act(customer("d"))
    with pytest.raises(Problem, match="device/retired"):
        await slow.push([mine])
    assert (await slow.page()).instruction == Instruction("resync")
    told = await hub.storage.rekey(ORG, "slow", 1, [slow.after[1]], "fresh")
    assert told.parent == ("slow", 1)
    assert len(told.known) == 1
    slow.replica = slow.reads_as = "fresh"
    slow.after = (0, "")
    assert (await slow.send(mine)).no == []
    await slow.follow()
    assert slow.base.keys() == {rid("b"), rid("c"), rid("d")}


async def test_departures_are_forgotten_with_the_horizon(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(route("r1", ANN), route("r2", BOB), stop("s1", "r1"))
    ann = await hub.device("ann", ANN)
    await ann.follow()
    old = ann.cursor
    await hub.write(edit("stop", "s1", route=rid("r2")))
    await hub.write(edit("route", "r1", driver=BOB))
    await ann.follow()
    await ann.follow()
    await purge(hub)
    hub.clock.now += HORIZON + DAY
    await ann.follow()
    await purge(hub)
    assert (await ann.page(cursor=old)).instruction == Instruction("resync")
    await hub.write(edit("route", "r1", driver=ANN))
    await ann.follow()
    assert ann.base == await hub.read(ANN)


async def test_idempotency_keys_are_remembered_for_days_only(hub: Hub) -> None:
    await hub.write(customer("a"), key="k", digest="d")
    hub.clock.now += 3 * DAY
    await purge(hub)
    assert (await hub.write(customer("a"), key="k", digest="d")).repeated
    hub.clock.now += 5 * DAY
    await purge(hub)
    assert not (await hub.write(customer("b"), key="k", digest="other")).repeated


async def test_a_backup_is_whole_and_devices_hear_of_it(hub: Hub, tmp_path: Path) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.send(desk.act(customer("a")), desk.act(customer("b")))
    assert (await desk.push([])).safe == 0
    await hub.storage.backup(tmp_path / "backup")
    await desk.succeed(customer("c"))
    assert (await desk.push([])).safe == 2
    assert await hub.storage.organisations() == [ORG]
    if (tmp_path / "backup").is_file():
        with sqlite3.connect(tmp_path / "backup") as copy:
            assert copy.execute("SELECT count(*) FROM records").fetchone() == (2,)
        copy.close()


async def test_epochs_never_repeat(hub: Hub) -> None:
    await hub.write(customer("a"))
    await hub.save()
    epochs = {await hub.storage.epoch(ORG)}
    for _ in range(3):
        hub.clock.now += 5_000
        await hub.restore()
        epochs.add(await hub.storage.epoch(ORG))
    assert len(epochs) == 4
