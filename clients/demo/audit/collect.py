"""Gathers the evidence: the devices' files read with SQLite alone, and the hub asked as a device.

Asking leaves no trace: a mutation that is handed in again under its number is answered with the
verdict that was recorded, and everything is read from an empty cursor.
"""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import msgspec

from clients.demo.actors.journal import Key, read
from clients.demo.actors.orders import Outcome
from clients.demo.audit.evidence import Document, Evidence, Held, Row, Verdict
from clients.demo.storm.places import Places
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.digest import digest

API = "/api/v1"
TIMEOUT_S = 60.0
SLICE = 500
ROOM = 20_000


class Credential(msgspec.Struct, frozen=True):
    """What a device signs in with, and where it stands."""

    replica: str
    secret: str
    person: str
    cursor: str


async def collect(url: str, places: Places, devices: dict[str, str]) -> Evidence:
    """The evidence of these devices (name -> person; empty: whoever the device is bound to).

    Raises:
        httpx.HTTPError: the hub does not answer, or refuses what a device may ask.
        sqlite3.Error: a device's file cannot be read.
    """
    found: dict[str, Held] = {}
    async with httpx.AsyncClient(base_url=url + API, timeout=TIMEOUT_S) as client:
        for device in devices:
            found[device] = await _hold(client, places, device)
    return Evidence(found)


async def _hold(client: httpx.AsyncClient, places: Places, device: str) -> Held:
    path = places.store(device)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        credential = _credential(file)
        base = _base(file)
        (staged,) = file.execute("SELECT count(*) FROM stage").fetchone()
        rows = _rows(file)
    hub = _Hub(client, credential.secret)
    served = await hub.serve(credential.replica)
    vectors = ((entity, id, document["_"]["v"]) for (entity, id), document in base.items())
    return Held(
        device=device,
        person=credential.person,
        replica=credential.replica,
        base=base,
        staged=staged,
        rows=rows,
        file=_bytes(path),
        deeds=read(places.journal(device)),
        outcome=_outcome(places.result(device)),
        served=served,
        agrees=await hub.agrees(credential, digest(vectors)),
        verdicts=await hub.verdicts(rows),
    )


def _credential(file: sqlite3.Connection) -> Credential:
    stored = dict(file.execute("SELECT key, value FROM meta"))
    session = msgspec.json.decode(stored["session"], type=dict[str, Any])
    identity = msgspec.json.decode(stored["identity"], type=dict[str, Any])
    return Credential(session["replica"], identity["secret"], identity["person"], session["cursor"])


def _base(file: sqlite3.Connection) -> dict[Key, Document]:
    return {
        (entity, id): msgspec.json.decode(document)
        for entity, id, document in file.execute("SELECT entity, id, doc FROM base")
    }


def _rows(file: sqlite3.Connection) -> dict[str, Row]:
    return {
        uid: Row(
            uid=uid, replica=replica, n=n, state=state, stamp=fixed or stamp,
            detail=None if detail is None else msgspec.json.decode(detail),
        )
        for uid, replica, n, state, stamp, fixed, detail in file.execute(
            "SELECT uid, replica, n, state, stamp, fixed, detail FROM outbox"
        )
    }  # fmt: skip


def _bytes(path: Path) -> bytes:
    """The file and its log, if one is left."""
    parts = [path, path.with_name(path.name + "-wal")]
    return b"".join(part.read_bytes() for part in parts if part.exists())


def _outcome(path: Path) -> Outcome | None:
    return msgspec.json.decode(path.read_bytes(), type=Outcome) if path.exists() else None


class _Hub:
    """The hub, as a device with this secret may ask it; it knows the secret under every id that
    the device has had."""

    def __init__(self, client: httpx.AsyncClient, secret: str) -> None:
        self._client = client
        self._secret = secret
        self._tokens: dict[str, str] = {}

    async def serve(self, replica: str) -> dict[Key, Document]:
        """Everything for this device, from an empty cursor."""
        found: dict[Key, Document] = {}
        cursor, more = "", True
        while more:
            query = {"cursor": cursor, "room": str(ROOM)}
            answer = await self._ask(replica, "GET", "/sync/changes", query=query)
            for entity, documents in answer.get("in", []):
                found.update(((entity, one["id"]), one) for one in documents)
            for entity, ids in (*answer.get("out", []), *answer.get("gone", [])):
                for id in ids:
                    found.pop((entity, id), None)
            cursor, more = answer.get("c", cursor), answer.get("more", False)
        return found

    async def agrees(self, credential: Credential, total: str) -> bool:
        """Whether the hub's checksum at the device's cursor is the one of the device's base."""
        body = {"c": credential.cursor, "sum": total}
        answer = await self._ask(credential.replica, "POST", "/sync/digest", body=body)
        return bool(answer["same"] and answer.get("now", True))

    async def verdicts(self, rows: dict[str, Row]) -> dict[str, Verdict]:
        """What the hub says of each mutation when it is handed in again under its number."""
        by_replica: dict[str, list[Row]] = {}
        for row in rows.values():
            if row.n:
                by_replica.setdefault(row.replica, []).append(row)
        found: dict[str, Verdict] = {}
        for replica, own in by_replica.items():
            own.sort(key=lambda row: row.n)
            after: tuple[int, str] | None = None
            for place in range(0, len(own), SLICE):
                part = own[place : place + SLICE]
                found |= await self._verdicts(replica, after, part)
                after = (part[-1].n, part[-1].uid)
        return found

    async def _verdicts(
        self, replica: str, after: tuple[int, str] | None, rows: list[Row]
    ) -> dict[str, Verdict]:
        body: dict[str, Any] = {"v": PROTOCOL, "s": SCHEMA}
        body["do"] = [[row.uid, 0, None, 0] for row in rows]
        if after is not None:
            body["after"] = after
        answer = await self._ask(replica, "POST", "/sync/push", body=body)
        if answer.get("instruction") is not None:
            return {}
        named = {n: (state, detail) for n, state, detail in answer.get("no", [])}
        done = answer.get("done", 0)
        return {row.uid: named.get(row.n, ("merged", None)) for row in rows if row.n <= done}

    async def _ask(
        self,
        replica: str,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | None = None,
        query: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        if replica not in self._tokens:
            credential = {"replica": replica, "secret": self._secret}
            given = await self._client.post("/auth/device", json=credential)
            _check(given)
            self._tokens[replica] = msgspec.json.decode(given.content)["access_token"]
        response = await self._client.request(
            method, path, json=body, params=query,
            headers={
                "Authorization": f"Bearer {self._tokens[replica]}", "Accept": "application/json",
            },
        )  # fmt: skip
        _check(response)
        answer: dict[str, Any] = msgspec.json.decode(response.content or b"{}")
        return answer


def _check(response: httpx.Response) -> None:
    """Says with an error what the hub had to say."""
    if not response.is_success:
        asked = f"{response.request.method} {response.request.url.path}"
        text = f"{asked}: {response.status_code} {response.text[:500]}"
        raise httpx.HTTPStatusError(text, request=response.request, response=response)
