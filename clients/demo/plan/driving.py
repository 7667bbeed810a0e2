"""What a driver's phone records along a trip."""

from bisect import bisect_right
from random import Random

from clients.demo.plan.acts import (
    Act,
    Arrive,
    Deliver,
    EditCustomer,
    FailStop,
    FailureReason,
    FinishRoute,
    Position,
    SendMessage,
    StartRoute,
)
from clients.demo.plan.shape import in_order
from clients.demo.plan.trips import Trip, Visit
from clients.demo.world.model import DAY_MINUTES, Payment, Place, World
from clients.demo.world.seeds import world_id

BREADCRUMB_MINUTES = 4
_REASONS: tuple[FailureReason, ...] = (
    "無人在家", "地址找不到", "客戶取消", "電梯故障", "客戶沒有零錢",
)  # fmt: skip
_TO_OFFICE = (
    "收到",
    "塞車，會晚十五分鐘",
    "這站要多收一個空瓶",
    "客戶想加訂一桶，請回電",
    "準備回公司補貨",
)
AT_THE_DOOR: tuple[Payment, ...] = ("cash", "card")
"""The ways of paying in which the driver takes the money."""


def record(rng: Random, world: World, trip: Trip, edits: list[EditCustomer]) -> tuple[Act, ...]:
    """The driver's acts of the day: doors, breadcrumbs, messages and the given customer edits."""
    start = round(max(1.0, trip.visits[0].arrive - rng.uniform(10, 18)), 2)
    finish = round(min(trip.visits[-1].done + rng.uniform(4, 12), DAY_MINUTES - 1), 2)
    acts: list[Act] = [StartRoute(start, trip.route.id), FinishRoute(finish, trip.route.id)]
    for visit in trip.visits:
        acts.append(Arrive(visit.arrive, visit.stop.id))
        acts.append(_outcome(rng, world, visit))
    acts += edits
    acts += _breadcrumbs(rng, world, trip, start, finish)
    for _ in range(rng.randint(2, 4)):
        minute = round(rng.uniform(start, finish), 2)
        message = world_id(rng, world.at_ms + round(minute * 60_000))
        acts.append(SendMessage(minute, message, "office", None, rng.choice(_TO_OFFICE)))
    return in_order(acts)


def _outcome(rng: Random, world: World, visit: Visit) -> Deliver | FailStop:
    delivery = world_id(rng, world.at_ms + round(visit.done * 60_000))
    place = _near(rng, visit.customer.place, 12)
    stop, order = visit.stop.id, visit.order
    if not visit.late and rng.random() < 0.05:
        return FailStop(visit.done, stop, order.id, delivery, rng.choice(_REASONS), place)
    # Now and then the customer takes one less of the first line than was ordered.
    short = 1 if order.cylinders > 1 and rng.random() < 0.06 else 0
    left = order.cylinders - short
    payment = "cash" if rng.random() < 0.05 else order.payment
    return Deliver(
        minute=visit.done,
        stop=stop,
        order=order.id,
        delivery=delivery,
        left=left,
        empties=max(0, left - rng.choices((0, 1, 2), (80, 15, 5))[0]),
        payment=payment,
        amount=order.total - short * order.lines[0].price if payment in AT_THE_DOOR else 0,
        recipient=rng.choice((visit.customer.name, visit.customer.name, "家人", "管理員", "店員")),
        place=place,
        late=visit.late,
    )


def _breadcrumbs(
    rng: Random, world: World, trip: Trip, start: float, finish: float
) -> list[Position]:
    """Positions on the straight way from door to door, standing still at each."""
    times, places = [start], [world.depot]
    for visit in trip.visits:
        times += [visit.arrive, visit.done]
        places += [visit.customer.place, visit.customer.place]
    crumbs: list[Position] = []
    minute = start + 1
    while minute < finish:
        before = bisect_right(times, minute) - 1
        after = min(before + 1, len(times) - 1)
        span = times[after] - times[before]
        part = (minute - times[before]) / span if span else 0.0
        here, there = places[before], places[after]
        on_the_way = Place(
            here.lat + (there.lat - here.lat) * part, here.lon + (there.lon - here.lon) * part
        )
        accuracy = round(rng.uniform(4, 35), 1)
        crumbs.append(
            Position(round(minute, 2), trip.route.id, _near(rng, on_the_way, accuracy), accuracy)
        )
        minute += BREADCRUMB_MINUTES * rng.uniform(0.8, 1.2)
    return crumbs


def _near(rng: Random, place: Place, metres: float) -> Place:
    degrees = metres / 111_320
    return Place(
        round(place.lat + rng.uniform(-degrees, degrees), 6),
        round(place.lon + rng.uniform(-degrees, degrees), 6),
    )
