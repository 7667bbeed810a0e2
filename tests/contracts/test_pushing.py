"""Exactly once, in number order, with a verdict for every number."""

import asyncio

import msgspec
import pytest

from schemas.problems import Problem
from server.storage.contract import Act
from sync.clock import FUTURE_ALLOWED_MS, stamp_at
from tests.contracts.actors import (
    ANN,
    BOB,
    OFFICE,
    ORG,
    ROLES,
    Hub,
    customer,
    edit,
    is_sealed,
    order,
    rid,
    uid,
    vouched,
)


async def test_a_slice_is_decided_and_sealed(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    acts = [office.act(customer("wang")), office.act(order("o1", "wang"))]
    answer = await office.send(*acts)
    assert (answer.first, answer.done, answer.no) == (1, 2, [])
    assert is_sealed(answer, "desk", acts)
    assert {rid("wang"), rid("o1")} <= (await hub.read(OFFICE)).keys()


async def test_what_is_sent_again_gets_the_recorded_verdict(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    acts = [office.act(customer("wang")), office.act(customer("wang")), office.act(customer("li"))]
    first = await office.push(acts)
    assert [e[:2] for e in first.no] == [[2, "refused"]]
    head = await hub.storage.head(ORG)
    again = await office.push(acts)
    assert (again.no, again.fix, again.mac) == (first.no, first.fix, first.mac)
    assert await hub.storage.head(ORG) == head
    history = await hub.storage.history(ORG, OFFICE, "dispatcher", "customer", rid("wang"))
    assert len(history) == 1


async def test_an_answer_may_cover_old_and_new(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    one = [office.act(customer("a")), office.act(customer("a"), stamp=0)]
    two = [office.act(customer("b")), office.act(customer("b")), office.act(customer("c"))]
    await office.push(one)
    answer = await office.push([*one, *two])
    assert (answer.first, answer.done) == (1, 5)
    assert [e[0] for e in answer.no] == [2, 4]
    assert is_sealed(answer, "desk", [*one, *two])
    middle = await office.push([one[1], *two[:2]], after=(1, uid(one[0])))
    assert [e[0] for e in middle.no] == [2, 4]
    assert is_sealed(middle, "desk", [one[1], *two[:2]])


async def test_slices_of_many_receipts_are_answered_as_one(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    acts = [office.act(customer(f"c{i}"), stamp=5) for i in range(6)]
    for i in range(3):
        await office.send(*acts[2 * i : 2 * i + 2])
    office.after = (0, "")
    answer = await office.push(acts)
    assert (answer.first, answer.done) == (1, 6)
    assert [n for n, _ in answer.fix] == [2, 3, 4, 5, 6]
    assert is_sealed(answer, "desk", acts)


async def test_a_concurrent_retry_counts_once(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    await office.succeed(["vehicle", rid("van"), None, {"plate": "AB-1", "full": {"add": 1}}])
    act = office.act(["vehicle", rid("van"), {}, {"full": {"add": 5}}])
    answers = await asyncio.gather(*(office.push([act]) for _ in range(8)))
    assert len({answer.mac for answer in answers}) == 1
    assert (await hub.read(OFFICE))[rid("van")]["full"] == 6


async def test_what_depends_on_a_refused_creation_is_refused_with_it(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    answer = await office.send(
        office.act(["customer", rid("nobody"), None, {"phone": "1"}]),
        office.act(order("o1", "nobody")),
        office.act(customer("li")),
    )
    assert [e[2][0] for e in answer.no] == ["field/required", "depends/refused"]
    assert answer.no[1][2][2]["on"] == 1
    await hub.reopen()
    later = await office.do(edit("customer", "nobody", {}, phone="2"))
    assert later.no[0][2][0] == "depends/refused"
    assert rid("li") in await hub.read(OFFICE)


async def test_what_depends_on_a_creation_that_cannot_be_read_is_refused_with_it(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    answer = await office.send(
        office.act(["customer", rid("long"), None, {"name": "a" * 200}]),
        office.act(edit("customer", "long", {}, phone="2")),
        office.act(["customer", "no id", None, {}, 3]),
        office.act(edit("customer", "never", {}, phone="2")),
    )
    codes = ["mutation/invalid", "depends/refused", "mutation/invalid", "record/unknown"]
    assert [e[2][0] for e in answer.no] == codes
    assert answer.no[1][2][2]["on"] == 1


async def test_a_void_number_is_counted_and_does_nothing(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    void = Act(uid(office.act(customer("x"))), 0, OFFICE, None)
    answer = await office.send(void, office.act(customer("wang")))
    assert [e[:2] for e in answer.no] == [[1, "refused"]]
    assert is_sealed(answer, "desk", [void, office.acts[1]])
    assert rid("wang") in await hub.read(OFFICE)


async def test_a_void_number_needs_its_uid(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    with pytest.raises(Problem, match="request/invalid"):
        await office.push([Act("short123", 0, OFFICE, None)])
    assert (await office.do(customer("wang"))).done == 1


@pytest.mark.parametrize(
    "ops",
    [
        b"",
        b"[",
        b"null",
        b'{"a":1}',
        b'[["customer"]]',
        b'[["nonsense","aaaaaaaaaaaaaaaaaaaaaa",null,{}]]',
        b'[["customer","short",null,{"name":"x"}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":"x","unknown":1}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":NaN}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"place":{"lat":NaN,"lon":1}}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"place":{"lat":1e999,"lon":1}}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":"\\ud800"}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":"\xff\xfe"}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"cylinders":{"add":99999999999999999999}}]]',
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",{"r":-1},{"name":"x"}]]',
        b"[" * 100_000,
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":' + b"[" * 50_000,
        b'[["customer","aaaaaaaaaaaaaaaaaaaaaa",null,{"name":"' + b"x" * 300_000 + b'"}]]',
    ],
)
async def test_hostile_ops_are_refused_by_themselves(hub: Hub, ops: bytes) -> None:
    office = await hub.device("desk", OFFICE)
    hostile = Act("aaaaaaaa", 1, OFFICE, ops)
    answer = await office.send(office.act(customer("before")), hostile, office.act(customer("li")))
    assert [e[:2] for e in answer.no] == [[2, "refused"]]
    assert answer.no[0][2][0] in {"mutation/invalid", "mutation/limits"}
    assert {rid("before"), rid("li")} <= (await hub.read(OFFICE)).keys()
    assert (await office.push([])).instruction is None


async def test_the_refusal_names_the_field(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    answer = await office.do(customer("wang", phone=12))
    assert answer.no[0][2][0] == "mutation/invalid"
    assert answer.no[0][2][1].keys() == {"phone"}


async def test_no_string_holds_a_null_character(hub: Hub) -> None:
    """PostgreSQL keeps none, and SQLite's JSON ends a text there."""
    office = await hub.device("desk", OFFICE)
    assert await office.refused(customer("wang", note="a\0b 王𠮷")) == "mutation/invalid"
    await office.succeed(customer("wang", note="a\\u0000b 王𠮷"))
    assert (await hub.read(OFFICE))[rid("wang")]["note"] == "a\\u0000b 王𠮷"


async def test_stamps_are_bounded_and_then_fixed(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    now = stamp_at(hub.clock.now)
    acts = [
        office.act(customer("a"), stamp=2**52),
        office.act(customer("b"), stamp=0),
        office.act(customer("c"), stamp=now),
    ]
    answer = await office.send(*acts)
    latest = now + stamp_at(FUTURE_ALLOWED_MS)
    assert answer.fix == [(1, latest), (2, latest + 1), (3, latest + 2)]
    assert is_sealed(answer, "desk", acts)


async def test_a_refused_stamp_from_the_future_does_not_drag_others_along(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    now = stamp_at(hub.clock.now)
    answer = await office.send(
        office.act(["customer", rid("x"), None, {}], stamp=2**52),
        office.act(customer("b"), stamp=now),
    )
    assert answer.fix == []


async def test_an_actor_who_is_not_of_the_device_is_refused(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    assert await office.refused(customer("wang"), actor=BOB) == "mutation/actor"


async def test_one_slice_may_hold_several_people(hub: Hub) -> None:
    tablet = await hub.device("tab", OFFICE)
    acts = [tablet.act(customer("wang")), tablet.act(customer("li"), actor=ANN)]
    answer = await tablet.send(*acts, roles=ROLES)
    assert [e[2][0] for e in answer.no] == ["write/forbidden"]


async def test_an_unknown_replica_and_the_servers_own_are_turned_away(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    await hub.write(customer("wang"))
    (own,) = (await hub.read(OFFICE))[rid("wang")]["_"]["v"]
    for replica in ("nobody", own):
        office.replica = replica
        with pytest.raises(Problem, match="device/unknown"):
            await office.do(customer("li"))


async def test_a_revoked_device_hands_in_to_escrow(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    await office.succeed(customer("wang"))
    acts = [office.act(customer("li")), office.act(customer("wu"))]
    answer = await office.send(*acts, escrow=True, trusted=False)
    assert [e[1:] for e in answer.no] == [["refused", ["device/revoked"]]] * 2
    assert (await hub.read(OFFICE)).keys() == {rid("wang")}
    assert (await office.push([], escrow=True)).instruction is None


async def test_a_receipt_says_that_everything_is_in(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    answer = await office.send(office.act(customer("wang")), receipt=True)
    assert answer.receipt is not None
    assert (answer.receipt.n, answer.receipt.position) == (1, await hub.storage.head(ORG))
    assert (await office.send(office.act(customer("li")), receipt=True, rest=1)).receipt is None
    idle = await office.push([], receipt=True)
    assert idle.receipt is not None
    assert idle.receipt.n == 2
    assert idle.done is None


async def test_the_queue_of_an_older_schema_is_lifted(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    answer = await office.send(office.act(customer("wang")), schema=0)
    assert answer.no == []
    broken = await office.send(Act("aaaaaaaa", 1, OFFICE, b'[["customer"],3]'), schema=0)
    assert broken.no[0][2][0] == "mutation/invalid"


async def test_commits_are_heard_with_what_they_changed(hub: Hub) -> None:
    office = await hub.device("desk", OFFICE)
    await office.succeed(customer("wang"))
    await office.succeed(order("o1", "wang"))
    heard = hub.heard[-1]
    assert (heard.organisation, heard.head) == (ORG, await hub.storage.head(ORG))
    assert heard.scopes == {"office"}
    assert [(e.name, e.id, e.step) for e in heard.events] == [
        ("order_updated", rid("o1"), heard.head)
    ]
    (record,) = heard.records
    assert msgspec.json.decode(record.document)["customer"] == rid("wang")
    assert vouched(office.answers[-1]).last == 2
