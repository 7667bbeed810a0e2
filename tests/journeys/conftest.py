"""One server for each file of journeys."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.journeys.hub import Hub, open_hub


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    opened = open_hub(tmp_path_factory.mktemp("hub"))
    yield opened
    asyncio.run(opened.server.stop())
