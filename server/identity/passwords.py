"""Passwords: argon2id (RFC 9106), computed beside the event loop."""

import anyio
import anyio.to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Each hash holds megabytes while it is computed.
AT_ONCE = 4


class Passwords:
    """Hashes and checks passwords.

    ``time``: passes over the memory; ``memory``: KiB. Hashes of another cost go on being valid.
    """

    def __init__(self, time: int, memory: int) -> None:
        self._hasher = PasswordHasher(time_cost=time, memory_cost=memory, parallelism=1)
        self._decoy = self._hasher.hash("nobody has this password")
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def hash(self, password: str) -> str:
        """The hash to keep, with its salt and parameters."""
        return await anyio.to_thread.run_sync(self._hasher.hash, password, limiter=self._limiter)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed.

        Without a stored hash it takes as long, and the answer is no: so nobody learns from the
        time taken whether an account exists.
        """
        right = await anyio.to_thread.run_sync(
            self._matches, stored or self._decoy, password, limiter=self._limiter
        )
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made at another cost than is set now."""
        return self._hasher.check_needs_rehash(stored)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
