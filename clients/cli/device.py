"""``fieldpost device ...``: a device on the command line, on the runtime that the apps use.

It works offline like any other device: what is written is on the disk when the command returns,
and goes out with the next ``sync`` or ``watch``.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from clients.cli.device_show import as_json, changed, out, plain, show_outbox, show_records
from clients.cli.device_values import Mistyped, entity_of, field_of, parse
from clients.cli.device_words import explain, language, say
from clients.replica.act import Mutation
from clients.replica.engine import Engine
from clients.replica.enrol import enrol as enrol_device
from clients.replica.errors import DeviceError, NotEnrolled
from clients.replica.replica import Replica
from clients.replica.store.store import Change
from schemas.problems import Problem
from schemas.registry import REGISTRY

app = typer.Typer(no_args_is_help=True)
device = typer.Typer(no_args_is_help=True, help="A device on the command line.")
app.add_typer(device, name="device")

Store = Annotated[
    Path, typer.Option(envvar="FIELDPOST_STORE", help="The file that holds this device.")
]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Entity = Annotated[str, typer.Argument(help="As stop, or stops.")]
Id = Annotated[str, typer.Argument(help="The record's id.")]
Values = Annotated[list[str], typer.Argument(help="field=value, as the declaration types it.")]
Person = Annotated[str | None, typer.Option(help="Who acts (id), if not the device's own person.")]
STORE = Path("device.sqlite")


@device.command()
def enrol(
    url: Annotated[str, typer.Argument(help="The server's address.")],
    code: Annotated[str, typer.Argument(help="The code that the office gave.")],
    store: Store = STORE,
    name: Annotated[str, typer.Option(help="What people call this device.")] = "command line",
) -> None:
    """Makes this store a device of the organisation."""
    with _in_words(), asyncio.run(enrol_device(url, code, name, store)) as replica:
        plain(say("enrolled", name=name, replica=replica.store.session.replica))


@device.command("list")
def list_records(
    entity: Entity,
    store: Store = STORE,
    where: Annotated[list[str] | None, typer.Option(help="field=value; may be repeated.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many records at most.")] = 200,
    json: Json = False,
) -> None:
    """Lists the records of an entity as this device's screen shows them."""
    with _in_words(), _opened(store) as replica:
        shape = entity_of(entity)
        records = replica.all(shape.name, parse(shape, where or [], is_new=True), limit=limit)
        if json:
            as_json(records)
        else:
            show_records(shape, records)


@device.command("set")
def set_fields(
    entity: Entity, id: Id, values: Values, store: Store = STORE, person: Person = None
) -> None:
    """Changes fields of a record: state=delivered, stock=-2, note=..."""
    with _in_words(), _opened(store) as replica:
        shape = entity_of(entity)
        _known(replica, shape.name, id)
        changes = parse(shape, values, is_new=False)
        _saved(replica.edit(_actor(replica, person), shape.name, id, changes))


@device.command()
def add(entity: Entity, values: Values, store: Store = STORE, person: Person = None) -> None:
    """Makes a record; prints its id."""
    with _in_words(), _opened(store) as replica:
        shape = entity_of(entity)
        created = parse(shape, values, is_new=True)
        mutation = replica.create(_actor(replica, person), shape.name, created)
        plain(mutation.ids[0])


@device.command()
def count(
    entity: Entity,
    id: Id,
    field: Annotated[str, typer.Argument(help="A counter.")],
    figure: Annotated[int, typer.Argument(help="What stands on the shelf.")],
    store: Store = STORE,
    person: Person = None,
) -> None:
    """A stock-take: this figure stands on the shelf."""
    with _in_words(), _opened(store) as replica:
        shape = entity_of(entity)
        field_of(shape, field)
        _known(replica, shape.name, id)
        _saved(replica.count(_actor(replica, person), shape.name, id, field, figure))


@device.command()
def undo(
    number: Annotated[int, typer.Argument(help="Its number in the outbox.")],
    store: Store = STORE,
    person: Person = None,
) -> None:
    """Takes an act back, by a new one."""
    with _in_words(), _opened(store) as replica:
        _saved(replica.undo(_actor(replica, person), number))


@device.command()
def outbox(store: Store = STORE, json: Json = False) -> None:
    """What was done here, newest first, with the fate of each act."""
    with _in_words(), _opened(store) as replica:
        lines = replica.outbox(language())
        if json:
            as_json(lines)
        else:
            show_outbox(lines)


@device.command()
def sync(store: Store = STORE, json: Json = False) -> None:
    """Hands in what waits and pulls what is new, until there is nothing more."""

    async def once(replica: Replica) -> bool:
        engine = Engine(replica)
        try:
            await engine.sync()
        finally:
            await engine.close()
        return engine.wiped

    with _in_words(), _opened(store) as replica:
        if asyncio.run(once(replica)):
            plain(say("wiped"))
            return
        stats = replica.stats()
        if json:
            as_json(stats)
            return
        facts = {"waiting": stats.waiting, "needs": stats.needs_you, "records": stats.records}
        plain(say("synced", **facts))


@device.command()
def watch(
    entity: Annotated[str | None, typer.Argument(help="Only this entity.")] = None,
    store: Store = STORE,
    json: Json = False,
) -> None:
    """Stays in step with the server and shows every record that changes, until Ctrl-C."""
    with _in_words(), _opened(store) as replica:
        only = None if entity is None else entity_of(entity).name
        if not json:
            plain(say("watching"))

        def tell(change: Change) -> None:
            for name, id in sorted(change.records):
                if only in {None, name}:
                    _show(replica, name, id, json=json)

        asyncio.run(_watch(replica, tell))


async def _watch(replica: Replica, tell: Callable[[Change], None]) -> None:
    engine = Engine(replica)
    running = asyncio.current_task()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        if running is not None:
            loop.add_signal_handler(number, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        stop = replica.subscribe(tell)
        try:
            await engine.run()
        finally:
            stop()


def _show(replica: Replica, name: str, id: str, *, json: bool) -> None:
    record = replica.get(name, id)
    if json:
        as_json({"entity": name, "id": id, "record": record})
    else:
        changed(REGISTRY[name], id, record)
    out.file.flush()


def _actor(replica: Replica, person: str | None) -> str:
    identity = replica.store.identity
    actor = person or (identity.person if identity is not None else None)
    if actor is None:
        raise Mistyped(say("person"))
    return actor


def _known(replica: Replica, entity: str, id: str) -> None:
    if replica.get(entity, id) is None:
        raise Mistyped(say("unknown", id=id))


def _saved(mutation: Mutation) -> None:
    plain(f"{say('saved')} ({mutation.seq})")


@contextlib.contextmanager
def _opened(store: Path) -> Generator[Replica]:
    """The device in a store.

    Raises:
        NotEnrolled: there is none.
    """
    if not store.exists():
        raise NotEnrolled
    with Replica.open(store) as replica:
        if not replica.store.enrolled:
            raise NotEnrolled
        yield replica


@contextlib.contextmanager
def _in_words() -> Generator[None]:
    """Says what went wrong, and ends with status 1 (2 for what was mistyped)."""
    try:
        yield
    except Mistyped as error:
        _complain(str(error))
        raise typer.Exit(2) from None
    except (Problem, DeviceError) as error:
        _complain(explain(error))
        raise typer.Exit(1) from None


def _complain(text: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(text, style="red"))
