"""How good each device's network is, minute by minute."""

from collections.abc import Sequence
from random import Random

from clients.demo.plan.shape import NetworkName, NetworkWindow
from clients.demo.world.model import DAY_MINUTES

_ROAD: tuple[tuple[NetworkName, int, int, int], ...] = (
    ("good", 40, 25, 60),
    ("slow", 15, 10, 30),
    ("lossy", 15, 10, 30),
)
_HALL: tuple[tuple[NetworkName, int, int, int], ...] = (
    ("good", 70, 40, 90),
    ("slow", 18, 10, 25),
    ("lossy", 12, 10, 25),
)
_DESK: tuple[tuple[NetworkName, int, int, int], ...] = (
    ("good", 90, 90, 180),
    ("slow", 10, 10, 20),
)
_LAST_DARK_END = 540


def road(rng: Random) -> tuple[NetworkWindow, ...]:
    """A driver's: basements and tunnels make about a third of the day dark, in four windows."""
    return _weather(rng, _ROAD, [_dark(rng, start, 35, 55) for start in (60, 180, 300, 420)])


def hall(rng: Random) -> tuple[NetworkWindow, ...]:
    """A station tablet's: mostly good, dark once for 8 to 15 minutes."""
    return _weather(rng, _HALL, [_dark(rng, rng.choice((90, 250, 360)), 8, 15)])


def desk(rng: Random) -> tuple[NetworkWindow, ...]:
    """The office's and the organiser's: good, now and then slow, never dark."""
    return _weather(rng, _DESK, [])


def profile_at(network: Sequence[NetworkWindow], minute: float) -> NetworkName:
    """The profile that holds at a minute."""
    return next(window.profile for window in reversed(network) if window.start <= minute)


def is_reachable(network: Sequence[NetworkWindow], start: float, end: float) -> bool:
    """Whether no dark window touches the time from start to end."""
    return all(
        window.profile != "dark" or window.end <= start or window.start >= end for window in network
    )


def dark_windows(network: Sequence[NetworkWindow]) -> list[NetworkWindow]:
    """The windows without any network."""
    return [window for window in network if window.profile == "dark"]


def _dark(rng: Random, around: int, shortest: int, longest: int) -> NetworkWindow:
    start = around + rng.randint(0, 40)
    return NetworkWindow(start, min(start + rng.randint(shortest, longest), _LAST_DARK_END), "dark")


def _weather(
    rng: Random,
    kinds: Sequence[tuple[NetworkName, int, int, int]],
    dark: Sequence[NetworkWindow],
) -> tuple[NetworkWindow, ...]:
    """Fills the time between the dark windows; a kind is (name, weight, shortest, longest)."""
    windows: list[NetworkWindow] = []
    now = 0.0
    for gap in (*dark, None):
        until = gap.start if gap else DAY_MINUTES
        while now < until:
            name, _, shortest, longest = rng.choices(kinds, [kind[1] for kind in kinds])[0]
            end = min(now + rng.randint(shortest, longest), until)
            windows.append(NetworkWindow(now, end, name))
            now = end
        if gap:
            windows.append(gap)
            now = gap.end
    return tuple(windows)


def heard(
    minute: float, teller: Sequence[NetworkWindow], listener: Sequence[NetworkWindow]
) -> float:
    """When the listener's device can know of what the teller's did at a minute.

    It waits out the dark around the teller, then the dark around the listener.
    """
    return _out_of_the_dark(listener, _out_of_the_dark(teller, minute))


def _out_of_the_dark(network: Sequence[NetworkWindow], minute: float) -> float:
    for window in dark_windows(network):
        if window.start <= minute < window.end:
            return window.end
    return minute
