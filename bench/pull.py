"""Pulls: one device bootstraps the whole organisation page after page, compressed as zstd (for
browsers) and gzip (for the device runtime); the time is from a page's request to its last byte,
without what the device does with it. Bare ``sqlite3`` selects the same documents. Then the cost of
being large: a pull of 100 changes, and pushes of new orders, in a store of few and of many records;
both were filled before serving, through the storage's own ``push`` in the bench's process."""

import gzip
import time
from pathlib import Path

import msgspec
import zstandard

from bench.bare import Bare
from bench.device import Device, decode_answer
from bench.figures import Figure, at_least, at_most, quantile
from bench.ground import Ground, fill, prepare
from bench.http import connect
from bench.load import push_all
from bench.process import served
from bench.size import Size
from bench.writes import SLICE, inserts
from schemas.wire.up import Sync
from schemas.wire.version import PROTOCOL, SCHEMA

ROOM = 2_000
CHANGES = 100
DEVICES = 10
MIB = 2**20


class Booted(msgspec.Struct):
    """A first pull. ``documents``: as they came; ``seconds``: waiting for the server; ``size``:
    compressed bytes; ``cursor``: where it ends."""

    documents: list[bytes]
    seconds: float
    size: int
    cursor: str


async def run(size: Size, folder: Path) -> list[Figure]:
    """Bootstrap, then small against large."""
    ground = await prepare(folder / "pull", DEVICES)
    whole = ground.copy(folder / "whole")
    await fill(whole, size.bootstrap)
    figures = await _bootstraps(size, whole)
    empty, small = ground.copy(folder / "empty"), ground.copy(folder / "small")
    await fill(small, size.small)
    filled = await fill(ground, size.large)
    told = f"filled at {size.large / filled.seconds:,.0f}/s"
    slow, fast = await _pulls(size, ground), await _pulls(size, small)
    figures += [
        Figure(f"pull of {CHANGES} changes: {size.large:,} records against {size.small:,}",
               slow / fast, "x", at_most(1.2), f"{slow:.2f} ms against {fast:.2f} ms (median)"),
        Figure(f"pull of {CHANGES} changes at {size.large:,} records", slow, "ms", None, told),
    ]  # fmt: skip
    none = await _pushes(size, empty)
    many = await _pushes(size, ground)
    figures.append(
        Figure(f"inserts into {size.large:,} records against none", many / none, "x",
               at_least(0.7), f"{many:,.0f}/s against {none:,.0f}/s")
    )  # fmt: skip
    return figures


async def _bootstraps(size: Size, ground: Ground) -> list[Figure]:
    # The first device wrote all of it; the second comes new.
    device = ground.devices(2)[1]
    figures: list[Figure] = []
    documents: list[bytes] = []
    async with served(ground.data) as server:
        await device.sign_in(await connect(server.port))
        idle = server.memory()
        for coding in ("zstd", "gzip"):
            used = server.cpu()
            found = [await bootstrap(device, coding) for _ in range(size.rounds)]
            count = len(found[0].documents)
            used = (server.cpu() - used) / (count * size.rounds) * 1000
            best = quantile([count / each.seconds for each in found], 0.5)
            documents = found[0].documents
            what = f"bootstrap of {count:,} records, {coding}"
            is_bound = coding == "zstd"
            figures += [
                Figure(f"{what}: documents", best, "/s", at_least(400_000) if is_bound else None,
                       f"median of {size.rounds}"),
                Figure(f"{what}: server CPU per 1,000", used, "s",
                       at_most(0.003) if is_bound else None),
                Figure(f"{what}: bytes a document", found[0].size / count, "B", at_most(100)),
            ]  # fmt: skip
        after = server.memory()
        device.close()
    speed = figures[0].value / _select(ground, documents) * 100
    figures += [
        Figure("bootstrap, zstd: of a bare SELECT of the same documents", speed, "%"),
        Figure("memory of the server: idle", idle / MIB, "MiB", at_most(100)),
        Figure("memory of the server: after the bootstraps", after / MIB, "MiB", at_most(150)),
    ]
    return figures


def _select(ground: Ground, documents: list[bytes]) -> float:
    bare = Bare(ground.data.parent / "select.sqlite")
    bare.insert([(str(place), each) for place, each in enumerate(documents)])
    speed = quantile([bare.read()[1] for _ in range(5)], 0.5)
    bare.close()
    return speed


async def bootstrap(device: Device, coding: str, *, keep: bool = True) -> Booted:
    """Pulls everything from an empty cursor; ``keep``: the documents too."""
    booted = Booted([], 0.0, 0, "")
    more = True
    while more:
        body = asking(booted.cursor)
        began = time.perf_counter()
        reply = await device.send("POST", "/sync", body, accept=coding)
        booted.seconds += time.perf_counter() - began
        booted.size += len(reply.body)
        answer = decode_answer(inflated(reply.head, reply.body))
        if keep:
            for _, found in answer.arrivals:
                booted.documents += [bytes(each) for each in found]
        more, booted.cursor = answer.more, answer.c or booted.cursor
    return booted


def asking(cursor: str) -> bytes:
    """A request that pulls and brings nothing."""
    asked: Sync[msgspec.Raw] = Sync(v=PROTOCOL, s=SCHEMA, c=cursor, room=ROOM)
    return msgspec.json.encode(asked)


def inflated(head: bytes, body: bytes) -> bytes:
    """A body as it was before its coding."""
    head = head.lower()
    if b"content-encoding: zstd" in head:
        return zstandard.ZstdDecompressor().decompressobj().decompress(body)
    if b"content-encoding: gzip" in head:
        return gzip.decompress(body)
    return body


async def _pulls(size: Size, ground: Ground) -> float:
    """The median of a pull of 100 fresh changes, ms."""
    writer, reader = ground.devices(2)
    orders = ground.orders(3)
    spent: list[float] = []
    async with served(ground.data) as server:
        await writer.sign_in(await connect(server.port))
        await reader.sign_in(await connect(server.port))
        await writer.push(writer.cut([orders.create() for _ in range(CHANGES)]).body)
        cursor = (await bootstrap(reader, "zstd", keep=False)).cursor
        for _ in range(size.pulls):
            piece = writer.cut([orders.create() for _ in range(CHANGES)])
            await writer.push(piece.body)
            began = time.perf_counter()
            reply = await reader.send("POST", "/sync", asking(cursor), accept="zstd")
            spent.append((time.perf_counter() - began) * 1000)
            answer = decode_answer(inflated(reply.head, reply.body))
            assert sum(len(found) for _, found in answer.arrivals) == CHANGES
            cursor = answer.c or cursor
        writer.close()
        reader.close()
    ground.sessions[0] = writer.session
    return quantile(spent, 0.5)


async def _pushes(size: Size, ground: Ground) -> float:
    devices = ground.devices(DEVICES)
    work = inserts(ground, devices, size.writes // SLICE * SLICE)
    async with served(ground.data) as server:
        for device in devices:
            await device.sign_in(await connect(server.port))
        load = await push_all(server, devices, work.slices)
        for device in devices:
            device.close()
    return load.rate
