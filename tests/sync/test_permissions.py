"""Role x entity x act x field x state, straight from the declarations."""

from collections.abc import Iterator

import pytest

from schemas.access import ROLES, May, Scope, may
from schemas.entity import Entity
from schemas.fields import Label, register
from schemas.problems import Problem
from schemas.registry import ENTITIES
from schemas.types import Short
from sync.admission import check_permission, may_late, may_place
from sync.record import Record, Write
from tests.sync.desk import Desk, rid, verdict
from tests.sync.ward import phase

ME = rid("me")
ID = rid("record")
ACTS = ("create", "edit", "delete")
WRITE = Write("b", 1, 2, ME, {"a": 1})


def record_of(entity: Entity, *, mine: bool) -> Record:
    """A record that is the actor's own where a permission asks for that, or is not."""
    owner = ME if mine else rid("other")
    values = {m.mine: owner for m in entity.writers if m.mine not in (None, "id")}
    is_self = mine and any(m.mine == "id" for m in entity.writers)
    return Record(entity, ME if is_self else ID, {"a": 1}, values, ["a", 1, 1, "x"])


def allows(permit: May, act: str, name: str, *, late: bool, mine: bool) -> bool:
    whose = permit.mine is None or mine
    scope = act in permit.acts and (permit.late or not late) and whose
    return scope and (not permit.fields or (name in permit.fields and act == "edit"))


def is_allowed(entity: Entity, role: str, act: str, name: str, *, late: bool, mine: bool) -> bool:
    try:
        check_permission(record_of(entity, mine=mine), role, act, [name], WRITE, late=late)
    except Problem as problem:
        return problem.code != "write/forbidden"
    return True


def cases() -> Iterator[tuple[str, str, bool, bool]]:
    for role in ROLES:
        for act in ACTS:
            for late in (False, True):
                for mine in (False, True):
                    yield role, act, late, mine


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_a_write_is_allowed_exactly_where_a_declaration_says_so(entity: Entity) -> None:
    for role, act, late, mine in cases():
        for name in entity.fields:
            expected = any(
                allows(m, act, name, late=late, mine=mine)
                for m in entity.writers
                if role in m.roles
            )
            found = is_allowed(entity, role, act, name, late=late, mine=mine)
            assert found is expected, (role, act, name, late, mine)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_somebody_may_write_each_entity_and_an_unknown_role_nothing(entity: Entity) -> None:
    assert any(entity.permits[role] for role in ROLES)
    for act in ACTS:
        with pytest.raises(Problem, match="write/forbidden"):
            check_permission(record_of(entity, mine=True), "", act, [], WRITE, late=False)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda e: e.name)
def test_place_and_late_follow_the_declarations(entity: Entity) -> None:
    for role in ROLES:
        permits = [m for m in entity.writers if role in m.roles]
        assert may_place(entity, role) is any(m.place for m in permits)
        for act in ACTS:
            assert may_late(entity, role, act) is any(m.late and act in m.acts for m in permits)


def test_a_refusal_names_the_fields_that_are_at_fault() -> None:
    stop = next(e for e in ENTITIES if e.name == "stop")
    names = ["state", "customer", "route"]
    with pytest.raises(Problem) as caught:
        check_permission(record_of(stop, mine=True), "driver", "edit", names, WRITE, late=False)
    assert caught.value.fields == {"customer": "driver", "route": "driver"}


guarded = Entity(
    name="guarded", plural="guardeds", label=Label("表", "Guarded"),
    fields={"note": register(Short, "註", "Note"), "phase": phase},
    scopes=(Scope("everyone"),),
    writers=(may("driver", acts=("edit",), fields=("note",), when=("phase", ("open",))),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("siblings", "past", "seen", "expected"),
    [
        pytest.param([["open", "a", 1]], [], {"a": 1}, True, id="in the state"),
        pytest.param([["busy", "b", 1]], ["open"], {"a": 1, "b": 1}, False, id="saw it leave"),
        pytest.param([["busy", "b", 1]], ["open"], {"a": 1}, True, id="could not know"),
        pytest.param([["busy", "b", 1]], [], {"a": 1}, False, id="never was in it"),
        pytest.param([["busy", "b", 1], ["open", "c", 1]], [], {"b": 1, "c": 1}, True,
                     id="one of the siblings"),
    ],
)  # fmt: skip
def test_a_permission_by_state_is_judged_by_what_the_writer_could_know(
    siblings: list[list[object]], past: list[str], seen: dict[str, int], expected: bool
) -> None:
    record = Record(guarded, ID, {"a": 1}, {}, ["a", 1, 1, "x"], past={"phase": past})
    record.settle("phase", guarded.fields["phase"], [[*s, 5, "x"] for s in siblings])
    write = Write("w", 1, 9, ME, seen)
    try:
        check_permission(record, "driver", "edit", ["note"], write, late=False)
        found = True
    except Problem:
        found = False
    assert found is expected


def test_a_driver_may_finish_his_stop_but_not_give_it_away() -> None:
    desk = Desk()
    office = desk.person("office", "dispatcher")
    driver = desk.person("driver", "driver")
    route, stop = rid("route"), rid("stop")
    person = ["person", driver, None, {"name": "Lin", "role": "driver"}]
    boss = desk.person("boss", "admin")
    assert verdict(desk.push("h", boss, person)) == "merged"
    made = ["route", route, None, {"name": "North", "day": "2026-11-21", "driver": driver}]
    assert verdict(desk.push("h", office, made)) == "merged"
    assert verdict(desk.push("h", office, ["stop", stop, None, {"route": route}])) == "merged"
    seen = desk.seen(stop)
    done = ["stop", stop, seen, {"state": ["planned", "delivered"]}]
    assert verdict(desk.push("d", driver, done)) == "merged"
    for body in ({"route": rid("other")}, {"customer": None}, {"order": None}):
        assert verdict(desk.push("d", driver, ["stop", stop, seen, body])) == "write/forbidden"
    assert verdict(desk.push("d", driver, ["stop", stop, seen, None])) == "write/forbidden"


def test_a_person_edits_the_own_profile_only_and_not_the_role() -> None:
    desk = Desk()
    boss, me = desk.person("boss", "admin"), desk.person("me", "barista")
    for id in (boss, me):
        desk.push("h", boss, ["person", id, None, {"name": "x", "role": "barista"}])
    assert verdict(desk.push("m", me, ["person", me, {"h": 2}, {"name": "Mei"}])) == "merged"
    for id, body in ((boss, {"name": "Mei"}), (me, {"role": "admin"})):
        refused = desk.push("m", me, ["person", id, {"h": 2}, body])
        assert verdict(refused) == "write/forbidden"
