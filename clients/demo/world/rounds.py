"""The day's delivery: who wants what, on whose route, in what sequence."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from random import Random

from clients.demo.world.addresses import metres
from clients.demo.world.model import (
    DAY_MINUTES,
    Customer,
    Cylinder,
    Line,
    Order,
    Payment,
    Place,
    Priority,
    Route,
    Stop,
    Window,
)
from clients.demo.world.seeds import world_id

TAIPEI_TIME = timezone(timedelta(hours=8), "Asia/Taipei")
"""Taiwan has kept UTC+8 all year since 1980."""

AREAS: tuple[tuple[str, ...], ...] = (
    ("大安區",),
    ("信義區", "南港區"),
    ("中山區",),
    ("松山區",),
    ("中正區",),
    ("萬華區", "大同區"),
    ("士林區", "北投區"),
    ("內湖區",),
    ("文山區",),
)
"""Neighbouring districts that one driver serves."""

FIRST_ARRIVAL, LAST_ARRIVAL = 25, 500
"""Minutes of the day between which the planned stops are reached."""

_PRIORITIES: tuple[Priority, ...] = ("low", "normal", "high", "urgent")
_PAYMENTS: tuple[Payment, ...] = ("cash", "transfer", "monthly", "card")


def planned_arrival(position: float, stops: int) -> float:
    """The minute at which the stop at a position (from 0) of so many is expected."""
    return FIRST_ARRIVAL + (LAST_ARRIVAL - FIRST_ARRIVAL) * (position + 0.5) / stops


def clock(at_ms: int, minute: float) -> datetime:
    """The wall clock in Taipei at a minute of the day."""
    return datetime.fromtimestamp(at_ms / 1000, TAIPEI_TIME) + timedelta(minutes=minute)


def order(
    rng: Random,
    at_ms: int,
    customer: Customer,
    cylinders: Sequence[Cylinder],
    numbers: Iterator[int],
    window: Window,
    placed_at: int,
) -> Order:
    """An order for what the customer uses: the sizes on hand first, then others, up to 3 lines."""
    usual = {size for size, _ in customer.on_hand}
    products = [one for one in cylinders if one.size in usual]
    others = [
        one for one in cylinders if one.size not in usual and (one.size < 50 or customer.shop)
    ]
    if rng.random() < 0.3:
        products.append(rng.choice(others))
    lines = tuple(
        Line(product.id, rng.randint(1, 3 if customer.shop else 2), product.price)
        for product in products
    )
    payments = (4, 3, 5, 1) if customer.shop else (7, 2, 1, 1)
    return Order(
        id=world_id(rng, at_ms),
        number=next(numbers),
        customer=customer.id,
        lines=lines,
        window=window,
        priority=rng.choices(_PRIORITIES, (1, 14, 3, 2))[0],
        payment=rng.choices(_PAYMENTS, payments)[0],
        note=rng.choice(("急用，煮到一半沒瓦斯", "請帶檢漏液", "零錢請備好", "舊桶已到檢驗期"))
        if rng.random() < 0.15
        else "",
        placed_at=placed_at,
    )


def window_around(rng: Random, at_ms: int, minute: float) -> Window:
    """A wish that the minute can meet: the two hours around it, or its half of the day."""
    if rng.random() < 0.25:
        morning = clock(at_ms, minute).hour < 12
        return Window("07:00", "12:00") if morning else Window("12:00", "17:00")
    start = min(max(minute - rng.choice((30, 60, 90)), 0), DAY_MINUTES - 120) // 30 * 30
    return Window(f"{clock(at_ms, start):%H:%M}", f"{clock(at_ms, start + 120):%H:%M}")


def sequence(
    customers: Sequence[Customer], districts: Sequence[str], depot: Place
) -> list[Customer]:
    """The customers in the order of a short drive: district by district, nearest next, untangled.

    Nearest neighbour, improved by 2-opt (Croes 1958) within each district until no reversal of a
    part shortens the way.
    """
    way: list[Customer] = []
    here = depot
    for district in districts:
        part = _nearest_next([one for one in customers if one.district == district], here)
        way += _untangled(part, here)
        here = way[-1].place if way else depot
    return way


def _nearest_next(customers: list[Customer], start: Place) -> list[Customer]:
    rest, way, here = list(customers), list[Customer](), start
    while rest:
        nearest = min(rest, key=lambda one: metres(here, one.place))
        rest.remove(nearest)
        way.append(nearest)
        here = nearest.place
    return way


def _untangled(way: list[Customer], start: Place) -> list[Customer]:
    improved = True
    while improved:
        improved = False
        for low in range(len(way) - 1):
            for high in range(low + 1, len(way)):
                candidate = way[:low] + way[low : high + 1][::-1] + way[high + 1 :]
                if drive(candidate, start) < drive(way, start) - 1e-6:
                    way, improved = candidate, True
    return way


def drive(way: Sequence[Customer], start: Place) -> float:
    """Metres as the crow flies from the start through all customers."""
    places = [start, *(customer.place for customer in way)]
    return sum(metres(one, other) for one, other in pairwise(places))


def route(
    rng: Random,
    at_ms: int,
    districts: tuple[str, ...],
    driver: str,
    vehicle: str,
    orders: Sequence[Order],
) -> Route:
    """A route with one stop for each order, in the order given."""
    route_id = world_id(rng, at_ms)
    return Route(
        id=route_id,
        name="・".join(name.removesuffix("區") for name in districts) + "線",
        day=f"{clock(at_ms, 0):%Y-%m-%d}",
        driver=driver,
        vehicle=vehicle,
        districts=districts,
        stops=tuple(
            Stop(world_id(rng, at_ms), route_id, order.id, order.customer, number)
            for number, order in enumerate(orders, 1)
        ),
    )
