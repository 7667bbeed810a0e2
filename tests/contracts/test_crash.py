"""What was reported as decided survives ``kill -9`` one instruction later."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.contracts.actors import OFFICE, Hub, rid
from tests.contracts.engines import ENGINES, Clock
from tests.contracts.writer_process import DEVICES

ROOT = Path(__file__).resolve().parents[2]


def killed_run(engine: str, folder: Path, first: int, seconds: float) -> list[str]:
    """Starts a writer, kills it in mid-commit, and returns what it said until then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.contracts.writer_process", engine, str(folder), str(first)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    os.set_blocking(process.stdout.fileno(), False)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.set_blocking(process.stdout.fileno(), True)
    lines += process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    return [line for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("engine", ENGINES)
async def test_decided_is_there_after_a_kill(engine: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    told: dict[int, tuple[int, int]] = {}
    promised: set[str] = set()
    for run in range(4):
        first = run * 100_000
        for line in killed_run(engine, tmp_path, first, 0.1 + chance.random() * 0.3):
            place, last, done = (int(word) for word in line.split())
            promised |= {rid(f"{place}-{n}") for n in range(first, last + 1)}
            told[place] = last, done
    assert len(told) == DEVICES
    hub = Hub(ENGINES[engine](tmp_path), Clock())
    await hub.open()
    found = await hub.read(OFFICE)
    assert promised <= found.keys()
    # Nothing is there by half: slices of five are all or nothing, and counted.
    for place, (_, done) in told.items():
        desk = await hub.device(f"d{place}", OFFICE)
        tip = (await desk.push([], after=(2**40, "A" * 12))).instruction
        assert tip is not None
        written = sum(id.startswith(f"{place}-") for id in found)
        assert tip.match[0] == written >= done
    await hub.close()
