"""TypeScript types out of the annotations that fields and messages are made of."""

import json
import re
import typing
from typing import Any

import msgspec
from msgspec import inspect

_PLAIN: dict[type, str] = {
    inspect.AnyType: "unknown",
    inspect.NoneType: "null",
    inspect.BoolType: "boolean",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.StrType: "string",
}


def type_of(annotation: Any) -> str:
    """The TypeScript type of a Python annotation; named structs are referred to by their name."""
    if typing.get_origin(annotation) is typing.Literal:
        return " | ".join(json.dumps(value) for value in typing.get_args(annotation))
    return written(inspect.type_info(annotation))


def written(node: inspect.Type, raw: str = "unknown") -> str:
    """The TypeScript type of what msgspec found. ``raw``: what opaque bytes are.

    Raises:
        ValueError: a kind of type that no declaration has used so far.
    """
    match node:
        case inspect.Metadata():
            text = written(node.type, raw)
        case inspect.RawType():
            text = raw
        case inspect.LiteralType():
            text = " | ".join(json.dumps(value) for value in node.values)
        case inspect.UnionType():
            text = " | ".join(written(part, raw) for part in node.types)
        case inspect.ListType():
            text = f"readonly {_grouped(written(node.item_type, raw))}[]"
        case inspect.TupleType():
            text = f"readonly [{', '.join(written(part, raw) for part in node.item_types)}]"
        case inspect.DictType():
            text = f"Readonly<Record<string, {written(node.value_type, raw)}>>"
        case inspect.StructType():
            text = name_of(node) + (f"<{raw}>" if is_generic(node) and raw != "unknown" else "")
        case _ if type(node) in _PLAIN:
            text = _PLAIN[type(node)]
        case _:
            raise ValueError(f"no TypeScript is known for {node}")
    return text


def name_of(struct: inspect.StructType) -> str:
    """The struct's own name, without what it was made generic with."""
    return str(getattr(struct.cls, "__origin__", struct.cls).__name__)


def is_generic(struct: inspect.StructType) -> bool:
    """Whether the struct carries opaque bytes of a framing's own kind."""
    return getattr(struct.cls, "__origin__", None) is not None


def interface(
    struct: inspect.StructType, *, lenient: bool = False, raw: str = "unknown"
) -> list[str]:
    """Lines that declare a struct; an array-like one is a labelled tuple.

    ``lenient``: whoever sends it may leave out all that has a default; else only what the encoder
    leaves out is optional.
    """
    plain: Any = getattr(struct.cls, "__origin__", struct.cls)
    omits = bool(plain.__struct_config__.omit_defaults)
    head = name_of(struct) + ("<Bytes = unknown>" if is_generic(struct) else "")
    rows: list[str] = []
    if isinstance(struct.tag_field, str):
        rows.append(f"{struct.tag_field}: {json.dumps(struct.tag)}")
    for field in struct.fields:
        mark = "?" if not field.required and (lenient or omits) else ""
        rows.append(f"{field.encode_name}{mark}: {written(field.type, raw)}")
    if struct.array_like:
        return [f"export type {head} = readonly [{', '.join(rows)}];"]
    lines = [f"  readonly {row};" for row in rows]
    return [f"export interface {head} {{", *lines, "}"]


def comment(text: str | None, indent: str = "") -> list[str]:
    """A docstring as a block comment, in Markdown as editors show it."""
    if not text:
        return []
    plain = re.sub(r":class:`[\w.]*?(\w+)`", r"`\1`", text.strip().replace("``", "`"))
    lines = [line.strip() for line in plain.splitlines()]
    if len(lines) == 1:
        return [f"{indent}/** {lines[0]} */"]
    return [f"{indent}/**", *(f"{indent} * {line}".rstrip() for line in lines), f"{indent} */"]


def struct_of(cls: type[msgspec.Struct]) -> inspect.StructType:
    """What msgspec knows of a struct, generic ones with opaque bytes filled in."""
    filled: Any = cls
    if hasattr(cls, "__parameters__"):
        filled = filled[msgspec.Raw]
    found = inspect.type_info(filled)
    if not isinstance(found, inspect.StructType):
        raise TypeError(f"{cls} is no struct")
    return found


def _grouped(text: str) -> str:
    return f"({text})" if " | " in text or text.startswith("readonly ") else text
