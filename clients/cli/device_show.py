"""How the device's commands show records and the queue: a table for people, JSON for programs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clients.cli.device_words import label, language, say
from clients.replica.words import Line
from schemas.entity import Entity

out = Console(highlight=False, soft_wrap=True)
COLUMNS = 7
"""A table shows so many fields at most; JSON shows all."""
WIDTH = 40


def plain(text: str) -> None:
    """One line of text."""
    out.print(Text(text))


def as_json(value: Any) -> None:
    """One line of JSON."""
    out.print(msgspec.json.encode(value).decode(), markup=False)


def show_records(entity: Entity, records: Sequence[dict[str, Any]]) -> None:
    """Records as a table: the id, and the first fields that are in use; a field in conflict has
    an exclamation mark."""
    if not records:
        plain(say("nothing"))
        return
    used = [name for name in entity.fields if any(name in record for record in records)]
    names = used[:COLUMNS]
    table = Table(box=box.SIMPLE_HEAD, title=label(entity.name), title_justify="left")
    table.add_column(say("id"), no_wrap=True)
    for name in names:
        table.add_column(label(entity.name, name), overflow="fold")
    for record in records:
        conflicts = record["_"].get("c", {})
        cells = [_cell(record.get(name), is_open=name in conflicts) for name in names]
        table.add_row(record["id"], *cells)
    Console(highlight=False).print(table)


def show_outbox(lines: Sequence[Line]) -> None:
    """The queue with the fate of each mutation, newest first."""
    if not lines:
        plain(say("nothing"))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for key in ("number", "when", "what", "status", "reason"):
        table.add_column(say(key), overflow="fold")
    for line in lines:
        when = f"{datetime.fromtimestamp(line.made_at / 1000).astimezone():%m-%d %H:%M}"
        told = Text(line.status, style="red" if line.word == "needs_you" else "")
        table.add_row(str(line.seq), when, Text(line.what), told, Text(line.reason or ""))
    Console(highlight=False).print(table)


def changed(entity: Entity, id: str, record: dict[str, Any] | None) -> None:
    """One record that has just changed, as a line."""
    if record is None:
        plain(f"{label(entity.name)} {id}  {say('left')}")
        return
    separator = "、" if language() == "zh-TW" else ", "
    shown = [f"{label(entity.name, n)} {_text(record[n])}" for n in entity.fields if n in record]
    plain(f"{label(entity.name)} {id}  {separator.join(shown[:COLUMNS])}")


def _cell(value: Any, *, is_open: bool) -> Text:
    text = _text(value)
    short = text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
    return Text(f"{short} !" if is_open else short, style="yellow" if is_open else "")


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
