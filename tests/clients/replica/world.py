"""Devices and a model hub between which messages get lost, repeated and delayed on demand."""

import gzip
import itertools
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import msgspec
from msgspec import Raw

from clients.replica.engine import Engine
from clients.replica.replica import Replica
from clients.replica.store.store import Identity
from clients.replica.transport.framing import Framing
from schemas.wire.up import Digest, Rekey, Sync
from tests.clients.replica.model_hub import ModelHub

ACTOR = "A" * 22

Fault = str | None
"""``lost``: the request does not arrive; ``unheard``: the answer does not; ``503 code``: said."""


def seeded(seed: object) -> Callable[[int], bytes]:
    """Random bytes that are the same in each run."""
    return random.Random(repr(seed)).randbytes


class World:
    """A hub and its devices. ``faults``: what happens to the requests to come, one each.
    ``poison``: a body that holds it is called invalid."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hub = ModelHub()
        self.faults: list[Fault] = []
        self.poison = b""
        self.opened_here: list[Replica] = []
        self.requests: list[httpx.Request] = []
        self.engines: list[Engine] = []
        self._names = itertools.count(1)
        self._tokens: dict[str, str] = {}

    def device(self, name: str | None = None, url: str = "http://hub.test") -> Replica:
        """A freshly enrolled device."""
        replica = self.opened(name or f"device{next(self._names)}")
        identity = Identity(url, "secret", {}, ACTOR, None, "driver", "phone")
        replica.store.enrol(self.hub.enrol(), identity)
        return replica

    def opened(self, name: str) -> Replica:
        """The store of that name, opened."""
        path = self.folder / f"{name}.sqlite"
        replica = Replica.open(path, now=lambda: self.hub.now, random=seeded(name))
        self.opened_here.append(replica)
        return replica

    def close(self) -> None:
        """Lets go of all stores."""
        for replica in self.opened_here:
            replica.close()

    def clone(self, replica: Replica, name: str) -> Replica:
        """A copy of a device's store, as from a backup of the phone."""
        target = sqlite3.connect(self.folder / f"{name}.sqlite")
        with replica.store.lock:
            replica.store.database.connection.backup(target)
        target.close()
        return self.opened(name)

    def engine(self, replica: Replica, framing: Framing | None = None, **more: Any) -> Engine:
        """An engine whose requests go to the model hub."""
        more = {"socket": False, "draw": lambda: 0.5, "random": seeded("ids"), **more}
        more = {"transport": httpx.MockTransport(self.answer), **more}
        engine = Engine(replica, framing=framing, **more)
        self.engines.append(engine)
        return engine

    async def sync(self, *replicas: Replica, framing: Framing | None = None) -> None:
        """Syncs these, one after the other."""
        for replica in replicas:
            engine = self.engine(replica, framing)
            try:
                await engine.sync()
            finally:
                await engine.close()

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The server's HTTP side."""
        path = request.url.path.removeprefix("/api/v1")
        if path == "/auth/device":
            body = msgspec.json.decode(request.content)
            return httpx.Response(
                200,
                json={"access_token": body["replica"], "expires_in": 900, "user": {"id": ACTOR}},
            )
        self.requests.append(request)
        fault = self.faults.pop(0) if self.faults else None
        if fault == "lost":
            raise httpx.ConnectError("lost", request=request)
        if fault and fault != "unheard":
            return httpx.Response(int(fault.split()[0]), json={"code": fault.split()[1]})
        if self.poison and self.poison in request.content:
            return httpx.Response(422, json={"code": "request/invalid"})
        response = self._answer(request, path)
        if fault == "unheard":
            raise httpx.ReadTimeout("unheard", request=request)
        return response

    def _answer(self, request: httpx.Request, path: str) -> httpx.Response:
        replica = request.headers["Authorization"].removeprefix("Bearer ")
        body = request.content
        if request.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        binary = request.headers["Accept"] == "application/msgpack"
        answer: Any
        if path in {"/sync", "/sync/push"}:
            answer = self.hub.sync(replica, _read(body, binary=binary))
        elif path == "/sync/changes":
            query = parse_qs(request.url.query.decode())
            answer = self.hub.changes(query["cursor"][0])
        elif path == "/sync/rekey":
            answer = self.hub.rekey(replica, _decode(body, Rekey, binary=binary))
        else:
            answer = self.hub.digest(_decode(body, Digest, binary=binary))
        if answer is None:
            return httpx.Response(204)
        media = "application/msgpack" if binary else "application/json"
        return httpx.Response(
            200, content=_write(answer, binary=binary), headers={"Content-Type": media}
        )


def _decode(body: bytes, kind: Any, *, binary: bool) -> Any:
    decode = msgspec.msgpack.decode if binary else msgspec.json.decode
    return decode(body, type=kind)


def _read(body: bytes, *, binary: bool) -> Sync[Raw]:
    if not binary:
        return msgspec.json.decode(body, type=Sync[Raw])
    packed = msgspec.msgpack.decode(body, type=Sync[bytes])
    plain = msgspec.to_builtins(packed, builtin_types=(bytes,))
    for mutation in plain.get("do", []):
        mutation[2] = Raw(mutation[2])
    plain["vouch"] = [
        {**vouched, "no": [Raw(msgspec.json.encode(msgspec.msgpack.decode(n))) for n in raw.no]}
        for vouched, raw in zip(plain.get("vouch", []), packed.vouch, strict=True)
    ]
    return msgspec.json.decode(msgspec.json.encode(plain), type=Sync[Raw])


def _write(answer: Any, *, binary: bool) -> bytes:
    if not binary:
        return msgspec.json.encode(answer)
    plain = msgspec.json.decode(msgspec.json.encode(answer))
    if "in" in plain:
        plain["in"] = [
            (entity, [msgspec.json.encode(document) for document in documents])
            for entity, documents in plain["in"]
        ]
    return msgspec.msgpack.encode(plain)
