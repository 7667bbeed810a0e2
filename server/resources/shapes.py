"""The bodies of each entity's endpoints, derived from its declaration.

A creation and an edit are written in people's terms: the state to be in, the figure on the shelf.
What the wire says of them is made in :mod:`server.resources.ops`.
"""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from schemas.entity import Entity, Seen
from schemas.fields import Field
from schemas.registry import REGISTRY
from schemas.types import Id, Whole
from schemas.wire import down


class CounterEdit(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """``add``: so many more, or fewer. ``count``: so many there are (a stock-take)."""

    add: Annotated[Whole | UnsetType, Meta(description="增減 / So many more, or fewer")] = UNSET
    count: Annotated[Whole | UnsetType, Meta(description="盤點 / So many there are")] = UNSET


class Shapes(msgspec.Struct, frozen=True):
    """``record``: as it is read. ``create``, ``edit``: as it is written."""

    record: type[msgspec.Struct]
    create: type[msgspec.Struct]
    edit: type[msgspec.Struct]


def title_of(entity: Entity) -> str:
    """The entity's name in the style of type names."""
    return entity.name.title().replace("_", "")


def _derive(entity: Entity) -> Shapes:
    title = title_of(entity)
    written = {name: field for name, field in entity.fields.items() if not field.received}
    record: list[Any] = [("id", Id)]
    create: list[Any] = []
    edit: list[Any] = []
    for name, field in entity.fields.items():
        record.append((name, _described(field, field_type(field)) | UnsetType, UNSET))
    for name, field in written.items():
        change = _change_type(field, f"{title}{name.title().replace('_', '')}Edit")
        given = _described(field, _create_type(field, change))
        if name in entity.required:
            create.insert(0, (name, given))
        else:
            create.append((name, given | UnsetType, UNSET))
        edit.append((name, _described(field, change) | UnsetType, UNSET))
    record.append(("_", down.Meta))
    create.append(("id", Annotated[Id, Meta(description="編號 / Id, made here if missing")]
                   | UnsetType, UNSET))  # fmt: skip
    edit.append(("_accept", _accept() | UnsetType, UNSET))
    closed: dict[str, Any] = {"forbid_unknown_fields": True, "omit_defaults": True}
    return Shapes(
        msgspec.defstruct(title, record, kw_only=True),
        msgspec.defstruct(f"{title}Create", create, kw_only=True, **closed),
        msgspec.defstruct(f"{title}Edit", edit, kw_only=True, **closed),
    )


def field_type(field: Field) -> Any:
    """The type of a field's value as it is read."""
    if field.kind == "set":
        return list[field.type]  # type: ignore[name-defined]
    return field.type


def _create_type(field: Field, change: Any) -> Any:
    """Counters and sets may be given plainly, as they are read, or in the form that edits have."""
    if field.kind == "register":
        return change
    return (Whole if field.kind == "counter" else field_type(field)) | change


def _change_type(field: Field, name: str) -> Any:
    if field.kind == "counter":
        return CounterEdit
    if field.kind == "register":
        return field.type if field.required else field.type | None
    elements: Any = field_type(field)
    return msgspec.defstruct(
        name,
        [("add", elements | UnsetType, UNSET), ("remove", elements | UnsetType, UNSET)],
        forbid_unknown_fields=True,
        omit_defaults=True,
    )


def _accept() -> Any:
    text = "採用這個版本 / Closes a conflict: field -> [replica, n] of the sibling that holds"
    return Annotated[dict[str, tuple[str, Seen]], Meta(description=text)]


def _described(field: Field, type: Any) -> Any:
    return Annotated[type, Meta(description=f"{field.label.zh} / {field.label.en}")]


SHAPES = {entity.name: _derive(entity) for entity in REGISTRY.entities}
"""Entity -> its shapes."""
