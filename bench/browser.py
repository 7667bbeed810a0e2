"""``python -m bench browser [FILTER]``: what the browser's app needs and weighs, measured by the
Playwright project ``figures`` in Chromium against a real server. The full run writes the second
half of ``RESULTS.md``."""

import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench import machine, results
from bench.figures import Figure, at_least, at_most, table

APP = Path(__file__).parents[1] / "clients" / "pwa"

ABOUT = (
    "Taken in Debian's Chromium without a GPU, against a server of this checkout on the same "
    "machine, by the Playwright project `figures`; each line says the load average at its moment. "
    "A tap is measured within the page from the event's own time stamp; on the disk means that "
    "IndexedDB reported a transaction of strict durability as complete. Scripts are weighed as the "
    "server sends them, in kB of 1,000 bytes. Lighthouse runs with its desktop preset against the "
    "first visit of somebody whose records are here, the best of three."
)


class Line(msgspec.Struct, frozen=True):
    """One figure as ``e2e/figures/figure.ts`` writes it. ``load``: the machine's load average."""

    group: str
    what: str
    value: float
    unit: str
    load: float
    mark: float | None = None
    least: bool = False
    note: str = ""

    def figure(self) -> Figure:
        """The same for the table."""
        mark = None
        if self.mark is not None:
            mark = at_least(self.mark) if self.least else at_most(self.mark)
        note = "; ".join(part for part in (self.note, f"load {self.load:.1f}") if part)
        return Figure(self.what, self.value, self.unit, mark, note)


def read(text: str) -> list[Line]:
    """The figures of a run, one JSON document to a line."""
    return [msgspec.json.decode(line, type=Line) for line in text.splitlines() if line]


def report(shape: Iterable[str], lines: list[Line]) -> str:
    """The browser's half of the results."""
    parts = [results.BROWSER, "", "Written by `make figures`.", "", *(f"- {one}" for one in shape)]
    parts += ["", ABOUT]
    for group in dict.fromkeys(line.group for line in lines):
        own = [line.figure() for line in lines if line.group == group]
        parts += ["", f"## {group[0].upper()}{group[1:]}", "", table(own)]
    return "\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    """Runs the project, prints its figures; a run of all of it writes them down."""
    with tempfile.TemporaryDirectory(prefix="fieldpost-bench-") as folder:
        shape = machine.shape(Path(folder))
        into = Path(folder) / "figures.jsonl"
        command = ["npx", "--no-install", "playwright", "test", "--project=figures", *arguments]
        ran = subprocess.run(
            command, cwd=APP, env={**os.environ, "FIELDPOST_FIGURES": str(into)}, check=False
        )
        lines = read(into.read_text("utf-8")) if into.exists() else []
    told = report(shape, lines)
    print(told)
    if not arguments and lines:
        results.write("browser", told)
    return ran.returncode
