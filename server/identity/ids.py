"""Ids: UUIDv7 as text, and the short random names of replicas."""

import base64
import secrets
import string

from server.identity.ports import Clock, Randomness, wall_clock

REPLICA_ALPHABET = string.digits + string.ascii_lowercase


def new_id(clock: Clock = wall_clock, random: Randomness = secrets.token_bytes) -> str:
    """A fresh UUIDv7 (RFC 9562, section 5.7) as 22 characters of unpadded base64url."""
    noise = int.from_bytes(random(10))
    number = (clock() & (1 << 48) - 1) << 80
    number |= 0x7 << 76 | (noise >> 62 & 0xFFF) << 64
    number |= 0b10 << 62 | noise & (1 << 62) - 1
    return base64.urlsafe_b64encode(number.to_bytes(16)).rstrip(b"=").decode()


def spell(random: Randomness, alphabet: str, length: int) -> str:
    """A random word, every letter of the alphabet equally likely.

    The alphabet's letters get the same share of a 64-bit draw to within 2**-58, so no draw needs
    to be thrown away.
    """
    draws = (int.from_bytes(random(8)) for _ in range(length))
    return "".join(alphabet[draw % len(alphabet)] for draw in draws)


def new_replica(random: Randomness = secrets.token_bytes) -> str:
    """The name of a new replica: 8 characters of ``a-z0-9``, 41 bits."""
    return spell(random, REPLICA_ALPHABET, 8)
