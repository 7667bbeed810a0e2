"""One device process: enrols, syncs all day, and does its person's acts as their minute comes."""

import asyncio
import contextlib
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from clients.demo.actors.counter import serve
from clients.demo.actors.driver import drive
from clients.demo.actors.hand import Hand
from clients.demo.actors.journal import Journal
from clients.demo.actors.office import dispatch
from clients.demo.actors.orders import Outcome, Start, Status
from clients.demo.actors.person import Person, Result
from clients.demo.actors.rest import Acts, come_to_rest
from clients.demo.plan import Act, ActorPlan
from clients.demo.plan.acts import Position
from clients.demo.world.model import World
from clients.replica.engine import Engine
from clients.replica.enrol import enrol
from clients.replica.replica import Replica, wall_clock

STATUS_S = 0.4
"""How often a device says how it is."""

_ROLES: dict[str, tuple[Callable[[Act, Person], Result], ...]] = {
    "driver": (drive, dispatch),
    "dispatcher": (dispatch,),
    "barista": (serve, dispatch),
    "organiser": (serve, dispatch),
}


class Pace(msgspec.Struct, frozen=True):
    """How the day runs. ``seconds``: of wall time per virtual minute. ``patience``: waiting times
    of the devices (back-off, polling) are shortened by so much. ``begin``: the file that names the
    moment (monotonic clock, s) of minute 0 once everybody is ready."""

    seconds: float
    patience: float
    begin: str


class Device:
    """A device and its person.

    Args:
        start: what to be.
        plan: what to do, and when.
        world: the organisation.
        pace: how fast the day runs.
        say: passes a status on.
    """

    def __init__(
        self,
        start: Start,
        plan: ActorPlan,
        world: World,
        pace: Pace,
        say: Callable[[Status], None],
    ) -> None:
        self._start = start
        self._plan = plan
        self._world = world
        self._pace = pace
        self._say = say
        # Breadcrumbs are no records: they have no place in a replica.
        self._ahead = [act for act in plan.acts if not isinstance(act, Position)]
        self._due: list[Act] = []
        self._done = self._impossible = 0
        self._ready = False
        self._stirred = asyncio.Event()
        self._finish = asyncio.Event()

    async def run(self) -> Outcome:
        """The device's whole life."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._finish.set)
        replica = await self._open()
        engine = Engine(
            replica, socket=self._start.socket,
            sleep=lambda seconds: asyncio.sleep(seconds / self._pace.patience),
        )  # fmt: skip
        first = replica.store.session.replica
        stop = replica.subscribe(lambda _: self._stirred.set())
        with Journal(Path(self._start.journal)) as journal:
            person = Person(Hand(replica, self._plan.person, journal), self._world)
            tasks = [asyncio.create_task(engine.run()), asyncio.create_task(self._tell(replica))]
            try:
                acting = asyncio.create_task(self._live(person))
                await _first_of(acting, *tasks)
            finally:
                stop()
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        acts = Acts(self._done, len(self._due) + len(self._ahead), self._impossible)
        rekeyed = replica.store.session.replica != first
        outcome = await come_to_rest(replica, acts, rekeyed=rekeyed)
        self._say(self._status(replica))
        replica.close()
        return outcome

    async def _open(self) -> Replica:
        start = self._start

        def now() -> int:
            return wall_clock() + start.ahead_ms

        if start.code is not None:
            return await enrol(start.url, start.code, start.device, start.store, now=now)
        replica = Replica.open(start.store, now=now)
        identity = replica.store.identity
        if identity is not None:
            replica.store.remember(msgspec.structs.replace(identity, url=start.url))
        return replica

    async def _live(self, person: Person) -> None:
        """Does what is due until told to finish."""
        replica = person.hand.replica
        while not replica.store.session.live:
            await self._stir(0.05)
        if self._plan.role in {"barista", "organiser"}:
            replica.store.want("drink_order.number")
        if self._plan.role == "dispatcher":
            replica.store.want("delivery_order.number")
        self._ready = True
        begin = await self._begin()
        copied = self._start.copy is None
        while not self._finish.is_set():
            minute = (time.monotonic() - begin) / self._pace.seconds
            if not copied and self._start.copy is not None and minute >= self._start.copy[0]:
                copy(replica, Path(self._start.copy[1]))
                copied = True
            while self._ahead and self._ahead[0].minute <= minute:
                self._due.append(self._ahead.pop(0))
            self._stirred.clear()
            await self._attempt(person)
            rest = (self._ahead[0].minute - minute) * self._pace.seconds if self._ahead else 1.0
            await self._stir(min(max(rest, 0.0), 0.5))

    async def _attempt(self, person: Person) -> None:
        """Tries everything that is due, in order; what waits stays."""
        due, self._due = self._due, []
        for place, act in enumerate(due):
            result = self._do(act, person)
            if result == "waits":
                self._due.append(act)
            elif result == "done":
                self._done += 1
            else:
                self._impossible += 1
            if self._finish.is_set():
                self._due += due[place + 1 :]
                return
            await asyncio.sleep(0)

    def _do(self, act: Act, person: Person) -> Result:
        for does in _ROLES[self._plan.role]:
            result = does(act, person)
            if result != "impossible":
                return result
        return "impossible"

    async def _begin(self) -> float:
        path = Path(self._pace.begin)
        # Another process makes the file; a look now and then costs next to nothing.
        while not await asyncio.to_thread(path.exists):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        return float(await asyncio.to_thread(path.read_text))

    async def _stir(self, seconds: float) -> None:
        """Waits so long, or until something changed on the device."""
        waits = [
            asyncio.create_task(self._stirred.wait()), asyncio.create_task(self._finish.wait()),
        ]  # fmt: skip
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _tell(self, replica: Replica) -> None:
        while True:
            self._say(self._status(replica))
            await asyncio.sleep(STATUS_S)

    def _status(self, replica: Replica) -> Status:
        stats = replica.stats()
        return Status(
            device=self._plan.device, link=stats.contact.link, ready=self._ready,
            waiting=stats.waiting, needs=stats.needs_you, done=self._done, due=len(self._due),
            ahead=len(self._ahead), conflicts=len(replica.conflicts()),
        )  # fmt: skip


def copy(replica: Replica, target: Path) -> None:
    """A backup of the store as it is at this moment, the queue included; it appears whole."""
    part = target.with_suffix(".part")
    with replica.store.lock, contextlib.closing(sqlite3.connect(part)) as other:
        replica.store.database.connection.backup(other)
    part.rename(target)


async def _first_of(acting: "asyncio.Task[None]", *others: "asyncio.Task[None]") -> None:
    """Waits for the acts to be over; what ends beside them before is a defect and is raised."""
    done, _ = await asyncio.wait({acting, *others}, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    if acting not in done:
        acting.cancel()
        await asyncio.gather(acting, return_exceptions=True)
