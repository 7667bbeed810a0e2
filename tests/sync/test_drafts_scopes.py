"""What broke earlier drafts: scopes. Each test is one sentence of the design's list."""

import pytest

from sync.feed import Cursor, Holding, start, still_held
from sync.scopes import scopes_of
from tests.sync.desk import Desk, rid, verdict
from tests.sync.hospital import Hospital
from tests.sync.ward import op

DAY = "2026-11-21"


class Round(Desk):
    """Two drivers with a route each, the office, and a customer whom neither has."""

    def __init__(self) -> None:
        super().__init__()
        boss = self.person("boss", "admin")
        self.office = self.person("office", "dispatcher")
        self.lin, self.wu = self.person("lin", "driver"), self.person("wu", "driver")
        for driver in (self.lin, self.wu):
            self.push("h", boss, ["person", driver, None, {"name": "x", "role": "driver"}])
        for route, driver in (("north", self.lin), ("south", self.wu)):
            body = {"name": route, "day": DAY, "driver": driver}
            self.push("h", self.office, ["route", rid(route), None, body])
        for customer in ("hidden", "known"):
            self.push("h", self.office, ["customer", rid(customer), None, {"name": customer}])
        order = {"customer": rid("known")}
        self.push("h", self.office, ["delivery_order", rid("order"), None, order])
        stop = {"route": rid("north"), "order": rid("order"), "customer": rid("known")}
        self.push("h", self.office, ["stop", rid("stop"), None, stop])
        self.clean["l"] = self.sequence
        self.dark = {id: self.seen(rid(id)) for id in ("stop", "known")}

    def give(self, route: str) -> None:
        """The office gives the stop to a route."""
        body = {"route": rid(route)}
        self.push("h", self.office, ["stop", rid("stop"), self.seen(rid("stop")), body])

    def deliver(self, replica: str = "l", driver: str = rid("lin")) -> str:
        return verdict(
            self.push(
                replica, driver,
                ["stop", rid("stop"), self.dark["stop"], {"state": ["planned", "delivered"]}],
                ["customer", rid("known"), self.dark["known"], {"cylinders": {"add": -1}}],
                ["delivery", rid("proof"), None, {"stop": rid("stop"), "route": rid("north")}],
            )
        )  # fmt: skip


def test_a_driver_points_his_own_stop_at_somebody_elses_customer() -> None:
    desk = Round()
    seen = desk.seen(rid("stop"))
    pointed = ["stop", rid("stop"), seen, {"customer": rid("hidden")}]
    assert verdict(desk.push("l", desk.lin, pointed)) == "write/forbidden"
    assert scopes_of(desk.record(rid("hidden"))) == {"office"}


def test_even_with_the_right_to_the_field_a_reference_opens_no_record() -> None:
    desk = Hospital()
    hidden, bed = desk.make("patient", "hidden"), desk.make("bed", "b", ward=desk.one)
    pointed = op("bed", bed, desk.seen(bed), {"patient": hidden})
    assert verdict(desk.push("n", desk.nora, pointed)) == "reference/unknown"
    assert desk.scopes(hidden) == set()


@pytest.mark.parametrize("one", [True, False], ids=["one mutation", "two in one group"])
def test_a_create_and_delete_in_one_push_returns_nothing_outside_the_scope(one: bool) -> None:
    desk = Hospital()
    bed = rid("b")
    made, gone = op("bed", bed, None, {"ward": desk.two}), op("bed", bed, {}, None)
    if one:
        outcomes = desk.together(("h", desk.office, [made, gone]))
    else:
        outcomes = desk.together(("h", desk.office, [made]), ("h", desk.office, [gone]))
    assert {verdict(o) for o in outcomes} == {"merged"}
    assert desk.record(bed).deleted
    assert desk.scopes(bed) == {desk.scope(desk.two)}
    for raised in desk.plans[-1].events:
        assert raised.scopes <= {desk.scope(desk.two), "office"}


def test_a_create_and_delete_in_one_push_needs_the_right_to_the_place_all_the_same() -> None:
    desk = Hospital()
    desk.people[desk.nora]["office"] = 1
    made, gone = op("bed", rid("b"), None, {"ward": desk.two}), op("bed", rid("b"), {}, None)
    assert verdict(desk.push("n", desk.nora, made, gone)) == "write/place"


