"""A whole server in the test's own event loop: one gas company, its people, and phones."""

import asyncio
import base64
import contextlib
import secrets
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import httpx
import msgspec
from litestar import Litestar

from schemas.wire.version import PROTOCOL, SCHEMA
from server.app import application
from server.bootstrap import Founded, Founding, Newcomer, bootstrap
from server.identity.ids import new_id
from server.services import Services, assemble_services
from server.settings import Settings
from sync.uid import uid_of

PASSWORD = "correct horse battery"
PEOPLE = (
    Newcomer(name="陳美玲", user_name="mei", password=PASSWORD, role="dispatcher"),
    Newcomer(name="張志明", user_name="chang", password=PASSWORD, role="driver"),
    Newcomer(name="吳建宏", user_name="wu", password=PASSWORD, role="driver"),
)
BASE = "http://hub.example"


class Phone:
    """A device that speaks the protocol by hand: one slice after the other."""

    def __init__(self, world: "World", enrolled: dict[str, Any], token: str) -> None:
        self.world = world
        self.replica: str = enrolled["replica"]
        self.secret: str = enrolled["secret"]
        self.person: str = enrolled["person"]
        self.token = token
        self.after: tuple[int, str] = (0, "")
        self.cursor: str | None = ""
        self.head = 0
        self.uids: list[str] = []

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def slice(self, *acts: list[Any], at: int | None = None, **more: Any) -> dict[str, Any]:
        """The request that hands acts in, each a list of ops."""
        at = self.world.services.clock() * 1024 if at is None else at
        do: list[Any] = []
        self.uids = []
        for offset, ops in enumerate(acts):
            nonce = secrets.token_urlsafe(6)
            do.append([nonce, offset, ops])
            self.uids.append(uid_of(nonce, self.person, at + offset, msgspec.json.encode(ops)))
        request = {
            "v": PROTOCOL, "s": SCHEMA, "c": self.cursor,
            "by": [self.person], "at": at, "do": do,
        }  # fmt: skip
        known = {"after": self.after} if self.after[0] else {}
        return {**request, **known, **more}

    async def send(self, request: dict[str, Any], path: str = "/sync") -> httpx.Response:
        return await self.world.client.post(f"/api/v1{path}", json=request, headers=self.headers)

    async def sync(self, *acts: list[Any], **more: Any) -> dict[str, Any]:
        """One round that must work; moves on, and gives the answer ({} for 204)."""
        response = await self.send(self.slice(*acts, **more))
        assert response.status_code in {200, 204}, response.text
        answer: dict[str, Any] = response.json() if response.status_code == 200 else {}
        if "done" in answer and self.uids:
            self.after = (answer["done"], self.uids[answer["done"] - self.after[0] - 1])
        self.cursor = answer.get("c") or self.cursor
        return answer

    async def settle(self) -> list[str]:
        """Pulls until there is no more; the ids that arrived."""
        found: list[str] = []
        while True:
            answer = await self.sync()
            found += [r["id"] for _, records in answer.get("in", []) for r in records]
            if not answer.get("more"):
                return found


class World:
    """The server, who is in it, and a client for it."""

    def __init__(self, services: Services, app: Litestar) -> None:
        self.services = services
        self.app = app
        self.client: httpx.AsyncClient
        self.founded: Founded
        self._headers: dict[str, dict[str, str]] = {}

    @property
    def organisation(self) -> str:
        return self.founded.organisation

    def person(self, user_name: str) -> str:
        return self.founded.people[user_name]

    async def headers(self, user_name: str = "wang") -> dict[str, str]:
        """Headers of somebody who is signed in."""
        if user_name not in self._headers:
            body = {"user_name": user_name, "password": PASSWORD, "client": "app"}
            response = await self.client.post("/api/v1/auth/login", json=body)
            assert response.status_code == 200, response.text
            token = response.json()["access_token"]
            self._headers[user_name] = {"Authorization": f"Bearer {token}"}
        return self._headers[user_name]

    async def phone(self, user_name: str) -> Phone:
        """A fresh phone of one person."""
        by = await self.headers()
        asked = {"person": self.person(user_name)}
        code = await self.client.post("/api/v1/devices/enrolments", json=asked, headers=by)
        assert code.status_code == 201, code.text
        enrol = {"code": code.json()["code"], "name": "phone", "app": "test"}
        enrolled = await self.client.post("/api/v1/devices/enrol", json=enrol)
        assert enrolled.status_code == 201, enrolled.text
        return Phone(self, enrolled.json(), await self.token(enrolled.json()))

    async def token(self, credential: dict[str, Any], **more: Any) -> str:
        """A device's token."""
        body = {"replica": credential["replica"], "secret": credential["secret"], **more}
        response = await self.client.post("/api/v1/auth/device", json=body)
        assert response.status_code == 200, response.text
        return str(response.json()["access_token"])

    async def make(self, plural: str, user_name: str = "wang", **values: Any) -> dict[str, Any]:
        """A record made through REST."""
        headers = await self.headers(user_name)
        response = await self.client.post(f"/api/v1/{plural}", json=values, headers=headers)
        assert response.status_code == 201, response.text
        made: dict[str, Any] = response.json()
        return made

    async def route_of(self, driver: str, name: str = "Route 1") -> dict[str, Any]:
        """A route with one stop at one customer."""
        route = await self.make("routes", name=name, day="2026-11-21", driver=self.person(driver))
        customer = await self.make("customers", name=f"customer of {driver}")
        stop = await self.make("stops", route=route["id"], customer=customer["id"])
        return {"route": route["id"], "customer": customer["id"], "stop": stop["id"]}


def assemble(data: Path, **settings: Any) -> World:
    """Puts the server together; call it where no event loop runs."""
    services = assemble_services(Settings(data=data, **settings))
    return World(services, application(services))


@contextlib.asynccontextmanager
async def running(world: World) -> AsyncGenerator[World]:
    """The server with its company in it, for as long as the block lasts."""
    transport = httpx.ASGITransport(app=world.app)  # type: ignore[arg-type]
    async with lifespan(world.app), httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        world.client = client
        admin = Newcomer(name="王小明", user_name="wang", password=PASSWORD, role="admin")
        world.founded = await bootstrap(
            world.services, Founding(name="大台北瓦斯行", admin=admin), PEOPLE
        )
        yield world


@contextlib.asynccontextmanager
async def lifespan(app: Litestar) -> AsyncGenerator[None]:
    """The application's life in one task, as a server gives it; fixtures begin and end in two."""
    started, stop = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await stop.wait()

    task = asyncio.create_task(live())
    await asyncio.wait(
        {task, waiting := asyncio.create_task(started.wait())},
        return_when=asyncio.FIRST_COMPLETED,
    )
    waiting.cancel()
    try:
        yield
    finally:
        stop.set()
        await task


def fresh_id() -> str:
    """An id for a new record."""
    return new_id()


def b64(data: bytes) -> str:
    """Unpadded base64url."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
