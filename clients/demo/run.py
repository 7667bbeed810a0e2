"""``fieldpost run``: a server to look around in, with the demonstration's organisation."""

import asyncio
import shutil
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from clients.demo.seed.accounts import PASSWORD
from clients.demo.seed.seeding import seed
from clients.demo.seed.underway import bring_to_now
from clients.demo.storm.server import Server, found, free_port
from clients.demo.world import World, build_world
from clients.demo.world.rounds import TAIPEI_TIME
from clients.replica.replica import wall_clock

SEED = 1
OPENING_HOUR = 7
MARK = "DEMO"
"""The file that tells a demonstration's data directory from a real one."""


def today() -> int:
    """Seven o'clock this morning in Taipei, ms since 1970."""
    now = datetime.now(TAIPEI_TIME)
    opening = now.replace(hour=OPENING_HOUR, minute=0, second=0, microsecond=0)
    return round(opening.timestamp() * 1000)


def is_fresh(data: Path) -> bool:
    """Whether there is no organisation in a data directory yet."""
    return not data.exists() or not any(data.iterdir())


async def prepare(data: Path, world: World) -> None:
    """Makes the data directory with the demonstration in it, all of it or nothing.

    Raises:
        ServerFailed: the server does not start.
        TransportError: it refused something.
    """
    part = data.with_name(f"{data.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    await asyncio.to_thread(found, part / "server", world.organisation)
    # Whoever opens the printed address must not meet half a demonstration there.
    server = Server(part / "server", free_port(), log=part / "server.log")
    try:
        await server.start()
        await seed(server.url, world, part / "office.sqlite", part / "office.jsonl")
        await bring_to_now(server.url, world, SEED, part, wall_clock())
    finally:
        await server.stop()
    await asyncio.to_thread(_put, part, data)


def _put(part: Path, data: Path) -> None:
    """The directory appears whole, or not at all."""
    (part / "server" / MARK).write_text("The demonstration: its passwords are public.\n")
    if data.exists():
        data.rmdir()
    (part / "server").rename(data)
    shutil.rmtree(part)


async def serve(data: Path, host: str, port: int, say: Callable[[Server, bool], None]) -> int:
    """Serves until SIGINT or SIGTERM, after seeding an empty directory; the exit status.

    ``say``: is told when the server answers, and whether it is the demonstration's.

    Raises:
        ServerFailed: the server does not start.
        TransportError: the demonstration could not be seeded.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    if await asyncio.to_thread(is_fresh, data):
        await prepare(data, build_world(SEED, today()))
    server = Server(data, port, host=host)
    try:
        await server.start()
        say(server, await asyncio.to_thread((data / MARK).exists))
        ended = asyncio.create_task(server.wait())
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return ended.result() if ended.done() else 0
    finally:
        await server.stop()


def accounts() -> list[tuple[str, str, str]]:
    """(user names, role, password) of the demonstration."""
    roles: dict[str, list[str]] = {}
    for person in build_world(SEED, today()).people:
        roles.setdefault(person.role, []).append(person.login)
    return [
        (names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}", role, PASSWORD)
        for role, names in roles.items()
    ]
