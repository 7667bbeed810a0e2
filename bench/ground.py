"""A data directory to measure on: made once in this process through the server's own services,
copied for each measurement, served by a process of its own."""

import asyncio
import shutil
import time
from pathlib import Path

import msgspec

from bench.device import Credential, Device
from bench.orders import Op, Orders, customer
from server.bootstrap import Founding, Newcomer, bootstrap
from server.identity.principal import Principal
from server.services import Services, assemble_services
from server.settings import Settings
from server.storage.contract import Act, Push
from sync.session import Session

SEED = 20_261_121
CUSTOMERS = 1_000
SEED_SLICE = 1_000
DRAWN = 20_000
"""Orders of different content that :func:`fill` uses again and again, each time with a new id."""
REMEMBERED = 2_000
"""Orders that :func:`fill` tells about, at least."""
PASSWORD = "correct horse battery"


class Ground(msgspec.Struct):
    """A prepared directory. ``sessions``: where the devices stand, in the credentials' order."""

    data: Path
    organisation: str
    person: str
    credentials: list[Credential]
    sessions: list[Session]
    customers: list[str]

    def devices(self, count: int) -> list[Device]:
        """Fresh devices that go on from here."""
        pairs = zip(self.credentials[:count], self.sessions, strict=False)
        return [Device(c, msgspec.structs.replace(s)) for c, s in pairs]

    def orders(self, seed: int) -> Orders:
        """Orders for this ground's customers."""
        return Orders(SEED + seed, self.customers, time.time_ns() // 1_000_000)

    def copy(self, data: Path) -> "Ground":
        """The same in a directory of its own."""
        shutil.copytree(self.data, data)
        sessions = [msgspec.structs.replace(each) for each in self.sessions]
        return msgspec.structs.replace(self, data=data, sessions=sessions)


async def prepare(data: Path, devices: int) -> Ground:
    """An organisation with its office's devices and its customers."""
    services = await asyncio.to_thread(assemble_services, Settings(data=data))
    async with services.running():
        admin = Newcomer(name="陳怡君", user_name="office", password=PASSWORD, role="admin")
        founded = await bootstrap(services, Founding(name="Bench", admin=admin))
        credentials = [
            await _enrol(services, founded.organisation, founded.admin, place)
            for place in range(devices)
        ]
        ground = Ground(data, founded.organisation, founded.admin, credentials, [], [])
        ground.sessions = [Device(each).session for each in credentials]
        ops = [customer(SEED, place) for place in range(CUSTOMERS)]
        await _push(services, ground, ops)
        ground.customers = [op[1] for op in ops]
    return ground


class Filled(msgspec.Struct):
    """``seen``: some of the orders: id -> their version vector."""

    seconds: float
    seen: dict[str, dict[str, int]]


async def fill(ground: Ground, count: int) -> Filled:
    """Adds so many orders through the storage's own ``push``, in this process, before anything is
    served: the very rows that devices would have caused, without HTTP."""
    services = await asyncio.to_thread(assemble_services, Settings(data=ground.data))
    orders = ground.orders(7)
    drawn = [orders.values() for _ in range(min(count, DRAWN))]
    seen: dict[str, dict[str, int]] = {}
    maker = ground.credentials[0].replica
    began = time.perf_counter()
    async with services.running():
        for at in range(0, count, SEED_SLICE):
            places = range(at, min(count, at + SEED_SLICE))
            ops = [orders.create(drawn[place % len(drawn)]) for place in places]
            if len(seen) < REMEMBERED:
                first = ground.sessions[0].last + 1
                seen |= {op[1]: {maker: n} for n, op in enumerate(ops, first)}
            await _push(services, ground, ops)
    return Filled(time.perf_counter() - began, seen)


async def _enrol(services: Services, organisation: str, person: str, place: int) -> Credential:
    by = Principal(
        organisation=organisation, person=person, role="admin", session=None, replica=None,
        expires=2**53,
    )  # fmt: skip
    enrolment = services.identity.enrolment
    code = await enrolment.invite(by, person=person, station=None, role=None)
    enrolled = await enrolment.redeem(code.code, name=f"bench {place}", app="bench")
    await services.storage.add_replica(organisation, enrolled.replica)
    return Credential(enrolled.replica, enrolled.secret, person)


async def _push(services: Services, ground: Ground, ops: list[Op]) -> None:
    """Hands ops in under the first device's name."""
    device = Device(ground.credentials[0], ground.sessions[0])
    before = device.session.after
    rows = device.written(ops)
    acts = [Act(row.nonce, row.stamp, row.actor, row.ops) for row in rows]
    pushed = await services.storage.push(
        Push(
            organisation=ground.organisation, replica=device.credential.replica,
            roles={ground.person: "admin"}, after=before, acts=acts,
        )
    )  # fmt: skip
    if pushed.done != rows[-1].n or pushed.no:
        raise RuntimeError(f"seeding failed: {pushed.no[:3]}")
    device.session.after = (rows[-1].n, rows[-1].uid)
    ground.sessions[0] = device.session
