"""Which scopes a record stands in, and which records it brings along.

A record's own scopes follow from its declaration and visible values. References that are declared
to follow bring their target into some of those scopes, for as long as somebody there names it:
holders are counted per scope and record (:attr:`sync.record.Record.held`).
"""

from collections.abc import Mapping
from typing import Any

from schemas.access import Scope
from schemas.entity import Entity
from sync.record import Record

Bringing = tuple[str, str, str]
"""``(field, target id, scope)``: one reason why a target stands in a scope."""


def own_scopes(record: Record) -> set[str]:
    """The scopes that the declaration alone gives; none for a stub."""
    if record.base is None:
        return set()
    found: set[str] = set()
    for rule in record.entity.scopes:
        if rule.own:
            found.add(f"{rule.kind}:{record.id}")
        elif _fixed(rule):
            found.add(rule.kind)
    return found | places_of(record.entity, record.values)


def places_of(entity: Entity, values: Mapping[str, Any]) -> set[str]:
    """The scopes into which values put a record."""
    found: set[str] = set()
    for rule in entity.scopes:
        if rule.when is not None:
            if values.get(rule.when):
                found.add(rule.kind)
        elif rule.field is not None:
            found.update(f"{rule.kind}:{each}" for each in each_of(values.get(rule.field)))
    return found


def placed_scopes(record: Record) -> set[str]:
    """Those of the own scopes that depend on what somebody wrote into the record."""
    return places_of(record.entity, record.values)


def scopes_of(record: Record) -> frozenset[str]:
    """Every scope whose holders may read the record: its own, and those it is brought into.

    A deleted record stays in its own scopes, so that they hear of the deletion.
    """
    if record.scopes is None:
        found = own_scopes(record)
        if record.held and record.base is not None:
            found.update(record.held)
        record.scopes = frozenset(found)
    return record.scopes


def brings(record: Record, scopes: frozenset[str]) -> set[Bringing]:
    """What the record brings along while it stands in ``scopes``; nothing once it is deleted."""
    kinds = record.entity.follow_kinds
    found: set[Bringing] = set()
    into = [(s.partition(":")[0], s) for s in scopes] if kinds else []
    into = [(kind, s) for kind, s in into if kind in kinds]
    if not into or not record.visible:
        return found
    for name, field in record.entity.following.items():
        target = record.values.get(name)
        if target is not None:
            found.update((name, target, s) for kind, s in into if kind in field.follow)
    return found


def granted(record: Record) -> set[tuple[str, str]]:
    """``(person, scope)`` pairs that the record gives while it is there."""
    found: set[tuple[str, str]] = set()
    if not record.entity.grants or not record.visible:
        return found
    for grant in record.entity.grants:
        people = each_of(record.values.get(grant.field))
        found.update((person, f"{grant.kind}:{record.id}") for person in people)
    return found


def each_of(value: Any) -> list[Any]:
    """The elements of a set's value, the one value of a register, nothing where there is none."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _fixed(rule: Scope) -> bool:
    return rule.field is None and rule.when is None
