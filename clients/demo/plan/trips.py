"""When each driver stands at which door: the routes of the world, laid along the day."""

from random import Random

from msgspec import Struct

from clients.demo.plan.network import dark_windows
from clients.demo.plan.shape import NetworkWindow
from clients.demo.world.model import Customer, Order, Route, Stop, World
from clients.demo.world.rounds import planned_arrival

LAST_TAIL_ARRIVAL = 565
"""After this minute no driver takes another stop."""


class Visit(Struct, frozen=True):
    """A driver at a door from ``arrive`` to ``done`` (minutes).

    ``late``: the office gives the stop away before, and the driver cannot know.
    """

    stop: Stop
    order: Order
    customer: Customer
    arrive: float
    done: float
    late: bool = False


class Trip(Struct):
    """One driver's day while it is being planned."""

    route: Route
    network: tuple[NetworkWindow, ...]
    visits: list[Visit]
    next_sequence: int

    def window_around(self, visit: Visit) -> NetworkWindow | None:
        """The dark window that holds the visit and a minute on both sides, if there is one."""
        for window in dark_windows(self.network):
            if window.start + 1 < visit.arrive and visit.done < window.end - 1:
                return window
        return None

    def take_sequence(self) -> int:
        """A place after all stops that the route has had."""
        self.next_sequence += 1
        return self.next_sequence - 1

    def append(
        self, rng: Random, stop: Stop, order: Order, customer: Customer, known: float
    ) -> bool:
        """Puts one more door at the end; False if it comes too late or too soon to be known."""
        arrive = round(self.visits[-1].done + rng.uniform(6, 11), 2)
        if arrive > LAST_TAIL_ARRIVAL or arrive < known:
            return False
        self.visits.append(Visit(stop, order, customer, arrive, _stay(rng, arrive)))
        return True


def lay_out(
    rng: Random, world: World, networks: dict[str, tuple[NetworkWindow, ...]]
) -> list[Trip]:
    """One trip for each route, with the planned stops in sequence.

    Args:
        rng: decides how punctual the drivers are.
        world: the organisation.
        networks: person id of each driver -> the network of the driver's phone.
    """
    orders = {order.id: order for order in world.orders}
    customers = {customer.id: customer for customer in world.customers}
    trips: list[Trip] = []
    for route in world.routes:
        visits: list[Visit] = []
        for position, stop in enumerate(route.stops):
            slack = rng.uniform(-0.15, 0.15)
            arrive = round(planned_arrival(position + slack, len(route.stops)), 2)
            visits.append(
                Visit(
                    stop, orders[stop.order], customers[stop.customer], arrive, _stay(rng, arrive)
                )
            )
        trips.append(Trip(route, networks[route.driver], visits, len(visits) + 1))
    return trips


def _stay(rng: Random, arrive: float) -> float:
    return round(arrive + rng.uniform(2.5, 5.5), 2)
