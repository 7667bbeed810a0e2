"""What a person does with what was recorded: words, undo, taking up again, notices of change."""

import asyncio
import threading

import pytest

from clients.replica.errors import NoNumberLeft
from clients.replica.replica import Replica
from clients.replica.store.blobs import Blob
from clients.replica.store.store import Change
from schemas.problems import Problem
from sync.overlay import Add, Count, Document, Members
from sync.replica import KEEP_MS
from tests.clients.replica.world import ACTOR, World


def shown(replica: Replica, entity: str, id: str) -> Document:
    document = replica.get(entity, id)
    assert document is not None
    return {name: value for name, value in document.items() if name != "_"}


async def test_every_act_can_be_taken_back(world: World) -> None:
    a = world.device()
    customer = a.create(
        ACTOR, "customer", {"name": "王", "phone": "02", "sizes": [16, 20], "cylinders": 2}
    ).ids[0]
    a.count(ACTOR, "customer", customer, "deposit", 100)
    before = shown(a, "customer", customer)
    changes = {
        "name": "李", "phone": None, "note": "後門", "sizes": Members((50, 16), (20, 4)),
        "cylinders": Add(-2), "deposit": Count(30),
    }  # fmt: skip
    made = a.edit(ACTOR, "customer", customer, changes)
    a.undo(ACTOR, made.seq)
    assert shown(a, "customer", customer) == before
    made = a.delete(ACTOR, "customer", customer)
    a.undo(ACTOR, made.seq)
    assert shown(a, "customer", customer) == before
    await world.sync(a)
    assert shown(a, "customer", customer) == before
    hub = world.hub.document(customer)
    assert hub is not None
    assert {name: value for name, value in hub.items() if name != "_"} == before


async def test_a_step_is_taken_back_only_where_that_is_declared(world: World) -> None:
    a = world.device()
    stop = a.create(ACTOR, "stop", {"route": "r" * 22}).ids[0]
    made = a.set_state(ACTOR, "stop", stop, "delivered")
    a.undo(ACTOR, made.seq)
    assert shown(a, "stop", stop)["state"] == "planned"
    order = a.create(ACTOR, "delivery_order", {"customer": "c" * 22}).ids[0]
    made = a.set_state(ACTOR, "delivery_order", order, "confirmed")
    with pytest.raises(Problem) as caught:
        a.undo(ACTOR, made.seq)
    assert caught.value.code == "transition/illegal"
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.undo(ACTOR, made.seq)
    assert a.get("item", made.ids[0]) is None


def test_an_act_of_several_ops_is_one(world: World) -> None:
    a = world.device()
    act = a.act()
    route = "r" * 22
    stop = act.create("stop", {"route": route})
    act.edit("stop", stop, {"state": "arrived"})
    act.edit("stop", stop, {"state": "delivered"})
    act.create("delivery", {"stop": stop, "route": route, "left": 2})
    made = a.commit(ACTOR, act)
    assert a.stats().waiting == 1
    assert len(made.ids) == 4
    assert shown(a, "stop", stop)["state"] == "delivered"


@pytest.mark.parametrize(
    "op",
    [
        ["item", "short", None, {"name": "茶", "kind": "drink"}],
        ["item", "i" * 22, None, {"name": "茶" * 200, "kind": "drink"}],
        ["item", "i" * 22, None, {"name": 7, "kind": "drink"}],
        ["item", "i" * 22, None, {"name": "茶\0", "kind": "drink"}],
        ["nothing", "i" * 22, None, {}],
    ],
)
def test_what_is_not_right_is_not_recorded(world: World, op: list[object]) -> None:
    a = world.device()
    with pytest.raises(Problem) as caught:
        a.mutate(ACTOR, [op])
    assert caught.value.code == "mutation/invalid"
    assert a.stats().waiting == 0


def test_nothing_is_recorded_where_nothing_changes(world: World) -> None:
    a = world.device()
    stop = a.create(ACTOR, "stop", {"route": "r" * 22}).ids[0]
    with pytest.raises(Problem):
        a.set_state(ACTOR, "stop", stop, "planned")
    with pytest.raises(Problem) as caught:
        a.edit(ACTOR, "stop", "x" * 22, {"note": "?"})
    assert caught.value.code == "record/unknown"
    act = a.act()
    for _ in range(100):
        act.create("customer", {"name": "王", "note": "x" * 7_000})
    with pytest.raises(Problem) as caught:
        a.commit(ACTOR, act)
    assert caught.value.code == "mutation/limits"
    assert a.stats().waiting == 1


