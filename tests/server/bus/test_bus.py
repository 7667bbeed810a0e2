"""The bus contract, on every bus."""

import logging
from collections.abc import Callable

import pytest

from server.bus.contract import Bus
from server.bus.local import LocalBus
from server.storage.contract import Committed

BUSES: dict[str, Callable[[], Bus]] = {"local": LocalBus}


@pytest.fixture(params=BUSES)
def bus(request: pytest.FixtureRequest) -> Bus:
    return BUSES[request.param]()


def commit(head: int) -> Committed:
    return Committed("o", head, frozenset({"office"}), [], frozenset())


async def test_everybody_hears_every_commit_in_order(bus: Bus) -> None:
    one: list[Committed] = []
    two: list[Committed] = []
    await bus.open()
    bus.listen(one.append)
    bus.listen(two.append)
    for head in range(5):
        bus.announce(commit(head))
    assert [each.head for each in one] == list(range(5))
    assert two == one
    await bus.close()
    bus.announce(commit(9))
    assert len(one) == 5


async def test_one_may_stop_listening_while_being_told(bus: Bus) -> None:
    heard: list[int] = []
    await bus.open()
    bus.listen(lambda committed: stop())
    stop = bus.listen(lambda committed: heard.append(committed.head))
    bus.announce(commit(1))
    bus.announce(commit(2))
    stop()
    assert heard == [1]
    await bus.close()


async def test_a_listener_that_fails_keeps_nothing_from_the_others(
    bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def fail(_: Committed) -> None:
        raise ZeroDivisionError

    await bus.open()
    bus.listen(fail)
    bus.listen(lambda committed: heard.append(committed.head))
    with caplog.at_level(logging.ERROR):
        bus.announce(commit(1))
    assert heard == [1]
    assert "a listener failed" in caplog.text
    await bus.close()
