"""Changes come as they happen, to those whom they concern, from where each of them stands."""

import asyncio
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import connect

from tests.server.app.world import World, fresh_id
from tests.server.live.wire import live


def ids(frame: dict[str, Any], part: str = "in") -> set[str]:
    return {
        each["id"] if part == "in" else each for _, group in frame.get(part, []) for each in group
    }


async def test_a_write_reaches_every_open_screen(world: World, address: str) -> None:
    phones = [await world.phone("mei") for _ in range(3)]
    async with asyncio.TaskGroup() as tasks:
        for phone in phones:
            tasks.create_task(phone.settle())
    async with live(address, phones[0]) as a, live(address, phones[1]) as b:
        made = await world.make("customers", name="王太太")
        for wire, phone in ((a, phones[0]), (b, phones[1])):
            frame = await wire.next("changes")
            assert frame["since"] == phone.cursor
            assert ids(frame) == {made["id"]}
            assert frame["in"][0][1][0] == made


async def test_cursors_follow_on_from_one_another(world: World, address: str) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    async with live(address, phone) as wire:
        cursor, found = phone.cursor, set[str]()
        made = {(await world.make("customers", name=str(n)))["id"] for n in range(8)}
        while found != made:
            frame = await wire.next("changes")
            assert frame["since"] == cursor
            cursor, found = frame["c"], found | ids(frame)
    phone.cursor = cursor
    assert (await phone.send(phone.slice())).status_code == 204


async def test_it_catches_up_from_the_cursor_it_was_given(world: World, address: str) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    made = await world.make("customers", name="while it was away")
    async with live(address, phone) as wire:
        frame = await wire.next("changes")
        assert (frame["since"], ids(frame)) == (phone.cursor, {made["id"]})
        later = await world.make("customers", name="now")
        following = await wire.next("changes")
        assert (following["since"], ids(following)) == (frame["c"], {later["id"]})


async def test_nothing_out_of_scope_is_heard(world: World, address: str) -> None:
    driver = await world.phone("chang")
    await world.route_of("chang")
    await driver.settle()
    async with live(address, driver) as wire:
        other = await world.route_of("wu", "Route 2")
        assert await wire.quiet("changes")
        url = f"/api/v1/stops/{other['stop']}"
        headers = await world.headers()
        await world.client.patch(url, json={"note": "secret"}, headers=headers)
        assert await wire.quiet("changes")
        assert all(frame["t"] not in {"event", "presence"} for frame in wire.heard)


async def test_what_leaves_and_what_is_deleted_are_told_apart(world: World, address: str) -> None:
    ids_ = await world.route_of("chang")
    second = await world.make("customers", name="another")
    driver = await world.phone("chang")
    await driver.settle()
    headers = await world.headers()
    async with live(address, driver) as wire:
        url = f"/api/v1/stops/{ids_['stop']}"
        change = {"customer": second["id"]}
        assert (await world.client.patch(url, json=change, headers=headers)).status_code == 200
        moved = await wire.next("changes")
        assert ids(moved) == {ids_["stop"], second["id"]}
        assert ids(moved, "out") == {ids_["customer"]}
        await world.client.delete(url, headers=headers)
        gone = await wire.next("changes")
        assert ids(gone, "gone") == {ids_["stop"]}
        assert ids(gone, "out") == {second["id"]}


async def test_who_gains_or_loses_a_scope_is_sent_to_pull(world: World, address: str) -> None:
    driver = await world.phone("chang")
    await driver.settle()
    async with live(address, driver) as wire:
        # Frames are obeyed one after the other: it has caught up by then, and follows.
        await wire.send({"t": "ping"})
        await wire.next("pong")
        made = await world.route_of("chang")
        await wire.next("behind")
        assert await wire.quiet("changes")
        assert set(made.values()) <= set(await driver.settle())
        await wire.send({"t": "request_sync", "c": driver.cursor})
        headers = await world.headers()
        url = f"/api/v1/stops/{made['stop']}"
        await world.client.patch(url, json={"note": "ring twice"}, headers=headers)
        frame = await wire.next("changes")
        assert (frame["since"], ids(frame)) == (driver.cursor, {made["stop"]})


async def test_a_push_gets_its_verdicts_and_then_its_effects(world: World, address: str) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    id = fresh_id()
    async with live(address, phone) as wire:
        request = phone.slice(
            [["customer", id, None, {"name": "王太太"}]], [["customer", id, None, {"name": 5}]]
        )
        await wire.send({"t": "push", "id": 7, "sync": request})
        verdicts = await wire.next("verdicts")
        assert wire.heard == []
        assert (verdicts["id"], verdicts["answer"]["done"]) == (7, 2)
        assert verdicts["answer"]["no"][0][:2] == [2, "refused"]
        assert {"in", "c"}.isdisjoint(verdicts["answer"])
        assert ids(await wire.next("changes")) == {id}


async def test_events_are_named_for_those_who_may_read(world: World, address: str) -> None:
    made = await world.route_of("chang")
    phones = {name: await world.phone(name) for name in ("chang", "wu")}
    for phone in phones.values():
        await phone.settle()
    async with live(address, phones["chang"]) as chang, live(address, phones["wu"]) as wu:
        url = f"/api/v1/stops/{made['stop']}"
        await world.client.patch(url, json={"note": "x"}, headers=await world.headers("mei"))
        event = await chang.next("event")
        assert (event["name"], event["entity"], event["id"], event["by"]) == (
            "stop_updated", "stop", made["stop"], world.person("mei"),
        )  # fmt: skip
        assert await wu.quiet("event")


async def test_messagepack_sockets_hear_the_same(world: World, address: str) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    hello = {"t": "hello", "token": phone.token, "v": 1, "s": 1, "c": phone.cursor}
    async with connect(f"ws://{address}/api/v1/live", compression=None) as socket:
        await socket.send(msgspec.msgpack.encode(hello))
        assert msgspec.msgpack.decode(await socket.recv(decode=False))["t"] == "ready"
        made = await world.make("customers", name="王太太")
        frame = msgspec.msgpack.decode(await socket.recv(decode=False))
        assert frame["since"] == phone.cursor
        entity, documents = frame["in"][0]
        assert (entity, msgspec.json.decode(documents[0])) == ("customer", made)


@pytest.mark.parametrize("cursor", ["", "1.999999.0"])
async def test_a_cursor_that_needs_more_than_a_frame_is_sent_to_pull(
    world: World, address: str, cursor: str
) -> None:
    phone = await world.phone("mei")
    async with live(address, phone, c=cursor) as wire:
        await wire.next("behind")
