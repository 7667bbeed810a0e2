"""Bytes of bodies, as the device runtime makes and takes them: a replica with its own engine, its
HTTP client passed through a counter. What goes up with changes is all that it sends until it is in
step again. Requests above 1,000 bytes go gzip'd, as on a phone."""

import functools
import os
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec

from bench.figures import Figure, at_most
from bench.ground import Ground, fill, prepare
from bench.http import HOST
from bench.orders import ENTITY
from bench.process import served
from bench.size import Size
from clients.replica.engine import Engine
from clients.replica.replica import Replica
from clients.replica.store.store import Identity

MANY = 100
SINGLE = 20


class Bodies(msgspec.Struct):
    """Bytes up and down of exchanges under ``/sync``, and how many there were."""

    up: int = 0
    down: int = 0
    exchanges: int = 0


class Counted(httpx.AsyncHTTPTransport):
    """Counts bodies as they are on the wire."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies = Bodies()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request on."""
        response = await super().handle_async_request(request)
        if "/sync" in request.url.path:
            self.bodies.exchanges += 1
            self.bodies.up += len(await request.aread())
            self.bodies.down += int(response.headers.get("Content-Length", 0))
        return response


async def run(_: Size, folder: Path) -> list[Figure]:
    """Nothing new, one edit, a hundred edits, a hundred inserts."""
    ground = await prepare(folder / "wire", 2)
    await fill(ground, MANY)
    async with served(ground.data) as server:
        replica = _replica(ground, folder / "device.sqlite", server.port)
        counted = Counted()
        engine = Engine(replica, transport=counted)
        try:
            return await _measure(ground, replica, engine, counted)
        finally:
            await engine.close()
            replica.close()


async def _measure(
    ground: Ground, replica: Replica, engine: Engine, counted: Counted
) -> list[Figure]:
    orders, person = ground.orders(5), ground.person

    async def exchange(act: Callable[[], object]) -> Bodies:
        act()
        counted.bodies = Bodies()
        await engine.sync()
        return counted.bodies

    def insert_many() -> None:
        for _ in range(MANY):
            values = orders.values()
            replica.create(person, ENTITY.name, values | {"state": values["state"][1]})

    def edit(ids: list[str]) -> None:
        for id in ids:
            _, _, _, body = orders.edit(id, {})
            replica.edit(person, ENTITY.name, id, body)

    await engine.sync()
    # Another device made them, so an edit says what of that device it has seen.
    ids = [document["id"] for document in replica.all(ENTITY.name)]
    inserted = await exchange(insert_many)
    single = [await exchange(functools.partial(edit, [id])) for id in ids[:SINGLE]]
    edited = await exchange(functools.partial(edit, ids))
    await engine.sync()
    counted.bodies = Bodies()
    await engine.rounds.one()
    nothing = counted.bodies
    assert nothing.exchanges
    return [
        Figure("nothing new: both ways together", (nothing.up + nothing.down) / nothing.exchanges,
               "B", at_most(120), f"{nothing.up} up, {nothing.down} down"),
        Figure("one edit: up", sum(each.up for each in single) / SINGLE, "B", at_most(200),
               f"mean of {SINGLE}, {min(each.up for each in single)} B and more"),
        Figure(f"{MANY} edits, compressed: up, each", edited.up / MANY, "B", at_most(35),
               _told(edited)),
        Figure(f"{MANY} inserts, compressed: up, each", inserted.up / MANY, "B", at_most(110),
               _told(inserted)),
    ]  # fmt: skip


def _told(bodies: Bodies) -> str:
    return f"{bodies.up} B up, {bodies.down} B down in {bodies.exchanges} exchanges"


def _replica(ground: Ground, path: Path, port: int) -> Replica:
    """The second device, as its enrolment would have left it."""
    replica = Replica.open(path, random=os.urandom)
    credential = ground.credentials[1]
    identity = Identity(
        url=f"http://{HOST}:{port}", secret=credential.secret,
        organisation={"id": ground.organisation}, person=ground.person, station=None,
        role="admin", name="bench",
    )  # fmt: skip
    replica.store.enrol(credential.replica, identity)
    return replica
