"""Days at midnight, on another clock, and where the clocks change."""

from datetime import UTC, datetime

import pytest

from schemas.days import bounds_of, day_of, week_of

HOUR = 3_600_000


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-20T15:59:59.999", "Asia/Taipei", "2026-11-20"),
        ("2026-11-20T16:00:00", "Asia/Taipei", "2026-11-21"),
        ("2026-11-20T16:00:00", "America/New_York", "2026-11-20"),
        ("2026-12-31T16:00:00", "Asia/Taipei", "2027-01-01"),
    ],
)
def test_a_day_turns_at_the_organisations_midnight(instant: str, zone: str, day: str) -> None:
    assert day_of(ms(instant), zone) == day


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2026-11-21", "Asia/Taipei", 24),
        ("2026-03-29", "Europe/Berlin", 23),
        ("2026-10-25", "Europe/Berlin", 25),
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(day: str, zone: str, hours: int) -> None:
    start, end = bounds_of(day, zone)
    assert end - start == hours * HOUR
    assert day_of(start, zone) == day_of(end - 1, zone) == day
    assert day_of(start - 1, zone) < day < day_of(end, zone)


def test_a_week_begins_on_monday() -> None:
    week = week_of("2026-11-21")
    assert (week[0], week[-1]) == ("2026-11-16", "2026-11-22")


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        bounds_of("2026-13-01", "Asia/Taipei")
