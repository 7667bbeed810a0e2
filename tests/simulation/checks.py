"""The invariants that must hold, during a history and when all is quiet again."""

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

import msgspec

from schemas.registry import REGISTRY
from server.storage.sqlite.connection import connect_reader
from sync.uid import unpack
from tests.simulation.devices import Device
from tests.simulation.ground import PAIR
from tests.simulation.hub import Hub


class Broken(AssertionError):
    """An invariant does not hold."""


def see_whole(device: Device) -> None:
    """What was written as one is seen as one (invariant 7)."""
    words = {_base(device).get(("customer", id), {}).get("phone") for id in PAIR}
    if len(words) > 1:
        raise Broken(f"{device.name} sees half of an act: {words}")


async def all_quiet(hub: Hub, devices: list[Device]) -> None:
    """Everything that must hold once all have synced and nobody writes."""
    for device in devices:
        if device.waiting():
            raise Broken(f"{device.name} still waits")
        expected = await hub.everything(device.person, device.role)
        _same(device, {key: msgspec.json.decode(text) for key, text in expected.items()})
    _decided(hub, devices)
    await _sums(hub, devices)
    _numbers(hub)


def _same(device: Device, expected: dict[tuple[str, str], Any]) -> None:
    held = _base(device)
    if held.keys() != expected.keys():
        more, less = held.keys() - expected.keys(), expected.keys() - held.keys()
        raise Broken(f"{device.name} holds {sorted(more)} too much and lacks {sorted(less)}")
    for key, document in expected.items():
        if held[key] != document:
            raise Broken(f"{device.name} has {held[key]}, the hub {document}")
        entity, id = key
        shown = device.replica.get(entity, id)
        if _plain(shown) != _plain(document):
            raise Broken(f"{device.name} shows {shown} for {document}")


def _plain(document: Any) -> Any:
    fields: dict[str, Any] = document or {}
    return {name: value for name, value in fields.items() if name != "_"}


def _base(device: Device) -> dict[tuple[str, str], Any]:
    rows = device.replica.store.database.connection.execute("SELECT entity, id, doc FROM base")
    return {(entity, id): msgspec.json.decode(doc) for entity, id, doc in rows}


def _decided(hub: Hub, devices: list[Device]) -> None:
    """Every act that a device took has a verdict there, and it is the hub's (invariant 2)."""
    verdicts = _verdicts(hub)
    known = {uid for (uid, _, _) in verdicts}
    for device in devices:
        rows = {row.uid: row for row in device.replica.store.outbox.all()}
        for uid in device.journal:
            row = rows.get(uid)
            if row is None or row.state in ("pending", "sent"):
                raise Broken(f"{device.name} has no verdict on {uid}: {row}")
            if uid not in known:
                raise Broken(f"the hub does not know {uid} of {device.name}")
            verdict = verdicts.get((uid, row.replica, row.n))
            if verdict != row.state:
                raise Broken(f"{device.name} has {row.state} for {uid}, the hub {verdict}")


def _verdicts(hub: Hub) -> dict[tuple[str, str, int], str]:
    """(uid, replica, n) -> what the hub decided."""
    with closing(connect_reader(hub.file)) as reader:
        receipts = reader.execute(
            "SELECT o.id, r.first, r.uids, r.no"
            " FROM receipts r JOIN replicas o ON o.key = r.replica"
        ).fetchall()
    found: dict[tuple[str, str, int], str] = {}
    for replica, first, uids, no in receipts:
        named = {n: verdict for n, verdict, *_ in msgspec.json.decode(no)}
        for n, uid in enumerate(unpack(uids), first):
            found[uid, replica, n] = named.get(n, "merged")
    return found


async def _sums(hub: Hub, devices: list[Device]) -> None:
    """Every counter is its offset plus all accepted adds, each once (invariants 3 and 5)."""
    acts: dict[str, tuple[Any, frozenset[tuple[str, str, str]]]] = {}
    for device in devices:
        for row in device.replica.store.outbox.all():
            if row.ops is None or row.state not in ("merged", "conflict", "parted"):
                continue
            detail: list[Any] = msgspec.json.decode(row.detail) if row.detail else []
            parts = detail if row.state == "parted" else []
            left_out = frozenset((entity, id, name) for entity, id, name, *_ in parts)
            acts[row.uid] = (msgspec.json.decode(row.ops), left_out)
    sums: Counter[tuple[str, str, str]] = Counter()
    for ops, left_out in acts.values():
        for entity, id, _, body, *_ in ops:
            changes: dict[str, Any] = body or {}
            for name, change in changes.items():
                is_counter = REGISTRY[entity].fields[name].kind == "counter"
                if is_counter and (entity, id, name) not in left_out:
                    sums[entity, id, name] += change.get("add", 0)
    with closing(connect_reader(hub.file)) as reader:
        for entity, id, document in _records(reader):
            for name, field in REGISTRY[entity].fields.items():
                if field.kind != "counter":
                    continue
                value = document.get(name, 0)
                total, offset = document["_"].get("k", {}).get(name, (value, 0))
                begun = 100 if entity == "inventory_item" else 0
                expected = begun + sums[entity, id, name]
                if total != expected or value != total + offset:
                    raise Broken(f"{entity} {id} {name}: {value} = {total} + {offset}, {expected}")


def _records(reader: sqlite3.Connection) -> list[tuple[str, str, Any]]:
    rows = reader.execute(
        "SELECT t.name, r.id, r.document FROM records r JOIN types t ON t.key = r.type"
    )
    return [(entity, id, msgspec.json.decode(document)) for entity, id, document in rows]


def _numbers(hub: Hub) -> None:
    """No number twice."""
    with closing(connect_reader(hub.file)) as reader:
        given = Counter(
            document["number"]
            for entity, _, document in _records(reader)
            if entity == "delivery_order" and "number" in document
        )
    twice = [number for number, count in given.items() if count > 1]
    if twice:
        raise Broken(f"numbers given twice: {twice}")
