"""Matching of two histories: one rule for lost answers, gaps, clones and restores.

Device and hub compare the last decided ``(n, uid)``. Equal: go on. Only the hub's tail is missing:
the device sends it again under the same numbers. Anything else: the histories have parted, and the
device takes a new id whose parent is the last match.
"""

from collections.abc import Mapping, Sequence

from schemas.wire.down import Instruction


def match(
    tip: tuple[int, str],
    recorded: Mapping[int, str],
    after: tuple[int, str],
    offered: Sequence[str],
) -> int | Instruction:
    """Where a slice meets what is decided.

    ``tip``: number and uid of the last decision here. ``recorded``: number -> uid, at least from
    ``after`` to the tip. ``after``: the last decision that the device knows. ``offered``: the uids
    of the slice, which goes on from there.

    Returns how many of the slice are decided already, or what the device must do first.
    """
    n, uid = after
    if n > tip[0]:
        return Instruction("rewind", tip)
    if n and recorded.get(n) != uid:
        return Instruction("rekey")
    known = 0
    for place, offer in enumerate(offered, n + 1):
        if place > tip[0]:
            break
        if recorded.get(place) != offer:
            return Instruction("rekey")
        known += 1
    return known


def last_match(recorded: Mapping[int, str], first: int, offered: Sequence[str]) -> int:
    """The greatest number under which both sides know the same act; 0 where there is none.

    Histories that agree at a number agree before it: numbers are decided in order and uids name
    acts, so the greatest one is the point where they parted.
    """
    for place in range(first + len(offered) - 1, first - 1, -1):
        if recorded.get(place) == offered[place - first]:
            return place
    return 0
