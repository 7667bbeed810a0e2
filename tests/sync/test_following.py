"""Following: what comes along, for as long as somebody names it."""

import pytest

from tests.sync.desk import rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op


@pytest.fixture
def desk() -> Hospital:
    return Hospital()


@pytest.fixture
def patient(desk: Hospital) -> str:
    desk.make("doctor", "doc")
    return desk.make("patient", "pat", doctor=rid("doc"))


def test_a_cascade_of_two_levels_arrives_together(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    for id in (bed, patient, rid("doc")):
        assert desk.scopes(id) == {desk.scope(desk.one)}
        assert desk.plans[-1].touched[id] == 1


def test_a_cascade_leaves_together(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    desk.edit(bed, patient=None)
    scope = desk.scope(desk.one)
    assert desk.moves() == {(scope, patient): True, (scope, rid("doc")): True}
    assert desk.scopes(bed) == {scope}
    assert desk.scopes(patient) == desk.scopes(rid("doc")) == set()


def test_a_target_stays_until_its_last_holder_lets_go(desk: Hospital, patient: str) -> None:
    beds = [desk.make("bed", name, ward=desk.one, patient=patient) for name in ("b", "c")]
    assert desk.record(patient).held == {desk.scope(desk.one): 2}
    assert desk.record(rid("doc")).held == {desk.scope(desk.one): 1}
    desk.edit(beds[0], patient=None)
    assert desk.scopes(patient) == {desk.scope(desk.one)}
    assert desk.moves() == {}
    desk.edit(beds[1], patient=None)
    assert desk.scopes(patient) == set()


def test_two_fields_of_one_record_are_two_reasons(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient, spare=patient)
    assert desk.record(patient).held == {desk.scope(desk.one): 2}
    desk.edit(bed, patient=None)
    assert desk.scopes(patient) == {desk.scope(desk.one)}


def test_a_move_takes_along_what_was_brought(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    desk.edit(bed, ward=desk.two)
    for id in (bed, patient, rid("doc")):
        assert desk.scopes(id) == {desk.scope(desk.two)}
        assert desk.moves()[desk.scope(desk.one), id] is True
        assert desk.moves()[desk.scope(desk.two), id] is False


def test_a_move_does_not_take_what_another_still_names(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    desk.make("bed", "c", ward=desk.one, patient=patient)
    desk.edit(bed, ward=desk.two)
    assert desk.scopes(patient) == {desk.scope(desk.one), desk.scope(desk.two)}


def test_a_delete_releases_and_a_revival_holds_again(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    seen = desk.seen(bed)
    desk.delete(bed)
    assert desk.scopes(patient) == desk.scopes(rid("doc")) == set()
    assert desk.scopes(bed) == {desk.scope(desk.one)}, "so that the ward hears of the deletion"
    desk.push("n", desk.nora, op("bed", bed, seen, {"note": "still here"}))
    assert desk.record(bed).visible
    assert desk.scopes(patient) == desk.scopes(rid("doc")) == {desk.scope(desk.one)}
    assert desk.record(patient).held == {desk.scope(desk.one): 1}


def test_a_deleted_record_brings_nothing_along_when_it_is_held_anew(
    desk: Hospital, patient: str
) -> None:
    desk.delete(patient)
    desk.make("bed", "b", ward=desk.one, patient=patient)
    assert desk.scopes(rid("doc")) == set()


def test_following_goes_by_the_visible_sibling(desk: Hospital, patient: str) -> None:
    other = desk.make("patient", "other")
    bed = desk.make("bed", "b", ward=desk.one)
    seen = desk.seen(bed)
    desk.push("x", desk.office, op("bed", bed, seen, {"patient": patient}), stamp=10)
    desk.push("y", desk.office, op("bed", bed, seen, {"patient": other}), stamp=20)
    assert desk.scopes(other) == {desk.scope(desk.one)}
    assert desk.scopes(patient) == set()
    accept = op("bed", bed, desk.seen(bed), {}, {"patient": ["x", 1]})
    assert verdict(desk.push("h", desk.office, accept)) == "merged"
    assert desk.scopes(patient) == {desk.scope(desk.one)}
    assert desk.scopes(other) == set()


def test_a_new_doctor_of_a_patient_in_a_ward_arrives_there(desk: Hospital, patient: str) -> None:
    desk.make("bed", "b", ward=desk.one, patient=patient)
    new = desk.make("doctor", "new")
    desk.edit(patient, doctor=new)
    assert desk.scopes(new) == {desk.scope(desk.one)}
    assert desk.scopes(rid("doc")) == set()


def test_nothing_comes_along_outside_the_declared_kinds(desk: Hospital, patient: str) -> None:
    desk.make("bed", "b", ward=desk.one, patient=patient)
    assert "office" not in desk.record(patient).held


def test_a_mutation_that_leaves_things_as_they_were_moves_nothing(
    desk: Hospital, patient: str
) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    seen = desk.seen(bed)
    desk.push(
        "h", desk.office,
        op("bed", bed, seen, {"patient": None}), op("bed", bed, seen, {"patient": patient}),
    )  # fmt: skip
    assert desk.moves() == {}
    assert desk.record(patient).held == {desk.scope(desk.one): 1}


def test_there_and_back_and_there_again_keeps_the_count(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    for place in (desk.two, desk.one, desk.two):
        desk.edit(bed, ward=place)
    assert desk.record(patient).held == {desk.scope(desk.two): 1}
    assert desk.scopes(bed) == {desk.scope(desk.two)}
    assert set(desk.departures[bed]) == {desk.scope(desk.one)}


def test_a_record_that_returns_has_not_left(desk: Hospital, patient: str) -> None:
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    desk.edit(bed, ward=desk.two)
    desk.edit(bed, ward=desk.one)
    assert set(desk.departures[bed]) == {desk.scope(desk.two)}
    assert set(desk.departures[patient]) == {desk.scope(desk.two)}
