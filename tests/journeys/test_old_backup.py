"""The backup that is put back is older than the one that devices were told of."""

import shutil
from pathlib import Path

import msgspec

from tests.simulation.devices import Device
from tests.simulation.ground import ADMIN, CUSTOMERS, lay, rid
from tests.simulation.hub import Hub

DAY_MS = 86_400_000
HELD = CUSTOMERS[1]


async def cylinders(hub: Hub) -> int:
    documents = await hub.everything(rid("dora"), "dispatcher")
    return int(msgspec.json.decode(documents["customer", HELD])["cylinders"])


async def test_what_comes_after_a_forgotten_number_is_not_sent_in_its_place(tmp_path: Path) -> None:
    await lay(tmp_path)
    hub = Hub(tmp_path)
    await hub.start()
    desk = Device(hub, tmp_path, "desk", rid("dora"), "dispatcher", "1")
    await desk.enrol("desk")
    await desk.sync()
    replica, dora = desk.replica, desk.person
    replica.edit(dora, "customer", CUSTOMERS[0], {"note": "1"})
    # This one is refused, and waits for the person while those around it are forgotten.
    act = replica.act()
    stop = {"route": rid("north"), "customer": rid("nobody")}
    act.put(["stop", rid("s"), None, stop])
    replica.commit(dora, act)
    await desk.sync()
    await hub.backup()
    shutil.copy(tmp_path / "backup.db", tmp_path / "older.db")
    kept = dict(hub.kept)
    for _ in range(2):
        replica.add(dora, "customer", HELD, "cylinders", 1)
    await desk.sync()
    await hub.backup()
    await desk.sync()
    hub.now += 20 * DAY_MS
    await hub.write(ADMIN, ["customer", CUSTOMERS[2], "now", {"note": "x"}])
    await desk.sync()
    await desk.rounds.forget()
    assert [row.n for row in replica.store.outbox.all()] == [2]
    replica.add(dora, "customer", HELD, "cylinders", 10)
    shutil.copy(tmp_path / "older.db", tmp_path / "backup.db")
    hub.kept = kept
    hub.now += 60_000
    await hub.restore()
    for _ in range(3):
        await desk.sync()
    assert await cylinders(hub) == 10
    shown = replica.get("customer", HELD)
    assert shown is not None
    assert shown["cylinders"] == 10
    replica.close()
    await hub.stop()
