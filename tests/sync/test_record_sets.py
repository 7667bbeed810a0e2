"""Sets: add-wins."""

from tests.sync.pen import Pen


def created(*tags: str) -> Pen:
    pen = Pen()
    pen.create(tags=list(tags))
    return pen


def tags(pen: Pen) -> list[str]:
    found: list[str] = pen.record.values.get("tags", [])
    return found


def test_additions_meet_and_stand_in_the_order_of_their_text() -> None:
    pen = created("m")
    pen.include("z", by=pen.by("b", {"a": 1}))
    pen.include("c", by=pen.by("c", {"a": 1}))
    assert tags(pen) == ["c", "m", "z"]


def test_a_remove_takes_what_it_saw() -> None:
    pen = created("m", "n")
    pen.exclude("m", by=pen.by("b"))
    assert tags(pen) == ["n"]


def test_a_concurrent_add_wins_over_a_remove() -> None:
    pen = created("m")
    pen.include("m", by=pen.by("b", {"a": 1}))
    pen.exclude("m", by=pen.by("c", {"a": 1}))
    assert tags(pen) == ["m"]
    assert pen.record.elements("tags") == [("m", [["b", 1]])]


def test_a_remove_that_comes_first_does_not_stop_a_concurrent_add() -> None:
    pen = created("m")
    pen.exclude("m", by=pen.by("c", {"a": 1}))
    pen.include("m", by=pen.by("b", {"a": 1}))
    assert tags(pen) == ["m"]


def test_an_addition_stands_for_the_earlier_ones_that_it_saw() -> None:
    pen = created("m")
    pen.include("m", by=pen.by("b", {"a": 1}))
    pen.include("m", by=pen.by("c"))
    assert pen.record.elements("tags") == [("m", [["c", 1]])]


def test_two_adds_need_a_remove_that_saw_both() -> None:
    pen = created()
    pen.include("m", by=pen.by("b", {"a": 1}))
    pen.include("m", by=pen.by("c", {"a": 1}))
    pen.exclude("m", by=pen.by("d", {"a": 1, "b": 1}))
    assert tags(pen) == ["m"]
    pen.exclude("m", by=pen.by("d"))
    assert tags(pen) == []


def test_removing_what_is_not_there_does_nothing() -> None:
    pen = created("m")
    pen.exclude("q", by=pen.by("b"))
    assert tags(pen) == ["m"]


def test_a_removed_element_can_come_again() -> None:
    pen = created("m")
    pen.exclude("m", by=pen.by("b"))
    pen.include("m", by=pen.by("b"))
    assert tags(pen) == ["m"]


def test_elements_sort_by_code_points_beyond_the_first_plane_too() -> None:
    pen = created()
    pen.include("\U0001f600", "\uffee", "瓦", by=pen.by("b"))
    assert tags(pen) == ["瓦", "\uffee", "\U0001f600"]
