"""References: whom a writer may name."""

import pytest

from tests.sync.desk import rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op


@pytest.fixture
def desk() -> Hospital:
    return Hospital()


def test_what_is_in_the_writers_hands_may_be_named(desk: Hospital) -> None:
    mine = desk.make("patient", "mine")
    desk.make("bed", "first", ward=desk.one, patient=mine)
    made = op("bed", rid("second"), None, {"ward": desk.one, "patient": mine})
    assert verdict(desk.push("n", desk.nora, made)) == "merged"


def test_what_is_not_there_and_what_is_not_for_them_are_refused_alike(desk: Hospital) -> None:
    hidden = desk.make("patient", "hidden")
    for target in (hidden, rid("nobody")):
        outcome = desk.push(
            "n", desk.nora, op("bed", rid("b"), None, {"ward": desk.one, "patient": target})
        )
        assert outcome.problem is not None
        assert outcome.problem.wire() == [
            "reference/unknown", {"patient": "reference/unknown"}, {"id": target},
        ]  # fmt: skip


def test_a_record_of_another_kind_is_unknown(desk: Hospital) -> None:
    made = op("bed", rid("b"), None, {"ward": desk.one, "patient": desk.one})
    assert verdict(desk.push("h", desk.office, made)) == "reference/unknown"


def test_a_record_of_another_kind_is_unknown_though_the_same_mutation_made_it(
    desk: Hospital,
) -> None:
    outcome = desk.push(
        "h", desk.office,
        op("doctor", rid("doc"), None, {"name": "Doc"}),
        op("bed", rid("b"), None, {"ward": desk.one, "patient": rid("doc")}),
    )  # fmt: skip
    assert verdict(outcome) == "reference/unknown"


def test_what_the_same_mutation_made_before_may_be_named(desk: Hospital) -> None:
    outcome = desk.push(
        "h", desk.office,
        op("patient", rid("new"), None, {"name": "New"}),
        op("bed", rid("b"), None, {"ward": desk.one, "patient": rid("new")}),
    )  # fmt: skip
    assert verdict(outcome) == "merged"
    assert desk.scopes(rid("new")) == {desk.scope(desk.one)}


def test_elements_of_a_set_are_references_too(desk: Hospital) -> None:
    hidden, bed = desk.make("patient", "hidden"), desk.make("bed", "b", ward=desk.one)
    body = {"watchers": {"add": [hidden]}}
    outcome = desk.push("n", desk.nora, op("bed", bed, desk.seen(bed), body))
    assert verdict(outcome) == "reference/unknown"


def test_what_the_field_named_before_is_not_asked_for_again(desk: Hospital) -> None:
    hidden = desk.make("patient", "hidden")
    bed = desk.make("bed", "b", ward=desk.one, watchers={"add": [hidden]})
    known = desk.make("patient", "known")
    desk.make("bed", "c", ward=desk.one, patient=known)
    body = {"watchers": {"add": [known]}}
    assert verdict(desk.push("n", desk.nora, op("bed", bed, desk.seen(bed), body))) == "merged"


def test_a_deleted_record_may_be_named_and_is_not_brought_back_by_it(desk: Hospital) -> None:
    gone = desk.make("patient", "gone")
    desk.delete(gone)
    made = op("bed", rid("b"), None, {"ward": desk.one, "patient": gone})
    assert verdict(desk.push("h", desk.office, made)) == "merged"
    assert desk.record(gone).deleted


def test_a_cleared_record_is_named_as_such(desk: Hospital) -> None:
    desk.purged.add(rid("cleared"))
    made = op("bed", rid("b"), None, {"ward": desk.one, "patient": rid("cleared")})
    assert verdict(desk.push("h", desk.office, made)) == "record/purged"


def test_a_value_that_does_not_show_is_checked_as_well(desk: Hospital) -> None:
    """A sibling with an old stamp stays hidden at first, and would show later."""
    hidden, known = desk.make("patient", "hidden"), desk.make("patient", "known")
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.edit(bed, patient=known)
    sly = op("bed", bed, seen, {"patient": hidden})
    assert verdict(desk.push("n", desk.nora, sly, stamp=1)) == "reference/unknown"


def test_a_reference_can_be_emptied(desk: Hospital) -> None:
    known = desk.make("patient", "known")
    bed = desk.make("bed", "b", ward=desk.one, patient=known)
    emptied = op("bed", bed, desk.seen(bed), {"patient": None})
    assert verdict(desk.push("n", desk.nora, emptied)) == "merged"
    assert desk.scopes(known) == set()
