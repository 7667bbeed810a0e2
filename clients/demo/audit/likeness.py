"""All who hold a record hold the same one, and that is what the hub serves."""

from collections.abc import Iterator

from clients.demo.actors.journal import Key
from clients.demo.audit.evidence import Evidence, Finding

CHECK = "likeness"


def check_likeness(evidence: Evidence) -> Iterator[Finding]:
    """Each device against the hub in both directions, and all devices against each other."""
    first: dict[Key, str] = {}
    for held in evidence.devices.values():
        if held.staged:
            yield Finding(CHECK, held.device, f"{held.staged} records wait for the rest of a page")
        if not held.agrees:
            yield Finding(CHECK, held.device, "the hub's checksum is another one")
        for key in sorted(held.base.keys() ^ held.served.keys()):
            where = "only on the device" if key in held.base else "only at the hub"
            yield Finding(CHECK, held.device, f"{key[0]} {key[1]} is {where}")
        for key in sorted(held.base.keys() & held.served.keys()):
            if held.base[key] != held.served[key]:
                fields = _differing(held.base[key], held.served[key])
                yield Finding(CHECK, held.device, f"{key[0]} {key[1]} is not the hub's: {fields}")
        for key, document in held.base.items():
            other = first.setdefault(key, held.device)
            if document != evidence.devices[other].base[key]:
                text = f"{key[0]} {key[1]} is not the one on {other}"
                yield Finding(CHECK, held.device, text)


def _differing(one: dict[str, object], other: dict[str, object]) -> str:
    names = sorted(one.keys() | other.keys())
    return ", ".join(name for name in names if one.get(name) != other.get(name))
