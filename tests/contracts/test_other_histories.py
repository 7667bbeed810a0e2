"""A hub that was restored, and devices that have not heard of it yet."""

from schemas.wire.down import Instruction
from server.storage.contract import Act, Push
from tests.contracts.actors import OFFICE, ORG, Hub, uid, vouched
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
