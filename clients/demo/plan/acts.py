"""Everything that somebody can do in the day plan, one frozen struct each.

``minute`` is virtual: minutes since the start of the day, 0 to 600, which the runner compresses.
Ids of records that an act creates are in the act, so that a run can be repeated and audited. An
act names what the person believes; on a device that has not heard of the record yet it waits
until the record has come.
"""

from typing import Literal

from msgspec import Struct

from clients.demo.world.model import Order, Payment, Place, Stop

FailureReason = Literal["無人在家", "地址找不到", "客戶取消", "電梯故障", "客戶沒有零錢"]
CustomerField = Literal["note", "phone"]


class StartRoute(Struct, frozen=True, tag=True):
    """A driver sets out."""

    minute: float
    route: str


class FinishRoute(Struct, frozen=True, tag=True):
    """A driver's work is done."""

    minute: float
    route: str


class Arrive(Struct, frozen=True, tag=True):
    """A driver stands at a stop."""

    minute: float
    stop: str


class Deliver(Struct, frozen=True, tag=True):
    """A stop is delivered: the proof, the order's state and the lorry's load in one atomic act.

    ``delivery`` is the id of the proof to create; ``left`` and ``empties`` count cylinders;
    ``amount`` is the money taken at the door in NT$ (0 unless paid in cash or by card); ``late``
    says that the office took the stop away while this driver was in the dark.
    """

    minute: float
    stop: str
    order: str
    delivery: str
    left: int
    empties: int
    payment: Payment
    amount: int
    recipient: str
    place: Place
    late: bool


class FailStop(Struct, frozen=True, tag=True):
    """A stop that could not be delivered, with a proof of the attempt."""

    minute: float
    stop: str
    order: str
    delivery: str
    reason: FailureReason
    place: Place


class Position(Struct, frozen=True, tag=True):
    """One breadcrumb; ``accuracy`` in metres."""

    minute: float
    route: str
    place: Place
    accuracy: float


class SendMessage(Struct, frozen=True, tag=True):
    """A message; ``target`` is the id of a route or a station, None for the office and everyone."""

    minute: float
    message: str
    to: Literal["office", "route", "station", "everyone"]
    target: str | None
    text: str


class EditCustomer(Struct, frozen=True, tag=True):
    """One field of a customer gets a new value."""

    minute: float
    customer: str
    field: CustomerField
    value: str


class PhoneOrder(Struct, frozen=True, tag=True):
    """The office takes an order by telephone; with a stop it goes out today, else tomorrow."""

    minute: float
    order: Order
    stop: Stop | None


class ReassignStop(Struct, frozen=True, tag=True):
    """The office gives a stop to another route; ``late`` expects its old driver to deliver it."""

    minute: float
    stop: str
    from_route: str
    to_route: str
    sequence: int
    late: bool


class PlaceDrink(Struct, frozen=True, tag=True):
    """A drink order of the world is entered, at its station or by the organiser."""

    minute: float
    order: str


class MoveDrink(Struct, frozen=True, tag=True):
    """A waiting drink goes to another station's queue."""

    minute: float
    order: str
    station: str


class ClaimDrink(Struct, frozen=True, tag=True):
    """A barista puts their name on a drink."""

    minute: float
    order: str


class StartDrink(Struct, frozen=True, tag=True):
    """The barista begins to make it."""

    minute: float
    order: str


class Use(Struct, frozen=True):
    """So much of one inventory item: grams, millilitres or pieces."""

    item: str
    amount: int


class DoneDrink(Struct, frozen=True, tag=True):
    """The drink is ready and its station's stock is depleted, in one atomic act."""

    minute: float
    order: str
    uses: tuple[Use, ...]


class UndoDone(Struct, frozen=True, tag=True):
    """The drink was not ready after all: back to in progress, the same stock back on the shelf."""

    minute: float
    order: str
    uses: tuple[Use, ...]


class PickUp(Struct, frozen=True, tag=True):
    """The guest has it."""

    minute: float
    order: str


class StockTake(Struct, frozen=True, tag=True):
    """Somebody counts a shelf; ``counted`` is what stands there."""

    minute: float
    item: str
    counted: int


class TopUp(Struct, frozen=True, tag=True):
    """The organiser brings more of an item."""

    minute: float
    item: str
    amount: int


Act = (
    StartRoute
    | FinishRoute
    | Arrive
    | Deliver
    | FailStop
    | Position
    | SendMessage
    | EditCustomer
    | PhoneOrder
    | ReassignStop
    | PlaceDrink
    | MoveDrink
    | ClaimDrink
    | StartDrink
    | DoneDrink
    | UndoDone
    | PickUp
    | StockTake
    | TopUp
)
