"""sync/SPEC.md names tests that exist, and no invariant goes without one."""

import ast
import re

import pytest

from tests.rules.tree import ROOT

SPEC = (ROOT / "sync" / "SPEC.md").read_text("utf-8")
NODE = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
INVARIANT = re.compile(r"^(\d+)\. \*\*(.+?)\*\*(.*)$", re.MULTILINE)


def defined_in(path: str) -> set[str]:
    """The test functions of a file below tests/; none where there is no such file."""
    file = ROOT / "tests" / path
    if not file.is_file():
        return set()
    defined = ast.walk(ast.parse(file.read_text("utf-8")))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in defined if isinstance(node, functions)}


@pytest.mark.parametrize("path", sorted({path for path, _ in NODE.findall(SPEC)}))
def test_every_named_test_exists(path: str) -> None:
    named = {name for file, name in NODE.findall(SPEC) if file == path}
    assert named - defined_in(path) == set()


def test_every_invariant_names_a_test_and_they_are_numbered() -> None:
    found = INVARIANT.findall(SPEC)
    assert [int(number) for number, _, _ in found] == list(range(1, len(found) + 1))
    assert len(found) > 40
    assert [words for _, words, rest in found if not NODE.search(rest)] == []


def test_every_file_of_vectors_is_named_with_its_runner() -> None:
    named = set(re.findall(r"^\| `(\w+\.json)` \|.*`[\w/.]+::test_\w+` \|$", SPEC, re.MULTILINE))
    assert named == {path.name for path in (ROOT / "schemas" / "vectors").glob("*.json")}


def test_the_page_can_be_read_in_one_go() -> None:
    assert len(SPEC.splitlines()) <= 250


def test_a_name_that_is_not_there_would_be_found() -> None:
    assert "test_every_named_test_exists" in defined_in("rules/test_spec.py")
    assert "test_nothing" not in defined_in("rules/test_spec.py")
    assert defined_in("rules/test_nowhere.py") == set()
