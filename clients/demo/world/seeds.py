"""Where every draw of the demonstration comes from: streams of one integer seed."""

import base64
from random import Random


def stream(seed: int, name: str) -> Random:
    """A generator of its own for one part of the demonstration.

    Parts that draw from streams of their own do not disturb each other: one more customer leaves
    every driver's day as it was.
    """
    return Random(f"{seed}/{name}")  # noqa: S311 - the draws must repeat, not surprise


def world_id(rng: Random, at_ms: int) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as 22 characters of unpadded base64url.

    Args:
        rng: source of the 74 random bits.
        at_ms: milliseconds since 1970-01-01T00:00:00Z, which become the first 48 bits.
    """
    number = at_ms << 80 | 0x7 << 76 | rng.getrandbits(12) << 64 | 0b10 << 62 | rng.getrandbits(62)
    return base64.urlsafe_b64encode(number.to_bytes(16, "big")).rstrip(b"=").decode()
