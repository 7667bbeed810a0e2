"""Reads a module's syntax tree and names what a pure layer may not contain."""

import ast
import sys
from collections.abc import Iterator

# What of the standard library neither waits, nor reads a clock, nor draws, nor touches the machine.
PURE_MODULES = frozenset(
    """
    __future__ abc array base64 binascii bisect cmath codecs collections contextlib copy dataclasses
    datetime decimal difflib enum fractions functools graphlib hashlib heapq hmac itertools json
    math numbers operator re string struct textwrap types typing unicodedata uuid zlib
    """.split()
)
IMPURE_CALLS = frozenset({"now", "utcnow", "today", "uuid1", "uuid4", "uuid6", "uuid7", "uuid8"})
IMPURE_BUILTINS = frozenset({"__import__", "breakpoint", "eval", "exec", "input", "open", "print"})
ASYNC_NODES = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and top-level name of everything the tree imports by an absolute name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.partition(".")[0]


def foreign_imports(source: str, allowed: frozenset[str]) -> list[str]:
    """Imports outside `allowed`, as "line: module"."""
    found = imported(ast.parse(source))
    return [f"{line}: imports {name}" for line, name in found if name not in allowed]


def impurities(source: str) -> list[str]:
    """Everything that waits, reads a clock, draws or touches the machine, as "line: what"."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ASYNC_NODES):
            found.append(f"{node.lineno}: is async")
        elif isinstance(node, ast.comprehension) and node.is_async:
            found.append(f"{node.iter.lineno}: is async")
        elif isinstance(node, ast.Attribute) and node.attr in IMPURE_CALLS:
            found.append(f"{node.lineno}: reads a clock or draws: {node.attr}")
        elif isinstance(node, ast.ImportFrom):
            drawn = IMPURE_CALLS & {alias.name for alias in node.names}
            found += [f"{node.lineno}: reads a clock or draws: {name}" for name in sorted(drawn)]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in IMPURE_BUILTINS
        ):
            found.append(f"{node.lineno}: touches the machine: {node.func.id}")
    return found


SYNC_MAY_IMPORT = PURE_MODULES | {"msgspec", "schemas", "sync"}
SCHEMAS_MAY_IMPORT = frozenset(sys.stdlib_module_names) | {"msgspec", "schemas"}
