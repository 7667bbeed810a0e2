"""``fieldpost run`` and ``fieldpost demo``."""

import asyncio
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from clients.demo.audit.collect import collect
from clients.demo.audit.judge import judge
from clients.demo.plan import build_plan
from clients.demo.progress import Progress
from clients.demo.report import show
from clients.demo.run import accounts, serve
from clients.demo.storm.conduct import Conductor, Options
from clients.demo.storm.crew import CrewFailed
from clients.demo.storm.network import NetworkFailed
from clients.demo.storm.places import Places
from clients.demo.storm.server import Server, ServerFailed, free_port
from clients.demo.world import build_world
from clients.demo.world.rounds import TAIPEI_TIME
from clients.replica.errors import TransportError

app = typer.Typer(no_args_is_help=True, help="The demonstration.")
out = Console(highlight=False)

DAY = round(datetime(2026, 3, 2, 7, tzinfo=TAIPEI_TIME).timestamp() * 1000)
"""The day of every rehearsal: equal seeds give equal days."""


@app.command()
def run(
    port: Annotated[int, typer.Option(envvar="FIELDPOST_PORT", help="Where to listen.")] = 8000,
    data: Annotated[
        Path, typer.Option(envvar="FIELDPOST_DATA", help="Made and seeded if it is empty.")
    ] = Path("data"),
    host: Annotated[str, typer.Option(envvar="FIELDPOST_HOST")] = "127.0.0.1",
) -> None:
    """The demonstration's organisation and its server, until Ctrl-C."""
    try:
        status = asyncio.run(serve(data, host, port, _welcome))
    except (ServerFailed, TransportError) as error:
        out.print(f"[red]{error}[/red]")
        raise typer.Exit(1) from None
    raise typer.Exit(status)


@app.command()
def demo(
    seed: Annotated[int, typer.Option(help="Decides who does what, and every fault.")] = 1,
    storm: Annotated[
        bool, typer.Option("--storm", help="Bad networks, kills, a wrong clock, a restored phone.")
    ] = False,
    scale: Annotated[float, typer.Option(min=0.01, max=1, help="Size of the organisation.")] = 1.0,
    minutes: Annotated[
        float, typer.Option(min=0.05, max=600, help="Wall time that the ten hours take.")
    ] = 1.25,
    keep: Annotated[
        Path | None, typer.Option(help="Keeps everything in this folder, which is empty.")
    ] = None,
) -> None:
    """A day of the organisation with every device as a process, and an audit that can fail."""
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise typer.BadParameter(f"{keep} is not empty", param_hint="--keep")
    root = Path(tempfile.mkdtemp(prefix="fieldpost-")) if keep is None else keep
    root.mkdir(parents=True, exist_ok=True)
    options = Options(
        seed=seed, scale=scale, minutes=minutes, storm=storm, at_ms=DAY, port=free_port()
    )
    try:
        sound = asyncio.run(_day(options, Places(root)))
    except (ServerFailed, CrewFailed, NetworkFailed, TransportError, TimeoutError) as error:
        out.print(f"[red]{type(error).__name__}: {error}[/red]", markup=True)
        sound = False
    finally:
        if keep is None:
            shutil.rmtree(root, ignore_errors=True)
    raise typer.Exit(0 if sound else 1)


async def _day(options: Options, places: Places) -> bool:
    world = build_world(options.seed, options.at_ms, options.scale)
    with Progress(out) as progress:
        conductor = Conductor(options, world, build_plan(world, options.seed), places, progress)
        async with conductor.day() as passed:
            evidence = await collect(conductor.server.url, places, passed.devices)
    findings = await asyncio.to_thread(judge, evidence)
    show(out, passed, evidence, findings)
    return not findings


def _welcome(server: Server, is_demo: bool) -> None:
    out.print(f"[bold]Fieldpost[/bold]  {server.url}")
    out.print("Ctrl-C stops it. 按 Ctrl-C 停止。")
    if not is_demo:
        return
    out.print(
        "[bold]DEMO 示範[/bold]: these passwords are public. Never use them, or this data, for"
    )
    out.print("a real organisation. 以下密碼是公開的，切勿用於正式環境。")
    table = Table(title="Demo accounts 示範帳號", box=box.SIMPLE_HEAD, title_justify="left")
    for heading in ("user 帳號", "role 角色", "password 密碼"):
        table.add_column(heading)
    for row in accounts():
        table.add_row(*row)
    out.print(table)
