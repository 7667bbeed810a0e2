"""A device of a simulation: the real store and the real rounds, with a journal of its own."""

import random
import sqlite3
from pathlib import Path

from clients.replica.errors import Rejected, TransportError
from clients.replica.replica import Replica
from clients.replica.rounds import Rounds
from clients.replica.store.store import Identity
from schemas.problems import Problem
from tests.simulation.hub import Hub
from tests.simulation.network import Network


class Device:
    """One person's device. ``skew``: what its clock is wrong by, ms. ``journal``: uids of all that
    its person did on it, a clone's own included."""

    def __init__(
        self, hub: Hub, folder: Path, name: str, person: str, role: str, seed: str
    ) -> None:
        self.hub = hub
        self.name = name
        self.person = person
        self.role = role
        self.skew = 0
        self.journal: list[str] = []
        self.rng = random.Random(f"{seed}/{name}")
        self.path = folder / f"{name}.sqlite"
        self.network = Network(hub, "", self.rng)
        self._open()

    def _open(self) -> None:
        now = lambda: max(0, self.hub.now + self.skew)  # noqa: E731
        self.replica = Replica.open(self.path, now=now, random=self.rng.randbytes)
        http: object = self.network
        self.rounds = Rounds(self.replica, http)  # type: ignore[arg-type]

    async def enrol(self, name: str) -> None:
        """Gives the device its id."""
        await self.hub.enrol(name, self.person, self.role)
        identity = Identity("http://hub", "secret", {}, self.person, None, self.role, self.name)
        self.replica.store.enrol(name, identity)
        self.network.replica = name

    def crash(self) -> None:
        """The process dies and comes back: what was not on the disk is gone."""
        self.replica.close()
        self._open()

    def copy_to(self, other: Path) -> None:
        """Copies the store, as a backup of the phone does."""
        with self.replica.store.lock, sqlite3.connect(other) as target:
            self.replica.store.database.connection.backup(target)
        target.close()

    async def sync(self) -> bool:
        """Rounds until nothing is left to say. Returns whether the network let it."""
        try:
            await self.rounds.all()
        except Rejected as error:
            if error.code == "device/unknown":
                await self.enrol(next(self.hub.fresh))
            return False
        except TransportError:
            return False
        return True

    def waiting(self) -> int:
        """How many own mutations have no verdict."""
        return self.replica.store.outbox.waiting()

    def refused(self, problem: Problem) -> None:
        """The device itself did not take an act: its screen said so at once."""
        if problem.kind.status >= 500:
            raise problem
