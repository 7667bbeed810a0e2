"""Hybrid logical clock: physical milliseconds and a counter in one integer.

After Kulkarni, Demirbas et al., "Logical Physical Clocks" (2014). A stamp is ``ms * 1024 +
counter``, so it fits the integers that JSON readers hold exactly until the year 2248, sorts as a
number, and a counter that overflows carries into the next millisecond by itself. Ties between
replicas are broken by replica id, wherever stamps are compared (see :func:`sync.record.newest`).
"""

import msgspec

TICKS = 1024
"""Counter values per millisecond."""

FUTURE_ALLOWED_MS = 5 * 60 * 1000
"""How far ahead of the hub's clock a stamp may be before admission brings it back."""


def stamp_at(ms: int) -> int:
    """The first stamp of a millisecond."""
    return ms * TICKS


def ms_of(stamp: int) -> int:
    """The physical part of a stamp, ms since 1970."""
    return stamp // TICKS


class Clock(msgspec.Struct):
    """A replica's own clock. ``last``: the greatest stamp made or heard. ``offset``: what to add to
    the device's time (ms) to get the hub's, measured at each contact.
    """

    last: int = 0
    offset: int = 0

    def tick(self, now_ms: int) -> int:
        """The next stamp at the device's time ``now_ms``: past everything made or heard."""
        self.last = max(self.last + 1, stamp_at(now_ms + self.offset))
        return self.last

    def hear(self, stamp: int) -> None:
        """Moves past a stamp that came from elsewhere, so that what follows sorts after it."""
        self.last = max(self.last, stamp)

    def measure(self, asked_ms: int, answered_ms: int, hub_stamp: int) -> None:
        """Learns the offset from one exchange (Cristian 1989): the hub read its clock half way.

        The clock is also brought back to the hub's time where it ran ahead of it: stamps that the
        hub would clamp anyway must not drag the later ones along for years.
        """
        self.offset = ms_of(hub_stamp) - (asked_ms + answered_ms) // 2
        ceiling = hub_stamp + stamp_at(FUTURE_ALLOWED_MS)
        if self.last > ceiling:
            self.last = hub_stamp
        self.hear(hub_stamp)


def admit(stamp: int, previous: int, hub_stamp: int) -> int:
    """A stamp as the hub fixes it for ever: within its own time (5 minutes allowed), and never
    before the replica's previous mutation.

    ``previous``: the fixed stamp of the replica's previous mutation. Clamping an already fixed
    stamp gives the same stamp again as long as the hub's clock does not go back.
    """
    return max(min(stamp, hub_stamp + stamp_at(FUTURE_ALLOWED_MS)), previous + 1)
