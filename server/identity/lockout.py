"""How long wrong passwords shut an account, and the same for names that have no account."""

import hashlib
from collections import OrderedDict

from schemas.problems import Problem
from server.identity.ports import Clock


class Lockout:
    """Exponential back-off: ``free`` wrong passwords in a row cost nothing, each further one shuts
    the account for twice as long, from 1 second up to ``longest`` (seconds).
    """

    def __init__(self, free: int, longest: int, clock: Clock) -> None:
        self._free = free
        self._longest = longest
        self._clock = clock

    def until(self, failures: int) -> int:
        """When an account opens again that has failed so often in a row; 0 where it is open."""
        if failures < self._free:
            return 0
        # 2**20 seconds are above any sensible limit, and the exponent stays small.
        wait = min(1 << min(failures - self._free, 20), self._longest)
        return self._clock() + wait * 1000

    def check(self, locked_until: int) -> None:
        """Let an open account pass.

        Raises:
            Problem: ``auth/locked`` with the seconds to wait, rounded up.
        """
        left = locked_until - self._clock()
        if left > 0:
            raise Problem("auth/locked", retry_after=-(-left // 1000))


class Strangers:
    """Counts the failures of names that have no account, so that they lock like real ones and
    nobody learns from the lock which names exist. Remembers the latest ``size`` names.
    """

    def __init__(self, lockout: Lockout, size: int = 10_000) -> None:
        self._lockout = lockout
        self._size = size
        self._failures: OrderedDict[bytes, tuple[int, int]] = OrderedDict()

    def check(self, name: str) -> None:
        """Let a name pass that is not locked.

        Raises:
            Problem: ``auth/locked``.
        """
        self._lockout.check(self._failures.get(_short(name), (0, 0))[1])

    def fail(self, name: str) -> None:
        """Count one failure of the name."""
        key = _short(name)
        failures = self._failures.pop(key, (0, 0))[0] + 1
        self._failures[key] = failures, self._lockout.until(failures)
        if len(self._failures) > self._size:
            self._failures.popitem(last=False)


def _short(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
