"""The demonstration's organisation: the same from one seed, and believable."""

import base64
import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, groupby, pairwise
from random import Random
from typing import Protocol
from uuid import UUID

import pytest
from msgspec import convert

from clients.demo.world import World, build_world, world_id
from clients.demo.world.addresses import compose, metres
from clients.demo.world.event import recipe
from clients.demo.world.model import Place
from clients.demo.world.rounds import AREAS, drive, sequence
from clients.demo.world.streets import STREETS, TAIPEI
from schemas.entities.customers import customer as customer_entity
from schemas.types import Id, Phone

AT_MS = 1_795_215_600_000  # 2026-11-21 07:00 in Taipei
ADDRESS = re.compile(
    r"台北市(?P<district>..區)\S+ \d+ (?:號|巷 (?:\d+ 弄 )?\d+ 號)(?: \d 樓(?:之 \d)?)?"
)


class Identified(Protocol):
    @property
    def id(self) -> str: ...


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(7, AT_MS)


def test_one_seed_gives_one_world(world: World) -> None:
    assert build_world(7, AT_MS) == world
    assert build_world(8, AT_MS) != world


def test_the_counts_are_those_of_a_real_day(world: World) -> None:
    assert len(world.customers) == 700
    assert len(world.routes) == 9
    assert all(24 <= len(route.stops) <= 30 for route in world.routes)
    assert len(world.vehicles) == 30
    roles = Counter(person.role for person in world.people)
    assert roles == {"admin": 1, "dispatcher": 3, "driver": 9, "organiser": 1, "barista": 17}
    assert [len(station.baristas) for station in world.stations] == [3, 3, 3, 3, 3, 2]
    assert len(world.drink_orders) == 2_000
    assert len(world.drinks) == 10


def test_a_small_scale_keeps_two_of_each() -> None:
    small = build_world(7, AT_MS, 0.05)
    assert [len(route.stops) for route in small.routes] == [6, 6]
    assert len(small.stations) == 2
    assert 60 <= len(small.drink_orders) <= 100
    assert all(len(station.baristas) >= 2 for station in small.stations)


@pytest.mark.parametrize("scale", [0, -1, 1.01])
def test_a_scale_outside_its_bounds_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        build_world(7, AT_MS, scale)


def test_every_id_is_a_uuid_of_version_7_and_unlike_the_others(world: World) -> None:
    groups: tuple[Sequence[Identified], ...] = (
        world.people, world.cylinders, world.vehicles, world.customers, world.orders,
        world.routes, world.stops, world.milks, world.drinks, world.stations,
        world.inventory, world.drink_orders,
    )  # fmt: skip
    ids = [convert(one.id, Id) for group in groups for one in group]
    assert len(set(ids)) == len(ids) > 3_000


def test_an_id_holds_its_time_version_and_variant() -> None:
    made = UUID(bytes=base64.urlsafe_b64decode(world_id(Random(1), AT_MS) + "=="))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == AT_MS


def test_customers_stand_in_taipei_in_the_district_of_their_address(world: World) -> None:
    south, north, west, east = TAIPEI
    points = {
        district: [Place(*p) for s in STREETS if s.district == district for p in s.points]
        for district in {street.district for street in STREETS}
    }
    assert len(points) == 12
    for customer in world.customers:
        place = customer.place
        assert south < place.lat < north
        assert west < place.lon < east
        found = ADDRESS.fullmatch(customer.address)
        assert found, customer.address
        assert found["district"] == customer.district
        assert min(metres(place, point) for point in points[customer.district]) < 1_500
    assert {customer.district for customer in world.customers} == set(points)


def test_higher_numbers_stand_further_along_the_street() -> None:
    rng = Random(3)
    found: dict[str, list[tuple[int, Place]]] = {}
    for _ in range(400):
        address, place = compose(rng, "中山區", shop=True)
        street, number, _ = address.split(" ")
        found.setdefault(street, []).append((int(number), place))
    song_jiang = sorted(found["台北市中山區松江路"], key=lambda one: one[0])
    assert len(song_jiang) > 20
    for (low, one), (high, other) in pairwise(song_jiang):
        # It runs north; 2 m of jitter either way, 5 m to a number.
        assert high == low or other.lat > one.lat - 0.00005


def test_phones_are_composed_and_nobody_shares_one(world: World) -> None:
    phones = [one.phone for one in world.customers] + [one.phone for one in world.people]
    assert len(set(phones)) == len(phones)
    for phone in phones:
        convert(phone, Phone)
        assert re.fullmatch(r"09\d\d-000-\d{3}|02-2000 \d{4}", phone)


def test_names_repeat_as_names_do_but_not_too_much(world: World) -> None:
    names = Counter(customer.name for customer in world.customers)
    assert len(names) > 350
    assert names.most_common(1)[0][1] < 25


