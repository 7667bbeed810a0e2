"""Matching: the same rule against a plain statement of it, for every pair of small histories."""

from itertools import product

import pytest

from schemas.wire.down import Instruction
from sync.matching import last_match, match

LETTERS = "ab"
HISTORIES = [h for length in range(4) for h in product(LETTERS, repeat=length)]


def uid(history: tuple[str, ...], n: int) -> str:
    """A uid names an act and all before it, as acts that were written one after the other do."""
    return "".join(history[:n]).ljust(12, "-")


def recorded(history: tuple[str, ...]) -> dict[int, str]:
    return {n: uid(history, n) for n in range(1, len(history) + 1)}


def common(hub: tuple[str, ...], device: tuple[str, ...]) -> int:
    n = 0
    while n < min(len(hub), len(device)) and hub[n] == device[n]:
        n += 1
    return n


@pytest.mark.parametrize("hub", HISTORIES, ids="".join)
def test_every_pair_of_histories_meets_or_parts_where_they_differ(hub: tuple[str, ...]) -> None:
    tip = (len(hub), uid(hub, len(hub)) if hub else "")
    for device in HISTORIES:
        for known in range(len(device) + 1):
            after = (known, uid(device, known) if known else "")
            offered = [uid(device, n) for n in range(known + 1, len(device) + 1)]
            found = match(tip, recorded(hub), after, offered)
            same = common(hub, device)
            if known > len(hub):
                assert found == Instruction("rewind", tip)
            elif same < min(len(hub), len(device)):
                assert found == Instruction("rekey")
            else:
                assert found == min(len(hub), len(device)) - known


@pytest.mark.parametrize("hub", HISTORIES, ids="".join)
def test_the_last_match_is_where_the_histories_parted(hub: tuple[str, ...]) -> None:
    for device in HISTORIES:
        uids = [uid(device, n) for n in range(1, len(device) + 1)]
        assert last_match(recorded(hub), 1, uids) == common(hub, device)


def test_the_last_match_counts_from_what_the_device_still_keeps() -> None:
    hub = ("a", "b", "a", "b")
    uids = [uid(hub, n) for n in (2, 3)]
    assert last_match(recorded(hub), 2, uids) == 3
    assert last_match(recorded(hub), 2, []) == 0


def test_a_device_that_lost_its_store_but_not_its_id_is_met_by_its_next_number() -> None:
    hub = ("a", "b")
    tip = (2, uid(hub, 2))
    assert match(tip, recorded(hub), (0, ""), []) == 0
    assert match(tip, recorded(hub), (0, ""), ["something-new"]) == Instruction("rekey")
