"""Puts the organisation together."""

from collections.abc import Iterator
from itertools import count
from random import Random

from clients.demo.world import catalogue, company, event, rounds
from clients.demo.world.model import Customer, Cylinder, Order, Place, World
from clients.demo.world.seeds import stream

ORGANISATION = "大台北瓦斯行"
DEPOT = Place(25.0655, 121.5385)
DISPATCHERS = 3
VEHICLES = 30
STATIONS = 6


def build_world(seed: int, at_ms: int, scale: float = 1.0) -> World:
    """The organisation and its day; equal arguments give an equal world.

    Args:
        seed: decides every draw.
        at_ms: start of the day (07:00 in Taipei), milliseconds since 1970 in UTC.
        scale: above 0 and up to 1 shrinks the counts: 1 gives about 700 customers, 9 routes with
            24 to 30 stops each, 6 stations and 2,000 drinks; 0.05 gives 2 routes of 6 stops,
            2 stations and 100 drinks.

    Raises:
        ValueError: the scale is not above 0 and at most 1.
    """
    if not 0 < scale <= 1:
        raise ValueError(f"scale {scale} is not above 0 and at most 1")
    areas = rounds.AREAS[: max(2, round(len(rounds.AREAS) * scale))]
    station_count = max(2, round(STATIONS * scale))
    serials = count(1)
    rng = stream(seed, "people")
    people = company.people(
        rng,
        at_ms,
        {
            "admin": 1,
            "dispatcher": DISPATCHERS,
            "driver": len(areas),
            "organiser": 1,
            "barista": station_count * 3 - 1,
        },
        serials,
    )
    cylinders = catalogue.cylinders(rng, at_ms)
    customers = _customers(
        seed, at_ms, areas, max(20 * len(areas), round(700 * scale)), cylinders, serials
    )
    rng = stream(seed, "routes")
    numbers = count(1001)
    planned = [
        _orders(
            rng,
            at_ms,
            area,
            customers,
            max(6, round(rng.randint(24, 30) * scale)),
            cylinders,
            numbers,
        )
        for area in areas
    ]
    loads = [sum(order.cylinders for order in orders) for orders in planned]
    vehicles = company.vehicles(
        stream(seed, "vehicles"), at_ms, loads, max(len(areas), round(VEHICLES * scale))
    )
    drivers = [person.id for person in people if person.role == "driver"]
    routes = tuple(
        rounds.route(rng, at_ms, area, driver, vehicle.id, orders)
        for area, driver, vehicle, orders in zip(areas, drivers, vehicles, planned, strict=False)
    )
    rng = stream(seed, "event")
    milks, drinks = catalogue.milks(rng, at_ms), catalogue.drinks(rng, at_ms)
    supplies = catalogue.supplies(stream(seed, "supplies"), at_ms)
    baristas = [person for person in people if person.role == "barista"]
    stations = event.stations(rng, at_ms, station_count, baristas)
    drink_orders = event.drink_orders(
        rng, at_ms, max(60, round(2_000 * scale)), stations, drinks, milks
    )
    return World(
        at_ms=at_ms,
        organisation=ORGANISATION,
        depot=DEPOT,
        people=people,
        cylinders=cylinders,
        vehicles=vehicles,
        customers=customers,
        orders=tuple(order for orders in planned for order in orders),
        routes=routes,
        milks=milks,
        supplies=supplies,
        drinks=drinks,
        stations=stations,
        inventory=event.inventory(rng, at_ms, stations, drink_orders, drinks, milks, supplies),
        drink_orders=drink_orders,
    )


def _customers(
    seed: int,
    at_ms: int,
    areas: tuple[tuple[str, ...], ...],
    total: int,
    cylinders: tuple[Cylinder, ...],
    serials: Iterator[int],
) -> tuple[Customer, ...]:
    """Customers spread over the areas in turn, and within an area over its districts."""
    rng = stream(seed, "customers")
    return tuple(
        company.customer(
            rng, at_ms, rng.choice(areas[index % len(areas)]), cylinders, next(serials)
        )
        for index in range(total)
    )


def _orders(
    rng: Random,
    at_ms: int,
    area: tuple[str, ...],
    customers: tuple[Customer, ...],
    stops: int,
    cylinders: tuple[Cylinder, ...],
    numbers: Iterator[int],
) -> list[Order]:
    """One area's orders, placed on the day before, in the sequence in which they are driven."""
    at_home = [customer for customer in customers if customer.district in area]
    way = rounds.sequence(rng.sample(at_home, stops), area, DEPOT)
    return [
        rounds.order(
            rng,
            at_ms,
            customer,
            cylinders,
            numbers,
            rounds.window_around(rng, at_ms, rounds.planned_arrival(position, stops)),
            placed_at=at_ms - rng.randint(12, 24) * 3_600_000,
        )
        for position, customer in enumerate(way)
    ]
