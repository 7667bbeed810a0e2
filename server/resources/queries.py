"""List requests: filters, sorting and pages out of a query string."""

from collections.abc import Iterable
from typing import Any

import msgspec

from schemas.entity import Entity
from schemas.fields import Field
from schemas.problems import Problem
from server.storage.contract import Filter

OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "has")
MOST = 200
"""Records of one page."""
USUAL = 50
MOST_FILTERS = 50
LONGEST = 400
"""Characters of one value; of a field whose text may be longer, lists know nothing but ``q``."""
LONGEST_AFTER = 4_000


class Listing(msgspec.Struct):
    """What a query string asks for."""

    filters: list[Filter]
    text: str | None = None
    sort: str | None = None
    after: str | None = None
    limit: int = USUAL


def listing(entity: Entity, pairs: Iterable[tuple[str, str]]) -> Listing:
    """Reads a query string's pairs.

    Raises:
        Problem: ``query/invalid``, naming the parameters.
    """
    found, wrong = Listing([]), dict[str, str]()
    for name, value in pairs:
        try:
            _take(found, entity, name, value)
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise Problem("query/invalid", fields=wrong)
    return found


def _take(found: Listing, entity: Entity, name: str, value: str) -> None:
    if len(value) > (LONGEST_AFTER if name == "after" else LONGEST):
        raise ValueError("too long")
    if "\0" in value:
        raise ValueError("a null character")
    match name:
        case "q":
            found.text = value or None
        case "after":
            found.after = value
        case "limit":
            if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST):
                raise ValueError(f"1 to {MOST}")
            found.limit = int(value)
        case "sort":
            if value.removeprefix("-") not in sortable(entity):
                raise ValueError("not a field to sort by")
            found.sort = value
        case _ if len(found.filters) == MOST_FILTERS:
            raise ValueError(f"at most {MOST_FILTERS} filters")
        case _:
            found.filters.append(_filter(entity, name, value))


def operators(field: Field) -> tuple[str, ...]:
    """The comparisons that a field's type allows; none for composite values."""
    if field.kind == "set":
        return ("has",)
    if not _is_scalar(field):
        return ()
    if field.is_state or field.ref is not None or field.type is bool:
        return ("eq", "ne", "in")
    return OPERATORS[:7]


def sortable(entity: Entity) -> tuple[str, ...]:
    """Fields that a list can be sorted by."""
    return tuple(n for n, f in entity.fields.items() if f.kind != "set" and _is_scalar(f))


def _is_scalar(field: Field) -> bool:
    schema = msgspec.json.schema(field.type)
    if schema.get("maxLength", 0) > LONGEST:
        return False
    return "enum" in schema or schema.get("type") in {"string", "integer", "number", "boolean"}


def _filter(entity: Entity, parameter: str, value: str) -> Filter:
    name, _, operator = parameter.partition(".")
    field = entity.fields.get(name)
    if field is None:
        raise ValueError("no such field or parameter")
    operator = operator or ("has" if field.kind == "set" else "eq")
    if operator not in operators(field):
        raise ValueError("no such comparison for this field")
    if operator == "in":
        return Filter(name, operator, [_convert(field, each) for each in value.split(",")])
    return Filter(name, operator, _convert(field, value))


def _convert(field: Field, value: str) -> Any:
    try:
        return msgspec.to_builtins(msgspec.convert(value, field.type, strict=False))
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
