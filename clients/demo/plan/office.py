"""What the dispatchers do, and how it changes the drivers' trips."""

from collections.abc import Callable
from itertools import count
from math import ceil
from random import Random

from clients.demo.plan.acts import Act, EditCustomer, PhoneOrder, ReassignStop, SendMessage
from clients.demo.plan.network import dark_windows, is_reachable
from clients.demo.plan.trips import Trip, Visit
from clients.demo.world import rounds
from clients.demo.world.model import Customer, Stop, World
from clients.demo.world.seeds import world_id

LATE_CASES = 6
"""At least so many stops are given away in the dark and delivered all the same, if there are so
many visits in the dark; likewise customers that office and driver edit at the same time."""

_TO_DRIVERS = (
    "路線有調整，請看新的順序",
    "前方施工，請改走外側車道",
    "客戶趕時間，請優先處理",
    "空瓶請今天一起收回",
    "辛苦了，回來記得補登里程",
)
_OFFICE_NOTES = ("改由後門進，已與客戶確認", "請先打市話", "下午兩點後才有人", "客戶要求戴鞋套")
_DRIVER_NOTES = ("電鈴壞了，請敲門", "樓梯間放了腳踏車，小心", "狗會叫，不會咬人", "空瓶放在頂樓")

Desk = Callable[[Act], None]
"""Puts an act on some dispatcher's desk."""


def give_away_in_the_dark(rng: Random, trips: list[Trip], desk: Desk) -> None:
    """Re-assigns stops whose driver is in the dark and will deliver them all the same."""
    wanted = ceil(LATE_CASES / len(trips))
    for trip in trips:
        others = [other for other in trips if other is not trip]
        chances = [visit for visit in trip.visits if trip.window_around(visit)]
        for visit in rng.sample(chances, min(wanted, len(chances))):
            window = trip.window_around(visit)
            assert window is not None  # noqa: S101 - it was just chosen for having one
            target = rng.choice(others)
            desk(
                ReassignStop(
                    minute=round(rng.uniform(window.start + 0.5, visit.arrive - 0.2), 2),
                    stop=visit.stop.id,
                    from_route=trip.route.id,
                    to_route=target.route.id,
                    sequence=target.take_sequence(),
                    late=True,
                )
            )
            trip.visits[trip.visits.index(visit)] = _as_late(visit)


def _as_late(visit: Visit) -> Visit:
    return Visit(visit.stop, visit.order, visit.customer, visit.arrive, visit.done, late=True)


def hand_over(rng: Random, trips: list[Trip], desk: Desk) -> None:
    """Re-assigns one stop of every other trip in good time, while both drivers can hear of it."""
    for trip, target in zip(trips[::2], [*trips[1::2], trips[0]], strict=False):
        if trip is target:
            continue
        for visit in rng.sample(trip.visits[:-1], len(trip.visits) - 1):
            minute = round(visit.arrive - rng.uniform(60, 120), 2)
            if visit.late or minute < 10 or not _both_hear(trip, target, minute):
                continue
            if target.append(rng, visit.stop, visit.order, visit.customer, minute + 20):
                trip.visits.remove(visit)
                desk(
                    ReassignStop(
                        minute,
                        visit.stop.id,
                        trip.route.id,
                        target.route.id,
                        target.take_sequence(),
                        late=False,
                    )
                )
                break


def _both_hear(trip: Trip, target: Trip, minute: float) -> bool:
    return all(is_reachable(one.network, minute - 2, minute + 20) for one in (trip, target))


def take_phone_orders(rng: Random, world: World, trips: list[Trip], desk: Desk) -> None:
    """Orders by telephone: some go out today at the end of a route nearby, the others tomorrow."""
    busy = {order.customer for order in world.orders}
    free = [customer for customer in world.customers if customer.id not in busy]
    numbers = count(max(order.number for order in world.orders) + 1)
    for customer in rng.sample(free, min(len(free), max(4, len(world.stops) // 8))):
        minute = round(rng.uniform(20, 470), 2)
        at_ms = world.at_ms + round(minute * 60_000)
        window = rounds.window_around(rng, world.at_ms, min(minute + 120, 560))
        order = rounds.order(rng, at_ms, customer, world.cylinders, numbers, window, at_ms)
        trip = next(one for one in trips if customer.district in one.route.districts)
        stop = None
        if is_reachable(trip.network, minute - 2, minute + 20):
            sequence = trip.next_sequence
            offered = Stop(world_id(rng, at_ms), trip.route.id, order.id, customer.id, sequence)
            if trip.append(rng, offered, order, customer, minute + 20):
                trip.take_sequence()
                stop = offered
        desk(PhoneOrder(minute, order, stop))


def edit_the_same_customers(
    rng: Random, trips: list[Trip], desk: Desk
) -> dict[str, list[EditCustomer]]:
    """Office and driver write different things into one field while the driver is in the dark.

    Returns:
        The drivers' halves: route id -> edits.
    """
    on_the_road: dict[str, list[EditCustomer]] = {}
    wanted = ceil(LATE_CASES / len(trips))
    for trip in trips:
        chances = [visit for visit in trip.visits if trip.window_around(visit) and not visit.late]
        chances = chances or [visit for visit in trip.visits if trip.window_around(visit)]
        edits = on_the_road.setdefault(trip.route.id, [])
        for visit in rng.sample(chances, min(wanted, len(chances))):
            window = trip.window_around(visit)
            assert window is not None  # noqa: S101 - it was just chosen for having one
            customer = visit.customer.id
            office_minute = round(rng.uniform(window.start + 0.5, window.end - 0.5), 2)
            desk(EditCustomer(office_minute, customer, "note", rng.choice(_OFFICE_NOTES)))
            edits.append(
                EditCustomer(
                    round(visit.done + 0.3, 2), customer, "note", rng.choice(_DRIVER_NOTES)
                )
            )
    return on_the_road


def talk(rng: Random, world: World, trips: list[Trip], desk: Desk) -> None:
    """Two canned messages to each route; the second while its driver cannot hear it."""
    for trip in trips:
        dark = rng.choice(dark_windows(trip.network))
        for minute in (rng.uniform(5, 500), rng.uniform(dark.start, dark.end)):
            at = round(minute, 2)
            message = world_id(rng, world.at_ms + round(at * 60_000))
            desk(SendMessage(at, message, "route", trip.route.id, rng.choice(_TO_DRIVERS)))


def correct_phone_numbers(rng: Random, customers: tuple[Customer, ...], desk: Desk) -> None:
    """Ordinary edits that meet nobody else's: an extension is added to a number."""
    for customer in rng.sample(customers, max(3, len(customers) // 40)):
        minute = round(rng.uniform(10, 580), 2)
        desk(EditCustomer(minute, customer.id, "phone", f"{customer.phone} #{rng.randint(10, 99)}"))
