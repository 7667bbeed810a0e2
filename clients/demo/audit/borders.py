"""Nobody's device holds what they may not see: scopes are worked out anew, by hand."""

import re
from collections import defaultdict
from collections.abc import Iterator

from clients.demo.actors.journal import Key
from clients.demo.audit.evidence import Document, Evidence, Finding, Held

CHECK = "borders"
OF_ROLE: dict[str, frozenset[str]] = {
    "admin": frozenset({"everyone", "office", "event"}),
    "dispatcher": frozenset({"everyone", "office"}),
    "organiser": frozenset({"everyone", "event"}),
    "driver": frozenset({"everyone"}),
    "barista": frozenset({"everyone"}),
}
SHARED = frozenset({"organisation", "person", "item", "station"})
OFFICE = frozenset({"customer", "vehicle", "delivery_order"})

_DOCUMENT = re.compile(rb'\{"id":"([A-Za-z0-9_-]{22})",(?!"on":)')
"""How every document begins, in whatever page of a file it lies; what a refusal names, the device
knows from its own act."""


def check_borders(evidence: Evidence) -> Iterator[Finding]:
    """Everything on a device, and in its file, is in a scope of its person; and nothing that is
    lacks."""
    records = evidence.records()
    scopes = scopes_of(records)
    for held in evidence.devices.values():
        person = records.get(("person", held.person))
        if person is None:
            yield Finding(CHECK, held.device, "its person has no profile")
            continue
        mine = scopes_held(held.person, str(person["role"]), records)
        yield from _records(held, mine, scopes)
        here = {found.decode() for found in _DOCUMENT.findall(held.file)}
        for entity, id in sorted(scopes):
            if id in here and mine.isdisjoint(scopes[entity, id]):
                yield Finding(CHECK, held.device, f"{entity} {id} can be read out of the file")


def _records(held: Held, mine: frozenset[str], scopes: dict[Key, set[str]]) -> Iterator[Finding]:
    for key in sorted(held.base):
        if mine.isdisjoint(scopes.get(key, ())):
            yield Finding(CHECK, held.device, f"holds {key[0]} {key[1]}, which is not for it")
    for key, where in sorted(scopes.items()):
        if not mine.isdisjoint(where) and key not in held.base:
            yield Finding(CHECK, held.device, f"lacks {key[0]} {key[1]}")


def scopes_held(person: str, role: str, records: dict[Key, Document]) -> frozenset[str]:
    """What a person may read: by role, by themselves, by the routes they drive and the stations
    they stand at."""
    found = {*OF_ROLE[role], f"user:{person}"}
    for (entity, id), document in records.items():
        if entity == "route" and document.get("driver") == person:
            found.add(f"route:{id}")
        if entity == "station" and person in document.get("baristas", ()):
            found.add(f"station:{id}")
    return frozenset(found)


def scopes_of(records: dict[Key, Document]) -> dict[Key, set[str]]:
    """Where each record stands, those that it is brought along into included."""
    found: dict[Key, set[str]] = defaultdict(set)
    for key, document in records.items():
        found[key] |= _own(key, document)
    for (entity, id), document in records.items():
        if entity == "stop" and document.get("route"):
            route = f"route:{document['route']}"
            order = ("delivery_order", document.get("order", ""))
            named = [("customer", document.get("customer", "")), order]
            if order in records:
                named.append(("customer", records[order].get("customer", "")))
            for key in named:
                if key in records:
                    found[key].add(route)
        if entity == "route" and ("vehicle", document.get("vehicle", "")) in records:
            found["vehicle", document["vehicle"]].add(f"route:{id}")
    return found


def _own(key: Key, document: Document) -> set[str]:
    entity, id = key
    found: set[str] = set()
    if entity in SHARED:
        found = {"everyone"}
    elif entity in OFFICE:
        found = {"office"}
    elif entity == "route":
        found = {"office", f"route:{id}"}
    elif entity in {"stop", "delivery"}:
        found = {"office", f"route:{document['route']}"}
    elif entity in {"inventory_item", "drink_order"}:
        found = {"event", f"station:{document['station']}"}
    elif entity == "message":
        found = _message(document)
    return found


def _message(document: Document) -> set[str]:
    fields = {
        "author": "user", "to_person": "user", "from_station": "station",
        "to_station": "station", "to_route": "route",
    }  # fmt: skip
    found = {f"{kind}:{document[name]}" for name, kind in fields.items() if document.get(name)}
    if document.get("to_office"):
        found.add("office")
    if document.get("broadcast"):
        found.add("everyone")
    return found
