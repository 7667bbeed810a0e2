"""Rounds between devices and the hub, over HTTP: verdicts, pages, lost messages, instructions."""

from typing import Any

import pytest

from clients.replica.errors import Rejected, Throttled, Unreachable
from clients.replica.replica import Replica
from clients.replica.store.blobs import Blob
from clients.replica.transport.framing import Framing, Json, MessagePack
from schemas.wire.down import Instruction
from tests.clients.replica.world import ACTOR, World


def states(replica: Replica) -> list[str]:
    with replica.store.lock:
        return [row.state for row in replica.store.outbox.all()]


@pytest.mark.parametrize("framing", [Json(), MessagePack()], ids=["json", "msgpack"])
async def test_what_one_device_writes_another_sees(world: World, framing: Framing) -> None:
    a, b = world.device(), world.device()
    made = a.create(ACTOR, "item", {"name": "拿鐵", "kind": "drink"})
    assert a.outbox()[0].status == "待送出"
    await world.sync(a, b, framing=framing)
    assert states(a) == ["merged"]
    shown = b.get("item", made.ids[0])
    assert shown is not None
    assert shown["name"] == "拿鐵"
    assert shown["price"] == 0
    b.edit(ACTOR, "item", made.ids[0], {"price": 90})
    await world.sync(b, a, framing=framing)
    assert a.get("item", made.ids[0]) == b.get("item", made.ids[0])
    assert len(a.store.ours) == 0
    assert len(b.store.ours) == 0


async def test_a_lost_answer_is_asked_for_again_and_counts_once(world: World) -> None:
    a = world.device()
    shelf = a.create(ACTOR, "inventory_item", {"station": "S" * 22, "name": "豆", "stock": 10})
    await world.sync(a)
    a.add(ACTOR, "inventory_item", shelf.ids[0], "stock", -3)
    world.faults = ["unheard"]
    with pytest.raises(Unreachable):
        await world.sync(a)
    assert states(a) == ["merged", "sent"]
    document = a.get("inventory_item", shelf.ids[0])
    assert document is not None
    assert document["stock"] == 7
    hub = world.hub.document(shelf.ids[0])
    assert hub is not None
    assert hub["stock"] == 7
    await world.sync(a)
    assert states(a) == ["merged", "merged"]
    hub = world.hub.document(shelf.ids[0])
    assert hub is not None
    assert hub["stock"] == 7
    assert a.get("inventory_item", shelf.ids[0]) == hub


async def test_the_effect_arrives_before_the_verdict_and_is_not_counted_twice(
    world: World,
) -> None:
    a = world.device()
    shelf = a.create(ACTOR, "inventory_item", {"station": "S" * 22, "name": "豆", "stock": 10})
    await world.sync(a)
    a.add(ACTOR, "inventory_item", shelf.ids[0], "stock", -3)
    world.faults = ["unheard"]
    with pytest.raises(Unreachable):
        await world.sync(a)
    engine = world.engine(a)
    await engine.rounds.poll(0)
    document = a.get("inventory_item", shelf.ids[0])
    assert document is not None
    assert document["stock"] == 7
    assert states(a) == ["merged", "sent"]
    await engine.close()


