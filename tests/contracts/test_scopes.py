"""Nobody sees anything outside their scopes, and nobody misses what comes into them."""

import asyncio

import pytest

from server.storage.contract import Pull
from tests.contracts.actors import (
    ANN,
    BOB,
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


@pytest.fixture
async def day(hub: Hub) -> Hub:
    """Ann drives r1 to wang; Bob drives r2 to li."""
    await hub.staff(ANN, BOB)
    await hub.write(customer("wang"), customer("li"), customer("wu"))
    await hub.write(order("o1", "wang"), order("o2", "li"))
    await hub.write(route("r1", ANN), route("r2", BOB))
    await hub.write(stop("s1", "r1", customer="wang", order="o1"), stop("s2", "r2", customer="li"))
    return hub


PEOPLE = {rid("ann"), rid("bob")}


async def test_a_route_brings_its_stops_orders_and_customers(day: Hub) -> None:
    assert (await day.read(ANN)).keys() == PEOPLE | {
        rid(name) for name in ("r1", "s1", "o1", "wang")
    }
    assert (await day.read(BOB)).keys() == PEOPLE | {rid(name) for name in ("r2", "s2", "li")}


async def test_what_comes_along_goes_with_the_last_reason(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await day.write(stop("s3", "r1", customer="wang"))
    await ann.follow()
    await day.write(delete("stop", "s3"))
    await ann.follow()
    assert rid("s3") not in ann.base
    assert rid("wang") in ann.base
    await day.write(delete("stop", "s1"))
    pages = await ann.follow()
    assert ann.base.keys() == PEOPLE | {rid("r1")}
    assert pages[-1].gone == [("stop", [rid("s1")])]
    left = {id for _, ids in pages[-1].departures for id in ids}
    assert left == {rid("wang"), rid("o1")}


async def test_a_stop_that_moves_takes_its_company_along(day: Hub) -> None:
    ann, bob = await day.device("ann", ANN), await day.device("bob", BOB)
    await ann.follow()
    await bob.follow()
    await day.write(edit("stop", "s1", route=rid("r2")))
    await ann.follow()
    await bob.follow()
    assert ann.base.keys() == PEOPLE | {rid("r1")}
    assert {rid("s1"), rid("o1"), rid("wang")} <= bob.base.keys()
    await day.write(edit("stop", "s1", route=rid("r1")))
    await ann.follow()
    assert {rid("s1"), rid("o1"), rid("wang")} <= ann.base.keys()


async def test_a_record_in_two_scopes_stays_when_one_ends(day: Hub) -> None:
    await day.write(stop("s3", "r2", customer="wang"), route("r3", ANN))
    ann = await day.device("ann", ANN)
    await day.write(stop("s4", "r3", customer="wang"))
    await ann.follow()
    await day.write(edit("route", "r3", driver=BOB))
    pages = await ann.follow()
    assert rid("wang") in ann.base
    assert rid("r3") not in ann.base
    assert rid("s4") not in ann.base
    assert all(rid("wang") not in ids for page in pages for _, ids in page.departures)


async def test_a_lost_scope_leaves_nothing_behind(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await day.write(edit("route", "r1", driver=BOB))
    await ann.follow()
    assert ann.base.keys() == PEOPLE
    # What happens there from now on is nobody's business, not even that it happens.
    await day.write(stop("s9", "r1", customer="wu"))
    pages = await ann.follow()
    assert all(page.empty for page in pages)


async def test_what_enters_a_scope_after_it_was_lost_is_not_named(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await day.write(edit("route", "r1", driver=BOB))
    await day.write(stop("s9", "r1", customer="wu"))
    await day.write(edit("stop", "s1", note="x"))
    pages = await ann.follow()
    named = {id for page in pages for _, ids in [*page.departures, *page.gone] for id in ids}
    assert named == {rid(name) for name in ("r1", "s1", "o1", "wang")}
    assert ann.base.keys() == PEOPLE


async def test_a_scope_that_was_lost_and_regained_is_whole_again(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await day.write(edit("route", "r1", driver=BOB))
    await day.write(edit("stop", "s1", note="while away"))
    await day.write(delete("stop", "s1"), stop("s5", "r1", customer="wu"))
    await day.write(edit("route", "r1", driver=ANN))
    await ann.follow()
    assert ann.base == await day.read(ANN)
    assert ann.base.keys() == PEOPLE | {rid("r1"), rid("s5"), rid("wu")}


async def test_losing_and_regaining_one_after_the_other(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    for driver in (BOB, ANN, BOB, ANN, BOB):
        await day.write(edit("route", "r1", driver=driver))
        await day.write(edit("stop", "s1", note=f"for {driver}"))
        await ann.follow(room=2)
        assert ann.base == await day.read(ANN)


async def test_a_gained_scope_is_filled_without_reading_the_others_again(day: Hub) -> None:
    bob = await day.device("bob", BOB)
    await bob.follow()
    await day.write(edit("route", "r1", driver=BOB))
    pages = await bob.follow()
    came = [id for page in pages for _, documents in page.arrivals for id in documents]
    assert len(came) == 4
    assert bob.base == await day.read(BOB)


async def test_a_scope_gained_while_another_is_being_filled(day: Hub) -> None:
    await day.write(*(stop(f"t{i}", "r1", customer="wu") for i in range(10)))
    bob = await day.device("bob", BOB)
    await bob.follow()
    await day.write(edit("route", "r1", driver=BOB))
    page = await bob.page(room=2)
    assert page.more
    bob.take(page)
    await day.write(route("r3", BOB), stop("u1", "r3"))
    await day.write(delete("stop", "t1"), edit("stop", "t5", route=rid("r2")))
    await bob.follow(room=3)
    assert bob.base == await day.read(BOB)


async def test_two_reasons_that_end_at_once(day: Hub) -> None:
    await day.write(stop("s3", "r1", customer="wang"))
    ann = await day.device("ann", ANN)
    await ann.follow()
    desk, other = await day.device("desk", OFFICE), await day.device("desk2", OFFICE)
    await desk.follow()
    await asyncio.gather(
        desk.do(delete("stop", "s1", desk.seen(rid("s1")))),
        other.do(delete("stop", "s3", desk.seen(rid("s3")))),
    )
    await ann.follow()
    assert rid("wang") not in ann.base
    await asyncio.gather(
        desk.do(stop("s6", "r1", customer="wang")), other.do(stop("s7", "r1", customer="wang"))
    )
    await desk.do(delete("stop", "s6", {}))
    await ann.follow()
    assert rid("wang") in ann.base
    assert ann.base == await day.read(ANN)


async def test_created_and_deleted_in_one_push(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    desk = await day.device("desk", OFFICE)
    await desk.send(desk.act(customer("x")), desk.act(delete("customer", "x", {})))
    await desk.send(desk.act(stop("y", "r1", customer="wu")), desk.act(delete("stop", "y", {})))
    await ann.follow()
    assert ann.base == await day.read(ANN)
    assert rid("x") not in await day.read(OFFICE)


async def test_a_driver_cannot_reach_for_somebody_elses_customer(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    seen = ann.seen(rid("s1"))
    moved = await ann.refused(edit("stop", "s1", seen, customer=rid("li")))
    assert moved in {"write/forbidden", "reference/unknown"}
    assert await ann.refused(edit("customer", "li", {}, phone="1")) == "record/unknown"
    assert await ann.refused(edit("customer", "zzz", {}, phone="1")) == "record/unknown"
    await ann.follow()
    assert rid("li") not in ann.base


async def test_a_change_of_role_is_a_change_of_scopes(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    ann.role = "dispatcher"
    await ann.follow()
    assert ann.base == await day.read(OFFICE)
    ann.role = "driver"
    await ann.follow()
    assert ann.base == await day.read(ANN)
    assert rid("li") not in ann.base
    assert day.heard[-1].people == {ANN}


async def test_other_organisations_are_not_there(day: Hub) -> None:
    other = rid("other")
    await day.storage.add_organisation(other)
    assert await day.storage.head(other) == 0
    await day.storage.add_replica(other, "desk")
    pull = Pull(organisation=other, person=OFFICE, role="dispatcher", cursor="")
    assert (await day.storage.pull(pull)).empty
    assert await day.storage.head(ORG) > 0


async def test_the_late_writer(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await ann.push([])
    await ann.follow()  # proves that the first answer arrived
    await day.write(edit("stop", "s1", route=rid("r2")))
    seen = ann.seen(rid("s1"))
    await ann.succeed(edit("stop", "s1", seen, state=["planned", "delivered"]))
    there = (await day.read(BOB))[rid("s1")]
    assert there["state"] == "delivered"
    assert there["_"]["f"] == ["late"]


async def test_what_was_written_before_the_loss_was_read_may_come_after_a_poll(day: Hub) -> None:
    """The act waits on the device, is lost on the way, and a poll shows the newer cursor first."""
    ann = await day.device("ann", ANN)
    await ann.follow()
    await ann.follow()
    act = ann.act(edit("stop", "s1", ann.seen(rid("s1")), state=["planned", "delivered"]))
    await day.write(edit("stop", "s1", route=rid("r2")))
    await ann.follow()  # asked when nothing waited
    for _ in range(25):
        await ann.follow(idle=False)
    assert (await ann.send(act)).no == []
    assert (await day.read(BOB))[rid("s1")]["_"]["f"] == ["late"]


async def test_a_late_writer_who_had_read_of_the_loss_is_refused(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    seen = ann.seen(rid("s1"))
    await day.write(edit("stop", "s1", route=rid("r2")))
    await ann.follow()
    await ann.follow()
    late = edit("stop", "s1", seen, state=["planned", "delivered"])
    assert await ann.refused(late) == "record/unknown"


async def test_holding_back_a_cursor_does_not_make_a_late_writer(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await ann.follow()
    seen, old = ann.seen(rid("s1")), ann.cursor
    await day.write(edit("stop", "s1", route=rid("r2")))
    for _ in range(21):
        await ann.page(cursor=old, idle=True)
    late = edit("stop", "s1", seen, state=["planned", "delivered"])
    assert await ann.refused(late) == "record/unknown"


async def test_a_revoked_device_is_no_late_writer(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await ann.follow()
    await day.write(edit("stop", "s1", route=rid("r2")))
    act = ann.act(edit("stop", "s1", ann.seen(rid("s1")), state=["planned", "delivered"]))
    answer = await ann.send(act, trusted=False)
    assert answer.no[0][2][0] == "record/unknown"


async def test_a_route_that_was_taken_away_makes_late_writers_too(day: Hub) -> None:
    ann = await day.device("ann", ANN)
    await ann.follow()
    await ann.follow()
    await day.write(edit("route", "r1", driver=BOB))
    await ann.succeed(edit("stop", "s1", ann.seen(rid("s1")), state=["planned", "delivered"]))
    await ann.follow()
    await ann.follow()
    again = edit("stop", "s1", {"ann": 1}, state=["delivered", "planned"])
    assert await ann.refused(again) == "record/unknown"
