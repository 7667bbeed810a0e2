"""REST writes: planned like any other, with If-Match and idempotency keys."""

import asyncio
from typing import Any

import pytest

from schemas.problems import Problem
from tests.contracts.actors import ANN, BOB, OFFICE, ORG, Hub, customer, delete, edit, order, rid


async def test_a_write_returns_what_became_of_it(hub: Hub) -> None:
    written = await hub.write(customer("wang"), order("o1", "wang"))
    found = written.documents[rid("wang")]
    assert found is not None
    assert found[0] == written.position == await hub.storage.head(ORG)
    stored = await hub.storage.get(ORG, OFFICE, "dispatcher", "customer", rid("wang"))
    assert (stored.sequence, stored.document) == found
    gone = await hub.write(delete("customer", "wang"))
    assert gone.documents == {rid("wang"): None}


async def test_a_refused_write_writes_nothing(hub: Hub) -> None:
    await hub.write(customer("wang"))
    head = await hub.storage.head(ORG)
    with pytest.raises(Problem, match="record/exists"):
        await hub.write(customer("li"), customer("wang"))
    assert await hub.storage.head(ORG) == head
    written = await hub.write(customer("li"))
    document = written.documents[rid("li")]
    assert document is not None
    assert b":2}" in document[1]  # the refused one took no number of the server's own replica


async def test_roles_and_scopes_hold_for_writes_too(hub: Hub) -> None:
    await hub.write(customer("wang"))
    for op in (edit("customer", "wang", phone="1"), edit("customer", "nobody", phone="1")):
        with pytest.raises(Problem, match="record/unknown"):
            await hub.write(op, actor=ANN)
    with pytest.raises(Problem, match="write/forbidden"):
        await hub.write(customer("x"), actor=ANN)


BROKEN: list[list[Any]] = [
    [["customer"]],
    ["x"],
    [5],
    [None],
    [["nonsense", rid("a"), None, {}]],
    [["customer", rid("a"), None, {"name": "\ud800"}]],
    [["customer", rid("a"), None, {"name": float("nan")}]],
    [["customer", rid("a"), None, {"name": object()}]],
    [["customer", rid("a"), None, {"name": "x" * 300_000}]],
]


@pytest.mark.parametrize("ops", BROKEN)
async def test_broken_writes_are_refused(hub: Hub, ops: list[Any]) -> None:
    with pytest.raises(Problem, match="mutation/"):
        await hub.write(*ops)
    assert await hub.storage.head(ORG) == 0


async def test_if_match(hub: Hub) -> None:
    first = await hub.write(customer("wang"))
    match = {rid("wang"): [first.position]}
    await hub.write(edit("customer", "wang", phone="1"), match=match)
    with pytest.raises(Problem, match="record/changed"):
        await hub.write(edit("customer", "wang", phone="2"), match=match)
    with pytest.raises(Problem, match="record/unknown"):
        await hub.write(edit("customer", "nobody", phone="2"), match={rid("nobody"): [1]})
    with pytest.raises(Problem, match="record/unknown"):
        await hub.write(edit("customer", "wang", phone="2"), actor=ANN, match={rid("wang"): [9]})


async def test_of_two_with_the_same_match_one_wins(hub: Hub) -> None:
    first = await hub.write(customer("wang"))
    match = {rid("wang"): [first.position]}
    results = await asyncio.gather(
        *(hub.write(edit("customer", "wang", phone=str(i)), match=match) for i in range(8)),
        return_exceptions=True,
    )
    assert sum(not isinstance(r, Problem) for r in results) == 1
    assert {r.code for r in results if isinstance(r, Problem)} == {"record/changed"}


async def test_a_repeated_request_is_answered_as_before(hub: Hub) -> None:
    again = {"key": "k1", "digest": "d1"}
    first = await hub.write(customer("wang"), **again)
    await hub.write(edit("customer", "wang", phone="1"))
    await hub.reopen()
    second = await hub.write(customer("wang"), **again)
    assert second.repeated
    assert not first.repeated
    assert (second.position, second.documents) == (first.position, first.documents)
    with pytest.raises(Problem, match="idempotency/mismatch"):
        await hub.write(customer("li"), key="k1", digest="d2")
    other = await hub.write(customer("li"), actor=BOB, role="dispatcher", **again)
    assert not other.repeated


async def test_simultaneous_repeats_count_once(hub: Hub) -> None:
    await hub.write(["vehicle", rid("van"), None, {"plate": "A"}])
    add = ["vehicle", rid("van"), "now", {"full": {"add": 1}}]
    answers = await asyncio.gather(*(hub.write(add, key="k", digest="d") for _ in range(6)))
    assert sum(not answer.repeated for answer in answers) == 1
    assert len({answer.position for answer in answers}) == 1
    assert (await hub.read(OFFICE))[rid("van")]["full"] == 1


async def test_a_refused_request_may_be_tried_again_with_its_key(hub: Hub) -> None:
    with pytest.raises(Problem, match="reference/unknown"):
        await hub.write(order("o1", "wang"), key="k", digest="d")
    await hub.write(customer("wang"))
    assert not (await hub.write(order("o1", "wang"), key="k", digest="d")).repeated


async def test_a_write_has_seen_what_is_there(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("wang", note="a"))
    await desk.do(edit("customer", "wang", {}, note="b"))
    written = await hub.write(edit("customer", "wang", note="c"))
    assert written.conflicts == []
    assert "c" not in (await hub.read(OFFICE))[rid("wang")]["_"]


async def test_a_write_by_version_may_meet_a_conflict(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.succeed(customer("wang", note="a"))
    seen = (await hub.read(OFFICE))[rid("wang")]["_"]["v"]
    await desk.succeed(edit("customer", "wang", {}, note="b"))
    written = await hub.write(edit("customer", "wang", seen, note="c"))
    assert written.conflicts == [["customer", rid("wang"), "note"]]
