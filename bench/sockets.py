"""Fan-out: one device writes over HTTP at a fixed rate, live sockets of other devices hear it; the
latency is from the start of the write's request to the moment at which a socket's process read the
frame, over all sockets and writes. The sockets live in one lean asyncio process, whose own cost
stands beside: where cores are few, it competes with the server, and the last socket's frame waits
for all before it to be read. A delivery is one write told to one socket: the change, and the event
``order_updated`` that an order raises, a second frame. Where there are more sockets than devices,
devices hold several."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from bench.device import Device, Slice, exceptions
from bench.figures import Figure, Mark, at_most, quantile
from bench.ground import prepare
from bench.http import connect
from bench.orders import Orders
from bench.process import Server, served
from bench.pull import bootstrap
from bench.receiver import Heard, Task
from bench.size import Size
from schemas.wire.up import Hello
from schemas.wire.version import PROTOCOL, SCHEMA

DEVICES = 50
FEW = 9
IDLE = 0.1
"""The part of a core below which the server has nothing under way."""
PATIENCE = 10


class Case(msgspec.Struct, frozen=True):
    """So many sockets hear so many writes a second. ``p50``, ``p99`` in ms; ``cpu`` in us."""

    sockets: int
    rate: int
    p50: Mark | None = None
    p99: Mark | None = None
    cpu: Mark | None = None


class Told(msgspec.Struct):
    """``sent``: when each write began (ns); ``answers``: how long the writer waited (ms)."""

    sent: list[int]
    answers: list[float]


async def run(size: Size, folder: Path) -> list[Figure]:
    """Nobody, a few, and many."""
    ground = await prepare(folder / "sockets", DEVICES)
    few = Case(FEW, 20, at_most(2.5), at_most(8))
    many = Case(size.sockets, 50, at_most(9), at_most(20), at_most(7))
    async with served(ground.data) as server:
        devices = ground.devices(DEVICES)
        for device in devices:
            await device.sign_in(await connect(server.port))
        writer, orders = devices[0], ground.orders(4)
        alone = await _write(writer, orders, 20, round(20 * size.seconds))
        figures: list[Figure] = []
        for case in (few, many):
            figures += await _case(server, devices, orders, case, size)
        for device in devices:
            device.close()
    mean = quantile(alone.answers, 0.5)
    return [*figures, Figure("the writer's own answer, nobody listening, p50", mean, "ms")]


async def _case(
    server: Server, devices: list[Device], orders: Orders, case: Case, size: Size
) -> list[Figure]:
    writer, readers = devices[0], devices[1:]
    cursor = (await bootstrap(readers[0], "zstd", keep=False)).cursor
    before = server.memory()
    async with _listening(server, readers, case.sockets, cursor) as receiver:
        await asyncio.sleep(size.settle)
        grown = (server.memory() - before) / case.sockets / 1024
        used = server.cpu()
        told = await _write(writer, orders, case.rate, round(case.rate * size.seconds))
        await _drained(server, size.settle)
        used = server.cpu() - used
        said, _ = await receiver.communicate(b"")
    return _figures(case, told, msgspec.json.decode(said, type=Heard), used, grown)


async def _drained(server: Server, settle: float) -> None:
    """Waits until the server has nothing under way, for a while at most."""
    for _ in range(PATIENCE):
        used = server.cpu()
        await asyncio.sleep(settle)
        if server.cpu() - used < settle * IDLE:
            return


def _figures(case: Case, told: Told, heard: Heard, used: float, grown: float) -> list[Figure]:
    wanted = len(told.sent) * case.sockets
    spent = [(at - told.sent[marker]) / 1e6 for marker, came in heard.came.items() for at in came]
    what = f"one write to {case.sockets:,} sockets, {case.rate}/s"
    if len(spent) != wanted:
        what += f" ({wanted - len(spent):,} of {wanted:,} deliveries missing)"
    own = heard.cpu / max(1, heard.frames) * 1e6
    figures = [
        Figure(f"{what}: p50", quantile(spent, 0.5), "ms", case.p50,
               f"{heard.behind} fell behind" if heard.behind else ""),
        Figure(f"{what}: p99", quantile(spent, 0.99), "ms", case.p99),
        Figure(f"{what}: the writer's own answer, p50", quantile(told.answers, 0.5), "ms"),
    ]  # fmt: skip
    if case.cpu is not None:
        figures += [
            Figure(f"{what}: server CPU a delivery", used / wanted * 1e6, "us", case.cpu,
                   f"{heard.frames / wanted:.2f} frames each, the write itself included; "
                   f"the receiver needs {own:.1f} us a frame"),
            Figure(f"memory of the server per idle socket, {case.sockets:,} open", grown, "KiB",
                   at_most(25)),
        ]  # fmt: skip
    return figures


async def _write(writer: Device, orders: Orders, rate: int, count: int) -> Told:
    told = Told([], [])
    pieces: list[Slice] = []
    for marker in range(count):
        op = orders.create()
        op[3]["note"] = f"#{marker:06}#"
        pieces.append(writer.cut([op], coding=None))
    loop = asyncio.get_running_loop()
    began = loop.time()
    for place, piece in enumerate(pieces):
        await asyncio.sleep(max(0.0, began + place / rate - loop.time()))
        told.sent.append(time.monotonic_ns())
        reply = await writer.push(piece.body, coding=None)
        told.answers.append((time.monotonic_ns() - told.sent[-1]) / 1e6)
        exceptions(reply, piece)
    return told


@asynccontextmanager
async def _listening(
    server: Server, readers: list[Device], count: int, cursor: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """The receiver's process, when all its sockets are open."""
    hellos = [
        msgspec.json.encode(
            Hello(token=readers[place % len(readers)].token, v=PROTOCOL, s=SCHEMA, c=cursor)
        ).decode()
        for place in range(count)
    ]
    receiver = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.receiver", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        limit=2**30,
    )  # fmt: skip
    assert receiver.stdin is not None
    assert receiver.stdout is not None
    try:
        receiver.stdin.write(msgspec.json.encode(Task(server.port, hellos)) + b"\n")
        await receiver.stdin.drain()
        if await receiver.stdout.readline() != b"ready\n":
            raise RuntimeError("the receiver did not get all its sockets")
        yield receiver
    finally:
        if receiver.returncode is None:
            receiver.kill()
            await receiver.wait()
