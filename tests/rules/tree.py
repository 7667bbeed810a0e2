"""The project's files, as the rules see them: what is committed and what is about to be."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("schemas", "sync", "server", "clients", "tests")


@cache
def project_files() -> tuple[Path, ...]:
    """Paths relative to ROOT of every file that git tracks or would add."""
    listed = subprocess.run(
        # Whose clone it is does not matter for listing it.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    return tuple(Path(name) for name in sorted(names) if (ROOT / name).is_file())


def source_files(*suffixes: str) -> list[Path]:
    """Written-by-hand files of the source folders that end in one of the suffixes."""
    return [
        path
        for path in project_files()
        if path.parts[0] in SOURCE_FOLDERS
        and path.suffix in suffixes
        and not {"generated", "migrations"} & set(path.parts)
    ]


def text_files() -> list[tuple[Path, str]]:
    """Every file of the project that is UTF-8 text, with its text."""
    found: list[tuple[Path, str]] = []
    for path in project_files():
        try:
            found.append((path, (ROOT / path).read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found
