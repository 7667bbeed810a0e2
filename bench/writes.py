"""Writes: devices hand in gzip'd slices of 100 mutations over kept connections, inserts of
orders, changes of one field, and both; bare ``sqlite3`` writes the same documents before and after,
100 to a transaction. A contended change is one of a record that another device changes as well,
neither having seen the other's."""

import statistics
from pathlib import Path

import msgspec

from bench.bare import Bare, Rows
from bench.device import Device, Slice
from bench.figures import Figure, at_least, at_most
from bench.ground import Ground, prepare
from bench.http import connect
from bench.load import Load, push_all
from bench.orders import Op, document
from bench.process import served
from bench.size import Size

SLICE = 100
BARE_RUNS = 2
"""Of the bare store, before and again after the server's; the median counts."""
ONE_IN = 10
"""One change in so many is contended."""


class Work(msgspec.Struct):
    """Slices of each device, and the documents that they leave, in the order of writing."""

    slices: list[list[Slice]]
    rows: list[tuple[str, bytes]]


RATES = {"inserts": 40_000.0, "updates": 22_000.0, "mixed": 30_000.0}
CPU = {"inserts": 0.025, "updates": 0.04}
SHARE = {"inserts": 18.0}


async def run(size: Size, folder: Path) -> list[Figure]:
    """All three kinds at each count of devices."""
    figures: list[Figure] = []
    ground = await prepare(folder / "ground", max(size.devices))
    for count in size.devices:
        for kind in ("inserts", "updates", "mixed"):
            figures += await _measure(size, ground.copy(folder / f"{kind}{count}"), kind, count)
    return figures


async def _measure(size: Size, ground: Ground, kind: str, count: int) -> list[Figure]:
    devices = ground.devices(count)
    loaded = Work([], [])
    if kind != "inserts":
        loaded = inserts(ground, devices, size.loaded)
    work = work_of(kind, ground, devices, size.writes, loaded)
    bare = _bare(ground, loaded.rows, work.rows, "before")
    async with served(ground.data) as server:
        for device in devices:
            await device.sign_in(await connect(server.port))
        if loaded.slices:
            await push_all(server, devices, loaded.slices)
        load = await push_all(server, devices, work.slices)
        for device in devices:
            device.close()
    bare += _bare(ground, loaded.rows, work.rows, "after")
    return _figures(kind, count, load, bare)


def _figures(kind: str, count: int, load: Load, bare: list[float]) -> list[Figure]:
    what = f"{kind}, {count} devices"
    speed = statistics.median(bare)
    share = load.rate / speed * 100
    told = f"bare sqlite3 {speed:,.0f}/s ({min(bare):,.0f} to {max(bare):,.0f})"
    odd = f"{load.exceptions:.1%} in conflict" if load.exceptions else ""
    return [
        Figure(f"{what}: of bare sqlite3", share, "%",
               at_least(SHARE[kind]) if kind in SHARE else None, told),
        Figure(f"{what}: writes", load.rate, "/s", at_least(RATES[kind]), odd),
        Figure(f"{what}: server CPU per 1,000", load.cpu, "s",
               at_most(CPU[kind]) if kind in CPU else None),
    ]  # fmt: skip


def _bare(ground: Ground, loaded: Rows, rows: Rows, when: str) -> list[float]:
    speeds: list[float] = []
    for turn in range(BARE_RUNS):
        bare = Bare(ground.data.parent / f"{ground.data.name}-{when}-{turn}.sqlite")
        if loaded:
            bare.insert(loaded)
        speeds.append(bare.upsert(rows) if loaded else bare.insert(rows))
        bare.close()
    return speeds


def work_of(kind: str, ground: Ground, devices: list[Device], count: int, loaded: Work) -> Work:
    """So many writes of a kind; ``loaded``: what updates go to."""
    if kind == "inserts":
        return inserts(ground, devices, count)
    return changes(ground, devices, count, loaded, fresh=0.0 if kind == "updates" else 0.5)


def inserts(ground: Ground, devices: list[Device], count: int) -> Work:
    """New orders, the devices' shares alike."""
    orders = ground.orders(1)
    work = Work([[] for _ in devices], [])
    for place in range(count // SLICE):
        device = devices[place % len(devices)]
        ops = [orders.create() for _ in range(SLICE)]
        _cut(work, devices, device, ops)
    return work


def changes(
    ground: Ground, devices: list[Device], count: int, loaded: Work, *, fresh: float
) -> Work:
    """Changes of one field, the part ``fresh`` of all being new orders instead. Records belong to
    who made them; the last tenth of them is also the neighbour's to change."""
    orders, mine = ground.orders(2), _owned(devices, loaded)
    documents = dict(loaded.rows)
    work = Work([[] for _ in devices], [])
    changed = [0] * len(devices)
    for place in range(count // SLICE):
        who = place % len(devices)
        ops: list[Op] = []
        for step in range(SLICE):
            if step % 2 < fresh * 2:
                ops.append(orders.create())
                continue
            turn, own = changed[who], mine[who]
            changed[who] += 1
            split = len(own) - max(1, len(own) // 10)
            meeting, at = divmod(turn, 2 * ONE_IN)
            if at < 2 * ONE_IN - 2:
                ops.append(orders.edit(own[turn % split][0], {}))
                continue
            # Two of twenty: the owner and its neighbour change the same field of the same record.
            owner = (who + at % 2) % len(devices)
            id, n = mine[owner][split + meeting % (len(own) - split)]
            seen = {} if owner == who else {devices[owner].credential.replica: n}
            ops.append(orders.edit(id, seen, only="note"))
        _cut(work, devices, devices[who], ops, documents)
    return work


def _cut(
    work: Work, devices: list[Device], device: Device, ops: list[Op],
    documents: dict[str, bytes] | None = None,
) -> None:  # fmt: skip
    piece = device.cut(ops)
    work.slices[devices.index(device)].append(piece)
    for n, op in enumerate(ops, piece.first):
        if op[2] is None:
            work.rows.append((op[1], document(op, device.credential.replica, n)))
        else:
            assert documents is not None
            fields = msgspec.json.decode(documents[op[1]]) | op[3]
            work.rows.append((op[1], msgspec.json.encode(fields)))


def _owned(devices: list[Device], loaded: Work) -> list[list[tuple[str, int]]]:
    """Each device's records: id and the number that made it."""
    owned: list[list[tuple[str, int]]] = [[] for _ in devices]
    rows = iter(loaded.rows)
    for place in range(sum(len(own) for own in loaded.slices)):
        who = place % len(devices)
        first = loaded.slices[who][place // len(devices)].first
        owned[who] += [(next(rows)[0], first + step) for step in range(SLICE)]
    return owned
