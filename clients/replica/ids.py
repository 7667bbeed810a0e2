"""Ids and nonces, made on the device out of randomness that is handed in."""

import base64
from collections.abc import Callable

Randomness = Callable[[int], bytes]
"""So many random bytes."""


def new_id(now_ms: int, random: Randomness) -> str:
    """A UUIDv7 (RFC 9562) as 22 characters of unpadded base64url: it sorts roughly by time."""
    value = (now_ms & (1 << 48) - 1) << 80 | int.from_bytes(random(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return base64.urlsafe_b64encode(value.to_bytes(16)).rstrip(b"=").decode()


def new_nonce(random: Randomness) -> str:
    """The 8 characters that make an act unlike any other of the same content."""
    return base64.urlsafe_b64encode(random(6)).decode()
