"""The socket's own life: who may open it, what it forgives, what ends it."""

import asyncio
from typing import Any

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed

from server.exchange import live as module
from server.exchange import live_route
from tests.server.app.world import World, fresh_id
from tests.server.live.wire import Wire, live, wire


async def closed(opened: Wire) -> int:
    """The code with which the server closes."""
    try:
        async with asyncio.timeout(5):
            async for _ in opened.connection:
                continue
    except ConnectionClosed:
        pass
    assert opened.connection.close_code is not None
    return opened.connection.close_code


@pytest.mark.parametrize(
    ("hello", "code", "status"),
    [
        ({"t": "hello", "token": "x", "v": 1, "s": 1}, "auth/invalid", 4401),
        ({"t": "ping"}, "auth/required", 4401),
        ({"t": "nonsense"}, "request/invalid", 4400),
        ("{", "request/malformed", 4400),
        (b"\xc1", "request/malformed", 4400),
    ],
)
async def test_a_first_frame_that_opens_nothing(
    world: World, address: str, hello: Any, code: str, status: int
) -> None:
    async with wire(address, **{"Accept-Language": "zh-TW"}) as opened:
        await opened.send(hello)
        if isinstance(hello, bytes):
            await opened.connection.recv()
        else:
            problem = await opened.next("problem")
            assert problem["code"] == code
            assert not problem["title"].isascii()
        assert await closed(opened) == status


async def test_another_protocol(world: World, address: str) -> None:
    phone = await world.phone("mei")
    async with wire(address) as opened:
        await opened.send({"t": "hello", "token": phone.token, "v": 9, "s": 1})
        assert (await opened.next("problem"))["code"] == "sync/protocol"
        assert await closed(opened) == 4400


async def test_who_says_nothing_is_let_go(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_route, "DEADLINE", 0.1)
    async with wire(address) as opened:
        assert await closed(opened) == 4408


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", "request/malformed"),
        ('"x"', "request/invalid"),
        ({"t": "warp"}, "request/invalid"),
        ({"t": "ping", "n": "x"}, "request/invalid"),
        ({"t": "hello", "token": "x", "v": 1, "s": 1}, "request/invalid"),
        ({"t": "room", "do": "join_station", "id": "x" * 65}, "request/invalid"),
        ({"t": "room", "do": "join_station", "id": "x"}, "auth/forbidden"),
        ({"t": "room", "do": "join_role", "id": "admin"}, "auth/forbidden"),
        ({"t": "request_sync", "c": "hostile"}, "sync/cursor"),
        ({"t": "token", "token": "x"}, "auth/invalid"),
        (b"\x81", "request/media"),
        ("[" * 100_000, "request/invalid"),
        ('{"t":"push","id":1,"sync":{"do":[["abcdefgh",0,' + "[" * 100_000, "request/malformed"),
    ],
)
async def test_a_bad_frame_leaves_the_socket_open(
    world: World, address: str, frame: Any, code: str
) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    async with live(address, phone) as opened:
        await opened.send(frame)
        assert (await opened.next("problem"))["code"] == code
        await opened.send({"t": "ping", "n": 4})
        assert (await opened.next("pong"))["n"] == 4


async def test_a_push_that_cannot_be_taken_is_named(world: World, address: str) -> None:
    phone = await world.phone("mei")
    async with live(address, phone) as opened:
        await opened.send({"t": "push", "id": 3, "sync": {**phone.slice(), "v": 7}})
        problem = await opened.next("problem")
        assert (problem["code"], problem["id"]) == ("sync/protocol", 3)


@pytest.mark.parametrize(
    ("frame", "id", "field"),
    [
        ({"t": "ping", "n": "x"}, None, "n"),
        ({"t": "push", "id": 3, "sync": {"v": "x"}}, 3, "sync.v"),
        ({"t": "push", "id": 3, "sync": ["x"], "more": 1}, 3, "sync"),
        ({"t": "push", "id": "x", "sync": {}}, None, "id"),
        ({"t": "push", "id": -1, "sync": {}}, None, "id"),
        ({"t": "warp", "id": 3}, None, "t"),
    ],
)
async def test_a_problem_names_the_field_and_the_push(
    world: World, address: str, frame: Any, id: int | None, field: str
) -> None:
    phone = await world.phone("mei")
    async with live(address, phone) as opened:
        await opened.send(frame)
        problem = await opened.next("problem")
        assert (problem["code"], problem.get("id")) == ("request/invalid", id)
        assert list(problem["errors"]) == [field]


