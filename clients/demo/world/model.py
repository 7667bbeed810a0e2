"""What the demonstration's organisation consists of, as plain frozen values.

Ids are UUIDv7 in 22 characters, money is whole NT$, instants are milliseconds since 1970 in UTC,
minutes count from the start of the day (``World.at_ms``), coordinates are WGS 84 degrees.
"""

from typing import Literal

from msgspec import Struct

CylinderSize = Literal[4, 10, 16, 20, 50]
CupSize = Literal["S", "M", "L"]
Priority = Literal["low", "normal", "high", "urgent"]
Payment = Literal["cash", "transfer", "monthly", "card"]
Role = Literal["admin", "dispatcher", "organiser", "driver", "barista"]

CUP_SIZES: tuple[CupSize, ...] = ("S", "M", "L")
DAY_MINUTES = 600
"""The length of the demonstration's day: 07:00 to 17:00."""


class Person(Struct, frozen=True):
    """Somebody who works here; ``login`` is the name of the demo account."""

    id: str
    role: Role
    login: str
    name: str
    phone: str
    colour: str


class Cylinder(Struct, frozen=True):
    """A product: a full cylinder of ``size`` kg; ``deposit`` is due for the vessel itself."""

    id: str
    size: CylinderSize
    name: str
    name_en: str
    price: int
    deposit: int


class Vehicle(Struct, frozen=True):
    """A lorry, with the cylinders aboard when the day starts."""

    id: str
    plate: str
    name: str
    full: int
    empty: int


class Place(Struct, frozen=True):
    """A point on the map."""

    lat: float
    lon: float


class Customer(Struct, frozen=True):
    """A household or a shop; ``on_hand`` are pairs of cylinder size in kg and count."""

    id: str
    name: str
    shop: bool
    phone: str
    district: str
    address: str
    place: Place
    note: str
    on_hand: tuple[tuple[CylinderSize, int], ...]
    deposit: int

    @property
    def cylinders(self) -> int:
        """How many cylinders stand there, of all sizes."""
        return sum(count for _, count in self.on_hand)


class Line(Struct, frozen=True):
    """So many of one product (its id), each at ``price``."""

    product: str
    quantity: int
    price: int


class Window(Struct, frozen=True):
    """When the customer expects somebody: "HH:MM" on the clocks of Taipei."""

    start: str
    end: str


class Order(Struct, frozen=True):
    """What a customer wants delivered today."""

    id: str
    number: int
    customer: str
    lines: tuple[Line, ...]
    window: Window
    priority: Priority
    payment: Payment
    note: str
    placed_at: int

    @property
    def total(self) -> int:
        """NT$ for all lines."""
        return sum(line.quantity * line.price for line in self.lines)

    @property
    def cylinders(self) -> int:
        """How many cylinders are to be left."""
        return sum(line.quantity for line in self.lines)


class Stop(Struct, frozen=True):
    """A door on a route; ``sequence`` orders the stops of one route from 1."""

    id: str
    route: str
    order: str
    customer: str
    sequence: int


class Route(Struct, frozen=True):
    """One driver's day (``day`` is "YYYY-MM-DD")."""

    id: str
    name: str
    day: str
    driver: str
    vehicle: str
    districts: tuple[str, ...]
    stops: tuple[Stop, ...]


class Milk(Struct, frozen=True):
    """A milk, known by its short ``key``; the colour marks it on the board."""

    id: str
    key: str
    name: str
    name_en: str
    colour: str


class Supply(Struct, frozen=True):
    """What a cup takes beside milk, known by its short ``key``: ``beans``, ``cup:M``, ``lid``."""

    id: str
    key: str
    name: str
    name_en: str


class Drink(Struct, frozen=True):
    """A drink on the menu.

    ``shots`` of espresso, ``milk_ml`` in a medium cup (0: served without milk), ``price`` for a
    medium cup.
    """

    id: str
    name: str
    name_en: str
    price: int
    shots: int
    milk_ml: int


class Station(Struct, frozen=True):
    """A coffee station and the baristas who stand at it; the first one serves the counter."""

    id: str
    letter: str
    name: str
    colour: str
    baristas: tuple[str, ...]


class InventoryItem(Struct, frozen=True):
    """What stands at a station in the morning, and when to worry.

    ``supply`` is "beans", "cup:S", "cup:M", "cup:L", "lid" or "milk:KEY"; ``unit`` is g, ml or 個.
    ``per_cup`` of it go into a medium drink (of the beans, into one shot), ``pack`` are opened at a
    time.
    """

    id: str
    station: str
    supply: str
    name: str
    unit: str
    per_cup: int
    pack: int
    start: int
    threshold: int


class DrinkOrder(Struct, frozen=True):
    """A drink that somebody asks for at ``minute``; ``milk`` is a key, None when there is none."""

    id: str
    number: int
    station: str
    drink: str
    size: CupSize
    milk: str | None
    shots: int
    name: str
    preorder: bool
    minute: float


class World(Struct, frozen=True):
    """Everything that exists before the day begins, and the drinks that the day will ask for."""

    at_ms: int
    organisation: str
    depot: Place
    people: tuple[Person, ...]
    cylinders: tuple[Cylinder, ...]
    vehicles: tuple[Vehicle, ...]
    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    routes: tuple[Route, ...]
    milks: tuple[Milk, ...]
    supplies: tuple[Supply, ...]
    drinks: tuple[Drink, ...]
    stations: tuple[Station, ...]
    inventory: tuple[InventoryItem, ...]
    drink_orders: tuple[DrinkOrder, ...]

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The stops of all routes, route by route."""
        return tuple(stop for route in self.routes for stop in route.stops)

    def staff(self, role: Role) -> tuple[Person, ...]:
        """Everybody of one role, in order."""
        return tuple(person for person in self.people if person.role == role)
