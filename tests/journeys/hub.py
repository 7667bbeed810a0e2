"""A real server in a process of its own, with one driver, one dispatcher and one barista."""

import asyncio
import os
from pathlib import Path

import msgspec

from clients.demo.seed.accounts import ADMIN, PASSWORD
from clients.demo.seed.office import Office
from clients.demo.storm.server import Server, found, free_port
from clients.demo.world.model import Person, Role
from clients.replica.engine import Engine
from clients.replica.enrol import enrol
from clients.replica.ids import new_id
from clients.replica.replica import Replica, wall_clock

ROLES: tuple[Role, ...] = ("dispatcher", "driver", "barista")


class Hub(msgspec.Struct):
    """``people``: role -> the id of the one who has it."""

    server: Server
    people: dict[str, str]

    async def code(self, role: str) -> str:
        """A code that enrols a device of somebody."""
        async with Office(self.server.url, ADMIN, PASSWORD) as office:
            return await office.invite(office.id if role == "admin" else self.people[role])

    async def device(self, role: str, path: Path, url: str | None = None) -> Replica:
        """A device, enrolled and in step; ``url``: the server as the device reaches it."""
        replica = await enrol(url or self.server.url, await self.code(role), role, path)
        await sync(replica)
        return replica


def open_hub(folder: Path) -> Hub:
    """Founds the organisation and starts its server."""
    found(folder / "data", "旅程測試")
    server = Server(folder / "data", free_port(), log=folder / "server.log")
    return asyncio.run(_open(server))


async def _open(server: Server) -> Hub:
    await server.start()
    people: dict[str, str] = {}
    async with Office(server.url, ADMIN, PASSWORD) as office:
        for role in ROLES:
            person = Person(id=fresh(), role=role, login=role, name=role, phone="", colour="")
            people[role] = await office.add_person(person, PASSWORD)
    return Hub(server, people)


def fresh() -> str:
    """An id for a new record."""
    return new_id(wall_clock(), os.urandom)


async def sync(replica: Replica) -> None:
    """One sync, connections closed afterwards."""
    engine = Engine(replica)
    try:
        await engine.sync()
    finally:
        await engine.close()


def person_of(replica: Replica) -> str:
    """Whose device it is."""
    identity = replica.store.identity
    assert identity is not None
    assert identity.person is not None
    return identity.person
