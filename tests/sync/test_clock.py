"""The hybrid clock: ever forwards, near the hub's, whatever the device's own says."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.types import SAFE_INTEGER
from sync.clock import FUTURE_ALLOWED_MS, TICKS, Clock, admit, ms_of, stamp_at

NOW = 1_795_248_000_000
HOUR = 3600 * 1000
YEAR = 365 * 24 * HOUR
ALLOWED = stamp_at(FUTURE_ALLOWED_MS)
ms = st.integers(0, SAFE_INTEGER // TICKS)
stamps = st.integers(0, SAFE_INTEGER)


@given(st.lists(ms, min_size=2, max_size=30), st.integers(-YEAR, YEAR))
def test_each_tick_is_past_the_one_before_wherever_the_device_s_clock_goes(
    times: list[int], offset: int
) -> None:
    clock = Clock(offset=offset)
    ticks = [clock.tick(now) for now in times]
    assert ticks == sorted(set(ticks))


def test_a_tick_says_the_time() -> None:
    assert ms_of(Clock().tick(NOW)) == NOW
    assert ms_of(Clock(offset=-HOUR).tick(NOW)) == NOW - HOUR


def test_more_than_a_thousand_ticks_of_one_millisecond_carry_into_the_next() -> None:
    clock = Clock()
    ticks = [clock.tick(NOW) for _ in range(TICKS + 1)]
    assert ms_of(ticks[TICKS - 1]) == NOW
    assert ticks[TICKS] == stamp_at(NOW + 1)


def test_what_is_heard_is_passed() -> None:
    clock = Clock()
    clock.hear(stamp_at(NOW + HOUR))
    assert clock.tick(NOW) == stamp_at(NOW + HOUR) + 1
    clock.hear(stamp_at(NOW))
    assert clock.last > stamp_at(NOW + HOUR)


def test_the_offset_is_taken_from_the_middle_of_the_exchange() -> None:
    clock = Clock()
    clock.measure(NOW, NOW + 200, stamp_at(NOW + HOUR))
    assert clock.offset == HOUR - 100
    assert ms_of(clock.tick(NOW + 200)) == NOW + HOUR + 100


def test_a_clock_in_1970_is_right_after_the_first_contact() -> None:
    clock = Clock()
    assert ms_of(clock.tick(5_000)) == 5_000
    clock.measure(5_000, 5_100, stamp_at(NOW))
    assert abs(ms_of(clock.tick(5_100)) - NOW) < 100


def test_a_clock_in_2031_is_brought_back_and_drags_nothing_along() -> None:
    clock = Clock()
    ahead = NOW + 5 * YEAR
    clock.tick(ahead)
    clock.measure(ahead, ahead, stamp_at(NOW))
    assert ms_of(clock.tick(ahead)) == NOW


def test_a_clock_that_drifts_stays_within_the_exchange() -> None:
    """Ten minutes a day too fast, one contact an hour: never more than half a minute off."""
    clock, fast = Clock(), 1 + 10 / (24 * 60)
    for hour in range(48):
        true = NOW + hour * HOUR
        local = NOW + int(hour * HOUR * fast)
        if hour:
            assert abs(ms_of(clock.tick(local)) - true) < 30_000
        clock.measure(local, local, stamp_at(true))


def test_a_little_ahead_is_left_alone() -> None:
    clock = Clock(last=stamp_at(NOW + FUTURE_ALLOWED_MS - 1))
    clock.measure(NOW, NOW, stamp_at(NOW))
    assert clock.last == stamp_at(NOW + FUTURE_ALLOWED_MS - 1)


@given(stamps, stamps, stamps)
def test_admission_is_idempotent_and_bounded(stamp: int, previous: int, hub: int) -> None:
    fixed = admit(stamp, previous, hub)
    assert admit(fixed, previous, hub) == fixed
    assert fixed > previous
    assert fixed <= max(hub + ALLOWED, previous + 1)


@given(stamps, stamps, stamps)
def test_an_honest_stamp_stays_as_it_is(previous: int, ahead: int, hub: int) -> None:
    stamp = previous + 1 + ahead % (ALLOWED + 1)
    assert admit(stamp, previous, max(hub, stamp)) == stamp


@given(st.lists(stamps, min_size=2, max_size=20), stamps)
def test_stamps_of_one_replica_keep_the_order_of_its_numbers(many: list[int], hub: int) -> None:
    fixed: list[int] = []
    for stamp in many:
        fixed.append(admit(stamp, fixed[-1] if fixed else 0, hub))
    assert fixed == sorted(set(fixed))
