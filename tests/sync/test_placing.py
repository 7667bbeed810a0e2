"""Placing: into whose sight a writer may put a record."""

import pytest

from tests.sync.desk import Desk, rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op


@pytest.fixture
def desk() -> Hospital:
    return Hospital()


def test_a_record_may_be_made_in_a_scope_that_the_writer_holds(desk: Hospital) -> None:
    made = op("bed", rid("b"), None, {"ward": desk.one})
    assert verdict(desk.push("n", desk.nora, made)) == "merged"


def test_a_record_may_not_be_made_before_strangers(desk: Hospital) -> None:
    desk.people[desk.nora]["office"] = 1  # she can read ward two, which is not enough
    made = op("bed", rid("b"), None, {"ward": desk.two})
    outcome = desk.push("n", desk.nora, made)
    assert outcome.problem is not None
    assert outcome.problem.wire() == ["write/place", {}, {"id": rid("b")}]


def test_a_record_may_not_be_moved_before_strangers(desk: Hospital) -> None:
    desk.people[desk.nora]["office"] = 1
    bed = desk.make("bed", "b", ward=desk.one)
    moved = op("bed", bed, desk.seen(bed), {"ward": desk.two})
    assert verdict(desk.push("n", desk.nora, moved)) == "write/place"
    assert desk.scopes(bed) == {desk.scope(desk.one)}


def test_who_may_place_may_move_it_anywhere(desk: Hospital) -> None:
    bed = desk.make("bed", "b", ward=desk.one)
    desk.edit(bed, ward=desk.two)
    assert desk.scopes(bed) == {desk.scope(desk.two)}
    assert desk.moves() == {(desk.scope(desk.one), bed): True, (desk.scope(desk.two), bed): False}


def test_a_move_within_the_own_scopes_needs_no_right(desk: Hospital) -> None:
    desk.edit(desk.two, nurses={"add": [desk.nora]})
    bed = desk.make("bed", "b", ward=desk.one)
    moved = op("bed", bed, desk.seen(bed), {"ward": desk.two})
    assert verdict(desk.push("n", desk.nora, moved)) == "merged"


def test_a_write_that_moves_nothing_is_not_a_placing(desk: Hospital) -> None:
    bed = desk.make("bed", "b", ward=desk.one)
    note = op("bed", bed, desk.seen(bed), {"note": "x"})
    assert verdict(desk.push("n", desk.nora, note)) == "merged"
    assert desk.moves() == {}


def test_a_later_op_of_the_same_mutation_may_write_what_an_earlier_one_moved_away() -> None:
    """A barista hands a ticket on to a station whose scope she does not hold, with a note."""
    desk = Desk()
    boss, mei = desk.person("boss", "admin"), desk.person("mei", "barista")
    for station in ("bar", "door"):
        desk.push("h", boss, ["station", rid(station), None, {"name": station}])
    desk.people[mei][f"station:{rid('bar')}"] = 1
    made = {"station": rid("bar"), "drink": "Latte"}
    desk.push("m", mei, ["drink_order", rid("ticket"), None, made])
    outcome = desk.push(
        "m", mei,
        ["drink_order", rid("ticket"), {}, {"station": rid("door")}],
        ["drink_order", rid("ticket"), {}, {"note": "oat milk is out here"}],
    )  # fmt: skip
    assert verdict(outcome) == "merged"
    assert desk.values(rid("ticket"))["note"] == "oat milk is out here"
    desk.clean["m"] = desk.sequence
    again = desk.push("m", mei, ["drink_order", rid("ticket"), {}, {"note": "and gone"}])
    assert verdict(again) == "record/unknown"
