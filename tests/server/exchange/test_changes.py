"""Long-polling: waits for what concerns the reader, and for nothing else."""

import asyncio
import time
from typing import Any

import httpx

from tests.server.app.world import Phone, World


async def wait(phone: Phone, seconds: int) -> httpx.Response:
    query: dict[str, Any] = {"cursor": phone.cursor, "wait": seconds}
    return await phone.world.client.get("/api/v1/sync/changes", params=query, headers=phone.headers)


async def test_it_ends_as_soon_as_something_comes(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    waiting = asyncio.create_task(wait(phone, 20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    made = await world.make("customers", name="王太太")
    response = await asyncio.wait_for(waiting, 5)
    answer = response.json()
    assert [r["id"] for _, records in answer["in"] for r in records] == [made["id"]]
    assert answer["c"] != phone.cursor


async def test_what_others_do_out_of_scope_does_not_end_it(world: World) -> None:
    phone = await world.phone("chang")
    await phone.settle()
    waiting = asyncio.create_task(wait(phone, 1))
    began = time.monotonic()
    await world.make("customers", name="only the office may know")
    response = await asyncio.wait_for(waiting, 5)
    assert time.monotonic() - began > 0.5
    assert "in" not in (response.json() if response.status_code == 200 else {})


async def test_a_gained_scope_ends_it(world: World) -> None:
    phone = await world.phone("chang")
    await phone.settle()
    waiting = asyncio.create_task(wait(phone, 20))
    await asyncio.sleep(0.05)
    route = await world.make(
        "routes", name="Route 1", day="2026-11-21", driver=world.person("chang")
    )
    answer = (await asyncio.wait_for(waiting, 5)).json()
    assert route["id"] in [r["id"] for _, records in answer["in"] for r in records]


async def test_without_a_wait_it_answers_at_once(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    assert (await asyncio.wait_for(wait(phone, 0), 2)).status_code == 204


async def test_it_bootstraps_in_pages(world: World) -> None:
    for n in range(30):
        await world.make("customers", name=f"客戶 {n}")
    headers = await world.headers("mei")
    cursor, found, pages = "", set[str](), 0
    while True:
        query: dict[str, Any] = {"cursor": cursor, "room": 10}
        answer = (
            await world.client.get("/api/v1/sync/changes", params=query, headers=headers)
        ).json()
        arrived = [r["id"] for _, records in answer.get("in", []) for r in records]
        assert len(arrived) <= 10
        found.update(arrived)
        cursor, pages = answer["c"], pages + 1
        if not answer.get("more"):
            break
    assert len(found) == 30 + 5
    assert pages >= 4
