"""A device in the demonstration's morning: its clock stands at the minute of whatever is done.

While it syncs the clock is right, so that it has nothing to correct.
"""

from collections.abc import Iterable
from pathlib import Path

from clients.demo.actors.counter import serve
from clients.demo.actors.driver import drive
from clients.demo.actors.hand import Hand
from clients.demo.actors.journal import Journal
from clients.demo.actors.office import dispatch
from clients.demo.actors.person import Person
from clients.demo.plan import Act
from clients.demo.seed.office import Office
from clients.demo.seed.seeding import check_taken
from clients.demo.world.model import World
from clients.replica.engine import Engine
from clients.replica.enrol import enrol
from clients.replica.replica import Replica, wall_clock


class DayClock:
    """The right time, or a minute of the day while somebody does something."""

    def __init__(self, at_ms: int) -> None:
        self._at_ms = at_ms
        self.minute: float | None = None

    def __call__(self) -> int:
        """Ms since 1970."""
        if self.minute is None:
            return wall_clock()
        return self._at_ms + round(self.minute * 60_000)


_DEVICES = {"driver": "手機", "barista": "平板"}


class Phone:
    """Somebody's device, made by :func:`open_phone`. Times of acts are ``world.at_ms`` and their
    minute."""

    def __init__(
        self, replica: Replica, journal: Journal, clock: DayClock, person: str, world: World
    ) -> None:
        self._replica = replica
        self._clock = clock
        self._engine = Engine(replica)
        self._journal = journal
        self.person = Person(Hand(replica, person, self._journal), world)

    def do(self, acts: Iterable[Act]) -> None:
        """Does what can be done; what is not possible is left."""
        for act in acts:
            self._clock.minute = act.minute
            for role in (drive, serve, dispatch):
                if role(act, self.person) != "impossible":
                    break

    async def sync(self) -> None:
        """Hands in and pulls; everything must have been taken.

        Raises:
            TransportError: the server refuses, or is not there.
            SeedRefused: it did not take a record.
        """
        self._clock.minute = None
        await self._engine.sync()
        check_taken(self._replica)

    async def close(self) -> None:
        """Lets go of the device."""
        await self._engine.close()
        self._journal.close()
        self._replica.close()


async def open_phone(office: Office, world: World, person: str, folder: Path) -> Phone:
    """Enrols a device of a person and pulls what it holds.

    Raises:
        TransportError: the server refuses, or is not there.
    """
    clock = DayClock(world.at_ms)
    name = _device_of(world, person)
    code = await office.invite(person)
    replica = await enrol(office.url, code, name, folder / f"{person}.sqlite", now=clock)
    journal = Journal(folder / f"{person}.jsonl")
    phone = Phone(replica, journal, clock, person, world)
    await phone.sync()
    return phone


def _device_of(world: World, person: str) -> str:
    """What people call somebody's device."""
    for one in world.people:
        if one.id == person:
            return f"{one.name}的{_DEVICES.get(one.role, '電腦')}"
    return "辦公室電腦"
