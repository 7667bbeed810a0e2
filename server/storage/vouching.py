"""Earlier answers given back to a hub that was restored: verified, they count as decided."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.wire.up import Vouched
from sync.seal import genuine, seal
from sync.uid import pack

MAX_RANGE = 10_000
"""Numbers that one seal may cover."""


class Honoured(msgspec.Struct):
    """What was decided once about one mutation. ``exception``: as it was named, None where it
    merged. ``stamp``: as it was fixed, None where as sent. ``parts``: what is left out, None where
    nothing was decided."""

    exception: list[Any] | None
    stamp: int | None
    parts: frozenset[tuple[str, str, str]] | None

    @property
    def refused(self) -> bool:
        """Whether nothing of it came in."""
        return self.exception is not None and self.exception[1] == "refused"


def verify(
    key: bytes, replica: str, tip: int, uids: Mapping[int, str], vouched: Sequence[Vouched]
) -> dict[int, Honoured]:
    """What genuine seals say about numbers after ``tip``.

    ``uids``: number -> uid, recorded here or recomputed from the bodies that were sent: so an
    altered body does not fit the seal.

    Raises:
        Problem: ``sync/vouch``.
    """
    found: dict[int, Honoured] = {}
    for vouch in vouched:
        if vouch.last <= tip:
            continue
        span = range(vouch.first, vouch.last + 1)
        if not 0 < len(span) <= MAX_RANGE or any(n not in uids for n in span):
            raise Problem("sync/vouch")
        no = _exceptions(vouch)
        packed = pack([uids[n] for n in span])
        expected = seal(key, replica, vouch.first, vouch.last, packed, no, vouch.fix)
        if not genuine(expected, vouch.mac):
            raise Problem("sync/vouch")
        named = {exception[0]: exception for exception in no}
        fixed = dict(vouch.fix)
        found.update((n, _honoured(named.get(n), fixed.get(n))) for n in span)
    return found


def _exceptions(vouch: Vouched) -> list[Any]:
    try:
        return [msgspec.json.decode(raw) for raw in vouch.no]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Problem("sync/vouch") from None


def _honoured(exception: list[Any] | None, stamp: int | None) -> Honoured:
    parts: frozenset[tuple[str, str, str]] = frozenset()
    if exception is not None and exception[1] == "parted":
        parts = frozenset((entity, id, name) for entity, id, name, _ in exception[2])
    return Honoured(exception, stamp, parts)
