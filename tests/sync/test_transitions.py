"""State fields: every declared step, every other one, and who had seen what."""

from itertools import product
from typing import Any

import pytest

from schemas.entity import Entity
from schemas.problems import Problem
from schemas.registry import ENTITIES
from sync.admission import check_start, check_transition
from sync.record import Record, Write
from tests.sync.desk import Desk, rid, verdict
from tests.sync.ward import HOSPITAL, PHASES, op, sheet

STATES = [
    (entity, name) for entity in (*ENTITIES, sheet) for name, f in entity.fields.items() if f.order
]
ID = rid("sheet")


def judged(entity: Entity, name: str, leave: str, enter: str, role: str) -> str:
    record = Record(entity, ID, {"a": 1}, {name: leave}, ["a", 1, 1, "x"])
    try:
        check_transition(record, name, leave, enter, role, Write("b", 1, 2, "x", {"a": 1}))
    except Problem as problem:
        return problem.code
    return "legal"


@pytest.mark.parametrize(("entity", "name"), STATES, ids=lambda x: getattr(x, "name", x))
def test_declared_steps_are_legal_and_no_others(entity: Entity, name: str) -> None:
    field = entity.fields[name]
    for leave, enter in product(field.order, repeat=2):
        step = field.step(leave, enter)
        for role in ("admin", "dispatcher", "organiser", "driver", "barista"):
            expected = "transition/illegal"
            if step is not None:
                allowed = not step.roles or role in step.roles
                expected = "legal" if allowed else "write/forbidden"
            assert judged(entity, name, leave, enter, role) == expected, (leave, enter, role)


@pytest.mark.parametrize(("entity", "name"), STATES, ids=lambda x: getattr(x, "name", x))
def test_a_creation_starts_in_an_initial_state_and_leaves_none(entity: Entity, name: str) -> None:
    field = entity.fields[name]
    assert field.default in field.initial <= set(field.order)
    for enter in field.order:
        if enter in field.initial:
            check_start(entity, name, None, enter)
        else:
            with pytest.raises(Problem, match="transition/illegal"):
                check_start(entity, name, None, enter)
        with pytest.raises(Problem, match="transition/illegal"):
            check_start(entity, name, field.default, enter)


class Board(Desk):
    """One sheet in phase ``open``, and two people who write it."""

    def __init__(self) -> None:
        super().__init__(HOSPITAL)
        self.anna = self.person("anna", "admin")
        self.dirk = self.person("dirk", "driver")
        self.push("a", self.anna, op("sheet", ID, None, {}))

    def step(self, replica: str, leave: Any, enter: str, seen: dict[str, int]) -> str:
        return verdict(
            self.push(replica, self.anna, op("sheet", ID, seen, {"phase": [leave, enter]}))
        )


def test_a_creation_in_a_later_state_is_refused() -> None:
    desk = Board()
    made = op("sheet", rid("other"), None, {"phase": [None, "done"]})
    assert verdict(desk.push("a", desk.anna, made)) == "transition/illegal"


def test_concurrent_legal_steps_both_stay_and_rank_decides() -> None:
    desk = Board()
    assert desk.step("b", "open", "done", {"a": 1}) == "merged"
    assert desk.step("c", "open", "failed", {"a": 1}) == "conflict"
    assert desk.values(ID)["phase"] == "done"
    assert [s[0] for s in desk.document(ID)["_"]["c"]["phase"]] == ["done", "failed"]


def test_a_step_from_a_state_that_the_writer_saw_left_is_illegal() -> None:
    desk = Board()
    desk.step("b", "open", "busy", {"a": 1})
    assert desk.step("c", "open", "failed", {"a": 1, "b": 1}) == "transition/illegal"


def test_a_step_from_a_state_that_the_record_never_had_is_refused() -> None:
    desk = Board()
    assert desk.step("b", "busy", "done", {"a": 1}) == "transition/never"


def test_a_step_without_a_state_to_leave_is_illegal() -> None:
    assert Board().step("b", None, "busy", {"a": 1}) == "transition/illegal"


def test_a_step_back_from_a_sibling_that_was_settled_away_is_one_that_the_record_had() -> None:
    desk = Board()
    desk.step("b", "open", "done", {"a": 1})
    desk.step("c", "open", "failed", {"a": 1})
    desk.step("d", "done", "open", {"a": 1, "b": 1, "c": 1})
    # c stands on its own screen at "failed", and has seen nothing of d.
    assert desk.step("c", "failed", "open", {"a": 1}) == "merged"


def test_a_role_that_may_not_take_a_step_is_refused() -> None:
    desk = Board()
    desk.step("b", "open", "done", {"a": 1})
    undo = op("sheet", ID, {"a": 1, "b": 1}, {"phase": ["done", "open"]})
    assert verdict(desk.push("d", desk.dirk, undo)) == "write/forbidden"
    assert verdict(desk.push("b", desk.anna, undo)) == "merged"


def test_two_steps_in_one_mutation_follow_each_other() -> None:
    desk = Board()
    outcome = desk.push(
        "b", desk.anna,
        op("sheet", ID, {"a": 1}, {"phase": ["open", "busy"]}),
        op("sheet", ID, {"a": 1}, {"phase": ["busy", "done"]}),
    )  # fmt: skip
    assert verdict(outcome) == "merged"
    assert desk.values(ID)["phase"] == "done"
    assert desk.record(ID).past == {"phase": ["open", "busy"]}


def test_accepting_a_state_by_name_needs_no_transition() -> None:
    desk = Board()
    desk.step("b", "open", "done", {"a": 1})
    desk.step("c", "open", "failed", {"a": 1})
    accept = op("sheet", ID, {"a": 1, "b": 1, "c": 1}, {}, {"phase": ["c", 1]})
    assert verdict(desk.push("d", desk.dirk, accept)) == "merged"
    assert desk.values(ID)["phase"] == "failed"
    assert "c" not in desk.document(ID)["_"]


def test_phases_of_the_test_entity_are_all_reachable() -> None:
    field = sheet.fields["phase"]
    assert {t.enter for t in field.transitions} | field.initial == set(PHASES)


@pytest.mark.parametrize(("entity", "name"), STATES, ids=lambda x: getattr(x, "name", x))
def test_every_declared_state_can_be_reached(entity: Entity, name: str) -> None:
    field = entity.fields[name]
    reached = set(field.initial)
    for _ in field.order:
        reached |= {t.enter for t in field.transitions if t.leave in reached}
    assert reached == set(field.order)
