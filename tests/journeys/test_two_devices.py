"""Two devices and a server over real sockets: offline edits converge, live ones arrive at once."""

import asyncio
import time
from pathlib import Path

from clients.replica.engine import Engine
from clients.replica.replica import Replica
from sync.overlay import Add
from tests.journeys.hub import Hub, fresh, person_of, sync


async def route_with_a_stop(office: Replica, driver: str) -> tuple[str, str, str]:
    """A driver's route with one stop; the ids of route, stop and customer."""
    route, stop, customer = fresh(), fresh(), fresh()
    act = office.act()
    act.create("customer", {"name": "王太太", "cylinders": 3}, customer)
    act.create("route", {"name": "大安線", "day": "2026-03-02", "driver": driver}, route)
    act.create("stop", {"route": route, "customer": customer}, stop)
    office.commit(person_of(office), act)
    await sync(office)
    return route, stop, customer


async def test_two_who_edit_the_same_offline_and_online_see_the_same(
    hub: Hub, tmp_path: Path
) -> None:
    office = await hub.device("dispatcher", tmp_path / "office.sqlite")
    phone = await hub.device("driver", tmp_path / "phone.sqlite")
    _, stop, customer = await route_with_a_stop(office, person_of(phone))
    await sync(phone)
    assert phone.get("customer", customer) is not None

    # The phone goes on without a network; the office writes the same note, and counts too.
    phone.edit(person_of(phone), "customer", customer, {"note": "電鈴壞了", "cylinders": Add(2)})
    phone.set_state(person_of(phone), "stop", stop, "delivered")
    office.edit(person_of(office), "customer", customer, {"note": "走後門", "cylinders": Add(-1)})
    await sync(office)
    assert phone.stats().waiting == 2

    for replica in (phone, office, phone):
        await sync(replica)
    for entity, id in (("customer", customer), ("stop", stop)):
        assert phone.store.base.get((entity, id)) == office.store.base.get((entity, id))
    shown = office.get("customer", customer)
    assert shown is not None
    assert shown["cylinders"] == 4
    notes = {sibling[0] for sibling in shown["_"]["c"]["note"]}
    assert notes == {"電鈴壞了", "走後門"}
    assert (office.get("stop", stop) or {})["state"] == "delivered"
    assert [line.word for line in phone.outbox("en")] == ["received", "received"]
    phone.close()
    office.close()


async def test_a_live_change_arrives_by_itself(hub: Hub, tmp_path: Path) -> None:
    office = await hub.device("dispatcher", tmp_path / "office.sqlite")
    phone = await hub.device("driver", tmp_path / "phone.sqlite")
    _, stop, _ = await route_with_a_stop(office, person_of(phone))
    engines = [Engine(office), Engine(phone)]
    running = [asyncio.create_task(engine.run()) for engine in engines]
    try:
        async with asyncio.timeout(20):
            for replica in (office, phone):
                await until_live(replica)
            async for stops in phone.watch("stop", {"id": stop}):
                if stops:
                    break
            office.edit(person_of(office), "stop", stop, {"note": "改由後門進"})
            written = time.monotonic()
            async for stops in phone.watch("stop", {"id": stop}):
                if stops and stops[0].get("note") == "改由後門進":
                    break
            assert time.monotonic() - written < 5
            # Nothing was polled meanwhile: it came over the socket.
            assert engines[1].metrics.frames_down > 1
            office.edit(person_of(office), "stop", stop, {"route": await elsewhere(office)})
            async for stops in phone.watch("stop", {"id": stop}):
                if not stops:
                    break
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        phone.close()
        office.close()


async def until_live(replica: Replica) -> None:
    """Waits until the socket is open."""
    live = asyncio.Event()

    def look(_: object) -> None:
        if replica.contact.link == "live":
            live.set()

    stop = replica.subscribe(look)
    look(None)
    await live.wait()
    stop()


async def elsewhere(office: Replica) -> str:
    """A route that is nobody's."""
    route = fresh()
    act = office.act()
    act.create("route", {"name": "備用線", "day": "2026-03-02"}, route)
    office.commit(person_of(office), act)
    return route
