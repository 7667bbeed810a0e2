"""Composes addresses as Taipei writes them, and puts each where its number would be."""

from itertools import pairwise
from math import cos, hypot, radians
from random import Random

from clients.demo.world.model import Place
from clients.demo.world.streets import STREETS, Street

METRES_PER_DEGREE = 111_320
KERB = 9
"""Metres from a street's middle to its doors."""
DOOR = 4
"""Metres that one house number takes in a lane."""

_BY_DISTRICT: dict[str, tuple[Street, ...]] = {
    district: tuple(street for street in STREETS if street.district == district)
    for district in dict.fromkeys(street.district for street in STREETS)
}

DISTRICTS: tuple[str, ...] = tuple(_BY_DISTRICT)


def metres(one: Place, other: Place) -> float:
    """Distance on the flat, good to a thousandth within a city."""
    east = (other.lon - one.lon) * cos(radians(one.lat))
    return hypot(other.lat - one.lat, east) * METRES_PER_DEGREE


def compose(rng: Random, district: str, *, shop: bool) -> tuple[str, Place]:
    """An address in the district and its coordinates.

    Houses stand in lanes and alleys and on floors, shops at street level on the street itself. Odd
    and even numbers keep to their sides of the street, lanes turn off it, and higher numbers
    stand further along.
    """
    street = rng.choice(_BY_DISTRICT[district])
    number = rng.randint(1, street.highest)
    side = 1 if number % 2 else -1
    if shop or rng.random() < 0.25:
        text, away = f"{number} 號", float(KERB)
    else:
        # Lanes are named for the number at which they turn off, and number their own doors.
        door = rng.randint(1, 40)
        alley = f"{rng.randint(1, 9) * 2} 弄 " if rng.random() < 0.35 else ""
        text, away = f"{number} 巷 {alley}{door} 號", float(KERB + door * DOOR)
    if not shop and rng.random() < 0.8:
        text += f" {rng.randint(2, 7)} 樓"
        if rng.random() < 0.15:
            text += f"之 {rng.randint(1, 5)}"
    place = _beside(street, number / street.highest, side * away, rng)
    return f"台北市{district}{street.name} {text}", place


def _beside(street: Street, fraction: float, away: float, rng: Random) -> Place:
    """The point at a fraction of the street's length and so many metres to its left."""
    start, end, along = _leg(street, fraction)
    lat = start.lat + (end.lat - start.lat) * along
    lon = start.lon + (end.lon - start.lon) * along
    narrowing = cos(radians(lat))
    north, east = end.lat - start.lat, (end.lon - start.lon) * narrowing
    left = (away + rng.uniform(-2, 2)) / METRES_PER_DEGREE / hypot(north, east)
    return Place(round(lat + east * left, 6), round(lon - north * left / narrowing, 6))


def _leg(street: Street, fraction: float) -> tuple[Place, Place, float]:
    """The straight piece of the street in which the fraction falls, and how far along it."""
    legs = list(pairwise(Place(*point) for point in street.points))
    rest = fraction * sum(metres(start, end) for start, end in legs)
    for start, end in legs[:-1]:
        length = metres(start, end)
        if rest <= length:
            return start, end, rest / length
        rest -= length
    start, end = legs[-1]
    return start, end, min(rest / metres(start, end), 1.0)
