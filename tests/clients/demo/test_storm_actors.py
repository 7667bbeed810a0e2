"""What people do on their devices, and that the journal says exactly that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clients.demo.actors.counter import serve
from clients.demo.actors.driver import drive
from clients.demo.actors.hand import Hand
from clients.demo.actors.journal import Add, Journal, read
from clients.demo.actors.office import dispatch
from clients.demo.actors.person import Person
from clients.demo.plan import acts
from clients.demo.seed.records import entries
from clients.demo.world import World, build_world
from clients.replica.replica import Replica
from clients.replica.store.store import Identity

AT_MS = 1_772_406_000_000
WORLD = build_world(1, AT_MS, 0.05)


class Desk:
    """A device without a network that knows the whole world, and its journal."""

    def __init__(self, folder: Path, person: str, world: World, journal: Journal) -> None:
        self.replica = Replica.open(folder / "store.sqlite", now=lambda: AT_MS)
        self.replica.store.enrol("tab", Identity("http://x", "", {}, person, None, "admin", "x"))
        self._path = folder / "journal.jsonl"
        self.person = Person(Hand(self.replica, person, journal), world)
        doing = self.person.hand.begin("Seed")
        for entity, id, values in entries(world):
            doing.create(entity, id, values)
            if entity == "delivery_order":
                doing.enter(entity, id, "assigned")
        doing.commit()

    def last(self) -> tuple[list[Add], set[tuple[str, str]]]:
        """What the journal says was added, and touched, by the last deed."""
        deed = read(self._path)[-1]
        return deed.adds, set(deed.touches)

    def deeds(self) -> int:
        return len(read(self._path))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Journal(tmp_path / "journal.jsonl") as journal:
        opened = Desk(tmp_path, WORLD.routes[0].driver, WORLD, journal)
        with opened.replica:
            yield opened


def test_a_delivery_is_one_act_and_the_journal_has_all_its_adds(desk: Desk) -> None:
    stop = WORLD.routes[0].stops[0]
    delivery = "A" * 22
    place = WORLD.customers[0].place
    act = acts.Deliver(
        1.0, stop.id, stop.order, delivery, left=2, empties=1, payment="cash", amount=900,
        recipient="王太太", place=place, late=True,
    )  # fmt: skip
    aboard = (desk.replica.get("vehicle", WORLD.routes[0].vehicle) or {})["full"]
    assert drive(act, desk.person) == "done"
    adds, touches = desk.last()
    vehicle = WORLD.routes[0].vehicle
    assert adds == [
        Add("delivery", delivery, "left", 2),
        Add("delivery", delivery, "empties", 1),
        Add("customer", stop.customer, "cylinders", 1),
        Add("vehicle", vehicle, "full", -2),
        Add("vehicle", vehicle, "empty", 1),
    ]
    assert touches >= {("stop", stop.id), ("delivery_order", stop.order), ("delivery", delivery)}
    assert (desk.replica.get("stop", stop.id) or {})["state"] == "delivered"
    assert (desk.replica.get("vehicle", vehicle) or {})["full"] == aboard - 2
    # Nobody delivers the same stop again from this screen.
    assert drive(act, desk.person) == "impossible"


def test_what_is_not_on_the_device_waits_and_leaves_no_trace(desk: Desk) -> None:
    before = desk.deeds()
    for act in (
        acts.Arrive(1.0, "B" * 22),
        acts.FinishRoute(1.0, "B" * 22),
    ):
        assert drive(act, desk.person) == "waits"
    assert dispatch(acts.ReassignStop(1.0, "B" * 22, "", "", 1, late=False), desk.person) == "waits"
    assert serve(acts.ClaimDrink(1.0, "B" * 22), desk.person) == "waits"
    assert serve(acts.PickUp(1.0, "B" * 22), desk.person) == "waits"
    assert desk.deeds() == before


def test_a_drink_that_is_undone_puts_its_stock_back(desk: Desk) -> None:
    order = WORLD.drink_orders[0]
    shelf = next(item for item in WORLD.inventory if item.station == order.station)
    uses = (acts.Use(shelf.id, 7),)
    assert serve(acts.PlaceDrink(1.0, order.id), desk.person) == "done"
    assert serve(acts.PickUp(1.5, order.id), desk.person) == "waits"
    assert serve(acts.DoneDrink(2.0, order.id, uses), desk.person) == "done"
    assert (desk.replica.get("inventory_item", shelf.id) or {})["stock"] == shelf.start - 7
    assert serve(acts.UndoDone(3.0, order.id, uses), desk.person) == "done"
    assert desk.last()[0] == [Add("inventory_item", shelf.id, "stock", 7)]
    assert (desk.replica.get("inventory_item", shelf.id) or {})["stock"] == shelf.start
    assert (desk.replica.get("drink_order", order.id) or {})["state"] == "pending"


def test_a_drink_made_twice_uses_its_stock_twice(desk: Desk) -> None:
    order = WORLD.drink_orders[0]
    shelf = next(item for item in WORLD.inventory if item.station == order.station)
    serve(acts.PlaceDrink(1.0, order.id), desk.person)
    for _ in range(2):
        done = acts.DoneDrink(2.0, order.id, (acts.Use(shelf.id, 7),))
        assert serve(done, desk.person) == "done"
    assert (desk.replica.get("inventory_item", shelf.id) or {})["stock"] == shelf.start - 14


def test_a_count_is_written_down_as_the_offset_that_was_recorded(
    desk: Desk, tmp_path: Path
) -> None:
    shelf = WORLD.inventory[0]
    serve(acts.TopUp(1.0, shelf.id, 5), desk.person)
    assert serve(acts.StockTake(2.0, shelf.id, 3), desk.person) == "done"
    (count,) = read(tmp_path / "journal.jsonl")[-1].counts
    assert (count.figure, count.offset) == (3, 3 - (shelf.start + 5))
    assert (desk.replica.get("inventory_item", shelf.id) or {})["stock"] == 3


def test_an_act_of_another_role_is_impossible(desk: Desk) -> None:
    route = WORLD.routes[0].id
    assert serve(acts.StartRoute(1.0, route), desk.person) == "impossible"
    assert dispatch(acts.StartRoute(1.0, route), desk.person) == "impossible"
    assert drive(acts.StartRoute(1.0, route), desk.person) == "done"
    orders = [desk.replica.get("delivery_order", one.order) for one in WORLD.routes[0].stops]
    assert {order["state"] for order in orders if order} == {"out_for_delivery"}
