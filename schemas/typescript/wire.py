"""``wire.ts``: every message of the protocol."""

import types
from typing import Any

import msgspec

from schemas.typescript.types import comment, interface, name_of, struct_of
from schemas.wire import down, up

HEAD = """\
// Written by `make types` from schemas/wire/. Do not edit.

/**
 * Every message on the wire, under the names that it has there. `Bytes` is what one framing carries
 * opaque: parsed JSON in JSON, a `Uint8Array` of JSON text in MessagePack.
 */
"""


def wire_ts() -> str:
    """The text of the file."""
    lines = [HEAD]
    frames: dict[str, list[str]] = {}
    for side, module in (("up", up), ("down", down)):
        frames[side] = []
        for cls in structs(module):
            struct = struct_of(cls)
            raw = "Bytes" if hasattr(cls, "__parameters__") else "unknown"
            lines += [*comment(cls.__doc__), *interface(struct, lenient=side == "up", raw=raw), ""]
            if struct.tag is not None:
                frames[side].append(name_of(struct) + ("<Bytes>" if raw == "Bytes" else ""))
    for side, name, words in (
        ("up", "UpFrame", "What a client says on the live socket."),
        ("down", "DownFrame", "What the server says on the live socket."),
    ):
        lines += [f"/** {words} */", f"export type {name}<Bytes = unknown> ="]
        lines += [f"  | {frame}" for frame in frames[side]]
        lines[-1] += ";"
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def structs(module: types.ModuleType) -> list[type[msgspec.Struct]]:
    """The messages and their parts that a module defines, in its order."""
    found: list[Any] = [
        value
        for value in vars(module).values()
        if getattr(value, "__module__", "") == module.__name__
        and hasattr(value, "__struct_config__")
    ]
    return found
