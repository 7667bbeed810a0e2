"""Enrolment: a code that an office gave becomes this device's identity."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from clients.replica.errors import Unreachable, rejected
from clients.replica.ids import Randomness
from clients.replica.replica import Replica, wall_clock
from clients.replica.store.store import Identity
from clients.replica.transport.http import API, TIMEOUT_S, seconds_until

APP = "0.1.0"
"""The version of the app, as the server sees it."""


class Enrolled(msgspec.Struct):
    """What the server gives for a code."""

    replica: str
    secret: str
    organisation: dict[str, Any]
    role: str
    person: str | None = None
    station: str | None = None


async def enrol(
    url: str,
    code: str,
    name: str,
    path: str | os.PathLike[str],
    *,
    app: str = APP,
    now: Callable[[], int] = wall_clock,
    random: Randomness = os.urandom,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Replica:
    """Redeems a code and stores the identity at ``path`` (mode 0600); the replica, open.

    A store that is there already keeps its queue, and offers it under the new id at first contact.
    ``url``: the server's address; ``name``: what people call the device.

    Raises:
        Rejected: ``enrol/code``, ``request/invalid``.
        Unreachable: no contact.
        StoreInUse: another process has the store open.
    """
    replica = Replica.open(Path(path), now=now, random=random)
    try:
        enrolled = await redeem(url, code, name, app=app, now=now, transport=transport)
        identity = Identity(
            url=url.rstrip("/"), secret=enrolled.secret, organisation=enrolled.organisation,
            person=enrolled.person, station=enrolled.station, role=enrolled.role, name=name,
        )  # fmt: skip
        replica.store.enrol(enrolled.replica, identity)
    except BaseException:
        replica.close()
        raise
    return replica


async def redeem(
    url: str,
    code: str,
    name: str,
    *,
    app: str,
    now: Callable[[], int],
    transport: httpx.AsyncBaseTransport | None = None,
) -> Enrolled:
    """Uses a code up.

    Raises:
        TransportError: it was not accepted, or there was no contact.
    """
    body = {"code": code, "name": name, "app": app}
    async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT_S) as client:
        try:
            response = await client.post(f"{url.rstrip('/')}{API}/devices/enrol", json=body)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
    try:
        if response.status_code == 201:
            return msgspec.json.decode(response.content, type=Enrolled)
        document = msgspec.json.decode(response.content, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Unreachable(f"not an answer of this server: {response.status_code}") from error
    retry_after = seconds_until(response.headers.get("Retry-After"), now())
    raise rejected(response.status_code, document, retry_after)
