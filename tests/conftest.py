"""What holds for every test: the same examples in each run, and a server that never blocks."""

import sys
from collections.abc import Iterator

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import settings

# The same examples every time: a red test is red for everybody. Long random searches are the
# simulation's, which prints its seed. The time-out belongs to pytest.
settings.register_profile("fieldpost", derandomize=True, database=None, deadline=None)
settings.load_profile("fieldpost")


@pytest.fixture(scope="session", autouse=True)
def server_never_blocks() -> Iterator[None]:
    """Raises BlockingError where server code on an event loop reads a file, sleeps or runs SQL.

    A run none of whose tests imports the server has nothing to watch, and does not load it.
    """
    if "server" not in sys.modules:
        yield
        return
    with blockbuster_ctx(scanned_modules=["server"]):
        yield
