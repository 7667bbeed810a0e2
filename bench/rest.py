"""REST beside sync, from the first second of a fresh server: five devices hand in slices of ten
changes, 200 writes a second in all, while other connections read and patch single orders at fixed
rates. Latencies are from the moment at which a request was due, so a wait in the queue counts."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from bench.device import Device, exceptions
from bench.figures import Figure, at_most, quantile
from bench.ground import fill, prepare
from bench.http import Connection, connect, request
from bench.orders import ENTITY
from bench.process import served
from bench.size import Size

DEVICES = 6
SLICE = 10
PUSHES = 20
"""Slices a second, of all devices together."""
GETS, PATCHES = 50, 25
"""Requests a second."""
LANES = 8
"""Connections of each kind."""
RECORDS = 2_000

Lane = TypeVar("Lane")


async def run(size: Size, folder: Path) -> list[Figure]:
    """Reads and patches while devices sync."""
    ground = await prepare(folder / "rest", DEVICES)
    seen = (await fill(ground, RECORDS)).seen
    ids, orders, seconds = list(seen), ground.orders(6), size.rest_seconds
    async with served(ground.data) as server:
        devices = ground.devices(DEVICES)
        for device in devices:
            await device.sign_in(await connect(server.port))
        lanes = [await connect(server.port) for _ in range(2 * LANES)]
        token = devices[0].token

        async def push(device: Device, place: int) -> None:
            chosen = [ids[(place * SLICE + step) % len(ids)] for step in range(SLICE)]
            piece = device.cut([orders.edit(id, seen[id]) for id in chosen])
            exceptions(await device.push(piece.body), piece)

        async def read(lane: Connection, place: int) -> None:
            path = f"/{ENTITY.plural}/{ids[place * 7 % len(ids)]}"
            await _succeed(lane, request("GET", path, token=token))

        async def patch(lane: Connection, place: int) -> None:
            path = f"/{ENTITY.plural}/{ids[place * 11 % len(ids)]}"
            body = msgspec.json.encode(orders.edit("", {})[3])
            await _succeed(lane, request("PATCH", path, body, token=token))

        pushed, gets, patches = await asyncio.gather(
            _paced(PUSHES, seconds, devices[1:], push),
            _paced(GETS, seconds, lanes[:LANES], read),
            _paced(PATCHES, seconds, lanes[LANES:], patch),
        )
        for device in devices:
            device.close()
        for lane in lanes:
            lane.close()
    told = f"{len(pushed) * SLICE / seconds:,.0f} writes/s synced beside"
    return [
        Figure("REST GET: p95", quantile(gets, 0.95), "ms", at_most(5), told),
        Figure("REST GET: p99", quantile(gets, 0.99), "ms", at_most(15), f"of {len(gets)}"),
        Figure("REST PATCH: p95", quantile(patches, 0.95), "ms", at_most(8)),
        Figure("REST PATCH: p99", quantile(patches, 0.99), "ms", at_most(20), f"of {len(patches)}"),
        Figure(f"a slice of {SLICE} beside it: p95", quantile(pushed, 0.95), "ms"),
    ]


async def _paced(
    rate: float,
    seconds: float,
    lanes: Sequence[Lane],
    act: Callable[[Lane, int], Awaitable[None]],
) -> list[float]:
    """Acts at a fixed rate, each time on a lane of its own; ms from when each was due."""
    free: asyncio.Queue[Lane] = asyncio.Queue()
    for lane in lanes:
        free.put_nowait(lane)
    began = time.monotonic()
    spent: list[float] = []

    async def one(place: int, due: float) -> None:
        lane = await free.get()
        await act(lane, place)
        spent.append((time.monotonic() - due) * 1000)
        free.put_nowait(lane)

    async with asyncio.TaskGroup() as tasks:
        for place in range(round(seconds * rate)):
            due = began + place / rate
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            tasks.create_task(one(place, due))
    return spent


async def _succeed(lane: Connection, text: bytes) -> None:
    reply = await lane.exchange(text)
    if reply.status >= 300:
        raise RuntimeError(f"{text[:80]!r}: {reply.status} {reply.body[:400]!r}")
