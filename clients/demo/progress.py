"""The day while it runs: one line that is drawn anew on a terminal, phases alone elsewhere."""

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from clients.demo.storm.conduct import Look
from clients.demo.world.model import DAY_MINUTES

PHASES = {
    "seed": "Opening accounts and books",
    "enrol": "Enrolling the devices",
    "day": "The day",
    "storm": "The day, in a storm",
    "calm": "The storm calms: everything comes in",
    "audit": "Audit",
}
BAR = 30
FIRST_HOUR = 7


class Progress:
    """Shows looks at the day; use it in a ``with`` block, and as the conductor's ``watch``."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, refresh_per_second=4, transient=True)
        self._phase = ""

    def __enter__(self) -> "Progress":
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def __call__(self, look: Look) -> None:
        """Takes one look in."""
        if look.phase and look.phase != self._phase:
            self._phase = look.phase
            self._console.print(Text(f"· {PHASES[look.phase]}", style="dim"))
        if self._console.is_terminal:
            self._live.update(_line(look))


def _line(look: Look) -> Table:
    everybody = look.devices.values()
    filled = round(look.minute / DAY_MINUTES * BAR)
    hours, minutes = divmod(round(look.minute) + FIRST_HOUR * 60, 60)
    links = [status.link for status in everybody]
    grid = Table.grid(padding=(0, 2))
    done = sum(status.done for status in everybody)
    waiting = sum(status.waiting for status in everybody)
    reached = links.count("live") + links.count("online")
    conflicts = max((status.conflicts for status in everybody), default=0)
    grid.add_row(
        Text("█" * filled + "░" * (BAR - filled), style="cyan"),
        Text(f"{hours:02d}:{minutes:02d}"),
        Text(f"devices {reached}/{len(links)}"),
        Text(f"done {done:,}"),
        Text(f"received {done - waiting:,}", style="green"),
        Text(f"waiting {waiting:,}", style="yellow" if waiting else "dim"),
        Text(f"needs you {sum(status.needs for status in everybody)}"),
        Text(f"conflicts {conflicts}"),
        Text(f"restarts {max(look.starts - 1, 0)}", style="red" if look.starts > 1 else "dim"),
    )
    return grid
