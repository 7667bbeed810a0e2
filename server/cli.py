"""The server's commands: ``serve``, ``init``, ``enrol``, ``migrate``, ``doctor``."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from schemas.access import ROLES
from schemas.problems import Problem
from server.bootstrap import Founding, Newcomer, bootstrap
from server.doctor import examine
from server.identity.keys import UnsafeKey
from server.inviting import administrator, find_organisation, find_person
from server.services import assemble_services
from server.settings import Settings, UnusableSettings, load

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="The server.")
out, err = Console(), Console(stderr=True)

Data = Annotated[Path | None, typer.Option(help="The directory of the database and the keys.")]
Password = "FIELDPOST_ADMIN_PASSWORD"  # noqa: S105


def _load(**given: Any) -> Settings:
    try:
        return load(**given)
    except UnusableSettings as error:
        err.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(2) from None


def _run(work: Coroutine[Any, Any, T]) -> T:
    try:
        return asyncio.run(work)
    except Problem as problem:
        title = problem.kind.title(os.environ.get("LC_ALL") or os.environ.get("LANG", ""))
        err.print(f"[red]{title}[/red] ({problem.code})", highlight=False)
        for field, what in problem.fields.items():
            err.print(f"  {field}: {what}", highlight=False)
        raise typer.Exit(1) from None


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    data: Data = None,
    tls_cert: Annotated[Path | None, typer.Option(help="Certificate in PEM.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key in PEM.")] = None,
) -> None:
    """Runs the server until it is told to stop."""
    from server.serving import run  # noqa: PLC0415

    settings = _load(host=host, port=port, data=data, tls_cert=tls_cert, tls_key=tls_key)
    try:
        run(settings)
    except UnsafeKey as error:
        err.print(f"[red]{error}[/red]", highlight=False)
        raise typer.Exit(2) from None


@app.command()
def init(
    name: Annotated[str, typer.Option(prompt="Organisation", help="Name of the organisation.")],
    admin: Annotated[str, typer.Option(prompt="User name", help="The first admin's user name.")],
    admin_name: Annotated[str, typer.Option(prompt="Name to show", help="And name to show.")],
    admin_email: Annotated[str | None, typer.Option(help="And e-mail address.")] = None,
    time_zone: Annotated[str, typer.Option(help="IANA time zone of its days.")] = "Asia/Taipei",
    currency: Annotated[str, typer.Option(help="ISO 4217 code of its money.")] = "TWD",
    language: Annotated[list[str] | None, typer.Option(help="zh-TW, en; may be repeated.")] = None,
    data: Data = None,
) -> None:
    """Founds an organisation with its first administrator. Nothing of the demo.

    The password comes from FIELDPOST_ADMIN_PASSWORD, from a prompt, or from standard input.
    """
    services = assemble_services(_load(data=data))
    founding = Founding(
        name=name,
        admin=Newcomer(
            name=admin_name, user_name=admin, password=_password(), role="admin",
            email=admin_email,
        ),
        time_zone=time_zone,
        currency=currency,
        languages=tuple(language or ("zh-TW", "en")),
    )  # fmt: skip

    async def found() -> str:
        async with services.running():
            return (await bootstrap(services, founding)).organisation

    out.print(f"{name}: {_run(found())}", highlight=False)
    out.print("Next: fieldpost serve", highlight=False)


@app.command()
def enrol(
    person: Annotated[str | None, typer.Option(help="User name or id: their own device.")] = None,
    station: Annotated[str | None, typer.Option(help="Id of a station: a shared device.")] = None,
    role: Annotated[str | None, typer.Option(help=f"With a station: {', '.join(ROLES)}.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Id; needed if several.")] = None,
    data: Data = None,
) -> None:
    """Makes a code that enrols one device, once, within minutes."""
    services = assemble_services(_load(data=data))

    async def invite() -> tuple[str, int]:
        async with services.running():
            where = await find_organisation(services.engine, organisation)
            by = await administrator(services.engine, where)
            whose = person and await find_person(services.engine, where, person)
            wanted: Any = role
            code = await services.identity.enrolment.invite(
                by, person=whose, station=station, role=wanted
            )
            return code.code, code.expires_in

    code, seconds = _run(invite())
    out.print(f"[bold]{code}[/bold]", highlight=False)
    out.print(f"{seconds // 60} min", highlight=False)


@app.command()
def migrate(data: Data = None) -> None:
    """Brings the database to this release. ``serve`` does so too."""
    services = assemble_services(_load(data=data))

    async def open_once() -> None:
        async with services.running():
            return

    _run(open_once())
    out.print(f"{services.settings.database}: up to date", highlight=False)


@app.command()
def doctor(data: Data = None) -> None:
    """Looks for what would hinder the server, and says what to do."""
    findings = examine(_load(data=data))
    for finding in findings:
        mark = "[green]✓[/green]" if finding.is_well else "[red]![/red]"
        out.print(f"{mark} {finding.what}: {finding.said}", highlight=False)
    if not all(finding.is_well or finding.is_hint for finding in findings):
        raise typer.Exit(1)


def _password() -> str:
    given = os.environ.get(Password)
    if given:
        return given
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
