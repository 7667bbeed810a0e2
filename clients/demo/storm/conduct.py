"""Conducts a day: everybody comes to work, the day passes, all comes to rest."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable

import msgspec

from clients.demo.actors.orders import Start, Status
from clients.demo.actors.rest import Acts, come_to_rest
from clients.demo.plan import DayPlan
from clients.demo.proxy.stats import Stats
from clients.demo.seed.accounts import ADMIN, PASSWORD
from clients.demo.seed.office import Office
from clients.demo.seed.seeding import seed
from clients.demo.storm.crew import Crew
from clients.demo.storm.network import BadNetwork
from clients.demo.storm.places import Places
from clients.demo.storm.server import Server, found
from clients.demo.storm.timeline import Happening, Kill, Over, Restore, Weather, follow, timeline
from clients.demo.world.model import DAY_MINUTES, World
from clients.replica.replica import Replica

READY_S = 120.0
QUIET_S = 2.0
DRAIN_S = 120.0
"""How long the devices may take to hand in everything once the network is good."""
FINISH_S = 60.0
LOOK_S = 0.25
POLLS = 3
"""In a storm every so-manieth device is in a network that blocks WebSockets, and polls."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """``minutes``: wall time that the day takes. ``storm``: the weather, the kills, the wrong clock
    and the restored copy of the plan happen; else the network is good and the server lives.
    ``port``: where the server listens."""

    seed: int
    scale: float
    minutes: float
    storm: bool
    at_ms: int
    port: int


class Look(msgspec.Struct, frozen=True):
    """One look at the day for whoever watches. ``minute``: of the virtual day."""

    phase: str
    minute: float
    starts: int
    devices: dict[str, Status]


class Passed(msgspec.Struct, frozen=True):
    """A day that is over. ``drained``: nothing waited anywhere at the end. ``devices``: device ->
    person, the office's own device among them. ``starts``: how often the server was started."""

    devices: dict[str, str]
    drained: bool
    starts: int
    traffic: Stats


class Conductor:
    """One day.

    Args:
        options: what kind of day.
        world: the organisation.
        plan: what everybody does.
        places: where everything lies; the folder is empty.
        watch: is shown the day now and then.
    """

    def __init__(
        self,
        options: Options,
        world: World,
        plan: DayPlan,
        places: Places,
        watch: Callable[[Look], None],
    ) -> None:
        self._options = options
        self._world = world
        self._plan = plan
        self._places = places
        self._watch = watch
        self._phase = ""
        self._pace = options.minutes * 60 / DAY_MINUTES
        self._begun = 0.0
        self._restarts: list[asyncio.Task[None]] = []
        self._actors = [actor.device for actor in plan.actors]
        self._all = [*self._actors, *([plan.clone.plan.device] if options.storm else [])]
        self.server = Server(
            places.path("server"), options.port, log=places.path("logs", "server.log")
        )
        self._network = BadNetwork(
            options.port, options.seed, self._all, places.path("logs", "network.log")
        )
        self._crew = Crew(self._crew_arguments(), places.path("logs", "devices.log"))

    @contextlib.asynccontextmanager
    async def day(self) -> AsyncGenerator[Passed]:
        """The whole day; inside, it is over and the server still answers.

        Raises:
            ServerFailed: the server does not start.
            CrewFailed: a device process broke down.
            TimeoutError: something did not come to rest.
        """
        watching = asyncio.create_task(self._look())
        try:
            await self._morning()
            await self._pass()
            drained, traffic = await self._rest()
            self._phase = "audit"
            people = {one.device: one.person for one in self._plan.actors}
            if self._options.storm:
                people[self._plan.clone.plan.device] = self._plan.clone.plan.person
            yield Passed({**people, "office": ""}, drained, self.server.starts, traffic)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await self._crew.stop()
            await self._network.stop()
            await self.server.stop()

    async def _morning(self) -> None:
        """Founds and seeds the organisation; everybody enrols and has what they may see."""
        self._phase = "seed"
        places = self._places
        await asyncio.to_thread(found, places.path("server"), self._world.organisation)
        await self.server.start()
        await seed(self.server.url, self._world, places.store("office"), places.journal("office"))
        self._phase = "enrol"
        await self._network.start()
        await self._crew.start()
        async with Office(self.server.url, ADMIN, PASSWORD) as office:
            for actor in self._plan.actors:
                code = await office.invite(actor.person)
                await self._crew.send(self._start(actor.device, code))
        await self._crew.until_ready(self._actors, READY_S)

    async def _pass(self) -> None:
        """The ten hours."""
        self._phase = "storm" if self._options.storm else "day"
        self._begun = time.monotonic() + 0.3
        begin = self._places.path("begin")
        begin.with_suffix(".new").write_text(repr(self._begun))
        begin.with_suffix(".new").rename(begin)
        await follow(timeline(self._plan, storm=self._options.storm), self._until, self._happen)

    async def _rest(self) -> tuple[bool, Stats]:
        """All networks get good, everything comes in, every device ends in order."""
        self._phase = "calm"
        await asyncio.gather(*self._restarts)
        await self._network.calm()
        drained = await self._crew.until_quiet(QUIET_S, DRAIN_S)
        await self._crew.finish(self._all, FINISH_S)
        with Replica.open(self._places.store("office")) as office:
            outcome = await come_to_rest(office, Acts())
            self._places.result("office").write_bytes(msgspec.json.encode(outcome))
        return drained, await self._network.stats()

    async def _until(self, minute: float) -> None:
        self._crew.check()
        await asyncio.sleep(max(self._begun + minute * self._pace - time.monotonic(), 0.0))

    async def _happen(self, event: Happening) -> None:
        match event:
            case Weather():
                await self._network.set_profile(event.device, event.profile)
            case Kill():
                self._restarts.append(asyncio.create_task(self._kill()))
            case Restore():
                store = self._places.store(event.device)
                while not store.exists():
                    self._crew.check()
                    await asyncio.sleep(0.05)
                await self._crew.send(self._start(event.device, None))
            case Over():
                pass

    async def _kill(self) -> None:
        await self.server.kill()
        await self.server.start()

    def _start(self, device: str, code: str | None) -> Start:
        plan, places = self._plan, self._places
        copy, ahead = None, 0
        if self._options.storm and device == plan.clone.source:
            copy = (plan.clone.copied_at, str(places.store(plan.clone.plan.device)))
        if self._options.storm and device == plan.clock_ahead.device:
            ahead = plan.clock_ahead.ahead_ms
        return Start(
            device=device, store=str(places.store(device)), journal=str(places.journal(device)),
            result=str(places.result(device)), code=code, copy=copy, ahead_ms=ahead,
            socket=not self._options.storm or self._all.index(device) % POLLS != 0,
            url=f"http://127.0.0.1:{self._network.ports[device]}",
        )  # fmt: skip

    def _crew_arguments(self) -> list[str]:
        options = self._options
        return [
            "--seed", str(options.seed), "--at", str(options.at_ms), "--scale", str(options.scale),
            "--seconds", repr(self._pace), "--patience", repr(min(60.0, 7.5 / self._pace)),
            "--begin", str(self._places.path("begin")),
        ]  # fmt: skip

    async def _look(self) -> None:
        while True:
            minute = (time.monotonic() - self._begun) / self._pace if self._begun else 0.0
            minute = min(max(minute, 0.0), DAY_MINUTES)
            self._watch(Look(self._phase, minute, self.server.starts, dict(self._crew.statuses)))
            await asyncio.sleep(LOOK_S)
