"""The shape of a day plan: devices with their acts and networks, and the day's mishaps."""

from typing import Literal

from msgspec import Struct

from clients.demo.plan.acts import Act
from clients.demo.world.model import Role

NetworkName = Literal["good", "slow", "lossy", "dark"]


class NetworkWindow(Struct, frozen=True):
    """A device's network from ``start`` up to (not including) ``end``, in minutes."""

    start: float
    end: float
    profile: NetworkName


class ActorPlan(Struct, frozen=True):
    """One device process: who holds it, what is done on it, and over which network.

    ``acts`` are in the order of their minutes; ``network`` covers minute 0 to 600 without a gap.
    """

    device: str
    person: str
    role: Role
    acts: tuple[Act, ...]
    network: tuple[NetworkWindow, ...]


class ClockAhead(Struct, frozen=True):
    """A device whose clock is wrong all day, by so many milliseconds into the future."""

    device: str
    ahead_ms: int


class Clone(Struct, frozen=True):
    """A device restored from a copy of another's store while the other goes on.

    The runner copies the store of ``source`` at minute ``copied_at`` and starts the copy as
    ``plan.device`` at minute ``starts_at``.
    """

    source: str
    copied_at: float
    starts_at: float
    plan: ActorPlan


class DayPlan(Struct, frozen=True):
    """The whole day; ``kills`` are the minutes at which the server gets SIGKILL."""

    actors: tuple[ActorPlan, ...]
    clock_ahead: ClockAhead
    clone: Clone
    kills: tuple[float, float]

    def of_role(self, role: Role) -> tuple[ActorPlan, ...]:
        """The plans of everybody of one role."""
        return tuple(actor for actor in self.actors if actor.role == role)


def in_order(acts: list[Act]) -> tuple[Act, ...]:
    """The acts by minute; acts of one minute keep their order."""
    return tuple(sorted(acts, key=lambda act: act.minute))
