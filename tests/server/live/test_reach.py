"""What the dispatcher's board is told: which changes of a route its driver has not seen yet."""

from typing import Any

import pytest

from tests.server.app.world import Phone, World
from tests.server.live.wire import live

DAY = "2026-11-21"


async def ask(world: World, path: str, user_name: str = "mei") -> Any:
    response = await world.client.get(
        f"/api/v1/routes{path}", headers=await world.headers(user_name)
    )
    assert response.status_code == 200, response.text
    return response.json()


async def edit(world: World, plural: str, id: str, **values: Any) -> None:
    response = await world.client.patch(
        f"/api/v1/{plural}/{id}", json=values, headers=await world.headers("mei")
    )
    assert response.status_code == 200, response.text


async def read(world: World, phone: Phone) -> None:
    """The phone reads all, and says so; what it said is kept with the next write of anybody."""
    await phone.settle()
    await phone.sync()
    await world.make("customers", name="somebody else")


async def test_a_route_without_a_device_was_seen_by_nobody(world: World) -> None:
    made = await world.route_of("chang")
    reach = await ask(world, f"/{made['route']}/reach")
    assert reach == {"devices": [], "unseen": [made["stop"]], "taken": [], "last_contact": None}


async def test_what_the_driver_has_not_read_is_unseen(world: World) -> None:
    made = await world.route_of("chang")
    phone = await world.phone("chang")
    await read(world, phone)
    path = f"/{made['route']}/reach"
    reach = await ask(world, path)
    assert reach["unseen"] == []
    assert [each["replica"] for each in reach["devices"]] == [phone.replica]
    assert reach["devices"][0]["name"] == "phone"
    assert reach["last_contact"] == reach["devices"][0]["last_contact"]
    assert 0 <= world.services.clock() - reach["last_contact"] < 60_000
    await edit(world, "stops", made["stop"], note="ring twice")
    assert (await ask(world, path))["unseen"] == [made["stop"]]
    await read(world, phone)
    assert (await ask(world, path))["unseen"] == []


async def test_what_the_driver_wrote_the_driver_knows(world: World) -> None:
    made = await world.route_of("chang")
    phone = await world.phone("chang")
    await read(world, phone)
    await phone.sync([["stop", made["stop"], {phone.replica: 0}, {"note": "mine"}]], c=None)
    path = f"/{made['route']}/reach"
    assert (await ask(world, path))["unseen"] == []
    await edit(world, "stops", made["stop"], note="not only yours")
    assert (await ask(world, path))["unseen"] == [made["stop"]]


async def test_a_stop_that_was_taken_away_is_told_apart(world: World) -> None:
    made = await world.route_of("chang")
    other = await world.make("routes", name="Route 2", day=DAY, driver=world.person("wu"))
    await read(world, await world.phone("chang"))
    await edit(world, "stops", made["stop"], route=other["id"])
    reach = await ask(world, f"/{made['route']}/reach")
    assert (reach["unseen"], reach["taken"]) == ([], [made["stop"]])
    assert (await ask(world, f"/{other['id']}/reach"))["unseen"] == [made["stop"]]


async def test_an_open_socket_has_seen_what_it_was_told(world: World, address: str) -> None:
    made = await world.route_of("chang")
    phone = await world.phone("chang")
    await phone.settle()
    path = f"/{made['route']}/reach"
    async with live(address, phone) as wire:
        await edit(world, "stops", made["stop"], note="ring twice")
        await wire.next("changes")
        assert (await ask(world, path))["unseen"] == []
    assert (await ask(world, path))["unseen"] == []
    await edit(world, "stops", made["stop"], note="thrice")
    assert (await ask(world, path))["unseen"] == [made["stop"]]


async def test_a_day_is_asked_for_at_once(world: World) -> None:
    ours, theirs = await world.route_of("chang"), await world.route_of("wu")
    await world.make("routes", name="tomorrow", day="2026-11-22")
    nobodys = await world.make("routes", name="spare", day=DAY)
    await read(world, await world.phone("wu"))
    routes = (await ask(world, f"/reach?day={DAY}"))["routes"]
    assert routes.keys() == {ours["route"], theirs["route"], nobodys["id"]}
    assert routes[ours["route"]]["unseen"] == [ours["stop"]]
    assert routes[theirs["route"]]["unseen"] == []
    assert routes[nobodys["id"]]["devices"] == []


@pytest.mark.parametrize(
    ("path", "user_name", "status", "code"),
    [
        ("/reach?day=today", "mei", 422, "request/invalid"),
        ("/reach", "mei", 400, "request/malformed"),
        (f"/reach?day={DAY}", "chang", 403, "auth/forbidden"),
        ("/AZNcAZNcAZNcAZNcAZNcAZ/reach", "mei", 404, "record/unknown"),
        ("/short/reach", "mei", 422, "request/invalid"),
    ],
)
async def test_others_and_nonsense_are_refused(
    world: World, path: str, user_name: str, status: int, code: str
) -> None:
    headers = await world.headers(user_name)
    response = await world.client.get(f"/api/v1/routes{path}", headers=headers)
    assert (response.status_code, response.json()["code"]) == (status, code)
