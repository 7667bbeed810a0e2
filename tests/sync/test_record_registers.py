"""Registers: what a write replaces, which sibling shows, when a conflict is over."""

from typing import Any

import pytest

from tests.sync.pen import FIRST, Pen


def created(**values: Any) -> Pen:
    pen = Pen()
    pen.create(**values)
    return pen


def shown(pen: Pen, name: str) -> object:
    return pen.record.values.get(name)


def left(pen: Pen, name: str) -> list[object]:
    return [s[0] for s in pen.record.siblings(name)]


def test_a_creation_is_the_first_sibling_of_each_field() -> None:
    pen = created(text="one")
    assert pen.record.siblings("text") == [["one", "a", 1, FIRST + 1, "a's"]]
    assert pen.record.siblings("memo") == []
    assert pen.record.vector == {"a": 1}


def test_a_write_replaces_what_it_saw_and_no_more() -> None:
    pen = created(text="one")
    assert pen.assign("text", "two", pen.by("b", {"a": 1})) is False
    assert left(pen, "text") == ["two"]
    assert pen.assign("text", "three", pen.by("c", {"a": 1})) is True
    assert left(pen, "text") == ["two", "three"]
    assert pen.assign("text", "four", pen.by("d", {"a": 1, "b": 1})) is True
    assert left(pen, "text") == ["three", "four"]
    assert pen.assign("text", "five", pen.by("e")) is False
    assert left(pen, "text") == ["five"]
    assert pen.record.conflicts() == {}


def test_a_writers_own_earlier_numbers_are_seen() -> None:
    pen = created(text="one")
    pen.assign("text", "two", pen.by("b", {"a": 1}))
    assert pen.assign("text", "three", pen.by("b", {"a": 1})) is False
    assert left(pen, "text") == ["three"]


def test_latest_shows_the_greatest_stamp_and_replica_ids_break_ties() -> None:
    pen = created(text="one")
    pen.assign("text", "late", pen.by("b", {"a": 1}, at=FIRST + 90))
    pen.assign("text", "early", pen.by("c", {"a": 1}, at=FIRST + 80))
    assert shown(pen, "text") == "late"
    pen.assign("text", "same", pen.by("z", {"a": 1}, at=FIRST + 90))
    assert shown(pen, "text") == "same"
    assert [s[0] for s in pen.record.conflicts()["text"]] == ["same", "late", "early"]


def test_first_shows_the_smallest_stamp() -> None:
    pen = created(seal="one")
    pen.assign("seal", "before", pen.by("b", {}, at=FIRST - 5))
    assert shown(pen, "seal") == "before"
    assert sorted(map(str, left(pen, "seal"))) == ["before", "one"]


def test_first_never_shows_an_empty_sibling_before_a_filled_one() -> None:
    pen = created()
    pen.assign("seal", None, pen.by("b", {}, at=FIRST - 9))
    pen.assign("seal", "mine", pen.by("c", {}, at=FIRST + 50))
    assert shown(pen, "seal") == "mine"


def test_rank_shows_the_strongest_state_whatever_the_stamps() -> None:
    pen = created()
    pen.assign("phase", "done", pen.by("b", {"a": 1}, at=FIRST + 10))
    pen.assign("phase", "failed", pen.by("c", {"a": 1}, at=FIRST + 99))
    assert shown(pen, "phase") == "done"
    assert [s[0] for s in pen.record.conflicts()["phase"]] == ["done", "failed"]


def test_keep_shows_the_latest_and_keeps_the_other() -> None:
    pen = created(memo="one")
    pen.assign("memo", "theirs", pen.by("b", {"a": 1}))
    pen.assign("memo", "mine", pen.by("c", {"a": 1}))
    assert shown(pen, "memo") == "mine"
    assert [s[0] for s in pen.record.conflicts()["memo"]] == ["mine", "theirs"]


def test_equal_values_are_no_conflict_though_both_stay() -> None:
    pen = created(text="one")
    pen.assign("text", "two", pen.by("b", {"a": 1}))
    assert pen.assign("text", "two", pen.by("c", {"a": 1})) is False
    assert left(pen, "text") == ["two", "two"]
    assert pen.record.conflicts() == {}


def test_an_empty_value_is_a_value_in_a_conflict() -> None:
    pen = created(text="one")
    pen.assign("text", "two", pen.by("b", {"a": 1}, at=FIRST + 50))
    assert pen.assign("text", None, pen.by("c", {"a": 1}, at=FIRST + 60)) is True
    assert "text" not in pen.record.values
    assert [s[0] for s in pen.record.conflicts()["text"]] == [None, "two"]


def test_emptying_what_was_seen_leaves_nothing_to_show() -> None:
    pen = created(text="one")
    assert pen.assign("text", None, pen.by("b")) is False
    assert "text" not in pen.record.values
    assert left(pen, "text") == [None]


@pytest.mark.parametrize("order", [("b", "c", "d"), ("d", "c", "b"), ("c", "d", "b")])
def test_concurrent_siblings_do_not_depend_on_the_order_of_arrival(order: tuple[str, ...]) -> None:
    pen = created(text="one")
    for replica in order:
        pen.assign("text", f"{replica} wrote", pen.by(replica, {"a": 1}, at=FIRST + ord(replica)))
    assert left(pen, "text") == ["b wrote", "c wrote", "d wrote"]
    assert shown(pen, "text") == "d wrote"


def test_every_state_that_was_left_is_remembered_the_hidden_sibling_too() -> None:
    pen = created()
    pen.assign("phase", "done", pen.by("b", {"a": 1}))
    assert pen.record.past == {"phase": ["open"]}
    pen.assign("phase", "failed", pen.by("c", {"a": 1}))
    pen.assign("phase", "open", pen.by("d"))
    assert sorted(pen.record.past["phase"]) == ["done", "failed", "open"]


def test_a_state_that_nobody_left_is_not_remembered() -> None:
    pen = created()
    pen.assign("phase", "done", pen.by("b", {"a": 1}))
    pen.assign("phase", "failed", pen.by("c", {"a": 1}))
    assert pen.record.past == {"phase": ["open"]}
