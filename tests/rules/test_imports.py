"""schemas, sync and the replica run where nothing compiled exists but msgspec."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.tree import ROOT, source_files


def guarded(*packages: str, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs the guard on the packages in a fresh interpreter that also finds what lies at path."""
    return subprocess.run(
        [sys.executable, "-m", "tests.rules.extension_guard", *packages],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("package", ["schemas", "sync", "clients.replica"])
def test_every_module_imports_without_extensions(package: str) -> None:
    answer = guarded(package)
    assert answer.returncode == 0, answer.stderr
    folder = Path(*package.split("."))
    expected = {path for path in source_files(".py") if path.is_relative_to(folder)}
    named = {
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in expected
        if path.stem != "__main__"
    }
    assert named - set(answer.stdout.split()) == set()


def test_msgspec_and_the_standard_library_pass() -> None:
    answer = guarded("json", "sqlite3", "msgspec")
    assert answer.returncode == 0, answer.stderr
    assert {"sqlite3.dbapi2", "msgspec.json"} <= set(answer.stdout.split())


@pytest.mark.parametrize("library", ["hiredis", "uuid_utils", "zstandard", "cryptography.fernet"])
def test_a_library_that_is_compiled_fails(library: str) -> None:
    answer = guarded(library)
    assert answer.returncode != 0
    assert "compiled extension out of reach" in answer.stderr


def test_an_extension_that_a_deep_module_needs_fails(tmp_path: Path) -> None:
    inner = tmp_path / "phone" / "camera"
    inner.mkdir(parents=True)
    (tmp_path / "phone" / "__init__.py").touch()
    (inner / "__init__.py").touch()
    (inner / "lens.py").write_text("import uvloop\n", "utf-8")
    answer = guarded("phone", path=tmp_path)
    assert answer.returncode != 0
    assert "compiled extension out of reach: uvloop.loop" in answer.stderr


def test_an_extension_with_a_pure_fallback_passes(tmp_path: Path) -> None:
    (tmp_path / "phone.py").write_text(
        "try:\n    import hiredis\nexcept ImportError:\n    pass\nelse:\n    raise SystemExit(2)\n",
        "utf-8",
    )
    answer = guarded("phone", path=tmp_path)
    assert answer.returncode == 0, answer.stderr
