"""Reconnecting after 1, 2, 4, 8, 16 and then every 30 s, jittered, for ever (requirement G10)."""

from hypothesis import given
from hypothesis import strategies as st

from sync.backoff import Backoff


def test_steps_with_the_full_draw() -> None:
    backoff = Backoff()
    assert [backoff.fail(1.0) for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]


def test_the_person_is_told_after_five() -> None:
    backoff = Backoff()
    told: list[bool] = []
    for _ in range(6):
        backoff.fail(0.5)
        told.append(backoff.tell)
    assert told == [False, False, False, False, True, True]
    backoff.succeed()
    assert not backoff.tell
    assert backoff.fail(1.0) == 1


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_it_never_ends_and_never_hurries(failures: int, draw: float) -> None:
    delay = Backoff(failures).fail(draw)
    step = min(2 ** min(failures, 5), 30)
    assert step / 2 <= delay <= step


@given(st.integers(0, 20), st.floats(0, 1), st.floats(0, 3600))
def test_retry_after_is_never_undercut(failures: int, draw: float, asked: float) -> None:
    assert Backoff(failures).fail(draw, asked) >= asked


def test_retry_after_is_jittered_too() -> None:
    assert Backoff().fail(0.0, 60) != Backoff().fail(1.0, 60)
