"""Every test gets a server of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.exchange import live
from tests.server.app.world import World, assemble, running
from tests.server.live.wire import listening


@pytest.fixture
def assembled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(live, "SWEEP", 0.05)
    return assemble(tmp_path)


@pytest.fixture
async def world(assembled: World) -> AsyncIterator[World]:
    async with running(assembled) as world:
        yield world


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with listening(world) as address:
        yield address
