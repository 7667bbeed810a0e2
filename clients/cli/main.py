"""The command ``fieldpost``: collects its sub-commands from the entry points that packages bring,
so that none of them imports another."""

from importlib.metadata import entry_points

import typer

GROUP = "fieldpost.commands"


def collect() -> typer.Typer:
    """One command out of all parts that are installed."""
    command = typer.Typer(no_args_is_help=True, help="Fieldpost", add_completion=False)
    for part in sorted(entry_points(group=GROUP), key=lambda point: point.name, reverse=True):
        try:
            found = part.load()
        except ModuleNotFoundError as missing:
            # A device installs neither the server nor what it needs; a part that is there and
            # broken is no such case.
            if missing.name is None or missing.name.partition(".")[0] in {"server", "clients"}:
                continue
            raise
        command.add_typer(found)
    return command


def main() -> None:
    """Runs the command."""
    collect()()
