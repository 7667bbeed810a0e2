"""``RESULTS.md`` has two halves, each written by a run of its own: the server's, then the
browser's. A run replaces its half and leaves the other as it stands."""

from pathlib import Path
from typing import Literal

RESULTS = Path(__file__).with_name("RESULTS.md")
BROWSER = "# Measured in the browser"
"""The line with which the browser's half begins."""

Half = Literal["server", "browser"]


def write(half: Half, report: str, path: Path = RESULTS) -> None:
    """Puts a report in the place of that half."""
    there = path.read_text("utf-8") if path.exists() else ""
    server, begins, browser = there.partition(BROWSER)
    halves = [report, begins + browser] if half == "server" else [server, report]
    path.write_text("\n\n".join(each.strip() for each in halves if each.strip()) + "\n", "utf-8")
