"""Somebody with a device in hand: what they see there, and how an act of theirs ends."""

from typing import Any, Literal

from clients.demo.actors.hand import Doing, Hand
from clients.demo.plan import Act
from clients.demo.world.model import World
from clients.replica.errors import NoNumberLeft
from sync.overlay import Document

Result = Literal["done", "waits", "impossible"]
"""``waits``: the record is not on this device (yet). ``impossible``: the screen offers no such
step any more, as when somebody else was quicker; nothing was recorded."""


class Person:
    """One person on one device, on a day in this world.

    Args:
        hand: writes on the device and in the journal.
        world: what people know of each other, of the menu and of the guests who come.
    """

    def __init__(self, hand: Hand, world: World) -> None:
        self.hand = hand
        self.world = world
        self.id = hand.actor
        self.done: dict[str, int] = {}
        """Drink order -> the place in the outbox of the act that finished it."""

    @property
    def now(self) -> int:
        """The device's clock, ms since 1970."""
        return self.hand.replica.now()

    @property
    def corrected_now(self) -> int:
        """The same, corrected by what the device knows of the hub's clock."""
        return self.now + self.hand.replica.store.session.clock.offset

    def see(self, entity: str, id: str) -> Document | None:
        """A record as the screen shows it."""
        return self.hand.replica.get(entity, id)

    def list(self, entity: str, where: dict[str, Any]) -> list[Document]:
        """The records that the screen lists."""
        return self.hand.replica.all(entity, where)

    def number(self, series: str) -> int | None:
        """The next number of the device's block; None where it is used up (the hub gives one)."""
        try:
            return self.hand.replica.take_number(series)
        except NoNumberLeft:
            return None

    def begin(self, act: Act, *, late: bool = False) -> Doing:
        """Something is being done."""
        return self.hand.begin(type(act).__name__, act.minute, late=late)

    def commit(self, doing: Doing) -> Result:
        """It is done."""
        return "impossible" if doing.commit() is None else "done"
