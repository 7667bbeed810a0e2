"""``python -m bench [NAMES] [--quick]``, ``python -m bench profile inserts|updates|pull``, or
``python -m bench browser [FILTER]``."""

import argparse
import asyncio
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from bench import browser, machine, profile, pull, rest, results, sockets, wire, writes
from bench.figures import Figure, table
from bench.size import FULL, QUICK, Size

Bench = Callable[[Size, Path], Awaitable[list[Figure]]]

BENCHES: dict[str, tuple[Bench, str]] = {
    "writes": (writes.run, writes.__doc__ or ""),
    "pull": (pull.run, pull.__doc__ or ""),
    "wire": (wire.run, wire.__doc__ or ""),
    "sockets": (sockets.run, sockets.__doc__ or ""),
    "rest": (rest.run, rest.__doc__ or ""),
}
LIMIT_S = 420
"""No single bench may take longer."""


def main(arguments: list[str] | None = None) -> int:
    """Runs what is asked for; the full set in full size writes its half of the
    results."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["profile"]:
        return profile.main(given[1:])
    if given[:1] == ["browser"]:
        return browser.main(given[1:])
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(BENCHES)}; all by default")
    parser.add_argument("--quick", action="store_true", help="small sizes: whether it runs at all")
    options = parser.parse_args(given)
    unknown = set(options.names) - BENCHES.keys()
    if unknown:
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    names = options.names or list(BENCHES)
    gc.set_threshold(50_000, 20, 50)
    report = uvloop.run(measure(names, QUICK if options.quick else FULL))
    if names == list(BENCHES) and not options.quick:
        results.write("server", report)
    return 0


async def measure(names: list[str], size: Size) -> str:
    """Prints a part of the report as soon as it is there. Returns all of it, in Markdown."""
    report = ""

    def tell(*lines: str) -> None:
        nonlocal report
        text = "\n".join(lines) + "\n"
        print(text, end="", flush=True)
        report += text

    with tempfile.TemporaryDirectory(prefix="fieldpost-bench-") as folder:
        root = Path(folder)
        shape = [f"- {line}" for line in machine.shape(root)]
        tell("# Measured", "", "Written by `python -m bench`; ratios are of one run.", "", *shape)
        for name in names:
            bench, told = BENCHES[name]
            began = time.monotonic()
            place = root / name
            place.mkdir()
            async with asyncio.timeout(LIMIT_S):
                figures = await bench(size, place)
            shutil.rmtree(place)
            took = f"Took {time.monotonic() - began:.0f} s."
            tell("", f"## {name}", "", " ".join(told.split()), "", table(figures), "", took)
    return report


if __name__ == "__main__":
    sys.exit(main())