async def test_the_list_speaks_both_languages(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.edit(ACTOR, "item", made.ids[0], {"name": "紅茶", "price": 30})
    assert [(line.status, line.what) for line in a.outbox("zh-TW")] == [
        ("待送出", "更改品項：名稱、單價"), ("待送出", "新增品項"),
    ]  # fmt: skip
    await world.sync(a)
    a.delete(ACTOR, "item", made.ids[0])
    assert [(line.status, line.what) for line in a.outbox("en")] == [
        ("waiting", "Deletion of item"), ("received", "Change of item: Name, Price"),
        ("received", "New item"),
    ]  # fmt: skip


async def test_discarding_lets_the_input_go_and_keeps_number_and_verdict(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.edit(ACTOR, "item", made.ids[0], {"name": "refuse"})
    await world.sync(a)
    (line,) = a.needs_you("en")
    assert (line.status, line.what) == ("needs you", "Change of item: Name")
    a.discard(line.seq)
    assert a.needs_you() == []
    entry = a.entry(line.seq)
    assert entry is not None
    assert (entry.written.ops, entry.written.state, entry.written.n) == (None, "refused", 2)
    assert a.outbox("en")[0].what == "Given up"
    with pytest.raises(Problem):
        a.resend(ACTOR, line.seq)


async def test_resending_parts_claims_only_what_was_seen_then(world: World) -> None:
    a, b = world.device(), world.device()
    first = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"}).ids[0]
    second = a.create(ACTOR, "message", {"author": ACTOR, "text": "甲"}).ids[0]
    await world.sync(a, b)
    b.edit(ACTOR, "message", second, {"text": "別人的"})
    act = a.act()
    act.edit("item", first, {"name": "refuse"})
    act.edit("message", second, {"text": "我的"})
    a.commit(ACTOR, act)
    await world.sync(b, a)
    (line,) = a.needs_you()
    a.resend(ACTOR, line.seq, only={("message", second)})
    await world.sync(a)
    document = a.get("message", second)
    assert document is not None
    assert {sibling[0] for sibling in document["_"]["c"]["text"]} == {"我的", "別人的"}


async def test_old_safe_decisions_are_let_go_and_open_questions_stay(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.edit(ACTOR, "item", made.ids[0], {"name": "refuse"})
    a.edit(ACTOR, "item", made.ids[0], {"price": 7})
    await world.sync(a)
    world.hub.now += KEEP_MS + 1
    await world.sync(a)
    assert len(a.outbox()) == 3
    world.hub.backup()
    a.edit(ACTOR, "item", made.ids[0], {"price": 8})
    await world.sync(a)
    assert [entry.written.n for entry in a.store.outbox.entries()] == [4, 2]
    assert a.store.session.floor[0] == 3
    assert [seal.first for seal in a.store.outbox.seals(0)] == [4]
    assert len(a.needs_you()) == 1
    again = world.hub.backup()
    a.edit(ACTOR, "item", made.ids[0], {"price": 9})
    await world.sync(a)
    world.hub.restore(again)
    await world.sync(a)
    document = world.hub.document(made.ids[0])
    assert document is not None
    assert document["price"] == 9


def test_numbers_run_out_and_say_so(world: World) -> None:
    a = world.device()
    with pytest.raises(NoNumberLeft):
        a.take_number("drink_order.number")
    assert a.store.low() == {"drink_order.number": 0}


def test_photos_wait_and_hold_the_receipt(world: World) -> None:
    a = world.device()
    blob = Blob("b1", "/x.jpg", "0" * 64, 10, "image/jpeg", "delivery", "d1")
    a.attach(blob)
    a.store.blobs.progress("b1", 5, "/files/1")
    (waiting,) = a.store.blobs.open()
    assert (waiting.sent, waiting.upload, waiting.state) == (5, "/files/1", "uploading")
    assert a.stats().photos == 1
    a.store.blobs.finish("b1", "received")
    assert a.stats().photos == 0
    assert [each.id for each in a.store.blobs.of("delivery", "d1")] == ["b1"]


def test_drafts_survive(world: World) -> None:
    a = world.device()
    a.save_draft("note:stop1", "半句")
    a.close()
    a = world.opened("device1")
    assert a.draft("note:stop1") == "半句"
    a.save_draft("note:stop1", None)
    assert a.draft("note:stop1") is None


async def test_changes_come_once_for_many_commits(world: World) -> None:
    a = world.device()
    heard: list[Change] = []
    stop = a.subscribe(heard.append)
    writer = threading.Thread(
        target=lambda: [a.create(ACTOR, "item", {"name": "茶", "kind": "drink"}) for _ in "abc"]
    )
    writer.start()
    writer.join()
    assert heard == []
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    (change,) = heard
    assert len(change.records) == 3
    assert change.outbox
    stop()
    a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    await asyncio.sleep(0)
    assert len(heard) == 1


async def test_a_list_can_be_watched(world: World) -> None:
    a = world.device()
    lists = a.watch("item", order="name")
    assert await anext(lists) == []
    a.create(ACTOR, "item", {"name": "乙", "kind": "drink"})
    a.create(ACTOR, "stop", {"route": "r" * 22})
    a.create(ACTOR, "item", {"name": "甲", "kind": "drink"})
    assert [d["name"] for d in await anext(lists)] == ["乙", "甲"]
    await lists.aclose()


def test_without_a_loop_changes_are_told_at_once(world: World) -> None:
    a = world.device()
    heard: list[Change] = []
    a.subscribe(heard.append)
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    assert heard[0].records == {("item", made.ids[0])}
