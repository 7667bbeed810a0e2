"""Counters: sums, stock-takes, late adds, and figures that JSON readers can hold."""

import msgspec
import pytest

from schemas.types import SAFE_INTEGER
from tests.sync.pen import FIRST, Pen


def created(stock: int = 0) -> Pen:
    pen = Pen()
    pen.create(stock=stock)
    return pen


def meta(pen: Pen) -> dict[str, object]:
    document: dict[str, dict[str, object]] = msgspec.json.decode(pen.record.document())
    return document["_"]


def test_adds_sum_up_whoever_had_seen_what() -> None:
    pen = created(10)
    assert pen.add(-2, pen.by("b", {})) is False
    assert pen.add(-3, pen.by("c", {})) is False
    pen.add(5, pen.by("a"))
    assert pen.record.values["stock"] == 10
    assert "k" not in meta(pen)


def test_a_count_sets_the_figure_that_stands_on_the_shelf() -> None:
    pen = created(10)
    assert pen.count(37, pen.by("b"), known=10) is False
    assert pen.record.values["stock"] == 37
    assert meta(pen)["k"] == {"stock": [10, 27]}


def test_a_sale_that_the_count_had_not_seen_still_counts() -> None:
    pen = created(10)
    before = dict(pen.record.vector)
    pen.add(-4, pen.by("b", before))
    pen.count(37, pen.by("c", before), known=10)
    assert pen.record.values["stock"] == 33


def test_a_sale_after_the_count_counts_and_is_not_late() -> None:
    pen = created(10)
    pen.count(37, pen.by("b"), known=10)
    assert pen.add(-1, pen.by("c")) is False
    assert pen.record.values["stock"] == 36
    assert "r" not in meta(pen)


def test_an_add_made_before_the_count_and_synced_after_it_is_late() -> None:
    pen = created(10)
    pen.count(37, pen.by("b", at=FIRST + 50), known=10)
    assert pen.add(-2, pen.by("c", {"a": 1}, at=FIRST + 40)) is True
    assert pen.record.values["stock"] == 35
    assert meta(pen)["r"] == {"stock": [[-2, ["c", 1], FIRST + 40, "c's"]]}


def test_an_add_made_after_the_count_but_without_having_seen_it_is_not_late() -> None:
    pen = created(10)
    pen.count(37, pen.by("b", at=FIRST + 50), known=10)
    assert pen.add(-2, pen.by("c", {"a": 1}, at=FIRST + 60)) is False
    assert "r" not in meta(pen)


def test_the_next_count_that_saw_a_late_add_settles_it_and_no_other() -> None:
    pen = created(10)
    pen.count(37, pen.by("b", at=FIRST + 50), known=10)
    pen.add(-2, pen.by("c", {"a": 1}, at=FIRST + 40))
    seen = dict(pen.record.vector)
    pen.add(-1, pen.by("d", {"a": 1}, at=FIRST + 41))
    pen.count(30, pen.by("e", seen), known=8)
    assert meta(pen)["r"] == {"stock": [[-1, ["d", 1], FIRST + 41, "d's"]]}
    assert pen.record.values["stock"] == 29


def test_two_counts_of_one_shelf_count_it_once() -> None:
    pen = created(10)
    before = dict(pen.record.vector)
    pen.count(37, pen.by("b", before), known=10)
    assert pen.count(37, pen.by("c", before), known=10) is False
    assert pen.record.values["stock"] == 37
    assert "c" not in meta(pen)


def test_two_counts_that_differ_are_a_conflict_and_the_newest_shows() -> None:
    pen = created(10)
    before = dict(pen.record.vector)
    pen.count(37, pen.by("b", before, at=FIRST + 60), known=10)
    assert pen.count(36, pen.by("c", before, at=FIRST + 50), known=10) is True
    assert pen.record.values["stock"] == 37
    assert [s[0] for s in pen.record.conflicts()["stock"]] == [27, 26]


def test_a_count_that_saw_both_closes_the_conflict() -> None:
    pen = created(10)
    before = dict(pen.record.vector)
    pen.count(37, pen.by("b", before), known=10)
    pen.count(36, pen.by("c", before), known=10)
    assert pen.count(35, pen.by("d"), known=10) is False
    assert pen.record.conflicts() == {}
    assert pen.record.values["stock"] == 35


def test_a_counter_that_nobody_mentioned_at_the_creation_starts_from_the_first_add() -> None:
    pen = Pen()
    pen.record.create({"phase": "open"}, pen.by("a", {}))
    pen.add(4, pen.by("b"))
    assert pen.record.values["stock"] == 4


@pytest.mark.parametrize("amount", [SAFE_INTEGER, -SAFE_INTEGER])
def test_a_sum_beyond_the_safe_integers_is_refused_and_changes_nothing(amount: int) -> None:
    pen = created(amount)
    stored = (pen.record.document(), pen.record.state())
    with pytest.raises(OverflowError, match="stock"):
        pen.record.add("stock", 1 if amount > 0 else -1, pen.by("b"))
    assert (pen.record.document(), pen.record.state()) == stored


def test_a_sum_beyond_the_safe_integers_is_refused_even_where_the_offset_hides_it() -> None:
    pen = created(SAFE_INTEGER)
    pen.count(0, pen.by("b"), known=SAFE_INTEGER)
    with pytest.raises(OverflowError):
        pen.record.add("stock", 1, pen.by("c"))


def test_under_its_minimum_a_counter_is_flagged_until_it_is_back() -> None:
    pen = created(1)
    pen.add(-2, pen.by("b"))
    assert meta(pen)["f"] == ["below:stock"]
    pen.add(1, pen.by("b"))
    assert "f" not in meta(pen)
