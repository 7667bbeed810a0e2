"""Pages: whole between sequences, each record once, hostile cursors turned away."""

import itertools

import msgspec
import pytest

from schemas.problems import Problem
from schemas.wire.down import Instruction
from server.storage.contract import Page
from tests.contracts.actors import (
    ANN,
    BOB,
    BOSS,
    OFFICE,
    ORG,
    Hub,
    customer,
    delete,
    edit,
    order,
    rid,
    route,
    stop,
)


def ids(page: Page) -> list[str]:
    return [msgspec.json.decode(text)["id"] for _, texts in page.arrivals for text in texts]


async def test_a_page_never_splits_what_was_written_at_once(hub: Hub) -> None:
    ann = await hub.device("ann", ANN)
    await hub.staff(ANN)
    await hub.write(route("r1", ANN))
    await ann.follow()
    for i in range(6):
        await hub.write(
            customer(f"c{i}"), order(f"o{i}", f"c{i}"),
            stop(f"s{i}", "r1", customer=f"c{i}", order=f"o{i}"),
        )  # fmt: skip
    for room in (1, 2, 4, 5):
        reader = await hub.device(f"x{room}", ANN)
        reader.base, reader.cursor = dict(ann.base), ann.cursor
        for page in await reader.follow(room=room):
            whole = {id[1] for id in ids(page)}
            assert all({rid(f"{k}{i}") for k in "cos"} <= set(ids(page)) for i in whole)
        assert reader.base == await hub.read(ANN)


async def test_one_act_larger_than_the_room_comes_whole(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await desk.follow()
    await hub.write(*(customer(f"c{i}") for i in range(150)))
    await hub.write(*(customer(f"d{i}") for i in range(3)))
    page = await desk.page(room=10)
    assert len(ids(page)) == 150
    assert page.more


async def test_departures_count_as_room_and_come_whole_too(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(route("r1", ANN), route("r2", BOB))
    await hub.write(*(stop(f"s{i}", "r1") for i in range(12)))
    ann = await hub.device("ann", ANN)
    await ann.follow()
    for i in range(0, 12, 2):
        await hub.write(*(edit("stop", f"s{k}", route=rid("r2")) for k in (i, i + 1)))
    pages = await ann.follow(room=3)
    assert len(pages) > 2
    for page in pages:
        out = [id for _, gone in page.departures for id in gone]
        assert len(out) % 2 == 0
    assert ann.base.keys() == {rid("r1"), ANN, BOB}


async def test_a_page_names_a_record_once(hub: Hub) -> None:
    # The message stands in four of the admin's scopes.
    await hub.staff(BOSS)
    text = {"author": BOSS, "text": "x", "to_office": True, "broadcast": True, "to_person": BOSS}
    boss = await hub.device("boss", BOSS)
    await boss.follow()
    await hub.write(["message", rid("m1"), None, text], actor=BOSS, role="admin")
    (page,) = await boss.follow()
    assert ids(page) == [rid("m1")]
    fresh = await hub.device("fresh", BOSS)
    for page in await fresh.follow():
        assert len(ids(page)) == len(set(ids(page)))


async def test_a_bootstrap_comes_in_a_useful_order(hub: Hub) -> None:
    await hub.staff(ANN)
    await hub.write(route("r1", ANN))
    ann = await hub.device("ann", ANN)
    page = await ann.page(room=1)
    assert [entity for entity, _ in page.arrivals] == ["route"]


async def test_a_bootstrap_goes_on_where_it_was_cut(hub: Hub) -> None:
    await hub.write(*(customer(f"c{i}") for i in range(20)))
    for i in range(10):
        await hub.write(customer(f"d{i}"))
    desk = await hub.device("desk", OFFICE)
    page = await desk.page(room=5)
    desk.take(page)
    await hub.write(edit("customer", "c1", phone="1"), delete("customer", "c2"))
    await hub.reopen()
    await desk.follow(room=5)
    assert desk.base == await hub.read(OFFICE)


async def test_a_bootstrap_says_nothing_of_what_was_deleted_before(hub: Hub) -> None:
    await hub.write(customer("a"), customer("b"))
    await hub.write(delete("customer", "a"))
    desk = await hub.device("desk", OFFICE)
    pages = await desk.follow()
    assert [page.gone for page in pages] == [[]]
    await hub.write(delete("customer", "b"))
    (page,) = await desk.follow()
    assert page.gone == [("customer", [rid("b")])]


async def test_a_deleted_record_that_is_edited_comes_back(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.write(customer("a"))
    await desk.follow()
    seen = desk.seen(rid("a"))
    await hub.write(delete("customer", "a"))
    await desk.follow()
    assert desk.base == {}
    await desk.do(edit("customer", "a", seen, phone="1"))
    await desk.follow()
    assert desk.base[rid("a")]["_"]["f"] == ["revived"]


async def test_nothing_new_is_an_empty_page_with_the_same_cursor(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.write(customer("a"))
    await desk.follow()
    page = await desk.page()
    assert page.empty
    assert not page.more
    assert page.cursor == desk.cursor


async def test_many_gained_scopes_at_once(hub: Hub) -> None:
    await hub.staff(ANN)
    ann = await hub.device("ann", ANN)
    await ann.follow()
    names = [f"r{i}" for i in range(90)]
    await hub.write(*(route(name, ANN) for name in names))
    await hub.write(*(stop(f"s{i}", name) for i, name in enumerate(names)))
    await ann.follow(room=20)
    assert ann.base == await hub.read(ANN)
    assert len(ann.base) == 181


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "1", "1.2", "1.2.3.4", "1.2.-3", "1.2.3~", "1.2.3~a", "1.2.3~a=b", "1.2.3~a=1",
        "１.2.3", "1.2.99999999999999999999", "\ud800", "\0", "1.2.3" + "~a=1.1" * 100,
        "' OR 1=1 --", "1.2.3~office=1.1.1",
    ],
)  # fmt: skip
async def test_a_malformed_cursor_is_refused(hub: Hub, cursor: str) -> None:
    desk = await hub.device("desk", OFFICE)
    with pytest.raises(Problem, match="sync/cursor"):
        await desk.page(cursor=cursor)


@pytest.mark.parametrize("cursor", ["2.0.0", "1.999.0", "1.0.999", "0.0.0"])
async def test_a_cursor_of_another_history_starts_anew(hub: Hub, cursor: str) -> None:
    desk = await hub.device("desk", OFFICE)
    page = await desk.page(cursor=cursor)
    assert page.instruction == Instruction("resync")
    assert page.empty


async def test_a_forged_cursor_gives_nothing_that_is_not_held(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(customer("secret"), route("r1", BOB), stop("s1", "r1", customer="secret"))
    ann = await hub.device("ann", ANN)
    head = await hub.storage.head(ORG)
    scopes = ["office", "route:" + rid("r1"), "user:" + BOB, "*", "everyone", "nowhere"]
    for scope, at, floor, position in itertools.product(scopes, (0, head), (0, head), (0, head)):
        page = await ann.page(cursor=f"1.{position}.0~{scope}={at}.{floor}")
        named = {*ids(page), *(id for _, out in [*page.departures, *page.gone] for id in out)}
        assert named <= {ANN, BOB}


async def test_an_unknown_organisation(hub: Hub) -> None:
    with pytest.raises(Problem, match="record/unknown"):
        await hub.storage.head(rid("nowhere"))
