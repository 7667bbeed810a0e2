"""What a restored hub takes back: not judged again, the parts that were left out stay out."""

from typing import Any

from tests.sync.desk import STAMP, Desk, rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import HOSPITAL, op

ID = rid("sheet")
NONE = frozenset[tuple[str, str, str]]()


def desk_of() -> tuple[Desk, str]:
    desk = Desk(HOSPITAL)
    return desk, desk.person("anna", "admin")


def test_an_honoured_mutation_is_not_judged_again() -> None:
    desk, anna = desk_of()
    desk.roles[anna] = ""
    done = op("sheet", ID, None, {"phase": [None, "done"], "number": 7})
    assert verdict(desk.push("z", anna, done)) != "merged"
    assert verdict(desk.push("a", anna, done, honoured=NONE)) == "merged"
    assert desk.values(ID)["phase"] == "done"
    assert desk.values(ID)["number"] == 7
    step = op("sheet", ID, {"a": 1}, {"phase": ["busy", "open"]})
    assert verdict(desk.push("a", anna, step, honoured=NONE)) == "merged"


def test_the_parts_that_were_left_out_stay_out() -> None:
    desk, anna = desk_of()
    desk.push("a", anna, op("sheet", ID, None, {"seal": "one"}))
    again = op("sheet", ID, {"a": 1}, {"seal": "two", "text": "x"})
    parted = frozenset([("sheet", ID, "seal")])
    assert verdict(desk.push("b", anna, again, honoured=parted)) == "merged"
    assert desk.values(ID)["seal"] == "one"
    assert desk.values(ID)["text"] == "x"


def test_its_stamp_is_the_one_that_was_fixed_then() -> None:
    desk, anna = desk_of()
    fixed = STAMP + 10**9
    outcome = desk.push("a", anna, op("sheet", ID, None, {"text": "x"}), stamp=fixed, honoured=NONE)
    assert outcome.stamp == fixed
    assert desk.record(ID).siblings("text")[0][3] == fixed


def test_an_edit_waits_as_a_stub_for_its_creation() -> None:
    desk, anna = desk_of()
    edit = op("sheet", ID, {"a": 1}, {"text": "two", "stock": {"add": -1}})
    assert verdict(desk.push("b", anna, edit, honoured=NONE)) == "merged"
    assert not desk.record(ID).visible
    assert verdict(desk.push("c", anna, op("sheet", ID, {}, {"memo": "x"}))) == "record/unknown"
    made = op("sheet", ID, None, {"memo": "kept", "stock": {"add": 5}})
    assert verdict(desk.push("a", anna, made, honoured=NONE)) == "merged"
    assert desk.values(ID) == {
        "text": "two", "stock": 4, "memo": "kept", "phase": "open", "limit": 3,
    }  # fmt: skip


def test_an_edit_that_is_not_honoured_makes_no_stub() -> None:
    desk, anna = desk_of()
    assert verdict(desk.push("b", anna, op("sheet", ID, {}, {"text": "x"}))) == "record/unknown"
    assert desk.kept == {}


def test_a_reference_to_what_has_not_come_back_holds_a_stub_in_its_place() -> None:
    desk = Hospital()
    bed, patient = rid("bed"), rid("patient")
    named = op("bed", bed, None, {"ward": desk.one, "patient": patient})
    assert verdict(desk.push("x", desk.office, named, honoured=NONE)) == "merged"
    assert desk.scopes(patient) == set(), "a stub stands in no scope"
    desk.push("y", desk.office, op("patient", patient, None, {"name": "P"}), honoured=NONE)
    assert desk.scopes(patient) == {desk.scope(desk.one)}
    assert desk.moves() == {}, "a record that appears has not left anywhere"


def test_a_stub_that_brings_others_along_does_so_once_it_is_whole() -> None:
    desk = Hospital()
    doctor = desk.make("doctor", "d")
    bed, patient = rid("bed"), rid("patient")
    body: dict[str, Any] = {"ward": desk.one, "patient": patient}
    desk.push("x", desk.office, op("bed", bed, None, body), honoured=NONE)
    named = op("patient", patient, {"y": 1}, {"doctor": doctor})
    desk.push("z", desk.office, named, honoured=NONE)
    assert desk.scopes(doctor) == set()
    desk.push("y", desk.office, op("patient", patient, None, {"name": "P"}), honoured=NONE)
    assert desk.scopes(doctor) == {desk.scope(desk.one)}


def test_an_acceptance_of_a_sibling_that_never_came_back_is_passed_over() -> None:
    desk, anna = desk_of()
    desk.push("a", anna, op("sheet", ID, None, {"text": "one"}))
    accept = op("sheet", ID, {"a": 1, "q": 3}, {}, {"text": ["q", 3]})
    assert verdict(desk.push("b", anna, accept, honoured=NONE)) == "merged"
    assert desk.values(ID)["text"] == "one"


def test_the_order_in_which_devices_come_back_changes_nothing_but_settled_conflicts() -> None:
    made = ("a", op("sheet", ID, None, {"stock": {"add": 5}, "tags": {"add": ["m"]}}))
    edits = [
        ("b", op("sheet", ID, {"a": 1}, {"stock": {"add": -1}, "tags": {"add": ["n"]}})),
        ("c", op("sheet", ID, {"a": 1}, {"text": "x", "tags": {"add": ["o"]}})),
    ]
    found: list[tuple[dict[str, Any], dict[str, int]]] = []
    for queue in ([made, *edits], [*edits, made], [edits[1], made, edits[0]]):
        desk, anna = desk_of()
        for replica, change in queue:
            stamp = STAMP + ord(replica)
            desk.push(replica, anna, change, stamp=stamp, honoured=NONE)
        found.append((desk.values(ID), desk.record(ID).vector))
    assert found[0] == found[1] == found[2]
