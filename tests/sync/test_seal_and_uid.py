"""Seals and uids: what they cover, and that nothing slips through."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.wire.up import Mutation, Rekey, Uid
from sync.seal import genuine, receipt_seal, seal
from sync.uid import UID_BYTES, pack, uid_of, unpack

Sealed = tuple[bytes, str, int, int, bytes, list[Any], list[tuple[int, int]]]
ACTOR = "A" * 22
OPS = b'[["item","x",null,{}]]'


def test_a_uid_is_twelve_characters_of_base64url_and_the_same_everywhere() -> None:
    uid = uid_of("abcdefgh", ACTOR, 5, OPS)
    assert msgspec.convert(uid, Uid) == uid
    assert uid == uid_of("abcdefgh", ACTOR, 5, OPS)


@pytest.mark.parametrize(
    "other",
    [
        ("abcdefgi", ACTOR, 5, OPS), ("abcdefgh", "B" * 22, 5, OPS), ("abcdefgh", ACTOR, 6, OPS),
        ("abcdefgh", ACTOR, 5, OPS + b" "), ("abcdefgh", ACTOR, 5, b""),
        ("", f"abcdefgh\n{ACTOR}", 5, OPS), ("abcdefgh", ACTOR, 55, OPS[1:]),
    ],
)  # fmt: skip
def test_whatever_differs_gives_another_uid(other: tuple[str, str, int, bytes]) -> None:
    assert uid_of(*other) != uid_of("abcdefgh", ACTOR, 5, OPS)


@pytest.mark.parametrize("nonce", ["abcdefgh\n", "abcdefg\n", "\nabcdefgh", "abcdefghijkl\n"])
def test_a_line_feed_cannot_move_from_one_part_of_a_uid_to_the_next(nonce: str) -> None:
    text = msgspec.json.encode([nonce, 0, [], 0])
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Mutation[msgspec.Raw])


@given(st.lists(st.binary(min_size=UID_BYTES, max_size=UID_BYTES), max_size=20))
def test_packed_uids_come_back(raw: list[bytes]) -> None:
    packed = b"".join(raw)
    assert pack(unpack(packed)) == packed
    assert len(unpack(packed)) == len(raw)


def test_the_offer_of_a_rekey_holds_whole_uids_only() -> None:
    uids = unpack(bytes(range(27)))
    offer = msgspec.json.encode({"first": 1, "uids": "".join(uids)})
    assert unpack(pack([msgspec.json.decode(offer, type=Rekey).uids])) == uids
    for broken in ("short", "".join(uids) + "\n", "".join(uids)[:-1]):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"first": 1, "uids": broken}, Rekey)


NO: list[Any] = [[3, "refused", ["transition/illegal"]], [4, "conflict", [["stop", "x", "state"]]]]
SEALED: Sealed = (b"key", "abc", 3, 5, b"uids", NO, [(4, 99)])
ALTERED: list[Sealed] = [
    (b"kez", "abc", 3, 5, b"uids", NO, [(4, 99)]),
    (b"key", "abd", 3, 5, b"uids", NO, [(4, 99)]),
    (b"key", "abc", 2, 5, b"uids", NO, [(4, 99)]),
    (b"key", "abc", 3, 6, b"uids", NO, [(4, 99)]),
    (b"key", "abc", 3, 5, b"uidt", NO, [(4, 99)]),
    (b"key", "abc", 3, 5, b"uids", NO[:1], [(4, 99)]),
    (b"key", "abc", 3, 5, b"uids", [], [(4, 99)]),
    (b"key", "abc", 3, 5, b"uids", NO, [(4, 98)]),
    (b"key", "abc", 3, 5, b"uids", NO, []),
]


@pytest.mark.parametrize("other", ALTERED)
def test_a_seal_covers_replica_range_uids_exceptions_and_stamps(
    other: Sealed,
) -> None:
    assert seal(*SEALED) == seal(*SEALED)
    assert seal(*other) != seal(*SEALED)
    assert not genuine(seal(*SEALED), seal(*other))


def test_a_seal_is_the_same_whether_pairs_came_as_lists_or_tuples() -> None:
    assert seal(b"k", "a", 1, 2, b"", [], [[1, 2]]) == seal(b"k", "a", 1, 2, b"", [], [(1, 2)])


def test_a_receipt_is_sealed_apart_from_answers() -> None:
    first = receipt_seal(b"key", "abc", 7, 9, 11)
    assert genuine(first, receipt_seal(b"key", "abc", 7, 9, 11))
    for other in (("abd", 7, 9, 11), ("abc", 8, 9, 11), ("abc", 7, 8, 11), ("abc", 7, 9, 12)):
        assert receipt_seal(b"key", *other) != first
    assert receipt_seal(b"kez", "abc", 7, 9, 11) != first


@pytest.mark.parametrize("given", ["", "x", "é", "瓦斯", "A" * 500, "\x00"])
def test_any_text_can_be_held_against_a_seal(given: str) -> None:
    assert not genuine(seal(*SEALED), given)
