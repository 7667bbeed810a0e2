"""The writer under pressure: a full queue, a full disk, a locked file."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schemas.problems import Problem
from server.storage.contract import Write
from server.storage.sqlite import SqliteStorage, committing
from tests.contracts.actors import OFFICE, ORG, customer, rid
from tests.contracts.engines import KEY


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[SqliteStorage]:
    storage = SqliteStorage(tmp_path / "file.sqlite", seal_key=KEY)
    await storage.open()
    await storage.add_organisation(ORG)
    yield storage
    await storage.close()


def write(name: str, note: str = "") -> Write:
    ops = [customer(name, note=note)]
    return Write(organisation=ORG, actor=OFFICE, role="dispatcher", ops=ops)


async def test_a_full_queue_asks_to_come_again(
    storage: SqliteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "QUEUE", 3)
    jobs = [asyncio.ensure_future(storage.write(write(f"c{i}"))) for i in range(40)]
    results = await asyncio.gather(*jobs, return_exceptions=True)
    busy = [r for r in results if isinstance(r, Problem)]
    assert {problem.code for problem in busy} == {"server/busy"}
    assert {problem.retry_after for problem in busy} == {1}
    assert 0 < len(busy) < 40
    assert (await storage.statistics(ORG))["records"] == 40 - len(busy)


async def test_a_full_disk_refuses_for_now_and_loses_nothing(storage: SqliteStorage) -> None:
    await storage.write(write("before"))
    # SQLite's own limit fails a write just as a full disk does.
    full = storage._committer._connection  # pyright: ignore[reportPrivateUsage]
    (pages,) = await asyncio.to_thread(lambda: full.execute("PRAGMA page_count").fetchone())
    await asyncio.to_thread(full.execute, f"PRAGMA max_page_count = {pages}")
    refused = [
        r
        for r in await asyncio.gather(
            *(storage.write(write(f"c{i}", "x" * 7_000)) for i in range(20)), return_exceptions=True
        )
        if isinstance(r, Problem)
    ]
    assert {(p.code, p.retry_after) for p in refused} == {("server/busy", 5)}
    await asyncio.to_thread(full.execute, "PRAGMA max_page_count = 1000000")
    await storage.write(write("after"))
    figures = await storage.statistics(ORG)
    assert figures["records"] == 22 - len(refused)
    assert figures["head"] == figures["records"]


async def test_another_process_that_holds_the_lock_is_waited_for(storage: SqliteStorage) -> None:
    with contextlib.closing(
        sqlite3.connect(storage.path, isolation_level=None, check_same_thread=False)
    ) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(storage.write(write("a")))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        await asyncio.to_thread(other.execute, "COMMIT")
        assert (await waiting).documents[rid("a")] is not None


async def test_one_group_serves_several_organisations(storage: SqliteStorage) -> None:
    other = rid("other")
    await storage.add_organisation(other)
    jobs = [write(f"c{i}") for i in range(10)]
    for job in jobs[::2]:
        job.organisation = other
    lost = write("lost")
    lost.organisation = rid("nowhere")
    results = await asyncio.gather(*map(storage.write, [*jobs, lost]), return_exceptions=True)
    assert [isinstance(r, Problem) for r in results] == [False] * 10 + [True]
    for id in (ORG, other):
        assert await storage.head(id) == 5


async def test_who_no_longer_waits_harms_nobody(storage: SqliteStorage) -> None:
    gone = asyncio.ensure_future(storage.write(write("gone")))
    stays = asyncio.ensure_future(storage.write(write("stays")))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).position > 0
    assert (await storage.statistics(ORG))["records"] == 2
