"""Which scopes a record stands in, and which records it brings along.

A record's own scopes follow from its declaration and visible values. References that are declared
to follow bring their target into some of those scopes, for as long as somebody there names it:
holders are counted per scope and record (:attr:`sync.record.Record.held`).
"""

from schemas.access import Scope
from sync.record import Record

Bringing = tuple[str, str, str]
"""``(field, target id, scope)``: one reason why a target stands in a scope."""


def own_scopes(record: Record) -> set[str]:
    """The scopes that the declaration alone gives; none for a stub."""
    if record.base is None:
        return set()
    found: set[str] = set()
    values = record.values
    for rule in record.entity.scopes:
        if rule.own:
            found.add(f"{rule.kind}:{record.id}")
        elif rule.when is not None:
            if values.get(rule.when):
                found.add(rule.kind)
        elif rule.field is None:
            found.add(rule.kind)
        else:
            value = values.get(rule.field)
            if isinstance(value, list):
                found.update(f"{rule.kind}:{element}" for element in value)
            elif value is not None:
                found.add(f"{rule.kind}:{value}")
    return found


def placed_scopes(record: Record) -> set[str]:
    """Those of the own scopes that depend on what somebody wrote into the record."""
    return own_scopes(record) - {r.kind for r in record.entity.scopes if _fixed(r)}


def scopes_of(record: Record) -> set[str]:
    """Every scope whose holders may read the record: its own, and those it is brought into.

    A deleted record stays in its own scopes, so that they hear of the deletion.
    """
    found = own_scopes(record)
    if record.held and record.base is not None:
        found.update(record.held)
    return found


def brings(record: Record, scopes: set[str]) -> set[Bringing]:
    """What the record brings along while it stands in ``scopes``; nothing once it is deleted."""
    following = record.entity.following
    if not following or not record.visible:
        return set()
    found: set[Bringing] = set()
    for name, field in following.items():
        target = record.values.get(name)
        if target is not None:
            found.update((name, target, s) for s in scopes if s.partition(":")[0] in field.follow)
    return found


def granted(record: Record) -> set[tuple[str, str]]:
    """``(person, scope)`` pairs that the record gives while it is there."""
    if not record.entity.grants or not record.visible:
        return set()
    found: set[tuple[str, str]] = set()
    for grant in record.entity.grants:
        value = record.values.get(grant.field)
        people = value if isinstance(value, list) else [value] if value is not None else []
        found.update((person, f"{grant.kind}:{record.id}") for person in people)
    return found


def _fixed(rule: Scope) -> bool:
    return rule.field is None and rule.when is None
