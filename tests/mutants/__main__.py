"""``make mutants``: each rule of :data:`tests.mutants.rules.MUTANTS` is broken in a copy of the
project, and the tests that guard it are run there. A mutant that they pass is a hole in the tests.

Exits 1 if one survives, or if a mutant no longer fits the code.
"""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.rules import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
COPIED = ("schemas", "sync", "server", "clients", "tests", "docs", "pyproject.toml")
LIMIT_S = 600


def main() -> int:
    """Runs all mutants, or those whose name holds the given words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", help="only mutants whose name holds one of these")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    chosen = [
        m for m in MUTANTS if not arguments.words or any(w in m.name for w in arguments.words)
    ]
    if not _healthy(chosen):
        return 1
    started = time.monotonic()
    survivors: list[str] = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for mutant, verdict in zip(chosen, pool.map(_try, chosen), strict=True):
            print(f"{verdict:9} {mutant.name}", flush=True)
            if verdict != "caught":
                survivors.append(mutant.name)
    seconds = time.monotonic() - started
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} caught in {seconds:.0f} s")
    return 1 if survivors else 0


def _healthy(chosen: list[Mutant]) -> bool:
    """Whether the guarding tests pass on the code as it is: else "caught" would mean nothing."""
    targets = sorted({test for mutant in chosen for test in mutant.tests})
    done = _pytest(ROOT, targets)
    if done.returncode:
        print(done.stdout[-4000:])
        print("the tests fail without any mutant")
    return done.returncode == 0


def _try(mutant: Mutant) -> str:
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                ignore = shutil.ignore_patterns("__pycache__", "node_modules")
                shutil.copytree(source, copy / name, ignore=ignore)
            elif source.exists():
                shutil.copy(source, copy / name)
        path = copy / mutant.file
        text = path.read_text()
        if text.count(mutant.old) != 1:
            return "misfit"
        path.write_text(text.replace(mutant.old, mutant.new))
        try:
            done = _pytest(copy, mutant.tests)
        except subprocess.TimeoutExpired:
            return "caught"
        return "caught" if done.returncode == 1 else "survived"


def _pytest(folder: Path, targets: tuple[str, ...] | list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *targets]
    command += ["-m", "not slow"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, text=True, check=False, timeout=LIMIT_S,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
