"""One page of changes, put together from the feed without doing I/O itself.

See :mod:`sync.feed` for what a cursor means. Changes and departures of the scopes that are read
together come as one stream in the order of their sequences; a page ends between two sequences.
"""

from collections.abc import Generator, Iterable, Mapping
from typing import Any

import msgspec

from schemas.access import ROLE_SCOPES
from schemas.wire.down import Instruction
from schemas.wire.version import OLDEST_PULL, SCHEMA
from server.storage.contract import Page, Pull
from server.storage.lifting import shown
from server.storage.needs import Granted
from sync.feed import Cursor, Holding, Reading, Turn, parse, reader_mark, start


class Stand(msgspec.Struct):
    """Where an organisation stands: its epoch, its last sequence, and the sequence up to which
    departures are forgotten."""

    epoch: int
    head: int
    forgotten: int


class Span(msgspec.Struct):
    """Asks for what changed in a scope after ``after`` and up to ``until``, oldest first, at most
    ``limit`` rows of each kind.

    ``floor``: departures and deletions at or before it do not concern the device. ``held``: a
    record that stands in one of these has not left.
    """

    scope: str
    after: int
    until: int
    floor: int
    held: frozenset[str]
    limit: int


class Lost(msgspec.Struct):
    """Asks for what the person's devices may hold of a scope that was lost, but for what stands in
    ``held``."""

    scope: str
    held: frozenset[str]


Arrival = tuple[int, int, int, int, bytes, str | None]
"""Sequence, key, type, schema version, document, id if it is deleted."""

Departure = tuple[int, int, int, str]
"""Sequence, key, type, id."""

Rows = tuple[list[Arrival], list[Departure]]

Paging = Generator[Span | Lost, Rows, Page]


def holdings_of(person: str, role: str, granted: dict[str, Granted]) -> list[Holding]:
    """All scopes that a person holds or has lost."""
    by_role = (*ROLE_SCOPES.get(role, ()), f"user:{person}")
    found = [
        Holding(
            scope, row.first, row.since, None if row.count > 0 or scope in by_role else row.until
        )
        for scope, row in granted.items()
    ]
    return found + [Holding(scope) for scope in by_role if scope not in granted]


def held_of(holdings: Iterable[Holding]) -> frozenset[str]:
    """The scopes that are held now."""
    return frozenset(h.scope for h in holdings if h.until is None)


def page_of(pull: Pull, stand: Stand, holdings: list[Holding], types: Mapping[int, str]) -> Paging:
    """The page that follows a cursor. ``types``: the entities behind the types in the rows.

    Raises:
        Problem: ``sync/cursor``.
    """
    if pull.schema < OLDEST_PULL:
        return Page(cursor=pull.cursor, position=stand.head, instruction=Instruction("upgrade"))
    cursor = parse(pull.cursor) if pull.cursor else None
    reading = start(
        cursor, holdings, epoch=stand.epoch, head=stand.head, oldest=stand.forgotten,
        reader=reader_mark(pull.person) if pull.shared else "",
    )  # fmt: skip
    if reading is None:
        return Page(position=stand.head, instruction=Instruction("resync"))
    paper = _Paper(pull.schema, held_of(holdings), types)
    for scope in reading.lost:
        _, departures = yield Lost(scope, paper.held)
        paper.depart(departures)
    turn = reading.turn(stand.head)
    while turn is not None and paper.count < pull.room:
        reached = yield from _read(paper, reading, turn, pull.room - paper.count)
        reading.advance(turn, reached)
        turn = reading.turn(stand.head)
    after = reading.cursor(stand.head)
    return paper.page(after, more=turn is not None)


def _read(
    paper: "_Paper", reading: Reading, turn: Turn, room: int
) -> Generator[Span | Lost, Rows, int]:
    """Reads a turn as far as there is room. Returns the sequence that it reached."""
    until = turn.until
    spans: list[tuple[Span, Rows]] = []
    for scope in turn.scopes:
        span = Span(scope, turn.after, turn.until, reading.floors[scope], paper.held, room)
        spans.append((span, (yield span)))
    if sum(len(kind) for _, rows in spans for kind in rows) >= room:
        until = sorted(row[0] for _, rows in spans for kind in rows for row in kind)[room - 1]
    for span, rows in spans:
        if any(len(kind) == room and kind[-1][0] <= until for kind in rows):
            # The limit may have cut this sequence in two: fetch it whole.
            whole = msgspec.structs.replace(span, after=until - 1, until=until, limit=-1)
            rest = yield whole
            paper.arrive([row for row in rows[0] if row[0] < until] + rest[0])
            paper.depart([row for row in rows[1] if row[0] < until] + rest[1])
        else:
            paper.arrive(row for row in rows[0] if row[0] <= until)
            paper.depart(row for row in rows[1] if row[0] <= until)
    return until


class _Paper:
    """A page while it is written. ``count``: the records on it."""

    def __init__(self, schema: int, held: frozenset[str], types: Mapping[int, str]) -> None:
        self.held = held
        self._types = types
        self._schema = schema
        self._seen: set[int] = set()
        self._out: set[int] = set()
        self._arrivals: dict[int, list[bytes]] = {}
        self._departures: dict[int, list[str]] = {}
        self._gone: dict[int, list[str]] = {}

    @property
    def count(self) -> int:
        return len(self._seen) + len(self._out)

    def arrive(self, rows: Iterable[Arrival]) -> None:
        """Takes changed records, each once."""
        seen, schema = self._seen, self._schema
        for _, key, type, version, document, deleted in rows:
            if key in seen:
                continue
            seen.add(key)
            if deleted is not None:
                self._gone.setdefault(type, []).append(deleted)
                continue
            if version != SCHEMA or schema != SCHEMA:
                document = shown(self._types[type], document, version, schema)  # noqa: PLW2901
            self._arrivals.setdefault(type, []).append(document)

    def depart(self, rows: Iterable[Departure]) -> None:
        """Takes records that left, each once."""
        for _, key, type, id in rows:
            if key not in self._out:
                self._out.add(key)
                self._departures.setdefault(type, []).append(id)

    def page(self, cursor: Cursor, *, more: bool) -> Page:
        """What goes out."""

        def groups(by_type: dict[int, list[Any]]) -> list[tuple[str, list[Any]]]:
            return [(self._types[type], each) for type, each in by_type.items()]

        return Page(
            arrivals=groups(self._arrivals),
            departures=groups(self._departures),
            gone=groups(self._gone),
            cursor=cursor.text(),
            more=more,
            position=cursor.position,
        )
