"""``kill -9`` of the real server in the middle of a push: every verdict comes exactly once."""

import asyncio
from pathlib import Path

import pytest

from clients.demo.proxy import Profile, Proxy
from clients.replica.engine import Engine
from clients.replica.errors import TransportError, Unreachable
from clients.replica.replica import Replica
from sync.overlay import Add
from tests.journeys.hub import Hub, fresh, person_of, sync

MUTE = Profile(name="mute", lose_ack=1.0)
"""The server gets everything and answers; no answer ever arrives."""


async def vehicle(office: Replica) -> str:
    """A lorry without cylinders."""
    id = fresh()
    office.create(person_of(office), "vehicle", {"plate": id[:12]}, id)
    await sync(office)
    return id


def load(office: Replica, id: str, times: int) -> None:
    """One cylinder at a time."""
    for _ in range(times):
        office.edit(person_of(office), "vehicle", id, {"full": Add(1)})


def rows(office: Replica) -> list[tuple[str, str]]:
    """(uid, state) of every mutation, by number."""
    return list(
        office.store.database.connection.execute("SELECT uid, state FROM outbox ORDER BY seq")
    )


async def test_an_answer_that_was_lost_before_the_kill_is_given_again(
    hub: Hub, tmp_path: Path
) -> None:
    office = await hub.device("dispatcher", tmp_path / "office.sqlite")
    id = await vehicle(office)
    load(office, id, 25)
    proxy = Proxy(int(hub.server.url.rsplit(":", 1)[1]), seed=1)
    port = await proxy.start()
    identity = office.store.identity
    assert identity is not None
    direct, identity.url = identity.url, f"http://127.0.0.1:{port}"
    await sync(office)
    load(office, id, 25)
    with pytest.raises(TransportError):
        await sync_muted(office, proxy)
    assert office.stats().waiting == 25
    await hub.server.kill()
    await hub.server.start()
    await proxy.close()
    identity.url = direct
    await sync(office)
    assert [state for _, state in rows(office)] == ["merged"] * 51
    assert (office.get("vehicle", id) or {})["full"] == 50
    assert (office.store.base.get(("vehicle", id)) or {})["full"] == 50
    office.close()


async def sync_muted(office: Replica, proxy: Proxy) -> None:
    """Signs in over a network that answers, then pushes into one that does not."""
    engine = Engine(office)
    try:
        await proxy.set_profile(Profile(name="good"))
        await engine.http.access()
        await proxy.set_profile(MUTE)
        await engine.sync()
    finally:
        await engine.close()
    raise AssertionError("an answer came through")


async def test_kills_in_the_middle_of_pushes_lose_and_double_nothing(
    hub: Hub, tmp_path: Path
) -> None:
    office = await hub.device("dispatcher", tmp_path / "office.sqlite")
    id = await vehicle(office)
    told = dict[str, str]()
    for delay in (0.005, 0.03, 0.08):
        load(office, id, 120)
        pushing = asyncio.create_task(sync(office))
        await asyncio.sleep(delay)
        await hub.server.kill()
        result = (await asyncio.gather(pushing, return_exceptions=True))[0]
        assert result is None or isinstance(result, Unreachable)
        # A verdict that the device has heard never changes.
        assert told.items() <= dict(rows(office)).items()
        told |= {uid: state for uid, state in rows(office) if state not in {"pending", "sent"}}
        await hub.server.start()
    await sync(office)
    assert [state for _, state in rows(office)] == ["merged"] * 361
    assert told.items() <= dict(rows(office)).items()
    witness = await hub.device("dispatcher", tmp_path / "witness.sqlite")
    assert (witness.get("vehicle", id) or {})["full"] == 360
    witness.close()
    office.close()
