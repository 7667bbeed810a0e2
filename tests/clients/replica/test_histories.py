"""Random histories of devices, clones, restores and lost messages, against the invariants:

every act that a device accepted is decided at the hub in the end, exactly once, and all who hold a
record hold the same one.
"""

import contextlib
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clients.replica.errors import TransportError
from clients.replica.replica import Replica
from schemas.problems import Problem
from tests.clients.replica.model_hub import State
from tests.clients.replica.world import ACTOR, World

STEPS = 60


class History:
    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = World(folder)
        self.world.hub.page = self.random.choice([2, 5, 50])
        self.devices = [self.world.device() for _ in range(3)]
        self.written: dict[str, list[Any]] = {}
        self.backup: State | None = None
        self.clones = 0

    async def run(self) -> None:
        for _ in range(STEPS):
            self.world.hub.now += self.random.randrange(1, 60_000)
            await self.step()
        self.world.faults = []
        for _ in range(4):
            await self.world.sync(*self.devices)
        self.check()

    async def step(self) -> None:
        device = self.random.choice(self.devices)
        draw = self.random.random()
        if draw < 0.55:
            self.write(device)
        elif draw < 0.9:
            faults = [None, None, None, "lost", "unheard", "503 server/busy"]
            self.world.faults = [self.random.choice(faults) for _ in range(6)]
            with contextlib.suppress(TransportError):
                await self.world.sync(device)
        elif draw < 0.93 and len(self.devices) < 5:
            self.clones += 1
            self.devices.append(self.world.clone(device, f"clone{self.clones}"))
        elif draw < 0.95:
            self.backup = self.world.hub.backup()
        elif draw < 0.97 and self.backup is not None:
            self.world.hub.restore(self.backup)
        else:
            place = self.devices.index(device)
            name = device.store.database.path.stem
            device.close()
            self.devices[place] = self.world.opened(name)

    def write(self, device: Replica) -> None:
        shelves = device.all("inventory_item")
        if not shelves or self.random.random() < 0.2:
            values = {"station": "S" * 22, "name": "豆", "stock": self.random.randrange(9)}
            made = device.create(ACTOR, "inventory_item", values)
        else:
            shelf = self.random.choice(shelves)["id"]
            try:
                made = self.edit(device, shelf)
            except Problem:
                return
        with device.store.lock:
            (row,) = device.store.outbox.range(device.store.session.replica, made.n, made.n)
        self.written[made.uid] = msgspec.json.decode(row.ops or b"")

    def edit(self, device: Replica, shelf: str) -> Any:
        draw = self.random.random()
        if draw < 0.6:
            amount = self.random.randrange(-5, 6)
            return device.add(ACTOR, "inventory_item", shelf, "stock", amount)
        if draw < 0.95:
            name = self.random.choice(["甲", "乙", "refuse"])
            return device.edit(ACTOR, "inventory_item", shelf, {"name": name})
        return device.delete(ACTOR, "inventory_item", shelf)

    def check(self) -> None:
        hub = self.world.hub
        decided: dict[str, list[bool]] = {}
        for log in hub.state.logs.values():
            for uid, exception, _ in log.entries:
                merged = exception is None or exception[1] != "refused"
                decided.setdefault(uid, []).append(merged)
        for uid in self.written:
            assert uid in decided, "an act is nowhere"
            assert decided[uid].count(True) <= 1, "an act took effect twice"
        merged = {uid for uid, verdicts in decided.items() if any(verdicts)}
        for id, document in hub.shown().items():
            total = sum(
                op[3]["stock"]["add"]
                for uid in merged
                for op in self.written[uid]
                if op[1] == id and op[3] and "stock" in op[3]
            )
            assert document["stock"] == total
        shown = hub.shown()
        for device in self.devices:
            held = {document["id"]: document for document in device.all("inventory_item")}
            assert held == shown
            assert device.stats().waiting == 0
            assert len(device.store.ours) == 0


@pytest.mark.parametrize("seed", range(25))
async def test_random_histories_converge(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    try:
        await history.run()
    finally:
        history.world.close()
