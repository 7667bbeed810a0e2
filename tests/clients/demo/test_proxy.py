"""Each fault of the bad network, shown with a real server behind it."""

import asyncio
from asyncio import IncompleteReadError
from random import Random
from time import perf_counter

import pytest

from clients.demo.proxy import DARK, GOOD, LOSSY, PROFILES, SLOW, Profile, Proxy
from clients.demo.proxy.profile import Fate
from tests.clients.demo.proxied import CLEAN, proxied, until
from tests.clients.demo.tiny_server import (
    UPGRADE,
    TinyServer,
    ask,
    connection,
    read_answer,
    request,
)

FAULTY = Profile(
    name="faulty", repeat=0.2, lose_ack=0.2, truncate_request=0.1, truncate_response=0.2
)


@pytest.mark.parametrize("seed", range(4))
async def test_a_repeated_request_reaches_the_server_twice_and_is_answered_once(
    seed: int,
) -> None:
    async with proxied(Profile(name="x", repeat=1), seed) as (server, proxy, port):
        async with connection(port) as (reader, writer):
            writer.write(request(b"once"))
            assert await read_answer(reader) == (200, b"ONCE")
            writer.write(request(b"more"))
            assert await read_answer(reader) == (200, b"MORE")
        assert server.bodies == [b"once", b"once", b"more", b"more"]
        assert proxy.stats.repeated == 2


async def test_a_lost_acknowledgement_has_reached_the_server() -> None:
    async with proxied(Profile(name="x", lose_ack=1)) as (server, proxy, port):
        assert await ask(port, b"paid", "/slow") is None
        assert server.bodies == [b"paid"]
        assert proxy.stats.acks_lost == 1


async def test_a_held_request_goes_after_a_later_one_of_another_connection() -> None:
    hold = Profile(name="x", hold=1, hold_ms=5_000)
    async with proxied(hold) as (server, proxy, port):
        first = asyncio.create_task(ask(port, b"first"))
        await until(lambda: proxy.stats.requests == 1)
        await proxy.set_profile(CLEAN)
        assert await ask(port, b"second") == b"SECOND"
        assert await first == b"FIRST"
        assert server.bodies == [b"second", b"first"]
        assert proxy.stats.reordered == 1


async def test_a_held_request_outlives_the_connection_that_brought_it() -> None:
    hold = Profile(name="x", hold=1, hold_ms=50)
    async with proxied(hold) as (server, proxy, port):
        assert await ask(port, b"first") is None
        assert server.bodies == []
        await proxy.set_profile(CLEAN)
        assert await ask(port, b"retried") == b"RETRIED"
        await until(lambda: len(server.bodies) == 2)
        assert server.bodies == [b"retried", b"first"]
        await until(lambda: proxy.stats.reordered == 1)


async def test_a_held_request_that_nobody_overtakes_goes_in_the_end() -> None:
    async with proxied(Profile(name="x", hold=1, hold_ms=10)) as (server, proxy, port):
        assert await ask(port, b"alone") is None
        await until(lambda: server.bodies == [b"alone"])
        assert proxy.stats.reordered == 0


async def test_an_earlier_request_does_not_count_as_a_later_one() -> None:
    async with proxied() as (server, proxy, port):
        earlier = asyncio.create_task(ask(port, b"earlier", "/slow"))
        await until(lambda: server.bodies == [b"earlier"])
        await proxy.set_profile(Profile(name="x", hold=1, hold_ms=300))
        assert await ask(port, b"held") is None
        assert await earlier == b"EARLIER"
        assert server.bodies == [b"earlier"]
        assert proxy.stats.reordered == 0


async def test_a_truncated_request_never_counts_as_complete() -> None:
    async with proxied(Profile(name="x", truncate_request=1)) as (server, proxy, port):
        for _ in range(8):
            assert await ask(port, b"y" * 2_000) is None
        await until(lambda: server.broken >= 7)
        assert server.bodies == []
        assert proxy.stats.truncated == 8


async def test_a_truncated_answer_is_noticed_by_the_device() -> None:
    async with proxied(Profile(name="x", truncate_response=1)) as (server, proxy, port):
        for _ in range(8):
            assert await ask(port, b"z" * 2_000) is None
        assert server.bodies == [b"z" * 2_000] * 8
        assert proxy.stats.truncated == 8


async def test_an_upgraded_connection_passes_raw_bytes_both_ways() -> None:
    async with proxied(GOOD) as (_, proxy, port), connection(port) as (reader, writer):
        writer.write(UPGRADE)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
        for frame in (b"\x81\x03abc", bytes(range(256)) * 200):
            writer.write(frame)
            assert await reader.readexactly(len(frame)) == frame
        assert proxy.stats.requests == 1
        assert proxy.stats.cut == 0


async def test_an_upgraded_connection_is_cut_in_the_middle() -> None:
    async with proxied() as (_, proxy, port), connection(port) as (reader, writer):
        writer.write(UPGRADE)
        await reader.readuntil(b"\r\n\r\n")
        await proxy.set_profile(Profile(name="x", cut=1))
        writer.write(b"f" * 1_000)
        with pytest.raises((IncompleteReadError, ConnectionError)):
            await reader.readexactly(1_000)
        assert proxy.stats.cut == 1


