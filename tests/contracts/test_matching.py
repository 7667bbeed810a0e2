"""Gaps, clones and restores: nothing is lost, nothing counts twice."""

import asyncio

import msgspec
import pytest

from schemas.problems import Problem
from schemas.wire.down import Instruction
from server.storage.contract import Act
from tests.contracts.actors import OFFICE, ORG, Device, Hub, customer, is_sealed, rid, uid, vouched

VAN = rid("van")


def van(full: int) -> list[object]:
    return ["vehicle", VAN, None, {"plate": "AB-1", "full": {"add": full}}]


def load(full: int) -> list[object]:
    return ["vehicle", VAN, {}, {"full": {"add": full}}]


def clone(device: Device) -> Device:
    """A second phone restored from the first one's backup."""
    twin = Device(device.hub, device.replica, device.person, device.role)
    twin.after, twin.acts = device.after, list(device.acts)
    return twin


async def rekey(device: Device, fresh: str, *pending: Act) -> list[Act]:
    """Takes a new id, as a device does. Returns what the hub does not know, in order."""
    offered = [*device.acts, *pending]
    uids = [uid(act) for act in offered]
    first = device.after[0] - len(device.acts) + 1
    told = await device.hub.storage.rekey(ORG, device.replica, first, uids, fresh)
    assert told.parent[0] == device.replica
    device.replica, device.after = fresh, (0, "")
    device.acts = []
    return [act for act in offered if uid(act) not in told.known and act.ops is not None]


async def full(hub: Hub) -> int:
    return int((await hub.read(OFFICE))[VAN]["full"])


async def test_a_gap_is_answered_with_where_the_hub_stands(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("a"))
    answer = await desk.push([desk.act(customer("c"))], after=(5, "A" * 12))
    assert answer.instruction == Instruction("rewind", desk.after)
    assert answer.done is None


async def test_another_history_is_told_to_rekey(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("a"))
    other = await desk.push([desk.act(customer("b"))], after=(1, "A" * 12))
    assert other.instruction == Instruction("rekey")
    idle = await desk.push([], after=(1, "A" * 12))
    assert idle.instruction == Instruction("rekey")
    fork = await desk.push([desk.act(customer("c"))], after=(0, ""))
    assert fork.instruction == Instruction("rekey")
    assert (await hub.read(OFFICE)).keys() == {rid("a")}


