"""Refusals: what they name, what depends on them, and that nothing of them stays."""

from typing import Any

import pytest

from sync.hub import MAX_OPS
from sync.trial import MAX_ELEMENTS
from tests.sync.desk import Desk, rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import HOSPITAL, op

ID = rid("sheet")
BIG = 2**53 - 1


@pytest.fixture
def desk() -> Desk:
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    desk.push("a", anna, op("sheet", ID, None, {"text": "one", "stock": {"add": 1}}))
    return desk


def push(desk: Desk, *ops: Any, replica: str = "b") -> str:
    return verdict(desk.push(replica, rid("anna"), *ops))


def test_an_op_on_a_refused_creation_names_the_mutation_that_was_refused(desk: Desk) -> None:
    assert push(desk, op("sheet", rid("x"), None, {"phase": [None, "done"]})) != "merged"
    outcome = desk.push("b", rid("anna"), op("sheet", rid("x"), {}, {"text": "more"}))
    assert outcome.problem is not None
    assert outcome.problem.wire() == ["depends/refused", {}, {"id": rid("x"), "on": 1}]


def test_a_reference_to_a_refused_creation_is_refused_with_it() -> None:
    desk = Hospital()
    hidden = desk.make("doctor", "doc")
    made = op("bed", rid("b"), None, {"ward": desk.one, "patient": hidden})
    assert verdict(desk.push("n", desk.nora, made)) == "reference/unknown"
    named = op("bed", rid("c"), None, {"ward": desk.one, "watchers": {"add": [rid("b")]}})
    outcome = desk.push("n", desk.nora, named)
    assert outcome.problem is not None
    assert outcome.problem.wire() == ["depends/refused", {}, {"id": rid("b"), "on": 1}]
    later = desk.push("n", desk.nora, op("bed", rid("c"), {}, {"note": "x"}))
    assert later.problem is not None
    assert later.problem.params["on"] == 2


def test_another_replicas_refused_creation_is_simply_unknown(desk: Desk) -> None:
    push(desk, op("sheet", rid("x"), None, {"phase": [None, "done"]}))
    assert push(desk, op("sheet", rid("x"), {}, {"text": "x"}), replica="c") == "record/unknown"


def test_the_rest_of_the_queue_goes_on(desk: Desk) -> None:
    push(desk, op("sheet", rid("x"), None, {"phase": [None, "done"]}))
    assert push(desk, op("sheet", ID, {"a": 1}, {"text": "two"})) == "merged"
    assert desk.record(ID).vector == {"a": 1, "b": 2}


def test_a_creation_may_come_again_after_it_was_refused(desk: Desk) -> None:
    push(desk, op("sheet", rid("x"), None, {"phase": [None, "done"]}))
    assert push(desk, op("sheet", rid("x"), None, {"phase": [None, "open"]})) == "merged"
    assert push(desk, op("sheet", rid("x"), {}, {"text": "more"})) == "merged"


@pytest.mark.parametrize("body", [{}, {"phase": [None, "busy"]}])
def test_an_id_is_used_once_whatever_it_names(desk: Desk, body: dict[str, Any]) -> None:
    assert push(desk, op("sheet", ID, None, body)) == "record/exists"
    desk.push("b", rid("anna"), op("sheet", ID, desk.seen(ID), None))
    assert push(desk, op("sheet", ID, None, body)) == "record/exists"


def test_an_id_of_another_entity_is_unknown_to_edits(desk: Desk) -> None:
    assert push(desk, op("nurse", ID, {"a": 1}, {"name": "x"})) == "record/unknown"


def test_a_cleared_record_cannot_be_edited_but_created_anew(desk: Desk) -> None:
    desk.purged.add(rid("old"))
    assert push(desk, op("sheet", rid("old"), {"z": 4}, {"text": "x"})) == "record/purged"
    assert push(desk, op("sheet", rid("old"), None, {"text": "x"})) == "merged"


def test_a_creation_without_content_is_invalid(desk: Desk) -> None:
    assert push(desk, op("sheet", rid("x"), None, None)) == "mutation/invalid"


def test_a_creation_without_a_required_field_names_it() -> None:
    desk = Hospital()
    outcome = desk.push("h", desk.office, op("patient", rid("p"), None, {}))
    assert outcome.problem is not None
    assert outcome.problem.wire() == ["field/required", {"name": "field/required"}]


