"""Seals: what the hub signs so that a later, restored hub can honour it without judging again."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode


def seal(
    key: bytes,
    replica: str,
    first: int,
    last: int,
    uids: bytes,
    no: Sequence[Any],
    fix: Sequence[Sequence[int]],
) -> str:
    """The MAC of one answer: HMAC-SHA256 over replica, range, uids, exceptions and fixed stamps,
    cut to 128 bits, in base64url.

    ``uids``: packed (:func:`sync.uid.pack`). ``no`` and ``fix`` as in
    :class:`schemas.wire.down.Answer`; JSON-ready.
    """
    text = _encode([replica, first, last, list(no), [list(pair) for pair in fix]])
    mac = hmac.new(key, text + b"\n" + uids, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def receipt_seal(key: bytes, replica: str, n: int, position: int, at: int) -> str:
    """The seal of a person's receipt: "everything up to ``n`` is in"."""
    text = _encode(["receipt", replica, n, position, at])
    mac = hmac.new(key, text, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def genuine(expected: str, given: str) -> bool:
    """Compares two seals in constant time."""
    return hmac.compare_digest(expected.encode(), given.encode())
