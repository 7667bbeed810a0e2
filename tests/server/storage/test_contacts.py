"""When a device counts as clean."""

from server.storage.contacts import PATIENCE, Contact, meet
from server.storage.needs import Replica


def device() -> Replica:
    return Replica(key=1, id="r", family="r")


def round_(row: Replica, proved: int, issued: int, at: int = 0, *, idle: bool = True) -> int:
    meet(row, Contact("o", "r", proved, issued, at, idle))
    return row.clean


def test_a_poll_proves_that_it_was_read_and_nothing_of_what_waits() -> None:
    row = device()
    round_(row, 0, 10)
    for _ in range(2 * PATIENCE):
        assert round_(row, 10, 0, idle=False) == 0
    assert row.read == 10
    assert round_(row, 10, 0) == 10


def test_a_position_counts_once_a_later_cursor_proves_it() -> None:
    row = device()
    assert round_(row, 0, 10) == 0
    assert round_(row, 10, 12) == 10
    assert round_(row, 12, 0) == 12


def test_a_cursor_behind_the_offer_proves_nothing() -> None:
    row = device()
    round_(row, 0, 10)
    assert round_(row, 9, 0) == 0
    assert round_(row, 10, 0) == 10


def test_a_round_that_left_something_to_do_offers_nothing() -> None:
    row = device()
    round_(row, 0, 0)
    assert round_(row, 50, 0) == 0


def test_an_offer_without_proof_counts_after_many_rounds() -> None:
    row = device()
    round_(row, 0, 10)
    for _ in range(PATIENCE - 1):
        assert round_(row, 0, 10) == 0
    assert round_(row, 0, 10) == 10


def test_positions_and_times_never_go_back() -> None:
    row = device()
    round_(row, 10, 10, at=5)
    round_(row, 3, 4, at=2)
    assert (row.read, row.offered, row.contact) == (10, 10, 5)
