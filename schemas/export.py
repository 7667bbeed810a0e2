"""Writes what follows from the declarations: ``python -m schemas.export``.

``schemas/generated/entities.json`` is for clients in other languages, the TypeScript below
``clients/pwa/`` for those in a browser, the pages under ``docs/generated/`` for people. The same
declarations give the same bytes; a test compares.
"""

import json
import types
import typing
from pathlib import Path
from typing import Any

import msgspec

from schemas.access import ROLE_SCOPES, SCOPE_ORDER
from schemas.entity import Entity
from schemas.fields import Field, Label
from schemas.pages import entities_page, errors_page, permissions_page
from schemas.problems import CATALOGUE
from schemas.registry import ENTITIES
from schemas.types import describe
from schemas.typescript.entities import entities_ts
from schemas.typescript.problems import problems_ts
from schemas.typescript.wire import structs, wire_ts
from schemas.wire import down, up
from schemas.wire.version import PROTOCOL, SCHEMA

ROOT = Path(__file__).resolve().parents[1]
PWA = "clients/pwa/src/generated"


def files() -> dict[str, str]:
    """Path below the project's root -> text, of every file that is written."""
    declared = declarations()
    return {
        "schemas/generated/entities.json": _text(declared),
        f"{PWA}/entities.ts": entities_ts(declared),
        f"{PWA}/wire.ts": wire_ts(),
        f"{PWA}/problems.ts": problems_ts(),
        "docs/generated/entities.md": entities_page(),
        "docs/generated/errors.md": errors_page(),
        "docs/generated/permissions.md": permissions_page(),
    }


def declarations() -> dict[str, Any]:
    """Everything a client must know that was not written for this one product: JSON-ready.

    What is empty, false or null is left out, defaults of fields excepted.
    """
    return {
        "protocol": PROTOCOL,
        "schema": SCHEMA,
        "roles": {role: {"scopes": list(scopes)} for role, scopes in ROLE_SCOPES.items()},
        "scope_order": list(SCOPE_ORDER),
        "entities": {entity.name: _entity(entity) for entity in ENTITIES},
        "problems": {
            row.code: {
                "status": row.status, "zh": row.zh, "en": row.en,
                "cause": row.cause, "remedy": row.remedy,
            }
            for row in CATALOGUE.values()
        },
        "messages": {"up": sorted(_messages(up)), "down": sorted(_messages(down))},
        "shapes": shapes(),
    }  # fmt: skip


def shapes() -> dict[str, Any]:
    """JSON Schema of every message on the wire, and of what they are made of, by name."""
    structs = {**_messages(up), **_messages(down)}
    _, found = msgspec.json.schema_components(structs.values(), ref_template="#/shapes/{name}")
    # A message that carries opaque bytes is generic; here each has the one form that JSON has.
    plain: dict[str, Any] = json.loads(json.dumps(found).replace("_Raw_", "").replace("[Raw]", ""))
    return plain


def _messages(module: types.ModuleType) -> dict[str, Any]:
    found: dict[str, Any] = {cls.__name__: cls for cls in structs(module)}
    return {
        name: cls[msgspec.Raw] if hasattr(cls, "__parameters__") else cls
        for name, cls in found.items()
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return _filled(
        plural=entity.plural,
        label=_label(entity.label),
        title=entity.title,
        search=list(entity.search),
        fields={name: _field(field) for name, field in entity.fields.items()},
        scopes=[_plain(scope) for scope in entity.scopes],
        grants=[_plain(grant) for grant in entity.grants],
        writers=[_plain(may) for may in entity.writers],
        events=[_plain(event) for event in entity.events],
    )


def _field(field: Field) -> dict[str, Any]:
    default = {} if field.default is None else {"default": field.default}
    return default | _filled(
        kind=field.kind,
        label=_label(field.label),
        resolver=field.resolver if field.kind == "register" else None,
        type=_type(field),
        required=field.required,
        ref=field.ref,
        follow=sorted(field.follow),
        order=list(field.order),
        initial=sorted(field.initial),
        transitions=[_plain(step) for step in field.transitions],
        series=field.series,
        minimum=field.minimum,
        received=field.received,
    )


def _type(field: Field) -> dict[str, Any]:
    schema = _inlined(describe(field.type))
    if "enum" in schema:
        # As declared: forms offer the choices in this order, the decoder knows none.
        schema["enum"] = list(typing.get_args(field.type))
    return schema


def _label(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _plain(struct: msgspec.Struct) -> dict[str, Any]:
    """A rule as JSON: sets in order, what says nothing left out."""
    values = {name: getattr(struct, name) for name in struct.__struct_fields__}
    return _filled(**{name: _sorted(value) for name, value in values.items()})


def _sorted(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return [_sorted(part) for part in value] if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownVariableType]


def _filled(**values: Any) -> dict[str, Any]:
    # Zero is a fact (a minimum, a limit), though it equals False.
    return {n: v for n, v in values.items() if v is not None and v is not False and v != []}


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A value's schema without references: whoever reads a field has all of it at hand."""
    parts = schema.pop("$defs", {})

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(each) for each in node]  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return inline(parts[str(node["$ref"]).rpartition("/")[2]])  # pyright: ignore[reportUnknownArgumentType]
        return {key: inline(each) for key, each in node.items()}  # pyright: ignore[reportUnknownVariableType]

    inlined: dict[str, Any] = inline(schema)
    return inlined


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Writes every file, and says which changed."""
    for path, text in files().items():
        target = ROOT / path
        if not target.exists() or target.read_text("utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
            print(path)


if __name__ == "__main__":
    main()
