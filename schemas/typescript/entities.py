"""``entities.ts``: every declaration as data, and every entity as types."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from schemas.access import ROLES
from schemas.entity import Entity
from schemas.fields import Field
from schemas.registry import ENTITIES
from schemas.types import OrderLine, Place, Window
from schemas.typescript.types import interface, struct_of, type_of

_HEAD = """\
// Written by `make types` from schemas/entities/. Do not edit.

import type { CounterChange, Members } from "@/replica/core/changes";
import type { Declaration, EntityName } from "@/replica/core/schema";

import type { Meta } from "./wire";

// What a declaration looks like is written by hand.
export type * from "@/replica/core/schema";
export type { Meta } from "./wire";
"""
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_WIDTH = 100
_NAMED = 24
"""Room for a name before a value that stands on one line."""


def entities_ts(declarations: Mapping[str, Any]) -> str:
    """The text of the file, from what :func:`schemas.export.declarations` says."""
    names = [entity.name for entity in ENTITIES]
    shapes = [line for cls in (Place, OrderLine, Window) for line in _shape(cls)]
    return "\n".join([
        _HEAD,
        f"export const PROTOCOL = {declarations['protocol']};",
        f"export const SCHEMA = {declarations['schema']};",
        "",
        f"export type Role = {' | '.join(json.dumps(role) for role in ROLES)};",
        "",
        "/** Role -> the scopes that it holds by itself. */",
        "export const ROLES: Readonly<Record<Role, { readonly scopes: readonly string[] }>> = "
        f"{_literal(declarations['roles'], 0)};",
        "",
        "/** The kinds of scope in the order in which a bootstrap delivers them. */",
        f"export const SCOPE_ORDER = {_flat(declarations['scope_order'])} as const;",
        "",
        *shapes,
        *(line for entity in ENTITIES for line in _types(entity)),
        *_map("Docs", "Entity -> a record as it is shown.", names, ""),
        *_map("EntityValues", "Entity -> what makes one.", names, "Values"),
        *_map("EntityChanges", "Entity -> what changes one.", names, "Changes"),
        "/** Every entity, those that others refer to first. */",
        f"export const ENTITY_NAMES: readonly EntityName[] = {_literal(names, 0)};",
        "",
        "export const ENTITIES: { readonly [E in EntityName]: Declaration<E> } = "
        f"{_literal(declarations['entities'], 0)};",
        "",
    ])  # fmt: skip


def type_name(entity: str) -> str:
    """``drink_order`` -> ``DrinkOrder``."""
    return "".join(part.title() for part in entity.split("_"))


def _shape(cls: Any) -> list[str]:
    doc = " ".join((cls.__doc__ or "").split())
    return [f"/** {doc} */", *interface(struct_of(cls)), ""]


def _types(entity: Entity) -> list[str]:
    name = type_name(entity.name)
    lines = [f"/** {entity.label.zh} · {entity.label.en} */", f"export interface {name} {{"]
    lines += ["  readonly id: string;", "  readonly _: Meta;"]
    for field_name, field in entity.fields.items():
        target = f" → {field.ref}" if field.ref else ""
        lines.append(f"  /** {field.label.zh} · {field.label.en}{target} */")
        lines.append(f"  readonly {field_name}{_shown(field)};")
    lines += ["}", "", f"export interface {name}Values {{"]
    written = {n: f for n, f in entity.fields.items() if not f.received}
    lines += [f"  readonly {n}{_given(f, n in entity.required)};" for n, f in written.items()]
    lines += ["}", "", f"export interface {name}Changes {{"]
    lines += [f"  readonly {n}?: {_changed(f)};" for n, f in written.items()]
    return [*lines, "}", ""]


def _value(field: Field) -> str:
    if field.order:
        return " | ".join(json.dumps(state) for state in field.order)
    text = type_of(field.type)
    if field.kind == "set":
        return f"readonly ({text})[]" if " | " in text else f"readonly {text}[]"
    return text


def _shown(field: Field) -> str:
    certain = field.required or field.kind == "counter"
    return f"{'' if certain else '?'}: {_value(field)}"


def _given(field: Field, is_required: bool) -> str:
    if field.is_state:
        return f"?: {' | '.join(json.dumps(s) for s in field.order if s in field.initial)}"
    if is_required:
        return f": {_value(field)}"
    empty = "" if field.required or field.kind != "register" else " | null"
    return f"?: {_value(field)}{empty}"


def _changed(field: Field) -> str:
    if field.kind == "counter":
        return "CounterChange"
    if field.kind == "set":
        return f"Members<{type_of(field.type)}>"
    return _value(field) + ("" if field.required else " | null")


def _map(name: str, words: str, entities: Iterable[str], suffix: str) -> list[str]:
    rows = [f"  readonly {entity}: {type_name(entity)}{suffix};" for entity in entities]
    return [f"/** {words} */", f"export interface {name} {{", *rows, "}", ""]


def _literal(value: Any, depth: int) -> str:
    """A JSON value as TypeScript: on one line where it fits, keys without quotes."""
    parts: Any = value
    flat = _flat(value)
    if len(flat) <= _WIDTH - 2 * depth - _NAMED or not isinstance(value, dict | list) or not value:
        return flat
    pad, inner = "  " * depth, "  " * (depth + 1)
    if isinstance(value, list):
        rows = [f"{inner}{_literal(each, depth + 1)},\n" for each in parts]
        return f"[\n{''.join(rows)}{pad}]"
    rows = [f"{inner}{_key(key)}: {_literal(each, depth + 1)},\n" for key, each in parts.items()]
    return f"{{\n{''.join(rows)}{pad}}}"


def _flat(value: Any) -> str:
    parts: Any = value
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(key)}: {_flat(each)}" for key, each in parts.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_flat(each) for each in parts)}]"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else json.dumps(name)
