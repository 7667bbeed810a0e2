"""The morning of the demonstration: accounts, then all that stands in the books."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from clients.demo.actors.hand import Hand
from clients.demo.actors.journal import Journal
from clients.demo.seed.accounts import ADMIN, PASSWORD
from clients.demo.seed.office import Office
from clients.demo.seed.records import Entry, entries
from clients.demo.world.model import Person, World
from clients.replica.engine import Engine
from clients.replica.enrol import enrol
from clients.replica.replica import Replica

AT_ONCE = 4
"""Accounts opened side by side; hashing passwords is what takes the time."""
TOGETHER = 20
"""Records that one act brings in."""


async def seed(url: str, world: World, store: Path, journal: Path) -> None:
    """Brings the world into a server that holds nothing but its administrator.

    Args:
        url: the server's address.
        world: the organisation.
        store: where the office's device keeps its replica.
        journal: where its deeds are written down.

    Raises:
        TransportError: the server refuses something or is not there.
        Problem: a record is not as declared.
    """
    async with Office(url, ADMIN, PASSWORD) as office:
        await _open_accounts(office, world)
        code = await office.invite(office.id)
    replica = await enrol(url, code, "辦公室電腦", store)
    engine = Engine(replica)
    try:
        await engine.sync()
        with Journal(journal) as written:
            _write_records(Hand(replica, office.id, written), world)
        await engine.sync()
        check_taken(replica)
    finally:
        await engine.close()
        replica.close()


async def _open_accounts(office: Office, world: World) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def open_account(person: Person) -> None:
        async with gate:
            await office.add_person(person, PASSWORD)

    await asyncio.gather(*(open_account(one) for one in world.people if one.login != ADMIN))


def _write_records(hand: Hand, world: World) -> None:
    for person in world.people:
        if hand.replica.get("person", person.id) is not None:
            doing = hand.begin("Profile")
            doing.edit("person", person.id, {"phone": person.phone, "colour": person.colour})
            doing.commit()
    books = list(entries(world))
    for place in range(0, len(books), TOGETHER):
        _write(hand, books[place : place + TOGETHER])


def _write(hand: Hand, group: Iterable[Entry]) -> None:
    doing = hand.begin("Seed")
    for entity, id, values in group:
        doing.create(entity, id, values)
        if entity == "delivery_order":
            doing.enter(entity, id, "assigned")
    doing.commit()


def check_taken(replica: Replica) -> None:
    """Every record must have been taken: a demonstration with holes shows nothing."""
    refused = replica.needs_you("en")
    if refused:
        raise SeedRefused("; ".join(f"{line.what}: {line.reason}" for line in refused[:3]))


class SeedRefused(Exception):
    """The server did not take a record of the demonstration."""
