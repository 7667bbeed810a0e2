"""The shape of the machine that figures were taken on."""

import datetime
import os
import platform
import re
import sqlite3
import statistics
import time
from pathlib import Path


def shape(folder: Path) -> list[str]:
    """What a reader must know to compare, in lines. ``folder``: where the data directories stand;
    the cost of an fsync is measured there."""
    load = os.getloadavg()
    return [
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC",
        f"{len(os.sched_getaffinity(0))} cores, {_found('/proc/cpuinfo', 'model name')}",
        f"{int(_found('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB of memory",
        f"Linux {platform.release()}",
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}",
        f"fsync of 4 KiB: {fsync_ms(folder):.2f} ms (median)",
        f"load average before the run: {load[0]:.2f}, {load[1]:.2f}, {load[2]:.2f} "
        "(above 0.3 the machine was not ours alone)",
    ]


def fsync_ms(folder: Path) -> float:
    """The median cost of making 4 KiB durable."""
    path = folder / "fsync"
    spent: list[float] = []
    with path.open("wb", buffering=0) as file:
        for _ in range(50):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - began)
    path.unlink()
    return statistics.median(spent) * 1000


def _found(path: str, key: str) -> str:
    match = re.search(rf"^{key}\s*:\s*(.*)$", Path(path).read_text("utf-8"), re.MULTILINE)
    return match[1] if match else "0 unknown"
