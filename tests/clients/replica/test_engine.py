"""The loop: rounds, the live socket, long-polling where that is blocked, and back-off."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from msgspec import Raw

from clients.replica.engine import Engine
from clients.replica.errors import NoNumberLeft
from clients.replica.replica import Replica
from schemas.wire.down import Behind, Expiring, Happened, Instruction, Presence
from schemas.wire.up import Ping, Push, Room, Token
from sync.session import Effect, Session
from tests.clients.replica.live_server import LiveServer, until
from tests.clients.replica.world import ACTOR, World

MILK = {"name": "燕麥奶", "kind": "milk"}
NUMBERS = "drink_order.number"


@contextlib.asynccontextmanager
async def running(engine: Engine) -> AsyncGenerator[Engine]:
    task = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def live(world: World) -> AsyncGenerator[LiveServer]:
    async with LiveServer(world.hub).serving() as server:
        yield server


def on(world: World, live: LiveServer, **more: Any) -> tuple[Replica, Engine]:
    replica = world.device(url=live.url)
    return replica, world.engine(replica, socket=True, **more)


def link(replica: Replica) -> str:
    return replica.stats().contact.link


async def test_a_write_goes_out_over_the_socket_and_comes_back(
    world: World, live: LiveServer
) -> None:
    (a, first), (b, second) = on(world, live), on(world, live)
    async with running(first), running(second):
        await until(lambda: link(a) == link(b) == "live")
        asked = len(world.requests)
        made = a.create(ACTOR, "item", MILK)
        await until(lambda: b.get("item", made.ids[0]) is not None)
        await until(lambda: a.stats().waiting == 0 and len(a.store.ours) == 0)
        assert a.get("item", made.ids[0]) == b.get("item", made.ids[0])
        assert len(world.requests) == asked
        assert a.store.session.cursor == b.store.session.cursor


async def test_writes_during_a_push_follow_in_order(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        made = a.create(ACTOR, "item", MILK)
        for price in range(1, 30):
            a.edit(ACTOR, "item", made.ids[0], {"price": price})
            await asyncio.sleep(0)
        await until(lambda: a.stats().waiting == 0)
    frames: list[Push[Raw]] = [frame for frame in live.heard if isinstance(frame, Push)]
    pushed = [frame.sync for frame in frames]
    assert sum(len(sync.do) for sync in pushed) == 30
    numbers = [sync.after[0] for sync in pushed]
    assert numbers == sorted(set(numbers))
    document = world.hub.document(made.ids[0])
    assert document is not None
    assert document["price"] == 29


async def test_numbers_first_wanted_on_an_idle_socket_come_without_a_push(
    world: World, live: LiveServer
) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        with pytest.raises(NoNumberLeft):
            a.take_number(NUMBERS)
        await until(lambda: a.store.blocks.left(NUMBERS) > 0)
        await until(lambda: link(a) == "live")
    assert not any(isinstance(frame, Push) for frame in live.heard)
    assert a.take_number(NUMBERS) > 0


async def test_numbers_that_the_hub_does_not_have_are_asked_for_once(
    world: World, live: LiveServer
) -> None:
    a, engine = on(world, live)
    world.hub.gives_numbers = False
    async with running(engine):
        await until(lambda: link(a) == "live")
        asked = len(world.requests)
        with pytest.raises(NoNumberLeft):
            a.take_number(NUMBERS)
        await until(lambda: len(world.requests) > asked)
        await until(lambda: link(a) == "live")
        rounds = len(world.requests)
        await asyncio.sleep(0.3)
        assert len(world.requests) == rounds


async def test_a_slow_reader_is_told_and_pulls(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        b = world.device()
        made = b.create(ACTOR, "item", MILK)
        await world.sync(b)
        await live.say(Behind())
        await until(lambda: a.get("item", made.ids[0]) is not None)
        await until(lambda: link(a) == "live")


async def test_changes_that_do_not_fit_are_pulled_instead(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        b = world.device()
        made = b.create(ACTOR, "item", MILK)
        await world.sync(b)
        live.cursors = dict.fromkeys(live.sockets, "1.0")
        world.hub.state.changed["x" * 22] = world.hub.state.sequence = 2
        world.hub.state.records["x" * 22] = world.hub.state.records[made.ids[0]].copy()
        await live.cast()
        await until(lambda: a.get("item", made.ids[0]) is not None)


async def test_heartbeats_are_answered_and_silence_ends_the_socket(
    world: World, live: LiveServer
) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        await until(lambda: any(isinstance(frame, Ping) for frame in live.heard))
        live.mute = True
        await until(lambda: link(a) == "offline", 6)
        assert engine.metrics.retries == 1
        live.mute = False
        await until(lambda: link(a) == "live")


async def test_a_token_is_renewed_on_the_open_socket(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        await live.say(Expiring(30))
        await until(lambda: any(isinstance(frame, Token) for frame in live.heard))
        assert link(a) == "live"


async def test_events_presence_and_rooms(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    heard: list[Any] = []
    engine.on_event(heard.append)
    async with running(engine):
        await until(lambda: link(a) == "live")
        await engine.room(Room("join_station", "s1"))
        event = Happened("order_updated", "drink_order", "i", ACTOR, 1)
        await live.say(event)
        await live.say(Presence("s1", ACTOR, here=True))
        await until(lambda: len(heard) == 2)
        assert heard == [event, Presence("s1", ACTOR, here=True)]
        await live.say(Behind())
        await until(lambda: sum(isinstance(frame, Room) for frame in live.heard) == 2)


async def test_an_instruction_at_the_door_is_followed(world: World, live: LiveServer) -> None:
    a, engine = on(world, live)
    async with running(engine):
        await until(lambda: link(a) == "live")
        live.greeting = world.hub.order = Instruction("wipe")
        await live.say(Behind())
        await until(lambda: engine.wiped)
    assert a.contact.problem == "device/wiped"


async def test_where_sockets_are_blocked_it_polls(world: World) -> None:
    a = world.device(url="http://127.0.0.1:9")
    engine = world.engine(a, socket=True)
    async with running(engine):
        await until(lambda: any(r.url.path.endswith("/sync/changes") for r in world.requests))
        b = world.device()
        made = b.create(ACTOR, "item", MILK)
        await world.sync(b)
        await until(lambda: a.get("item", made.ids[0]) is not None)
        own = a.create(ACTOR, "item", MILK)
        await until(lambda: world.hub.document(own.ids[0]) is not None)


async def test_backs_off_tells_the_person_after_five_and_comes_back(world: World) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) > 8:
            await asyncio.Event().wait()

    a = world.device()
    engine = world.engine(a, sleep=sleep, draw=lambda: 1.0)
    world.faults = ["lost"] * 100
    told: list[tuple[str, bool]] = []
    a.subscribe(lambda change: told.append((a.contact.link, a.contact.tell)))
    async with running(engine):
        await until(lambda: len(slept) == 9)
        assert slept == [1, 2, 4, 8, 16, 30, 30, 30, 30]
        assert told == [("offline", False), ("offline", True)]
        made = a.create(ACTOR, "item", MILK)
        assert a.get("item", made.ids[0]) is not None
        world.faults = []
        engine.retry_now()
        await until(lambda: a.stats().waiting == 0)
        await until(lambda: engine.backoff.failures == 0 and link(a) == "online")


async def test_the_server_says_when_to_come_again(world: World) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.Event().wait()

    a = world.device()
    engine = world.engine(a, sleep=sleep, transport=_Busy())
    async with running(engine):
        await until(lambda: len(slept) == 1)
        assert slept[0] >= 60
        assert a.contact.problem == "server/busy"


async def test_it_may_be_cancelled_at_any_point(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "inventory_item", {"station": "S" * 22, "name": "豆", "stock": 1})
    for i in range(40):
        a.add(ACTOR, "inventory_item", made.ids[0], "stock", 1)
        engine = world.engine(a)
        task = asyncio.create_task(engine.run())
        for _ in range(i):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await world.sync(a)
    document = world.hub.document(made.ids[0])
    assert document is not None
    assert document["stock"] == 41
    assert a.get("inventory_item", made.ids[0]) == document


async def test_cancelled_while_it_lets_go_of_a_poll(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = world.device()
    engine = world.engine(a)
    taking, go_on, taken = threading.Event(), threading.Event(), threading.Event()

    def take_in(session: Session) -> tuple[Session, list[Effect]]:
        taking.set()
        go_on.wait(10)
        taken.set()
        return session, []

    async def poll(_wait: int) -> None:
        await engine.rounds.changed(take_in)

    monkeypatch.setattr(engine.rounds, "poll", poll)
    task = asyncio.create_task(engine.run())
    await until(taking.is_set)
    engine.retry_now()
    for _ in range(5):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    async with asyncio.timeout(10):
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert taken.is_set()


async def test_never_two_requests_at_once(world: World) -> None:
    a = world.device()
    engine = world.engine(a)
    for _ in range(5):
        a.create(ACTOR, "item", MILK)
    await asyncio.gather(*(engine.sync() for _ in range(4)))
    await engine.close()
    assert sum(len(request.do) for request in world.hub.seen) == 5


async def test_a_disk_that_cannot_be_written_is_waited_for(world: World) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.Event().wait()

    a = world.device()
    b = world.device()
    b.create(ACTOR, "item", MILK)
    await world.sync(b)
    a.store.database.connection.execute("PRAGMA query_only = 1")
    engine = world.engine(a, sleep=sleep)
    async with running(engine):
        await until(lambda: len(slept) == 1)
        assert a.contact.problem == "device/storage"
        a.store.database.connection.execute("PRAGMA query_only = 0")
        engine.retry_now()
        await until(lambda: len(a.all("item")) == 1)


class _Busy(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(503, json={"code": "server/busy"}, headers={"Retry-After": "60"})
