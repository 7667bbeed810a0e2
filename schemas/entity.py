"""The base of every declaration, and the typed shapes derived from it."""

import functools
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from schemas.access import FOUNDER, ROLES, Event, Grant, May, Scope
from schemas.fields import Field, Label
from schemas.types import SAFE_INTEGER, Id, Whole

Seen = Annotated[int, Meta(ge=0, le=SAFE_INTEGER)]
"""A mutation number, or the claim to have seen all up to it."""


class CounterChange(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """``add``: so many more or fewer. ``count``: the offset that a stock-take chose (the figure
    on the shelf less the sum of adds that the counter's own screen knew)."""

    add: Whole | UnsetType = UNSET
    count: Whole | UnsetType = UNSET


class Entity(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One kind of record, declared once. Tables, REST, the wire, types and documents come from it.

    ``scopes`` says who may read, ``writers`` who may write which field in which state, ``grants``
    which scopes a record gives to the people it names, ``events`` what live sockets hear.
    ``search`` names the fields a person searches by; ``title`` the one that names the record.
    """

    name: str
    plural: str
    label: Label
    fields: dict[str, Field]
    scopes: tuple[Scope, ...]
    writers: tuple[May, ...]
    grants: tuple[Grant, ...] = ()
    events: tuple[Event, ...] = ()
    title: str | None = None
    search: tuple[str, ...] = ()

    @functools.cached_property
    def patch(self) -> type[msgspec.Struct]:
        """The struct of an op's body: every field optional, unknown ones refused."""
        return msgspec.defstruct(
            f"{self.name.title().replace('_', '')}Patch",
            [(name, _change_type(field) | UnsetType, UNSET) for name, field in self.fields.items()],
            forbid_unknown_fields=True,
            omit_defaults=True,
        )

    @functools.cached_property
    def op(self) -> type[msgspec.Struct]:
        """The struct of an op on this entity, ``[name, id, seen, body, accept]`` on the wire."""
        return msgspec.defstruct(
            f"{self.name.title().replace('_', '')}Op",
            [
                ("id", Id),
                ("seen", dict[str, Seen] | None, None),
                ("body", self.patch | None, None),
                ("accept", dict[str, tuple[str, Seen]], {}),
            ],
            array_like=True,
            tag=self.name,
            forbid_unknown_fields=True,
        )

    @functools.cached_property
    def plain(self) -> frozenset[str]:
        """Registers whose value in an op is the value itself."""
        return frozenset(
            name for name, f in self.fields.items() if f.kind == "register" and not f.is_state
        )

    @functools.cached_property
    def special(self) -> tuple[str, ...]:
        """State fields, counters and sets: what a creation must unwrap."""
        return tuple(name for name in self.fields if name not in self.plain)

    @functools.cached_property
    def required(self) -> frozenset[str]:
        """Fields without which a creation is refused."""
        return frozenset(n for n, f in self.fields.items() if f.required and f.default is None)

    @functools.cached_property
    def defaults(self) -> dict[str, Any]:
        """What a creation that is silent gets."""
        return {n: f.default for n, f in self.fields.items() if f.default is not None}

    @functools.cached_property
    def received(self) -> tuple[str, ...]:
        """Fields that the hub fills with its own time."""
        return tuple(n for n, f in self.fields.items() if f.received)

    @functools.cached_property
    def references(self) -> dict[str, Field]:
        """Fields that name other records."""
        return {n: f for n, f in self.fields.items() if f.ref is not None}

    @functools.cached_property
    def following(self) -> dict[str, Field]:
        """References whose targets come along in some scopes."""
        return {n: f for n, f in self.fields.items() if f.follow}

    @functools.cached_property
    def follow_kinds(self) -> frozenset[str]:
        """The kinds of scope in which anything comes along."""
        return frozenset(kind for f in self.following.values() for kind in f.follow)

    @functools.cached_property
    def placing(self) -> bool:
        """Whether what is written into a record decides who may read it."""
        return any(rule.field is not None or rule.when is not None for rule in self.scopes)

    @functools.cached_property
    def scope_fields(self) -> frozenset[str]:
        """Fields whose change can move the record, what it brings along, or somebody's grants."""
        return frozenset(
            [s.field for s in self.scopes if s.field is not None]
            + [g.field for g in self.grants]
            + [s.when for s in self.scopes if s.when is not None]
            + list(self.following)
        )

    @functools.cached_property
    def watched(self) -> frozenset[str]:
        """Fields whose change decides whether an event is raised."""
        conditions = {name for e in self.events for name in e.fields}
        return frozenset(conditions | {e.falls for e in self.events if e.falls is not None})

    @functools.cached_property
    def permits(self) -> dict[str, tuple[May, ...]]:
        """Role -> what it may write."""
        roles = (*ROLES, FOUNDER)
        return {role: tuple(m for m in self.writers if role in m.roles) for role in roles}

    @functools.cached_property
    def series(self) -> dict[str, str]:
        """Fields drawn from number blocks, and the name of their series."""
        return {n: f"{self.name}.{f.series}" for n, f in self.fields.items() if f.series}


def _change_type(field: Field) -> Any:
    value: Any = field.type
    if field.kind == "counter":
        return CounterChange
    if field.kind == "set":
        return _set_change(value)
    if field.is_state:
        return tuple[value | None, value]
    return value if field.required else value | None


@functools.cache
def _set_change(element: Any) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        "SetChange",
        [("add", list[element] | UnsetType, UNSET), ("remove", list[element] | UnsetType, UNSET)],
        forbid_unknown_fields=True,
        omit_defaults=True,
    )
