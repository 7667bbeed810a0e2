"""The checksum of what a holder holds."""

import hashlib
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sync.digest import MODULUS, difference, digest, weight

Holding = dict[str, dict[str, dict[str, int]]]

names = st.text("abc", min_size=1, max_size=2)
vectors = st.dictionaries(names, st.integers(1, 99), min_size=1, max_size=3)
holdings = st.dictionaries(names, st.dictionaries(names, vectors, max_size=3), max_size=3)


def flat(records: Holding) -> list[tuple[str, str, dict[str, int]]]:
    return [(entity, id, v) for entity, by_id in records.items() for id, v in by_id.items()]


def test_the_canonical_text() -> None:
    text = b'["stop","s1",{"a":1,"b":2}]'
    expected = int.from_bytes(hashlib.sha256(text).digest()[:16])
    assert weight("stop", "s1", {"b": 2, "a": 1}) == expected
    assert digest([("stop", "s1", {"a": 1, "b": 2})]) == f"{expected:032x}"
    assert digest([]) == "0" * 32


@given(holdings, st.randoms(use_true_random=False))
def test_order_does_not_matter(records: Holding, random: Random) -> None:
    rows = flat(records)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert digest(rows) == digest(shuffled)


@given(holdings, holdings)
def test_it_tells_different_holdings_apart(a: Holding, b: Holding) -> None:
    equal = sorted(flat(a), key=str) == sorted(flat(b), key=str)
    assert (digest(flat(a)) == digest(flat(b))) == equal
    assert bool(difference(a, b)) != equal


def test_twice_the_same_is_not_nothing() -> None:
    row = ("stop", "s1", {"a": 1})
    assert digest([row, row]) == f"{2 * weight(*row) % MODULUS:032x}"
    assert digest([row, row]) != digest([])


def test_where_two_differ() -> None:
    found = difference(
        {"stop": {"s1": {"a": 1}, "s2": {"a": 1}}}, {"stop": {"s2": {"a": 2}}, "item": {"i": {}}}
    )
    assert found.only_a == [("stop", "s1")]
    assert found.only_b == [("item", "i")]
    assert found.unequal == [("stop", "s2")]
