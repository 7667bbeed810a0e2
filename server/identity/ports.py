"""What identity is given from outside: time, randomness, and a place for people's profiles."""

import time
from collections.abc import Awaitable, Callable

Clock = Callable[[], int]
"""Now, in milliseconds since 1970-01-01T00:00:00Z."""

Randomness = Callable[[int], bytes]
"""That many unpredictable bytes."""

ProfileWriter = Callable[[str, str, str, str], Awaitable[None]]
"""Writes the synced record ``person``: organisation, person, display name, role."""

StationFinder = Callable[[str, str, str, str], Awaitable[bool]]
"""Whether a person in a role reads a station: organisation, person, role, station."""


def wall_clock() -> int:
    """The machine's own time, in milliseconds."""
    return time.time_ns() // 1_000_000
