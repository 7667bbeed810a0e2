"""One random history, told by its seed."""

import asyncio
import random
import shutil
import tempfile
import traceback
from pathlib import Path

from clients.replica.errors import TransportError
from tests.simulation.acts import act
from tests.simulation.checks import Broken, all_quiet, see_whole
from tests.simulation.devices import Device
from tests.simulation.ground import rid
from tests.simulation.hub import Hub

STEPS = 60
MEMORY = Path("/dev/shm")  # noqa: S108
"""Files there cost no disk; where the machine has no such place, the usual one serves."""
HAS_MEMORY = MEMORY.is_dir()
SKEWS = (0, 0, 0, 3_000, -90_000, 2 * 365 * 86_400_000, -56 * 365 * 86_400_000)
CAST = (
    ("d1", "lin", "driver"),
    ("d2", "wu", "driver"),
    ("o1", "dora", "dispatcher"),
    ("o2", "dirk", "dispatcher"),
    ("b1", "amy", "barista"),
    ("b2", "ben", "barista"),
)


class History:
    """Its devices do, sync, crash, are copied; its hub is backed up and restored."""

    def __init__(self, seed: int, template: Path, folder: Path) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.folder = folder
        self.hub = Hub(folder, template)
        self.devices: list[Device] = []
        self.log: list[str] = []
        self.has_backup = False

    async def run(self) -> None:
        """Lives through the history and its end.

        Raises:
            Broken: an invariant does not hold.
        """
        await self.hub.start()
        try:
            await self._enter()
            for _ in range(STEPS):
                await self._step()
            await self._calm()
            await all_quiet(self.hub, self.devices)
        finally:
            for device in self.devices:
                device.replica.close()
            await self.hub.stop()

    async def _enter(self) -> None:
        cast = self.rng.sample(CAST, self.rng.randint(2, 4))
        for name, person, role in cast:
            device = Device(self.hub, self.folder, name, rid(person), role, str(self.seed))
            device.skew = self.rng.choice(SKEWS)
            device.network.bad = self.rng.choice((0.0, 0.2, 0.6))
            self.devices.append(device)
            await device.enrol(name)
            if self.rng.random() < 0.8:
                await device.sync()

    async def _step(self) -> None:
        self.hub.now += self.rng.randint(0, 30_000)
        device = self.rng.choice(self.devices)
        dice = self.rng.random()
        if dice < 0.55:
            self._say(device, "acts", act(device, self.rng))
        elif dice < 0.80:
            self._say(device, "syncs", await device.sync())
            see_whole(device)
        elif dice < 0.84:
            device.network.dark = not device.network.dark
        elif dice < 0.88 and device.network.held:
            await device.network.deliver(self.rng.randrange(len(device.network.held)))
            self._say(device, "hears nothing of a late request", True)
        elif dice < 0.91:
            device.crash()
            self._say(device, "crashes", True)
        elif dice < 0.935:
            await self._late_answer(device)
        elif dice < 0.95:
            self._clone(device)
        elif dice < 0.97:
            await self.hub.backup()
            self.has_backup = True
            self.log.append("backup")
        elif dice < 0.985 and self.has_backup:
            await self.hub.restore()
            self.log.append("restore")

    async def _late_answer(self, device: Device) -> None:
        """An answer comes when the device has long gone on."""
        rounds = device.rounds
        access_failed = device.network.dark
        if access_failed or device.replica.store.session.rekey:
            return
        access = await device.network.access()
        prepared = rounds._prepare(access)  # pyright: ignore[reportPrivateUsage]
        if prepared is None:
            return
        request, asked, _ = prepared
        try:
            answer = await device.network.sync(request)
        except TransportError:
            return
        for _ in range(self.rng.randint(0, 3)):
            act(device, self.rng)
            await device.sync()
        await rounds.take(asked, answer)
        self._say(device, "hears a late answer", True)
        see_whole(device)

    def _clone(self, device: Device) -> None:
        if sum(d.person == device.person for d in self.devices) > 2:
            return
        name = f"{device.name}c{len(self.devices)}"
        device.copy_to(self.folder / f"{name}.sqlite")
        seed = f"{self.seed}/clone"
        clone = Device(self.hub, self.folder, name, device.person, device.role, seed)
        clone.network.replica = device.network.replica
        clone.network.bad, clone.skew = device.network.bad, device.skew
        self.devices.append(clone)
        self._say(device, f"is cloned as {name}", True)

    async def _calm(self) -> None:
        """The network heals, what was held back arrives, everybody syncs until nothing moves."""
        for device in self.devices:
            device.network.bad, device.network.dark = 0.0, False
            while device.network.held:
                await device.network.deliver(0)
        for _ in range(6):
            for device in self.devices:
                for _ in range(4):
                    if await device.sync():
                        break
                see_whole(device)
        for device in self.devices:
            if not await device.sync():
                raise Broken(f"{device.name} cannot sync on a good network")

    def _say(self, device: Device, what: str, done: object) -> None:
        self.log.append(f"{device.name} {what}{'' if done else ' in vain'}")


async def live(seed: int, template: Path) -> None:
    """One history in a folder of its own, in memory where the machine has such a place.

    Raises:
        Broken: an invariant does not hold; the notes say what happened before.
    """
    folder = Path(tempfile.mkdtemp(prefix="history-", dir=MEMORY if HAS_MEMORY else None))
    history = History(seed, template, folder)
    try:
        await history.run()
    except BaseException as error:
        error.add_note(f"seed {seed}: " + "; ".join(history.log))
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tell(task: tuple[int, Path]) -> tuple[int, str | None]:
    """Lives one history (seed, template) in a process of a pool; the seed, and what broke."""
    seed, template = task
    try:
        asyncio.run(asyncio.wait_for(live(seed, template), 120))
    except Exception:
        return seed, traceback.format_exc(limit=-4)
    return seed, None
