"""Domain events: each declared one is raised when it should be, and not otherwise."""

from typing import Any

import pytest

from schemas.access import Event
from schemas.entity import Entity
from schemas.registry import ENTITIES
from sync.events import Changed, raised_by
from sync.record import Record
from tests.sync.desk import Desk, rid
from tests.sync.hospital import Hospital
from tests.sync.ward import HOSPITAL, op

ID = rid("record")
DECLARED = [(entity, event) for entity in ENTITIES for event in entity.events]
ACTS = ("create", "edit", "delete")


def hears(entity: Entity, name: str, act: str, fields: dict[str, list[Any]], **values: Any) -> bool:
    record = Record(entity, ID, {"a": 1}, values, ["a", 1, 1, "x"])
    return name in raised_by(Changed(ID, act, fields), record)


@pytest.mark.parametrize(
    ("entity", "event"), DECLARED, ids=[f"{x.name}-{e.name}" for x, e in DECLARED]
)
def test_each_declared_event_is_raised_by_its_acts_and_no_others(
    entity: Entity, event: Event
) -> None:
    name = event.falls or next(iter(event.fields or entity.fields))
    fields = {name: [5, 1] if event.falls else [None, "x"]}
    limit = {event.below: 3} if isinstance(event.below, str) else {}
    for act in ACTS:
        assert hears(entity, event.name, act, fields, **limit) is (act in event.on)


def test_the_events_of_the_coffee_system_that_records_raise_are_declared() -> None:
    names = {event.name for _, event in DECLARED}
    assert names >= {
        "inventory_updated", "inventory_depleted", "low_stock_alert", "user_created",
        "user_updated", "settings_updated", "milk_colors_updated", "order_updated", "chat_message",
    }  # fmt: skip


class Shelf(Desk):
    """One sheet with a stock of 10 and a limit of 3."""

    def __init__(self) -> None:
        super().__init__(HOSPITAL)
        self.anna = self.person("anna", "admin")
        self.push("a", self.anna, op("sheet", ID, None, {"stock": {"add": 10}, "text": "one"}))

    def after(self, **body: Any) -> set[str]:
        self.push("b", self.anna, op("sheet", ID, self.seen(ID), body))
        return set(self.heard())


def test_a_creation_raises_what_creations_raise() -> None:
    assert Shelf().heard() == ["sheet_changed", "sheet_made"]


def test_an_event_on_a_field_wants_that_field_changed() -> None:
    desk = Shelf()
    assert "text_changed" in desk.after(text="two")
    assert "text_changed" not in desk.after(text="two")
    assert "text_changed" not in desk.after(memo="x")


@pytest.mark.parametrize(
    ("add", "raised"),
    [
        pytest.param(5, set[str](), id="up"),
        pytest.param(-1, {"stock_fell"}, id="down"),
        pytest.param(-6, {"stock_fell"}, id="to just above the limit"),
        pytest.param(-7, {"stock_fell", "stock_low"}, id="to the limit"),
        pytest.param(-9, {"stock_fell", "stock_low"}, id="under the limit"),
        pytest.param(-10, {"stock_fell", "stock_low", "stock_out"}, id="to nothing"),
        pytest.param(-12, {"stock_fell", "stock_low", "stock_out"}, id="under nothing"),
    ],
)
def test_a_fall_is_heard_and_crossing_a_limit_once(add: int, raised: set[str]) -> None:
    desk = Shelf()
    assert desk.after(stock={"add": add}) == {"sheet_changed"} | raised
    again = desk.after(stock={"add": -1})
    assert not again & raised & {"stock_low", "stock_out"}


def test_a_stock_take_that_finds_less_is_a_fall() -> None:
    assert "stock_low" in Shelf().after(stock={"count": -8})


def test_several_ops_on_one_record_are_one_change_from_before_to_after() -> None:
    desk = Shelf()
    seen = desk.seen(ID)
    desk.push(
        "b", desk.anna,
        op("sheet", ID, seen, {"stock": {"add": -8}}), op("sheet", ID, seen, {"stock": {"add": 9}}),
    )  # fmt: skip
    assert desk.heard() == ["sheet_changed"]


def test_a_refused_mutation_raises_nothing() -> None:
    desk = Shelf()
    desk.push("b", desk.anna, op("sheet", ID, {}, {"phase": ["done", "open"]}))
    assert desk.heard() == []


def test_an_event_names_the_scopes_that_may_hear_it_after_the_move() -> None:
    desk = Desk()
    office = desk.person("office", "dispatcher")
    for route in ("r1", "r2"):
        desk.push("h", office, ["route", rid(route), None, {"name": route, "day": "2026-11-21"}])
    desk.push("h", office, ["stop", rid("s"), None, {"route": rid("r1")}])
    assert desk.heard() == ["stop_updated"]
    desk.push("h", office, ["stop", rid("s"), desk.seen(rid("s")), {"route": rid("r2")}])
    (raised,) = desk.plans[-1].events
    assert raised.scopes == {"office", f"route:{rid('r2')}"}
    assert (raised.actor, raised.entity, raised.id) == (office, "stop", rid("s"))


def test_records_that_merely_come_along_raise_nothing() -> None:
    desk = Hospital()
    patient = desk.make("patient", "p")
    desk.make("bed", "b", ward=desk.one, patient=patient)
    assert desk.heard() == []
    assert patient in desk.plans[-1].touched
