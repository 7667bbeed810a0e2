"""Which scopes can hold an entity's records, and which of them hold all of it."""

import functools

from schemas.entity import Entity
from schemas.registry import Registry


@functools.lru_cache(maxsize=1_000)
def kinds_of(registry: Registry, name: str) -> frozenset[str]:
    """Every kind of scope in which records of the entity may stand, brought along or by
    themselves."""
    own = {rule.kind for rule in registry[name].scopes}
    brought = {
        kind
        for entity in registry.entities
        for field in entity.following.values()
        if field.ref == name
        for kind in field.follow
    }
    return frozenset(own | brought)


def fixed_scopes(entity: Entity) -> frozenset[str]:
    """The scopes that hold all of the entity's records, whatever is in them."""
    return frozenset(
        rule.kind
        for rule in entity.scopes
        if rule.field is None and rule.when is None and not rule.own
    )


def relevant(registry: Registry, entity: Entity, held: frozenset[str]) -> frozenset[str]:
    """Those of the scopes held in which records of the entity may stand."""
    kinds = kinds_of(registry, entity.name)
    return frozenset(scope for scope in held if scope.partition(":")[0] in kinds)
