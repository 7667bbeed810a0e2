"""What happens to the devices from outside, minute by minute: weather, kills, a restored copy."""

from collections.abc import Awaitable, Callable

import msgspec

from clients.demo.plan import ActorPlan, DayPlan
from clients.demo.world.model import DAY_MINUTES


class Weather(msgspec.Struct, frozen=True):
    """A device's network changes."""

    device: str
    profile: str


class Kill(msgspec.Struct, frozen=True):
    """The server is killed, and started again."""


class Restore(msgspec.Struct, frozen=True):
    """The copy of a device's store begins to live as a device of its own."""

    device: str


class Over(msgspec.Struct, frozen=True):
    """The day is over."""


Happening = Weather | Kill | Restore | Over


def timeline(plan: DayPlan, *, storm: bool) -> list[tuple[float, Happening]]:
    """Everything that happens, by minute; the end comes last, and on a calm day alone."""
    found: list[tuple[float, Happening]] = []
    if not storm:
        return [(float(DAY_MINUTES), Over())]
    for actor in (*plan.actors, plan.clone.plan):
        found += _weather(actor)
    found += [(minute, Kill()) for minute in plan.kills]
    found.append((plan.clone.starts_at, Restore(plan.clone.plan.device)))
    return [*sorted(found, key=lambda pair: pair[0]), (float(DAY_MINUTES), Over())]


def _weather(actor: ActorPlan) -> list[tuple[float, Happening]]:
    return [(window.start, Weather(actor.device, window.profile)) for window in actor.network]


async def follow(
    events: list[tuple[float, Happening]],
    until: Callable[[float], Awaitable[None]],
    do: Callable[[Happening], Awaitable[None]],
) -> None:
    """Lets everything happen in its minute; ``until`` waits for a minute to come."""
    for minute, event in events:
        await until(minute)
        await do(event)
