"""Many writers at once: a reader that follows its cursor sees every change, and nothing torn."""

import asyncio
import random

import msgspec
import pytest

from schemas.problems import Problem
from sync.trial import Trial
from tests.contracts.actors import ANN, BOB, OFFICE, ORG, Device, Hub, customer, edit, rid, route

ROUNDS = 12


def pair(number: int, writer: int) -> list[list[object]]:
    """Two records that always change together."""
    return [
        customer(f"a{writer}-{number}", note=str(number)),
        customer(f"b{writer}-{number}", note=str(number)),
    ]


def is_torn(base: dict[str, dict[str, object]]) -> bool:
    notes = {id: document.get("note") for id, document in base.items()}
    return any(notes.get("b" + id[1:]) != note for id, note in notes.items() if id[0] == "a")


async def test_a_reader_sees_every_change_and_nothing_torn(hub: Hub) -> None:
    writers = [await hub.device(f"w{i}", OFFICE) for i in range(8)]
    readers = [await hub.device(f"r{i}", OFFICE) for i in range(2)]
    done = asyncio.Event()

    async def write(place: int, desk: Device) -> None:
        for number in range(ROUNDS):
            await desk.send(
                desk.act(*pair(number, place)), desk.act(customer(f"c{place}-{number}"))
            )
            both = (edit("customer", f"{k}{place}-{number}", {}, note="new") for k in "ab")
            await desk.succeed(*both)

    async def read(reader: Device, room: int) -> None:
        while True:
            last = done.is_set()
            before = reader.cursor
            page = await reader.page(room=room)
            reader.take(page)
            if before and not page.more:
                assert not is_torn(reader.base)
            if last and not page.more:
                return

    reading = [asyncio.create_task(read(r, room)) for r, room in zip(readers, (3, 50), strict=True)]
    await asyncio.gather(*(write(i, desk) for i, desk in enumerate(writers)))
    done.set()
    await asyncio.gather(*reading)
    for reader in readers:
        assert len(reader.base) == 8 * ROUNDS * 3
        assert reader.base == await hub.read(OFFICE)


async def test_every_position_is_heard_of_once_and_in_order(hub: Hub) -> None:
    desks = [await hub.device(f"d{i}", OFFICE) for i in range(5)]
    jobs = [desk.do(customer(f"c{i}")) for i, desk in enumerate(desks)]
    jobs += [hub.write(customer(f"w{i}")) for i in range(20)]  # type: ignore[misc]
    await asyncio.gather(*jobs)
    heads = [heard.head for heard in hub.heard]
    assert heads == sorted(set(heads))
    assert heads[-1] == await hub.storage.head(ORG) == 25
    assert sum(len(heard.records) for heard in hub.heard) == 25


async def test_counters_add_up_under_contention(hub: Hub) -> None:
    await hub.write(["vehicle", rid("van"), None, {"plate": "A"}])
    desks = [await hub.device(f"d{i}", OFFICE) for i in range(6)]
    add = ["vehicle", rid("van"), {}, {"full": {"add": 1}, "empty": {"add": -1}}]

    async def work(desk: Device) -> None:
        for _ in range(10):
            act = desk.act(add)
            await asyncio.gather(desk.push([act]), desk.push([act]))
            await desk.send(act)

    await asyncio.gather(*(work(desk) for desk in desks))
    van = (await hub.read(OFFICE))[rid("van")]
    assert (van["full"], van["empty"]) == (60, -60)


async def test_devices_agree_when_all_is_quiet(hub: Hub) -> None:
    await hub.staff(ANN, BOB)
    await hub.write(route("r0", ANN), route("r1", BOB), customer("wang"), customer("li"))
    chance = random.Random(7)
    ann, bob = await hub.device("ann", ANN), await hub.device("bob", BOB)

    async def office() -> None:
        for i in range(40):
            body = {"route": rid(f"r{i % 2}"), "customer": rid(chance.choice(["wang", "li"]))}
            await hub.write(["stop", rid(f"s{i}"), None, body])
            if i % 3 == 0:
                moved = edit("stop", f"s{chance.randrange(i + 1)}", route=rid(f"r{i % 2}"))
                await hub.write(moved)
            if i % 10 == 9:
                await hub.write(edit("route", "r0", driver=chance.choice([ANN, BOB])))

    async def follow(device: Device) -> None:
        for _ in range(60):
            await device.follow(room=chance.choice([1, 3, 100]))
            await asyncio.sleep(0)

    await asyncio.gather(office(), follow(ann), follow(bob))
    for device in (ann, bob):
        await device.follow()
        assert device.base == await hub.read(device.person)


async def test_one_poisoned_job_harms_nobody_else(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect that strikes on one act: its slice fails as a whole, its neighbours do not."""
    apply = Trial.apply

    def strike(self: Trial, op: object) -> None:
        if getattr(op, "id", None) == rid("poison"):
            raise ZeroDivisionError
        apply(self, op)

    monkeypatch.setattr(Trial, "apply", strike)
    desks = [await hub.device(f"d{i}", OFFICE) for i in range(6)]
    results = await asyncio.gather(
        *(
            desk.push(
                [desk.act(customer(f"c{i}")), desk.act(customer("poison" if i == 3 else "x"))]
            )
            for i, desk in enumerate(desks)
        ),
        return_exceptions=True,
    )
    failed = [i for i, result in enumerate(results) if isinstance(result, Problem)]
    assert failed == [3]
    assert "request/failed" in str(results[3])
    found = await hub.read(OFFICE)
    assert found.keys() == {rid(f"c{i}") for i in range(6) if i != 3} | {rid("x")}
    monkeypatch.undo()
    assert (await desks[3].push([])).instruction is None
    await desks[3].succeed(customer("poison"))


async def test_what_is_decided_survives_a_close(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    pushes = [desk.push([desk.act(customer("a"))]), hub.write(customer("b"))]
    tasks = [asyncio.ensure_future(each) for each in pushes]
    await asyncio.sleep(0)
    await hub.reopen()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    expected = {
        rid(name) for name, r in zip("ab", results, strict=True) if not isinstance(r, Problem)
    }
    assert (await hub.read(OFFICE)).keys() == expected


async def test_a_closed_storage_takes_no_more(hub: Hub) -> None:
    desk = await hub.device("desk", OFFICE)
    await hub.storage.close()
    with pytest.raises(Problem, match="server/busy"):
        await desk.do(customer("a"))
    await hub.open()
    assert msgspec.json.encode(await hub.read(OFFICE)) == b"{}"
