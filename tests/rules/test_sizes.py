"""A file is one idea: short, and named for what it is about."""

from pathlib import Path

import pytest

from tests.rules.tree import ROOT, source_files

LONGEST = 400
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def too_long(text: str) -> bool:
    return len(text.splitlines()) > LONGEST


def says_nothing(path: Path) -> bool:
    """Whether a part of the path, or the last word of one, could stand for anything."""
    return any(Path(part).stem.rsplit("_", 1)[-1] in NO_NAMES for part in path.parts)


def test_no_source_file_is_longer_than_the_limit() -> None:
    long = {
        str(path)
        for path in source_files(".py", ".ts", ".tsx", ".js", ".css", ".kv", ".lua", ".sql")
        if too_long((ROOT / path).read_text("utf-8"))
    }
    assert long == set()


def test_no_source_file_has_a_name_that_says_nothing() -> None:
    assert [
        path for path in source_files(".py", ".ts", ".tsx", ".js", ".css") if says_nothing(path)
    ] == []


@pytest.mark.parametrize(("lines", "expected"), [(LONGEST, False), (LONGEST + 1, True)])
def test_the_limit_is_exact(lines: int, expected: bool) -> None:
    assert too_long("x = 1\n" * lines) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("server/utils.py", True),
        ("server/helpers/merge.py", True),
        ("sync/record_utils.py", True),
        ("sync/common.py", True),
        ("sync/commonality.py", False),
        ("server/storage/committer.py", False),
    ],
)
def test_empty_names_are_recognised(name: str, expected: bool) -> None:
    assert says_nothing(Path(name)) is expected