async def test_a_refused_upgrade_is_an_ordinary_answer() -> None:
    async with proxied() as (server, _, port), connection(port) as (reader, writer):
        writer.write(request(b"no").replace(b"Host: x", b"Connection: upgrade\r\nUpgrade: h2c"))
        assert await read_answer(reader) == (200, b"NO")
        assert server.bodies == [b"no"]


async def test_darkness_severs_what_stands_and_turns_away_what_comes() -> None:
    async with proxied() as (server, proxy, port):
        async with connection(port) as (reader, writer):
            writer.write(request(b"before"))
            await read_answer(reader)
            await proxy.set_profile(DARK)
            with pytest.raises((ConnectionError, IncompleteReadError)):
                await reader.readexactly(1)
        assert await ask(port, b"during") is None
        await until(lambda: proxy.stats.refused == 1)
        await proxy.set_profile(GOOD)
        assert await ask(port, b"after") == b"AFTER"
        assert server.bodies == [b"before", b"after"]


async def test_it_survives_a_server_that_is_killed_and_comes_back() -> None:
    async with proxied() as (server, proxy, port):
        waiting = asyncio.create_task(ask(port, b"one", "/slow"))
        await until(lambda: server.bodies == [b"one"])
        await server.stop()
        assert await waiting is None
        assert await ask(port, b"two") is None
        assert proxy.stats.refused == 1
        await server.start()
        assert await ask(port, b"three") == b"THREE"


async def test_a_device_that_leaves_early_takes_its_request_with_it() -> None:
    async with proxied(Profile(name="x", latency_ms=200)) as (server, proxy, port):
        async with connection(port) as (_, writer):
            writer.write(request(b"never mind"))
            await until(lambda: proxy.stats.requests == 1)
        await asyncio.sleep(0.4)
        assert server.bodies == []
        assert await ask(port, b"next") == b"NEXT"
        assert server.bodies == [b"next"]


async def test_latency_and_bandwidth_take_their_time() -> None:
    async with proxied(Profile(name="x", latency_ms=60, jitter_ms=10)) as (_, proxy, port):
        start = perf_counter()
        await ask(port, b"quick")
        assert perf_counter() - start >= 0.1
        await proxy.set_profile(Profile(name="x", bytes_per_second=200_000))
        start = perf_counter()
        await ask(port, b"s" * 20_000)
        assert perf_counter() - start >= 0.2


async def test_a_stall_stands_still() -> None:
    async with proxied(Profile(name="x", stall=1, stall_ms=100)) as (_, _, port):
        start = perf_counter()
        assert await ask(port, b"later") == b"LATER"
        assert perf_counter() - start >= 0.3  # the request, the answer's head, its body


async def test_closing_ends_what_is_under_way() -> None:
    server = TinyServer()
    await server.start()
    before = asyncio.all_tasks()
    proxy = Proxy(server.port, 1, Profile(name="x", hold=1, hold_ms=60_000))
    port = await proxy.start()
    asked = [asyncio.create_task(ask(port, b"held")) for _ in range(5)]
    await until(lambda: proxy.stats.requests == 5)
    async with asyncio.timeout(2):
        await proxy.close()
        assert await asyncio.gather(*asked) == [None] * 5
    assert asyncio.all_tasks() <= before
    await server.stop()


async def _fates(seed: int) -> list[object]:
    async with proxied(FAULTY, seed) as (_, proxy, port):
        answers = [await ask(port, b"n%d" % number) for number in range(25)]
        return [answers, proxy.stats.repeated, proxy.stats.acks_lost, proxy.stats.truncated]


async def test_one_seed_brings_the_same_faults() -> None:
    first = await _fates(3)
    assert await _fates(3) == first
    assert await _fates(4) != first


async def test_a_lossy_network_does_some_of_everything() -> None:
    async with proxied(LOSSY, 3) as (server, proxy, port):
        asked = [asyncio.create_task(ask(port, b"n%d" % number)) for number in range(80)]
        answers = await asyncio.gather(*asked)
        await until(lambda: set(server.bodies) >= {one.lower() for one in answers if one})
        stats = proxy.stats
        assert stats.requests == 80
        assert min(stats.repeated, stats.acks_lost, stats.truncated) > 0
        # Whoever got an answer got its own.
        assert all(answer in (None, b"N%d" % n) for n, answer in enumerate(answers))


def test_fates_come_as_often_as_their_chances() -> None:
    rng = Random(2)
    profile = Profile(name="x", repeat=0.2, lose_ack=0.1, hold=0.1, truncate_response=0.1)
    drawn = [profile.fate(rng) for _ in range(4_000)]
    assert 700 < drawn.count(Fate.REPEAT) < 900
    assert 320 < drawn.count(Fate.LOSE_ACK) < 480
    assert 1_850 < drawn.count(Fate.DELIVER) < 2_150
    assert drawn.count(Fate.TRUNCATE_REQUEST) == 0
    assert {GOOD.fate(rng) for _ in range(500)} == {SLOW.fate(rng) for _ in range(500)}
    assert set(PROFILES) == {"good", "slow", "lossy", "dark"}
