"""Every test gets a server of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.app.world import World, assemble, running


@pytest.fixture
def assembled(tmp_path: Path) -> World:
    return assemble(tmp_path)


@pytest.fixture
async def world(assembled: World) -> AsyncIterator[World]:
    async with running(assembled) as world:
        yield world