def test_sizes_on_hand_are_those_that_the_customer_record_takes(world: World) -> None:
    deposits = {cylinder.size: cylinder.deposit for cylinder in world.cylinders}
    for customer in world.customers:
        assert {size for size, _ in customer.on_hand} <= deposits.keys()
        assert customer.cylinders == sum(count for _, count in customer.on_hand) > 0
        assert customer.deposit == sum(deposits[size] * count for size, count in customer.on_hand)
    assert {"name", "phone", "address", "district", "place", "note", "sizes"} <= set(
        customer_entity.fields
    )


def test_each_stop_has_an_order_of_a_customer_in_the_routes_area(world: World) -> None:
    orders = {order.id: order for order in world.orders}
    customers = {customer.id: customer for customer in world.customers}
    prices = {cylinder.id: cylinder.price for cylinder in world.cylinders}
    assert [route.districts for route in world.routes] == list(AREAS)
    for route in world.routes:
        assert [stop.sequence for stop in route.stops] == list(range(1, len(route.stops) + 1))
        for stop in route.stops:
            order = orders.pop(stop.order)
            assert order.customer == stop.customer
            assert customers[stop.customer].district in route.districts
            assert 1 <= len(order.lines) <= 3
            assert all(line.price == prices[line.product] for line in order.lines)
            assert order.total == sum(line.quantity * prices[line.product] for line in order.lines)
            assert order.window.start < order.window.end
            assert order.placed_at < world.at_ms
    assert orders == {}
    assert len({route.driver for route in world.routes}) == len(world.routes)
    assert len({route.vehicle for route in world.routes}) == len(world.routes)


def test_a_lorry_carries_what_its_route_needs(world: World) -> None:
    orders = {order.id: order for order in world.orders}
    vehicles = {vehicle.id: vehicle for vehicle in world.vehicles}
    for route in world.routes:
        needed = sum(orders[stop.order].cylinders for stop in route.stops)
        assert needed < vehicles[route.vehicle].full <= needed + 10


def test_plates_are_taiwanese_and_differ(world: World) -> None:
    plates = [vehicle.plate for vehicle in world.vehicles]
    assert len(set(plates)) == len(plates)
    assert all(re.fullmatch(r"[A-HJ-NP-Z]{3}-[0-35-9]{4}", plate) for plate in plates)


def test_routes_are_driven_district_by_district_on_a_short_way(world: World) -> None:
    customers = {customer.id: customer for customer in world.customers}
    rng = Random(5)
    for route in world.routes:
        way = [customers[stop.customer] for stop in route.stops]
        districts = [customer.district for customer in way]
        changes = sum(one != other for one, other in pairwise(districts))
        assert changes == len(set(districts)) - 1
        by_chance = min(drive(rng.sample(way, len(way)), world.depot) for _ in range(30))
        assert drive(way, world.depot) < 0.75 * by_chance
        assert sequence(way[::-1], route.districts, world.depot) == way


def test_no_turning_round_of_a_part_shortens_the_way_through_a_district(world: World) -> None:
    customers = {customer.id: customer for customer in world.customers}
    for route in world.routes:
        way = [customers[stop.customer] for stop in route.stops]
        start = world.depot
        for _, group in groupby(way, key=lambda customer: customer.district):
            part = list(group)
            shortest = drive(part, start)
            for low, high in combinations(range(len(part) + 1), 2):
                turned = part[:low] + part[low:high][::-1] + part[high:]
                assert drive(turned, start) > shortest - 0.01
            start = part[-1].place


def test_drinks_arrive_in_two_peaks(world: World) -> None:
    minutes = [order.minute for order in world.drink_orders]
    assert minutes == sorted(minutes)
    hours = Counter(int(minute // 50) for minute in minutes)
    morning, noon, afternoon = hours[3], hours[5], hours[8]
    assert morning > 1.8 * noon
    assert afternoon > 1.8 * noon
    assert minutes[0] >= 20
    assert minutes[-1] <= 560


def test_stock_runs_low_at_every_station(world: World) -> None:
    drinks = {drink.id: drink for drink in world.drinks}
    used: Counter[tuple[str, str]] = Counter()
    for order in world.drink_orders:
        uses = recipe(order, drinks[order.drink])
        assert ("milk:" in "".join(uses)) == (order.milk is not None)
        for supply, amount in uses.items():
            assert amount > 0
            used[order.station, supply] += amount
    assert len(world.inventory) == 6 * 10
    assert used.keys() <= {(item.station, item.supply) for item in world.inventory}
    for item in world.inventory:
        assert 0 < item.threshold < item.start
    for station in world.stations:
        shelf = [item for item in world.inventory if item.station == station.id]
        low = [i for i in shelf if i.start - used[i.station, i.supply] < i.threshold]
        assert len(low) >= 8


def test_guests_have_chinese_and_english_names(world: World) -> None:
    english = sum(order.name.isascii() for order in world.drink_orders)
    assert 0.3 < english / len(world.drink_orders) < 0.6
