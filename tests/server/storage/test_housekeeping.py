"""Housekeeping happens by itself, and ends when the storage closes."""

import asyncio

import pytest

from schemas.problems import Problem
from server.storage import housekeeping
from server.storage.housekeeping import keep_house


class House:
    """Counts what is asked of it; busy at first."""

    def __init__(self) -> None:
        self.swept: list[int] = []
        self.purged: list[tuple[str, int]] = []
        self.busy = True
        self.enough = asyncio.Event()

    async def organisations(self) -> list[str]:
        return ["one", "two"]

    async def sweep(self, rows: int) -> int:
        if self.busy:
            self.busy = False
            raise Problem("server/busy")
        self.swept.append(rows)
        if len(self.swept) == 7:
            self.enough.set()
        return len(self.swept) % 3

    async def purge(self, organisation: str, horizon_ms: int, limit: int) -> int:
        self.purged.append((organisation, horizon_ms))
        return self.purged.count((organisation, horizon_ms)) < 3


async def test_a_busy_storage_is_left_alone_until_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "SWEEP_EVERY_S", 0.001)
    house, closing = House(), asyncio.Event()
    task = asyncio.create_task(keep_house(house, 60, closing))
    async with asyncio.timeout(5):
        await house.enough.wait()
    closing.set()
    await task
    assert house.purged == [("one", 60)] * 3 + [("two", 60)] * 3
