"""The network of a simulation: it loses, repeats, delays and re-orders what passes through it."""

import random

import msgspec
from msgspec import Raw

from clients.replica.errors import Rejected, Unreachable
from clients.replica.metrics import Metrics
from clients.replica.transport.framing import Json
from clients.replica.transport.http import Access
from schemas.problems import Problem
from schemas.wire.down import Answer, Rekeyed
from schemas.wire.up import Rekey, Sync
from tests.simulation.hub import Hub

FAULTS = ("", "lost", "unheard", "repeated", "held", "stale")


class Network:
    """One device's way to the hub, in the place of :class:`clients.replica.transport.http.Http`.

    ``bad``: how likely a fault is. Faults: the request is lost; it arrives and the answer is lost;
    it arrives twice and the second answer is heard; it is held back and arrives later, unheard;
    a stale request arrives once more just before this one.
    """

    def __init__(self, hub: Hub, replica: str, rng: random.Random) -> None:
        self.hub = hub
        self.replica = replica
        self.rng = rng
        self.bad = 0.0
        self.dark = False
        self.metrics = Metrics()
        self.held: list[tuple[str, bytes]] = []
        self.framing = Json()

    async def access(self, *, fresh: bool = False) -> Access:
        """A token; the network must be there for it."""
        if self.dark:
            raise Unreachable("dark")
        return Access("token", 900, user={"id": self.replica})

    async def sync(self, request: Sync[Raw]) -> Answer[Raw] | None:
        """One round trip, if it comes to that."""
        body = self.framing.encode_sync(request)
        fault = self.rng.choice(FAULTS) if self.rng.random() < self.bad else ""
        if fault == "lost":
            raise Unreachable("lost")
        if fault == "held":
            self.held.append((self.replica, body))
            raise Unreachable("held")
        if fault == "stale" and self.held:
            await self.deliver(self.rng.randrange(len(self.held)))
        answer = await self._ask(body)
        if fault == "repeated":
            answer = await self._ask(body)
        if fault == "unheard":
            if self.rng.random() < 0.3:
                self.held.append((self.replica, body))
            raise Unreachable("unheard")
        return None if answer is None else self.framing.decode_answer(answer)

    async def rekey(self, offer: Rekey) -> Rekeyed:
        """Takes a new id."""
        if self.rng.random() < self.bad / 3:
            raise Unreachable("lost")
        told = await self._rekeyed(offer)
        if self.rng.random() < self.bad / 3:
            raise Unreachable("unheard")
        self.replica = told.replica
        return told

    async def deliver(self, place: int) -> None:
        """Something that was held back arrives; nobody hears the answer."""
        replica, body = self.held.pop(place)
        try:
            await self.hub.sync(replica, body)
        except Problem:
            return

    async def _ask(self, body: bytes) -> bytes | None:
        try:
            return await self.hub.sync(self.replica, body)
        except Problem as problem:
            raise _rejected(problem) from problem

    async def _rekeyed(self, offer: Rekey) -> Rekeyed:
        try:
            return await self.hub.rekey(self.replica, offer)
        except Problem as problem:
            raise _rejected(problem) from problem


def _rejected(problem: Problem) -> Rejected:
    document = msgspec.to_builtins(problem.document())
    return Rejected(problem.kind.status, document, problem.retry_after)
