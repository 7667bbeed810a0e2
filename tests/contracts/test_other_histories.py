"""A hub that was restored, and devices that have not heard of it yet."""

import asyncio

from schemas.wire.down import Instruction
from server.storage.contract import Act, Push
from tests.contracts.actors import (
    ANN,
    BOB,
    OFFICE,
    ORG,
    Device,
    Hub,
    customer,
    edit,
    rid,
    route,
    stop,
    uid,
    vouched,
)
from tests.contracts.test_matching import VAN, clone, full, load, van


def void(act: Act) -> Act:
    return Act(uid(act), 0, OFFICE, None)


async def test_a_request_from_before_a_restore_decides_nothing(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    await hub.restore()
    stale = Push(
        organisation=ORG, replica="desk", roles={OFFICE: "dispatcher"}, after=desk.after,
        acts=[desk.act(load(10))],
    )  # fmt: skip
    answer = await hub.storage.push(stale)
    assert (answer.done, answer.epoch) == (None, await hub.storage.epoch(ORG))
    assert await full(hub) == 1
    # The device itself hears where it is, and hands it in.
    assert (await desk.push(stale.acts)).done == 2
    assert await full(hub) == 11


async def test_a_device_that_comes_later_hears_what_its_twin_had_decided_anew(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    twin = clone(desk)
    act = desk.act(load(10))
    # Then and there the office was not allowed to.
    refusal = await desk.send(act, roles={OFFICE: "barista"})
    assert [e[:2] for e in refusal.no] == [[2, "refused"]]
    await hub.restore()
    await twin.send(act)
    assert await full(hub) == 11
    # Number and uid are the ones recorded, and yet the device was told otherwise.
    heard = await desk.push([])
    tip = (1, uid(desk.acts[0]))
    assert (heard.instruction, heard.done) == (Instruction("rewind", tip), None)
    desk.after = tip
    answer = await desk.push([void(act)], vouch=[vouched(refusal)])
    assert (answer.done, answer.no) == (2, [])
    assert await full(hub) == 11


async def test_what_was_decided_anew_between_two_restores_is_heard_after_the_second(
    hub: Hub,
) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    twin, away = clone(desk), desk
    act = away.act(load(10))
    await away.send(act, roles={OFFICE: "barista"})
    await hub.restore()
    await twin.send(act)
    await hub.save()
    hub.clock.now += 5_000
    await hub.restore()
    heard = await away.push([])
    assert heard.instruction == Instruction("rewind", (1, uid(away.acts[0])))
    # The twin heard the verdict that stands.
    assert (await twin.push([])).instruction is None


async def test_a_new_device_of_a_restored_hub_is_told_where_it_is(hub: Hub) -> None:
    await hub.save()
    await hub.restore()
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    assert desk.epoch == await hub.storage.epoch(ORG)
    assert (await hub.read(OFFICE)).keys() == {VAN}


async def test_decisions_that_only_the_lost_history_knew_come_back(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    await desk.succeed(load(10))
    await hub.restore()
    late = clone(desk)
    assert (await desk.push([])).instruction == Instruction("rewind", (1, uid(desk.acts[0])))
    desk.after = (1, uid(desk.acts[0]))
    await desk.push(desk.acts[1:], vouch=[vouched(desk.answers[-1])])
    # The same device, in a copy that has not heard: decided in this history, so not yet certain.
    assert (await late.push([])).instruction == Instruction("rewind", (1, uid(desk.acts[0])))
    assert await full(hub) == 11


async def test_twins_of_two_histories_in_one_group(hub: Hub) -> None:
    """What the group itself decides counts for the one that has not heard of the restore."""
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    twin = clone(desk)
    act = desk.act(load(10))
    await desk.send(act, roles={OFFICE: "barista"})
    await hub.restore()
    twin.epoch = await hub.storage.epoch(ORG)
    _, told = await asyncio.gather(twin.push([act]), desk.push([desk.act(load(100))]))
    assert told.instruction == Instruction("rewind", (1, uid(desk.acts[0])))


async def test_an_older_copy_put_back_by_mistake_and_then_the_newer_one(hub: Hub) -> None:
    """The newer copy knows decisions that the device never heard: they were made beside it."""
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save("monday")
    act = desk.act(load(10))
    await desk.push([act], roles={OFFICE: "barista"})
    await hub.save("tuesday")
    await hub.restore("monday")
    await desk.send(act)
    hub.clock.now += 60_000
    await hub.restore("tuesday")
    heard = await desk.push([])
    assert heard.instruction == Instruction("rewind", (0, ""))
    desk.after = (0, "")
    again = await desk.push(desk.acts, vouch=[vouched(each) for each in desk.answers])
    assert [e[:2] for e in again.no] == [[2, "refused"]]


async def test_a_device_that_is_enrolled_anew_has_seen_its_own_earlier_writes(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("wang", phone="1"))
    await desk.succeed(["customer", rid("wang"), {}, {"phone": "2"}])
    offered = [uid(act) for act in desk.acts]
    await hub.storage.add_replica(ORG, "anew")
    told = await hub.storage.rekey(ORG, "anew", 1, offered, "fresh", ["desk"])
    assert told.known[offered[1]] == ("desk", 2)
    desk.replica, desk.after = "fresh", (0, "")
    await desk.succeed(["customer", rid("wang"), {}, {"phone": "3"}])


async def test_twins_that_a_restored_hub_has_forgotten_count_their_act_once(hub: Hub) -> None:
    """Both are enrolled anew and rekey before either hands in what both hold."""
    await hub.write(van(1))
    act = (await hub.device("was", OFFICE)).act(load(10))
    for name in ("one", "two"):
        await hub.storage.add_replica(ORG, name)
        await hub.storage.rekey(ORG, name, 1, [uid(act)], f"{name}s", ["gone"])
    for name in ("ones", "twos"):
        device = Device(hub, name, OFFICE, "dispatcher")
        await device.send(act)
    assert await full(hub) == 11


async def test_a_rekey_whose_answer_was_lost_gives_the_same_id_again(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    offered = [uid(act) for act in desk.acts]
    lost = await hub.storage.rekey(ORG, "desk", 1, offered, "fresh")
    again = await hub.storage.rekey(ORG, "desk", 1, offered, "another")
    assert lost == again
    desk.replica, desk.after = again.replica, (0, "")
    await desk.succeed(load(10))
    assert (await hub.storage.rekey(ORG, "desk", 1, offered, "third")).replica == "third"


async def test_a_device_enrolled_just_now_has_lost_nothing(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"))
    await hub.write(route("north", ANN), route("south", BOB))
    await hub.write(stop("s1", "north", customer="wang"))
    seen = (await hub.read(OFFICE))[rid("s1")]["_"]["v"]
    await hub.write(edit("stop", "s1", route=rid("south")))
    ann = await hub.device("new", ANN)
    assert await ann.refused(edit("stop", "s1", seen, note="x")) == "record/unknown"