async def test_a_clone_keeps_both_histories(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    twin = clone(desk)
    await desk.succeed(load(10))
    mine = twin.act(load(100))
    assert (await twin.push([mine])).instruction == Instruction("rekey")
    for act in await rekey(twin, "twin", mine):
        await twin.send(act)
    await desk.succeed(load(1_000))
    assert await full(hub) == 1_111
    seen = (await hub.read(OFFICE))[VAN]["_"]["v"]
    assert seen == {"desk": 3, "twin": 1}


async def test_what_both_clones_sent_counts_once(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    both = desk.act(load(10))
    twin = clone(desk)
    await desk.send(both)
    own = twin.act(load(100))
    answer = await twin.push([both, own])
    assert answer.done == 3  # the twin was first with its number three
    await desk.push([desk.act(load(0))], after=(2, uid(both)))
    late = desk.act(load(1_000))
    assert (await desk.push([late])).instruction == Instruction("rekey")
    for act in await rekey(desk, "again", late):
        await desk.send(act)
    assert await full(hub) == 1_111


async def test_a_new_id_has_seen_what_its_parent_wrote(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("wang", phone="1"))
    twin = clone(desk)
    await desk.succeed(customer("li"))
    mine = twin.act(["customer", rid("wang"), {}, {"phone": "2"}])
    assert (await twin.push([mine])).instruction == Instruction("rekey")
    (act,) = await rekey(twin, "twin", mine)
    answer = await twin.send(act)
    assert answer.no == []
    assert (await hub.read(OFFICE))[rid("wang")]["phone"] == "2"


async def test_numbers_go_along_to_the_new_id(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    answer = await desk.send(desk.act(customer("wang")), held={"delivery_order.number": 0})
    ((first, last),) = answer.blocks["delivery_order.number"]
    twin = clone(desk)
    await desk.succeed(customer("li"))
    body = {"customer": rid("wang"), "number": last}
    mine = twin.act(["delivery_order", rid("o1"), None, body])
    await twin.push([mine])
    (act,) = await rekey(twin, "twin", mine)
    assert (await twin.send(act)).no == []
    assert (await hub.read(OFFICE))[rid("o1")]["number"] == last > first


async def test_a_restored_hub_takes_back_what_devices_kept(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    await desk.send(
        desk.act(load(10), stamp=0),
        desk.act(["vehicle", VAN, None, {"plate": "twice"}]),
        desk.act(load(100)),
    )
    before = (await hub.read(OFFICE))[VAN]
    await hub.restore()
    tip = (1, uid(desk.acts[0]))
    answer = await desk.push([])
    assert answer.instruction == Instruction("rewind", tip)
    kept = desk.acts[1:]
    kept[1] = Act(uid(kept[1]), 0, OFFICE, None)
    again = await desk.push(kept, after=tip, vouch=[vouched(desk.answers[-1])])
    assert again.no == desk.answers[-1].no
    assert again.fix == desk.answers[-1].fix
    assert is_sealed(again, "desk", desk.acts[1:])
    assert (await hub.read(OFFICE))[VAN] == before
    assert (await desk.push([])).instruction is None


async def test_a_vouched_act_is_not_judged_again(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("wang"))
    await hub.save()
    await desk.succeed(customer("li"))
    await desk.succeed(["customer", rid("li"), {}, {"phone": "1"}])
    await hub.restore()
    kept = desk.acts[1:]
    vouch = [vouched(each) for each in desk.answers[1:]]
    # The person has lost every right meanwhile.
    answer = await desk.push(kept, after=(1, uid(desk.acts[0])), vouch=vouch, roles={})
    assert answer.no == []
    assert (await hub.read(OFFICE))[rid("li")]["phone"] == "1"


async def test_a_seal_that_reaches_before_the_restored_tip_is_honoured(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    acts = [desk.act(customer(name)) for name in "abcd"]
    await desk.push(acts[:2])
    await hub.save()
    answer = await desk.send(*acts)
    await hub.restore()
    assert (await desk.push([])).instruction == Instruction("rewind", (2, uid(acts[1])))
    again = await desk.push(acts[2:], after=(2, uid(acts[1])), vouch=[vouched(answer)], roles={})
    assert again.no == []
    assert len(await hub.read(OFFICE)) == 4


async def test_an_altered_body_under_an_honoured_uid_is_not_honoured(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.save()
    await desk.succeed(van(1))
    await hub.restore()
    kept, answer = desk.acts[0], desk.answers[0]
    forged = Act(kept.nonce, kept.stamp, kept.actor, msgspec.json.encode([van(999)]))
    for vouch in (vouched(answer), msgspec.structs.replace(vouched(answer), mac="x" * 22)):
        with pytest.raises(Problem, match="sync/vouch"):
            await desk.push([forged], after=(0, ""), vouch=[vouch])
    assert VAN not in await hub.read(OFFICE)
    assert (await desk.push([kept], after=(0, ""), vouch=[vouched(answer)])).no == []
    assert await full(hub) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"first": 0}, {"first": 2, "last": 1}, {"last": 9}, {"last": 2**53 - 1},
        {"no": [msgspec.Raw(b"[")]}, {"no": [msgspec.Raw(b"[" * 5_000)]}, {"mac": "é"},
        {"no": [msgspec.Raw(b'[1,"refused",["x"]]')]}, {"fix": [(1, 5)]},
    ],
)  # fmt: skip
async def test_a_broken_seal_is_turned_away(hub: Hub, change: dict[str, object]) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.save()
    await desk.succeed(customer("a"))
    await hub.restore()
    vouch = msgspec.structs.replace(vouched(desk.answers[0]), **change)
    with pytest.raises(Problem, match="sync/vouch"):
        await desk.push(desk.acts, after=(0, ""), vouch=[vouch])


async def test_a_clone_and_a_restore_together_count_an_act_once(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    await hub.save()
    await desk.succeed(load(10))
    twin = clone(desk)
    await hub.restore()
    # The twin comes first, has parted for a reason of its own, and brings the act under a new id.
    for act in await rekey(twin, "twin"):
        await twin.send(act)
    assert await full(hub) == 11
    # The first device brings the same act under the old number.
    again = await desk.push(
        [desk.acts[1]], after=(1, uid(desk.acts[0])), vouch=[vouched(desk.answers[1])]
    )
    assert again.done == 2
    assert await full(hub) == 11
    # And one that was never known to anybody goes on counting.
    await desk.succeed(load(100))
    await twin.succeed(load(1_000))
    assert await full(hub) == 1_111


async def test_two_clones_in_one_group_count_an_act_once(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    pending = desk.act(load(10))
    twin = clone(desk)
    (act,) = await rekey(twin, "twin", pending)
    await asyncio.gather(desk.push([pending]), twin.push([act]))
    assert await full(hub) == 11


async def test_a_refused_act_may_be_tried_again_under_the_new_id(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("a"))
    twin = clone(desk)
    refused = desk.act(["delivery_order", rid("o1"), None, {"customer": rid("wu")}])
    await desk.send(refused)
    await desk.succeed(customer("wu"))
    own = twin.act(customer("b"))
    assert (await twin.push([own])).instruction == Instruction("rekey")
    left = await rekey(twin, "twin", own, refused)
    assert refused in left
    assert (await twin.send(*left)).no == []


async def test_a_device_that_enrolled_anew_is_known_by_its_acts(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(van(1))
    lost = desk.act(load(10))
    await desk.push([lost])
    await hub.storage.add_replica(ORG, "anew")
    desk.replica, desk.after = "anew", (0, "")
    kept, desk.acts = desk.acts, []
    left = await rekey(desk, "later", *kept, lost, desk.act(load(100)))
    assert len(left) == 1
    await desk.send(*left)
    assert await full(hub) == 111


async def test_the_restored_server_does_not_reuse_its_own_numbers(hub: Hub) -> None:
    await hub.write(customer("a"))
    await hub.save()
    await hub.write(customer("b"))
    (old,) = (await hub.read(OFFICE))[rid("b")]["_"]["v"]
    await hub.restore()
    await hub.write(customer("c"))
    assert old not in (await hub.read(OFFICE))[rid("c")]["_"]["v"]


async def test_a_restored_hub_sends_devices_back_to_the_start(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.write(customer("a"))
    await hub.save()
    await hub.write(customer("b"))
    await desk.follow()
    assert rid("b") in desk.base
    for _ in range(2):
        await hub.restore()
        assert (await desk.page()).instruction == Instruction("resync")
        await desk.follow()
        assert desk.base.keys() == {rid("a")}
        hub.clock.now += 60_000


async def test_rekey_of_an_unknown_device(hub: Hub) -> None:
    with pytest.raises(Problem, match="device/unknown"):
        await hub.storage.rekey(ORG, "nobody", 1, [], "fresh")
