"""Identity on a real SQLite file, with time and randomness in the test's hands."""

import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar, Router
from litestar.openapi import OpenAPIConfig
from litestar.testing import AsyncTestClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from server import problems
from server.identity.identity import Identity, assemble
from server.identity.organisations import Created
from server.identity.routes import BEARER, HANDLERS, dependencies
from server.identity.settings import IdentitySettings
from server.metadata import metadata

PASSWORD = "correct horse battery"
STATION = "S" * 22


class Time:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_795_248_000_000

    def __call__(self) -> int:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


class Profiles:
    """Remembers the profiles it was asked to write; refuses when told to."""

    def __init__(self) -> None:
        self.written: list[tuple[str, str, str, str]] = []
        self.broken = False

    async def find_station(self, *asked: str) -> bool:
        """One station is known, to everybody."""
        return asked[-1] == STATION

    async def __call__(self, organisation: str, person: str, name: str, role: str) -> None:
        if self.broken:
            raise OSError("no room for profiles")
        self.written.append((organisation, person, name, role))


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def noise() -> Callable[[int], bytes]:
    return random.Random(20_261_121).randbytes


@pytest.fixture
def profiles() -> Profiles:
    return Profiles()


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'identity.sqlite'}")

    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> IdentitySettings:
    return IdentitySettings(data=tmp_path / "data", argon2_time=1, argon2_memory=8)


@pytest.fixture
def identity(
    engine: AsyncEngine,
    settings: IdentitySettings,
    time: Time,
    noise: Callable[[int], bytes],
    profiles: Profiles,
) -> Identity:
    return assemble(
        engine, settings, write_profile=profiles, find_station=profiles.find_station,
        clock=time, random=noise,
    )  # fmt: skip


async def found(identity: Identity, name: str) -> Created:
    """An organisation of that name, with the admin ``admin-NAME``."""
    return await identity.organisations.create_organisation(
        name=name,
        time_zone="Asia/Taipei",
        currency="TWD",
        languages=["zh-TW", "en"],
        admin_name="王小明",
        admin_user=f"admin-{name}",
        admin_email=f"admin@{name}.example",
        admin_password=PASSWORD,
    )


async def add(identity: Identity, organisation: str, user_name: str, role: str) -> str:
    """A person of that name in that role, with the usual password."""
    return await identity.organisations.add_person(
        organisation,
        display_name=user_name,
        user_name=user_name,
        email=None,
        password=PASSWORD,
        role=role,
    )


@pytest.fixture
async def gas(identity: Identity) -> Created:
    return await found(identity, "gas")


@pytest.fixture
async def coffee(identity: Identity) -> Created:
    return await found(identity, "coffee")


@pytest.fixture
def app(identity: Identity) -> Litestar:
    return Litestar(
        [Router("/api/v1", route_handlers=HANDLERS)],
        dependencies=dependencies(identity),
        exception_handlers=problems.handlers(),
        openapi_config=OpenAPIConfig("Identity", "1", components=[BEARER]),
    )


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    # Over https, or the client would rightly keep the Secure cookie to itself.
    async with AsyncTestClient(app, base_url="https://office.example") as client:
        yield client
