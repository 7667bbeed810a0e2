"""Numbers that people read aloud: from blocks, never two alike."""

import asyncio

from tests.contracts.actors import OFFICE, Hub, customer, edit, order, rid

SERIES = "delivery_order.number"


async def test_a_series_that_runs_low_is_topped_up(hub: Hub) -> None:
    one, two = await hub.device("one", OFFICE), await hub.device("two", OFFICE)
    first = await one.push([], held={SERIES: 19})
    second = await two.push([], held={SERIES: 0})
    assert first.blocks == {SERIES: [(1, 100)]}
    assert second.blocks == {SERIES: [(101, 200)]}
    assert (await one.push([], held={SERIES: 20})).blocks == {}
    assert (await one.push([], held={"nonsense": 0, "customer.name": 0})).blocks == {}


async def test_a_number_is_taken_once(hub: Hub) -> None:
    one, two = await hub.device("one", OFFICE), await hub.device("two", OFFICE)
    await one.send(one.act(customer("wang")), held={SERIES: 0})
    await one.succeed(order("o1", "wang", number=7))
    assert await one.refused(order("o2", "wang", number=7)) == "number/used"
    assert await one.refused(order("o3", "wang", number=101)) == "number/foreign"
    assert await two.refused(order("o4", "wang", number=8)) == "number/foreign"
    await hub.reopen()
    assert await one.refused(order("o5", "wang", number=7)) == "number/used"
    await one.succeed(order("o6", "wang", number=100))


async def test_one_group_takes_many_numbers(hub: Hub) -> None:
    one = await hub.device("one", OFFICE)
    await one.send(one.act(customer("wang")), held={SERIES: 0})
    taken = enumerate((1, 64, 65, 100, 64))
    acts = [one.act(order(f"o{i}", "wang", number=number)) for i, number in taken]
    answer = await one.send(*acts)
    assert [(e[0], e[2][0]) for e in answer.no] == [(6, "number/used")]


async def test_a_refused_order_gives_its_number_back(hub: Hub) -> None:
    one = await hub.device("one", OFFICE)
    await one.send(one.act(customer("wang")), held={SERIES: 0})
    await one.refused(order("o1", "nobody", number=3))
    await one.succeed(order("o1", "wang", number=3))


async def test_the_hub_gives_a_number_where_the_writer_has_none(hub: Hub) -> None:
    one = await hub.device("one", OFFICE)
    await hub.write(customer("wang"))
    await asyncio.gather(
        *(hub.write(order(f"h{i}", "wang")) for i in range(20)),
        *(one.push([], held={SERIES: 0}) for _ in range(5)),
    )
    given = (await one.push([], held={SERIES: 0})).blocks[SERIES]
    await hub.write(order("last", "wang"))
    records = await hub.read(OFFICE)
    numbers = [r["number"] for id, r in records.items() if id != rid("wang")]
    assert len(set(numbers)) == len(numbers) == 21
    ((first, last),) = given
    assert not any(first <= number <= last for number in numbers)


async def test_an_edit_that_keeps_the_number_takes_none(hub: Hub) -> None:
    await hub.write(customer("wang"))
    await hub.write(order("o1", "wang"))
    await hub.write(edit("delivery_order", "o1", number=1, note="same"))
    assert (await hub.read(OFFICE))[rid("o1")]["number"] == 1


async def test_a_restored_hub_passes_over_numbers_that_it_may_have_given(hub: Hub) -> None:
    one = await hub.device("one", OFFICE)
    await one.push([], held={SERIES: 0})
    await hub.save()
    given = (await one.push([], held={SERIES: 0})).blocks[SERIES][0]
    await hub.restore()
    ((first, _),) = (await one.push([], held={SERIES: 0})).blocks[SERIES]
    assert first > given[1]
