"""What people find when they look around: a day in progress, in every column and on every route."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from clients.demo.run import SEED
from clients.demo.seed.accounts import ADMIN, PASSWORD
from clients.demo.seed.office import Office
from clients.demo.seed.phone import open_phone
from clients.demo.seed.seeding import seed
from clients.demo.seed.underway import UNASSIGNED, bring_to_now
from clients.demo.storm.server import Server, found, free_port
from clients.demo.world import build_world
from clients.demo.world.rounds import TAIPEI_TIME
from clients.replica.replica import wall_clock

MORNING = datetime.now(TAIPEI_TIME).replace(hour=7, minute=0, second=0, microsecond=0)
WORLD = build_world(SEED, round(MORNING.timestamp() * 1000), 0.05)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    found(tmp_path / "server", WORLD.organisation)
    return Server(tmp_path / "server", free_port())


@pytest.mark.xdist_group("storm")
async def test_the_day_is_in_progress(server: Server, tmp_path: Path) -> None:
    await server.start()
    try:
        now = wall_clock()
        await seed(server.url, WORLD, tmp_path / "office.sqlite", tmp_path / "office.jsonl")
        await bring_to_now(server.url, WORLD, SEED, tmp_path, now)
        async with Office(server.url, ADMIN, PASSWORD) as office:
            (tmp_path / "eyes").mkdir()
            eyes = await open_phone(office, WORLD, office.id, tmp_path / "eyes")
    finally:
        await server.stop()
    see = eyes.person.list
    orders = Counter(one["state"] for one in see("delivery_order", {}))
    assert orders["confirmed"] == UNASSIGNED
    assert min(orders["delivered"], orders["out_for_delivery"]) > 0
    assert {one["state"] for one in see("route", {})} == {"running"}
    delivered = [one for one in see("delivery", {}) if one["outcome"] == "delivered"]
    assert delivered
    assert all("place" in one and one["at"] <= now for one in delivered)
    for station in WORLD.stations:
        drinks = see("drink_order", {"station": station.id})
        states = Counter(one["state"] for one in drinks)
        assert min(states[each] for each in ("pending", "in_progress", "completed")) >= 2
        waiting = [now - one["placed_at"] for one in drinks if one["state"] == "pending"]
        assert max(waiting) < 8 * 60_000
        shelf = see("inventory_item", {"station": station.id})
        assert any(one["stock"] < one["threshold"] for one in shelf)
        assert see("schedule", {"station": station.id})
    conflicts = [one for one in see("customer", {}) if "c" in one["_"]]
    assert [list(one["_"]["c"]) for one in conflicts] == [["note"]]
    assert see("message", {})
    await eyes.close()
