"""The pages for people that follow from the declarations: entities, errors, permissions."""

from collections.abc import Iterable, Iterator
from typing import Any

from schemas.access import ROLE_SCOPES, ROLES, May, Scope
from schemas.entity import Entity
from schemas.fields import Field
from schemas.problems import CATALOGUE
from schemas.registry import ENTITIES
from schemas.types import describe

_HEAD = "<!-- Written by `make types` from schemas/. Change the declaration, not this page. -->\n\n"


def entities_page() -> str:
    """Every entity with its fields, who reads it, and what live sockets hear of it."""
    parts = [_HEAD, "# Entities\n\n", "What each kind of field means stands in `sync/SPEC.md`.\n"]
    for entity in ENTITIES:
        parts.append(f"\n## {entity.label.en} · {entity.label.zh} · `{entity.name}`\n\n")
        parts.append(f"{_facts(entity)}\n\n")
        parts.extend(_table(("field", "zh-TW", "English", "kind", "value", "rules"), _rows(entity)))
    return "".join(parts)


def errors_page() -> str:
    """The catalogue of problems."""
    rows = (
        (f"`{row.code}`", str(row.status), row.zh, row.en, row.cause, row.remedy)
        for row in CATALOGUE.values()
    )
    head = ("code", "status", "zh-TW", "English", "cause", "remedy")
    intro = "Every error is an RFC 9457 problem with one of these codes. Codes never change.\n\n"
    return "".join([_HEAD, "# Errors\n\n", intro, *_table(head, rows)])


def permissions_page() -> str:
    """Who reads and who writes what: entity by role, with fields and states."""
    parts = [_HEAD, "# Permissions\n\n## Reading\n\n"]
    parts.append("A person reads a record who holds one of its scopes.\n\n")
    held = ((f"`{role}`", _codes((*scopes, "user:ID"))) for role, scopes in ROLE_SCOPES.items())
    parts.extend(_table(("role", "holds"), held))
    parts.append("\n")
    parts.extend(_table(("entity", "stands in", "gives"), map(_readers, ENTITIES)))
    parts.append("\n## Writing\n\n`+` create, `~` edit, `-` delete. *Place*: also before people ")
    parts.append("whose scopes the writer does not hold. *Late*: also a record that left the ")
    parts.append("writer's device while it had no contact.\n\n")
    rows = ((f"`{e.name}`", *(_permits(e, role) for role in ROLES)) for e in ENTITIES)
    parts.extend(_table(("entity", *ROLES), rows))
    parts.append("\n## Steps that not everybody may take\n\n")
    parts.extend(_table(("field", "from", "to", "roles"), _narrow_steps()))
    return "".join(parts)


def value_of(field: Field) -> str:
    """A field's value in a few words: ``text, 120 at most``."""
    words = _value(describe(field.type))
    return f"each {words}" if field.kind == "set" else words


def _facts(entity: Entity) -> str:
    told = [f"Stands in {_scopes(entity)}."]
    if entity.events:
        told.append(f"Raises {_codes(event.name for event in entity.events)}.")
    if entity.search:
        told.append(f"Searched by {_codes(entity.search)}.")
    return " ".join(told)


def _rows(entity: Entity) -> Iterator[tuple[str, ...]]:
    for name, field in entity.fields.items():
        kind = f"register, {field.resolver}" if field.kind == "register" else field.kind
        label = field.label
        yield f"`{name}`", label.zh, label.en, kind, value_of(field), "; ".join(_rules(field))


def _rules(field: Field) -> Iterator[str]:
    if field.required:
        yield "required"
    if field.default not in (None, 0, []):
        yield f"default `{field.default}`"
    if field.ref:
        yield f"refers to `{field.ref}`"
    if field.follow:
        yield f"brings it into {_codes(f'{kind}:ID' for kind in sorted(field.follow))}"
    if field.series:
        yield "from the replica's number blocks"
    if field.minimum is not None:
        yield f"flagged under {field.minimum}"
    if field.received:
        yield "filled by the hub"
    leaves = dict.fromkeys(step.leave for step in field.transitions)
    for leave in leaves:
        enter = [step.enter for step in field.transitions if step.leave == leave]
        yield f"{leave} → {' / '.join(enter)}"


def _value(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"`{schema['$ref'].rpartition('/')[2]}`"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{each}`" for each in schema["enum"])
    if schema["type"] == "array":
        return "list of " + _value(schema["items"])
    name = {"string": "text", "integer": "whole number", "boolean": "yes or no"}
    words = [name.get(str(schema["type"]), "number")]
    if "maxLength" in schema:
        words.append(f"{schema['maxLength']} at most")
    if "minimum" in schema:
        words.append(f"{schema['minimum']} to {schema['maximum']}")
    if "pattern" in schema:
        pattern = schema["pattern"].removeprefix("^(?:").removesuffix(r")$(?!\n)")
        words.append(f"`{pattern}`")
    return ", ".join(words)


def _readers(entity: Entity) -> tuple[str, str, str]:
    given = (f"`{grant.kind}:ID` to `{grant.field}`" for grant in entity.grants)
    return f"`{entity.name}`", _scopes(entity), ", ".join(given)


def _scopes(entity: Entity) -> str:
    brought = sorted(
        f"`{kind}:ID` where a `{other.name}` names it"
        for other in ENTITIES
        for field in other.following.values()
        if field.ref == entity.name
        for kind in field.follow
    )
    return ", ".join([*map(_scope, entity.scopes), *dict.fromkeys(brought)])


def _scope(rule: Scope) -> str:
    if rule.own:
        return f"`{rule.kind}:ID` of its own"
    if rule.when:
        return f"`{rule.kind}` while `{rule.when}`"
    return f"`{rule.kind}:ID` of its `{rule.field}`" if rule.field else f"`{rule.kind}`"


def _permits(entity: Entity, role: str) -> str:
    return "<br>".join(_permit(may) for may in entity.permits[role])


def _permit(may: May) -> str:
    acts = "".join(
        s for act, s in (("create", "+"), ("edit", "~"), ("delete", "-")) if act in may.acts
    )
    words = [f"`{acts}` {_codes(sorted(may.fields)) if may.fields else 'all'}"]
    if may.mine:
        words.append("their own" if may.mine == "id" else f"their own by `{may.mine}`")
    if may.when:
        words.append(f"while `{may.when[0]}` is {_codes(sorted(may.when[1]))}")
    return ", ".join([*words, *(n for n in ("place", "late") if getattr(may, n))])


def _narrow_steps() -> Iterator[tuple[str, ...]]:
    for entity in ENTITIES:
        for name, field in entity.fields.items():
            for step in field.transitions:
                if step.roles:
                    roles = _codes(sorted(step.roles))
                    yield f"`{entity.name}.{name}`", step.leave, step.enter, roles


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n"
