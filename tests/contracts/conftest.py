"""Every test of the contract runs on every engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.actors import Hub
from tests.contracts.engines import ENGINES, Clock, Engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return ENGINES[request.param](tmp_path)


@pytest.fixture
async def hub(engine: Engine) -> AsyncIterator[Hub]:
    hub = Hub(engine, Clock())
    await hub.open()
    yield hub
    await hub.close()