def test_an_accepted_sibling_must_be_there(desk: Desk) -> None:
    seen = desk.seen(ID)
    assert push(desk, op("sheet", ID, seen, {}, {"text": ["a", 7]})) == "accept/unknown"
    assert push(desk, op("sheet", ID, seen, {}, {"tags": ["a", 1]})) == "mutation/invalid"
    assert push(desk, op("sheet", ID, seen, {}, {"nonsense": ["a", 1]})) == "mutation/invalid"
    assert push(desk, op("sheet", ID, seen, {}, {"text": ["a", 1]})) == "merged"


def test_an_actor_who_is_not_one_of_the_devices_people_is_refused(desk: Desk) -> None:
    edit = op("sheet", ID, {"a": 1}, {"text": "two"})
    outcome = desk.push("b", rid("anna"), edit, crew={rid("bert"): "admin"})
    assert verdict(outcome) == "mutation/actor"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"stock": {"add": BIG}}, "mutation/invalid"),
        ({"stock": {"count": BIG}}, "mutation/invalid"),
        ({"stock": {"add": BIG - 1}}, "merged"),
        ({"stock": {"add": -BIG}}, "merged"),
    ],
)
def test_a_counter_stays_within_what_json_readers_hold(
    desk: Desk, change: dict[str, Any], expected: str
) -> None:
    assert push(desk, op("sheet", ID, {"a": 1}, change)) == expected


def test_a_creation_cannot_start_beyond_it(desk: Desk) -> None:
    body = {"stock": {"add": BIG, "count": BIG}}
    outcome = desk.push("b", rid("anna"), op("sheet", rid("x"), None, body))
    assert outcome.problem is not None
    assert outcome.problem.wire() == ["mutation/invalid", {"stock": "overflow"}]


def test_too_many_ops_are_refused_and_just_enough_are_not(desk: Desk) -> None:
    ops = [op("sheet", ID, {"a": 1}, {"stock": {"add": 1}}) for _ in range(MAX_OPS + 1)]
    assert push(desk, *ops) == "mutation/limits"
    assert push(desk, *ops[1:]) == "merged"
    assert desk.values(ID)["stock"] == 1 + MAX_OPS


def test_too_many_elements_are_refused_and_just_enough_are_not(desk: Desk) -> None:
    tags = [str(i) for i in range(MAX_ELEMENTS + 1)]
    assert push(desk, op("sheet", ID, {"a": 1}, {"tags": {"add": tags}})) == "mutation/limits"
    assert push(desk, op("sheet", rid("x"), None, {"tags": {"add": tags}})) == "mutation/limits"
    assert push(desk, op("sheet", ID, {"a": 1}, {"tags": {"add": tags[1:]}})) == "merged"
    assert push(desk, op("sheet", ID, {"a": 1}, {"tags": {"add": tags[:1]}})) == "mutation/limits"


BROKEN: list[list[Any]] = [
    op("sheet", ID, {"a": 1}, {"phase": ["done", "open"]}),
    op("sheet", ID, {"a": 1}, {"phase": ["failed", "open"]}),
    op("sheet", ID, None, {}),
    op("sheet", rid("nobody"), {}, {"text": "x"}),
    op("sheet", rid("made"), None, {"phase": [None, "done"]}),
    op("sheet", ID, {}, {}, {"text": ["q", 1]}),
    op("sheet", ID, {}, {"stock": {"add": BIG}}),
    op("sheet", ID, {}, {"number": 3}),
    op("nurse", ID, {}, None),
]


@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_refused_mutation_leaves_every_record_as_it_was(
    desk: Desk, broken: list[Any], place: int
) -> None:
    sound = [
        op("sheet", ID, {"a": 1}, {"text": "two", "memo": "x", "tags": {"add": ["m"]}}),
        op("sheet", ID, {"a": 1}, {"phase": ["open", "busy"], "stock": {"count": 4}}),
        op("sheet", rid("new"), None, {"text": "new"}),
        op("sheet", rid("new"), {}, {"stock": {"add": 3}}),
        op("sheet", ID, {"a": 1}, None),
        op("nurse", rid("nurse"), None, {}),
    ]
    before = dict(desk.kept)
    outcome = desk.push("b", rid("anna"), *sound[:place], broken, *sound[place:])
    assert outcome.problem is not None
    assert desk.kept == before
    plan = desk.plans[-1]
    assert [plan.steps, plan.touched, plan.departures, plan.history, plan.events] == [
        0, {}, {}, [], [],
    ]  # fmt: skip
    assert push(desk, *sound) == "merged"
