"""The late writer: a record left the device while it had no contact."""

from typing import Any

import pytest

from tests.sync.desk import rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op


class Dark(Hospital):
    """Nora's device was in step, then lost contact; a bed of hers was given to ward two."""

    def __init__(self) -> None:
        super().__init__()
        self.bed = self.make("bed", "b", ward=self.one)
        self.seen_dark = self.seen(self.bed)
        self.away("n")
        self.edit(self.bed, ward=self.two)

    def write(self, body: Any, *, bed: str | None = None, replica: str = "n") -> str:
        target = bed or self.bed
        return verdict(self.push(replica, self.nora, op("bed", target, self.seen_dark, body)))


def test_what_was_lost_in_the_dark_may_still_be_written_and_is_flagged() -> None:
    desk = Dark()
    assert desk.write({"note": "done"}) == "merged"
    assert desk.values(desk.bed)["note"] == "done"
    assert desk.document(desk.bed)["_"]["f"] == ["late"]
    assert desk.scopes(desk.bed) == {desk.scope(desk.two)}, "it does not come back"


def test_the_flag_is_gone_when_the_present_holder_has_written() -> None:
    desk = Dark()
    desk.write({"note": "done"})
    desk.edit(desk.bed, mark="seen")
    assert "f" not in desk.document(desk.bed)["_"]


def test_a_device_that_had_synced_after_the_loss_is_refused() -> None:
    desk = Dark()
    desk.away("n")
    assert desk.write({"note": "done"}) == "record/unknown"


def test_the_devices_word_about_its_position_counts_for_nothing() -> None:
    """Only the hub's own note decides: there is nothing in an op that could claim more."""
    desk = Dark()
    desk.away("n")
    desk.seen_dark = {"h": 10**9, "n": 10**9}
    assert desk.write({"note": "done"}) == "record/unknown"


def test_a_revoked_device_is_refused() -> None:
    desk = Dark()
    desk.untrusted.add("n")
    assert desk.write({"note": "done"}) == "record/unknown"


def test_a_role_without_the_grace_is_refused() -> None:
    desk = Dark()
    desk.roles[desk.nora] = "barista"
    assert desk.write({"note": "done"}) == "record/unknown"


def test_a_record_that_was_never_in_the_device_is_refused() -> None:
    desk = Dark()
    strange = desk.make("bed", "strange", ward=desk.two)
    assert desk.write({"note": "x"}, bed=strange) == "record/unknown"


def test_a_record_that_left_somebody_elses_scope_is_nobody_elses_loss() -> None:
    desk = Hospital()
    strange = desk.make("bed", "strange", ward=desk.two)
    seen = desk.seen(strange)
    desk.away("n")
    desk.edit(strange, ward=desk.make("ward", "three"))
    edit = op("bed", strange, seen, {"note": "x"})
    assert verdict(desk.push("n", desk.nora, edit)) == "record/unknown"


@pytest.mark.parametrize("together", [False, True])
def test_what_left_a_scope_before_its_holder_had_it_is_not_their_loss(*, together: bool) -> None:
    desk = Hospital()
    bed = desk.make("bed", "b", ward=desk.two)
    seen = desk.seen(bed)
    desk.away("n")
    one = desk.one
    moved = [op("bed", bed, seen, {"ward": one})]
    given = [op("ward", desk.two, desk.seen(desk.two), {"nurses": {"add": [desk.nora]}})]
    edit = op("bed", bed, seen, {"note": "x"})
    desk.edit(one, nurses={"remove": [desk.nora]})
    desk.away("n")
    if together:
        outcomes = desk.together(
            ("h", desk.office, moved), ("h", desk.office, given), ("n", desk.nora, [edit])
        )
        assert verdict(outcomes[-1]) == "record/unknown"
    else:
        desk.push("h", desk.office, *moved)
        desk.push("h", desk.office, *given)
        assert verdict(desk.push("n", desk.nora, edit)) == "record/unknown"