async def test_a_push_in_messagepack_is_named_too(world: World, address: str) -> None:
    phone = await world.phone("mei")
    hello = {"t": "hello", "token": phone.token, "v": 1, "s": 1}
    async with wire(address) as opened:
        await opened.send(msgspec.msgpack.encode(hello))
        assert msgspec.msgpack.decode(await opened.connection.recv(decode=False))["t"] == "ready"
        await opened.send(msgspec.msgpack.encode({"t": "push", "id": 3, "sync": {"v": "x"}}))
        problem = msgspec.msgpack.decode(await opened.connection.recv(decode=False))
        assert (problem["id"], list(problem["errors"])) == (3, ["sync.v"])


async def test_a_slow_reader_is_sent_to_pull_and_not_buffered(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, writer = await world.phone("mei"), await world.phone("mei")
    await phone.settle()
    await writer.settle()
    async with live(address, phone) as opened:
        transport: Any = opened.connection.transport
        transport.pause_reading()
        for _ in range(60):
            acts = [
                [["customer", fresh_id(), None, {"name": "a", "note": "x" * 7_000}]]
                for _ in range(25)
            ]
            await writer.sync(*acts)
        figures = (await world.client.get("/metrics")).text
        behind = [line for line in figures.splitlines() if line.startswith("fieldpost_behind_t")]
        assert behind == ["fieldpost_behind_total 1.0"]
        transport.resume_reading()
        await opened.next("behind", 10)
        opened.heard.clear()
        assert await opened.quiet("changes")


async def test_a_revoked_device_is_cut_off(world: World, address: str) -> None:
    phone = await world.phone("mei")
    async with live(address, phone) as opened:
        headers = await world.headers()
        await world.client.post(f"/api/v1/devices/{phone.replica}/revoke", headers=headers)
        assert (await opened.next("problem"))["code"] == "device/revoked"
        assert await closed(opened) == 4401


async def test_presence_in_rooms(world: World, address: str) -> None:
    station = await world.make("stations", name="B")
    admin = await world.phone("wang")
    await admin.settle()
    other = await world.phone("wang")
    await other.settle()
    room = {"t": "room", "do": "join_station", "id": station["id"]}
    named = f"station:{station['id']}"
    driver = await world.phone("chang")
    await driver.settle()
    async with live(address, admin) as a, live(address, driver) as c:
        await a.send(room)
        here = await a.next("presence")
        assert here == {"t": "presence", "room": named, "person": admin.person, "here": True}
        await c.send({"t": "room", "do": "join_role", "id": "driver"})
        assert (await c.next("presence"))["room"] == "role:driver"
        await a.send({"t": "room", "do": "join_role", "id": "driver"})
        assert {(await a.next("presence"))["person"] for _ in "ab"} == {
            admin.person, driver.person,
        }  # fmt: skip
        assert (await c.next("presence"))["person"] == admin.person
        await a.send({"t": "room", "do": "leave_station", "id": station["id"]})
    async with live(address, other) as b:
        await b.send(room)
        assert (await b.next("presence"))["person"] == other.person
        assert await b.quiet("presence")


async def test_heartbeats_go_both_ways(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEAT", 0.1)
    phone = await world.phone("mei")
    async with live(address, phone) as opened:
        assert (await opened.next("pong", 5))["n"] == 0
        monkeypatch.setattr(module, "SILENCE", 0.1)
        assert await closed(opened) == 4408


async def test_a_token_is_called_in_and_renewed(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WARNING", 3_600)
    phone = await world.phone("mei")
    async with live(address, phone) as opened:
        assert 0 < (await opened.next("expiring"))["seconds"] <= 900
        assert await opened.quiet("expiring")
        fresh = await world.token({"replica": phone.replica, "secret": phone.secret})
        await opened.send({"t": "token", "token": fresh})
        await opened.next("expiring")


async def test_somebody_elses_token_is_not_taken(world: World, address: str) -> None:
    phone, other = await world.phone("mei"), await world.phone("chang")
    async with live(address, phone) as opened:
        await opened.send({"t": "token", "token": other.token})
        assert (await opened.next("problem"))["code"] == "auth/invalid"
        fresh = await world.token({"replica": phone.replica, "secret": phone.secret})
        await opened.send({"t": "token", "token": fresh})
        await opened.send({"t": "ping", "n": 1})
        assert (await opened.next("pong"))["n"] == 1
