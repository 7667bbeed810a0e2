"""How long to wait before the next attempt to reach the hub (requirement G10).

After 1, 2, 4, 8, 16 and then every 30 seconds, for ever; each jittered so that a hub that comes
back is not met by all its devices in one instant ("equal jitter" of Brooker, "Exponential Backoff
and Jitter", AWS 2015: half of the delay is fixed, half is drawn).
"""

import msgspec

STEPS = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds before each of the first attempts."""

CEILING = 30.0
"""Seconds before every later attempt."""

TELL_AFTER = len(STEPS)
"""So many failures in a row, and the person is told; the attempts go on."""


class Backoff(msgspec.Struct):
    """Counts failures in a row. ``failures``: how many since the last contact."""

    failures: int = 0

    @property
    def tell(self) -> bool:
        """Whether it has lasted long enough to tell the person."""
        return self.failures >= TELL_AFTER

    def succeed(self) -> None:
        """The hub answered: the next failure starts from the first step again."""
        self.failures = 0

    def fail(self, draw: float, retry_after: float | None = None) -> float:
        """Notes a failure; the seconds to wait before the next attempt.

        ``draw``: a random number from 0 to 1, handed in. ``retry_after``: the seconds that the
        hub asked for; it is never undercut, and the jitter comes on top of it.
        """
        step = STEPS[self.failures] if self.failures < len(STEPS) else CEILING
        self.failures += 1
        jittered = step / 2 + step / 2 * draw
        if retry_after is None:
            return jittered
        return max(jittered, retry_after + min(step, 1.0) * draw)