def test_what_left_a_scope_that_was_lost_and_regained_is_still_a_loss() -> None:
    desk = Hospital()
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.away("n")
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    desk.edit(bed, ward=desk.two)
    desk.edit(desk.one, nurses={"add": [desk.nora]})
    edit = op("bed", bed, seen, {"note": "done"})
    assert verdict(desk.push("n", desk.nora, edit)) == "merged"


def test_losing_the_whole_scope_is_losing_its_records() -> None:
    desk = Hospital()
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.away("n")
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    edit = op("bed", bed, seen, {"note": "done"})
    assert verdict(desk.push("n", desk.nora, edit)) == "merged"
    assert desk.document(bed)["_"]["f"] == ["late"]
    desk.away("n")
    assert verdict(desk.push("n", desk.nora, edit)) == "record/unknown"


def test_a_creation_in_a_scope_that_was_just_lost_is_admitted_and_flagged() -> None:
    desk = Hospital()
    desk.away("n")
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    made = op("bed", rid("b"), None, {"ward": desk.one})
    assert verdict(desk.push("n", desk.nora, made)) == "merged"
    assert desk.document(rid("b"))["_"]["f"] == ["late"]


def test_a_revoked_device_makes_nothing_in_a_scope_that_was_just_lost() -> None:
    desk = Hospital()
    desk.people[desk.nora]["office"] = 1
    desk.away("n")
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    desk.untrusted.add("n")
    made = op("bed", rid("b"), None, {"ward": desk.one})
    assert verdict(desk.push("n", desk.nora, made)) == "write/place"


def test_a_creation_and_its_edit_in_one_mutation_keep_the_flag() -> None:
    desk = Hospital()
    desk.away("n")
    desk.edit(desk.one, nurses={"remove": [desk.nora]})
    desk.push(
        "n", desk.nora,
        op("bed", rid("b"), None, {"ward": desk.one}), op("bed", rid("b"), {}, {"note": "x"}),
    )  # fmt: skip
    assert desk.document(rid("b"))["_"]["f"] == ["late"]


def test_a_move_out_of_a_lost_scope_into_a_strange_one_is_still_refused() -> None:
    desk = Dark()
    three = desk.make("ward", "three")
    assert desk.write({"ward": three}) == "reference/unknown"


@pytest.mark.parametrize(("trips", "expected"), [(1, "record/unknown"), (2, "merged")])
def test_there_and_back_and_there_again(trips: int, expected: str) -> None:
    """A to B to A to B: what counts is the last departure that the device has not read."""
    desk = Dark()
    desk.edit(desk.bed, ward=desk.one)
    desk.edit(desk.bed, ward=desk.two)
    if trips == 1:
        desk.away("n")
    assert desk.write({"note": "done"}) == expected


def test_a_return_that_the_device_has_read_and_a_second_loss_that_it_has_not() -> None:
    desk = Dark()
    desk.edit(desk.bed, ward=desk.one)
    desk.away("n")
    desk.edit(desk.bed, ward=desk.two)
    assert desk.write({"note": "done"}) == "merged"


def test_a_departure_earlier_in_the_same_commit_group_counts() -> None:
    desk = Hospital()
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.away("n")
    outcomes = desk.together(
        ("h", desk.office, [op("bed", bed, seen, {"ward": desk.two})]),
        ("n", desk.nora, [op("bed", bed, seen, {"note": "done"})]),
    )
    assert [verdict(o) for o in outcomes] == ["merged", "merged"]
    assert desk.document(bed)["_"]["f"] == ["late"]


def test_a_scope_lost_earlier_in_the_same_commit_group_counts() -> None:
    desk = Hospital()
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.away("n")
    ward = op("ward", desk.one, desk.seen(desk.one), {"nurses": {"remove": [desk.nora]}})
    edit = op("bed", bed, seen, {"note": "done"})
    outcomes = desk.together(
        ("n", desk.nora, [edit]), ("h", desk.office, [ward]), ("n", desk.nora, [edit])
    )
    assert [verdict(o) for o in outcomes] == ["merged", "merged", "merged"]
    assert desk.document(bed)["_"]["f"] == ["late"]