async def test_a_refused_one_blocks_nothing_and_keeps_its_input(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.edit(ACTOR, "item", made.ids[0], {"name": "refuse"})
    a.edit(ACTOR, "item", made.ids[0], {"price": 50})
    document = a.get("item", made.ids[0])
    assert document is not None
    assert document["name"] == "refuse"
    await world.sync(a)
    assert states(a) == ["merged", "refused", "merged"]
    document = a.get("item", made.ids[0])
    assert document is not None
    assert (document["name"], document["price"]) == ("茶", 50)
    (line,) = a.needs_you("zh-TW")
    assert line.code == "transition/illegal"
    assert line.reason == "不能這樣變更狀態"
    assert line.what == "更改品項：名稱"
    a.resend(ACTOR, line.seq, edits={("item", made.ids[0]): {"name": "紅茶"}})
    assert a.needs_you() == []
    await world.sync(a)
    hub = world.hub.document(made.ids[0])
    assert hub is not None
    assert hub["name"] == "紅茶"


async def test_refused_parts_are_named_and_can_be_sent_again(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    a.edit(ACTOR, "item", made.ids[0], {"name": "part", "price": 45})
    await world.sync(a)
    document = a.get("item", made.ids[0])
    assert document is not None
    assert (document["name"], document["price"]) == ("茶", 45)
    (line,) = a.needs_you("en")
    assert line.parts == (("item", made.ids[0], "name"),)
    again = a.resend(ACTOR, line.seq)
    entry = a.entry(again.seq)
    assert entry is not None
    assert entry.written.ops is not None
    assert b'"name":"part"' in entry.written.ops
    assert b"price" not in entry.written.ops
    a.discard(again.seq)


async def test_pages_become_visible_together_with_their_cursor(world: World) -> None:
    a, b = world.device(), world.device()
    await world.sync(b)
    world.hub.page = 2
    for i in range(7):
        a.create(ACTOR, "item", {"name": f"{i}", "kind": "drink"})
    await world.sync(a)
    cursor = b.store.session.cursor
    world.faults = [None, None, "lost"]
    with pytest.raises(Unreachable):
        await world.sync(b)
    assert b.all("item") == []
    assert b.store.session.cursor == cursor
    assert b.store.session.ahead is not None
    b.close()
    b = world.opened("device2")
    await world.sync(b)
    assert len(b.all("item")) == 7
    assert b.store.session.ahead is None


async def test_a_first_bootstrap_shows_its_parts_and_goes_on_where_it_was(world: World) -> None:
    a, b = world.device(), world.device()
    for i in range(7):
        a.create(ACTOR, "item", {"name": f"{i}", "kind": "drink"})
    await world.sync(a)
    world.hub.page = 3
    world.faults = [None, "lost"]
    with pytest.raises(Unreachable):
        await world.sync(b)
    assert len(b.all("item")) == 3
    assert not b.stats().complete
    await world.sync(b)
    assert len(b.all("item")) == 7
    assert b.stats().complete


async def test_what_leaves_the_scope_leaves_the_device_and_its_queue_stays(world: World) -> None:
    a, b = world.device(), world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    await world.sync(a, b)
    world.hub.hide(made.ids[0])
    b.edit(ACTOR, "item", made.ids[0], {"price": 5})
    world.faults = ["lost"]
    with pytest.raises(Unreachable):
        await world.sync(b)
    engine = world.engine(b)
    await engine.rounds.poll(0)
    assert b.get("item", made.ids[0]) is None
    assert states(b) == ["pending"] or states(b) == ["sent"]
    await engine.close()


async def test_a_merged_creation_that_somebody_deleted_does_not_come_back(world: World) -> None:
    a, b = world.device(), world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    await world.sync(a, b)
    b.delete(ACTOR, "item", made.ids[0])
    assert b.get("item", made.ids[0]) is None
    await world.sync(b, a)
    assert a.get("item", made.ids[0]) is None
    a.close()
    a = world.opened("device1")
    assert a.get("item", made.ids[0]) is None


async def test_a_creation_outside_the_scope_disappears_once_it_is_in(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    world.hub.state.outside.add(made.ids[0])
    await world.sync(a)
    assert a.get("item", made.ids[0]) is None
    assert len(a.store.ours) == 0


async def test_conflicts_are_shown_with_both_and_closed_by_accepting_one(world: World) -> None:
    a, b = world.device(), world.device()
    made = a.create(ACTOR, "message", {"author": ACTOR, "text": "甲"})
    await world.sync(a, b)
    a.edit(ACTOR, "message", made.ids[0], {"text": "乙"})
    b.edit(ACTOR, "message", made.ids[0], {"text": "丙"})
    await world.sync(a, b, a)
    ((entity, document),) = a.conflicts()
    assert entity == "message"
    siblings = {value: tuple(dot) for value, dot, _, _ in document["_"]["c"]["text"]}
    assert siblings.keys() == {"乙", "丙"}
    a.accept(ACTOR, "message", made.ids[0], {"text": siblings["乙"]})
    assert a.conflicts() == []
    shown = a.get("message", made.ids[0])
    assert shown is not None
    assert shown["text"] == "乙"
    await world.sync(a, b)
    assert b.conflicts() == []
    shown = b.get("message", made.ids[0])
    assert shown is not None
    assert shown["text"] == "乙"


async def test_numbers_come_from_blocks_and_never_twice(world: World) -> None:
    a, b = world.device(), world.device()
    for replica in (a, b):
        replica.store.want("drink_order.number")
        await world.sync(replica)
    taken = [replica.take_number("drink_order.number") for replica in (a, b) for _ in range(40)]
    assert len(set(taken)) == 80


async def test_an_old_app_pushes_and_stops_pulling(world: World) -> None:
    a, b = world.device(), world.device()
    await world.sync(a, b)
    world.hub.oldest_schema = 99
    await world.sync(a)
    assert a.stats().upgrade
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    await world.sync(a)
    assert states(a) == ["merged"]
    assert world.hub.document(made.ids[0]) is not None
    assert all(request.c is None for request in world.hub.seen[-1:])


async def test_a_wipe_hands_the_queue_in_first(world: World) -> None:
    a = world.device()
    await world.sync(a)
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    photo = world.folder / "photo.jpg"
    photo.write_bytes(b"x")
    a.attach(Blob("b", str(photo), "0" * 64, 1, "image/jpeg", "item", made.ids[0]))
    world.hub.order = Instruction("wipe")
    engine = world.engine(a)
    await engine.sync()
    await engine.close()
    assert engine.wiped
    assert world.hub.document(made.ids[0]) is not None
    assert not (world.folder / "device1.sqlite").exists()
    assert not photo.exists()
    assert not world.opened("device1").store.enrolled


async def test_a_resync_replaces_the_base_and_keeps_the_queue(world: World) -> None:
    a, b = world.device(), world.device()
    old = a.create(ACTOR, "item", {"name": "舊", "kind": "drink"})
    await world.sync(a, b)
    world.hub.epoch += 1
    del world.hub.state.records[old.ids[0]], world.hub.state.changed[old.ids[0]]
    new = b.create(ACTOR, "item", {"name": "新", "kind": "drink"})
    assert b.get("item", old.ids[0]) is not None
    await world.sync(b)
    assert b.get("item", old.ids[0]) is None
    assert b.get("item", new.ids[0]) == world.hub.document(new.ids[0])


async def test_one_poisoned_mutation_is_set_aside(world: World) -> None:
    a = world.device()
    names = [a.create(ACTOR, "item", {"name": n, "kind": "drink"}).ids[0] for n in "abcd"]
    world.poison = names[2].encode()
    await world.sync(a)
    assert states(a) == ["merged", "merged", "refused", "merged"]
    assert a.needs_you()[0].code == "request/invalid"


async def test_problems_become_typed_exceptions(world: World) -> None:
    a = world.device()
    world.faults = ["429 request/rate"]
    with pytest.raises(Throttled):
        await world.sync(a)
    world.faults = ["403 auth/forbidden"]
    with pytest.raises(Rejected) as caught:
        await world.sync(a)
    assert caught.value.code == "auth/forbidden"


async def test_a_receipt_holds_until_something_is_written(world: World) -> None:
    a = world.device()
    a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    engine = world.engine(a)
    receipt = await engine.receipt()
    assert receipt is not None
    assert receipt.n == 1
    a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    assert a.receipt() is None
    await engine.close()


async def test_a_receipt_that_was_wanted_during_a_round_is_asked_for_with_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = world.device()
    a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    engine = world.engine(a)
    sync = engine.rounds.http.sync

    async def answered(request: Any) -> Any:
        answer = await sync(request)
        engine.want_receipt()
        return answer

    monkeypatch.setattr(engine.rounds.http, "sync", answered)
    await engine.rounds.one()
    assert a.receipt() is None
    monkeypatch.undo()
    await engine.rounds.one()
    assert a.receipt() is not None
    assert not engine.rounds.receipt_wanted
    await engine.close()


async def test_a_digest_that_disagrees_mends_the_base(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    engine = world.engine(a)
    await engine.sync()
    assert await engine.rounds.check() is None
    with a.store.database.transaction() as connection:
        connection.execute("DELETE FROM base")
    found = await engine.rounds.check()
    assert found is not None
    assert found.only_b == [("item", made.ids[0])]
    await engine.sync()
    assert a.get("item", made.ids[0]) == world.hub.document(made.ids[0])
    assert engine.metrics.mended == 1
    await engine.close()