def test_a_record_held_through_two_scopes_stays_when_one_ends() -> None:
    desk = Hospital()
    desk.edit(desk.two, nurses={"add": [desk.nora]})
    patient = desk.make("patient", "p")
    beds = [
        desk.make("bed", name, ward=ward, patient=patient)
        for name, ward in (("b", desk.one), ("c", desk.two))
    ]
    desk.edit(beds[0], patient=None)
    assert desk.moves() == {(desk.scope(desk.one), patient): True}
    assert still_held(scopes_of(desk.record(patient)), desk.people[desk.nora])
    desk.edit(beds[1], patient=None)
    assert not still_held(scopes_of(desk.record(patient)), desk.people[desk.nora])


@pytest.mark.parametrize("grouped", [True, False])
def test_two_transactions_each_remove_the_last_reason_but_one(grouped: bool) -> None:
    desk = Hospital()
    patient = desk.make("patient", "p")
    beds = [desk.make("bed", name, ward=desk.one, patient=patient) for name in ("b", "c")]
    drops = [op("bed", bed, desk.seen(bed), {"patient": None}) for bed in beds]
    if grouped:
        desk.together(("x", desk.office, [drops[0]]), ("y", desk.office, [drops[1]]))
    else:
        desk.push("x", desk.office, drops[0])
        desk.push("y", desk.office, drops[1])
    assert desk.record(patient).held == {}
    assert desk.departures[patient].keys() == {desk.scope(desk.one)}


@pytest.mark.parametrize("grouped", [True, False])
def test_one_transaction_removes_the_last_reason_and_another_adds_one(grouped: bool) -> None:
    desk = Hospital()
    patient = desk.make("patient", "p")
    bed = desk.make("bed", "b", ward=desk.one, patient=patient)
    other = desk.make("bed", "c", ward=desk.one)
    drop = op("bed", bed, desk.seen(bed), {"patient": None})
    add = op("bed", other, desk.seen(other), {"patient": patient})
    if grouped:
        desk.together(("x", desk.office, [drop]), ("y", desk.office, [add]))
    else:
        desk.push("x", desk.office, drop)
        desk.push("y", desk.office, add)
    assert desk.record(patient).held == {desk.scope(desk.one): 1}
    assert desk.departures.get(patient, {}) == {}


def test_a_delivery_in_the_dark_of_a_stop_that_was_given_away_gets_in() -> None:
    desk = Round()
    desk.give("south")
    assert desk.deliver() == "merged"
    assert desk.values(rid("stop"))["state"] == "delivered"
    assert desk.values(rid("known"))["cylinders"] == -1
    for id in ("stop", "known"):
        assert desk.document(rid(id))["_"]["f"] == ["late"]
    assert scopes_of(desk.record(rid("stop"))) == {"office", f"route:{rid('south')}"}


def test_a_late_writer_claims_an_old_position() -> None:
    desk = Round()
    desk.give("south")
    desk.clean["l"] = desk.sequence
    assert desk.deliver() == "record/unknown"


def test_a_late_writer_who_never_had_the_stop_is_no_late_writer() -> None:
    desk = Round()
    desk.clean["w"] = desk.sequence
    assert desk.deliver("w", desk.wu) == "record/unknown"


def test_a_to_b_to_a_to_b() -> None:
    desk = Round()
    for route in ("south", "north", "south"):
        desk.give(route)
    for id in ("stop", "order", "known"):
        assert scopes_of(desk.record(rid(id))) == {"office", f"route:{rid('south')}"}
        assert desk.departures[rid(id)].keys() == {f"route:{rid('north')}"}
    assert desk.record(rid("known")).held == {f"route:{rid('south')}": 2}
    assert desk.deliver() == "merged"


def test_a_scope_that_was_lost_and_regained_forgets_nothing_that_left_meanwhile() -> None:
    reading = start(
        Cursor(1, 10, 5), [Holding("everyone"), Holding("route:a", first=2, since=30)],
        epoch=1, head=40, oldest=0,
    )  # fmt: skip
    assert reading is not None
    assert reading.positions["route:a"] == 0
    assert reading.floors["route:a"] == 10
