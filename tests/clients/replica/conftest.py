"""What the tests of the device runtime share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.replica.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()
