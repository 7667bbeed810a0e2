"""Many devices that hand their slices in at the same time."""

import asyncio
import time
from collections.abc import Sequence
from typing import Protocol

import msgspec

from bench.device import Device, Slice, exceptions
from bench.http import Reply


class Costs(Protocol):
    """A server whose CPU can be told."""

    def cpu(self) -> float:
        """Seconds that it has used so far."""
        ...


class Load(msgspec.Struct, frozen=True):
    """What came of it. ``rate``: decided writes a second. ``cpu``: the server's CPU seconds per
    1,000 writes. ``exceptions``: the part that did not simply merge."""

    writes: int
    rate: float
    cpu: float
    exceptions: float


async def push_all(
    server: Costs, devices: Sequence[Device], slices: Sequence[Sequence[Slice]]
) -> Load:
    """Each device hands in its slices one after the other, all devices beside each other.

    Raises:
        RuntimeError: a write was not decided, or was refused.
    """
    replies: list[list[Reply]] = [[] for _ in devices]

    async def run(device: Device, own: Sequence[Slice], heard: list[Reply]) -> None:
        heard += [await device.push(piece.body) for piece in own]

    used = server.cpu()
    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for device, own, heard in zip(devices, slices, replies, strict=True):
            tasks.create_task(run(device, own, heard))
    spent = time.perf_counter() - began
    used = server.cpu() - used
    odd = writes = 0
    for own, heard in zip(slices, replies, strict=True):
        for piece, reply in zip(own, heard, strict=True):
            odd += exceptions(reply, piece)
            writes += piece.last - piece.first + 1
    return Load(writes, writes / spent, used / writes * 1000, odd / writes)
