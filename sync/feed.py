"""The feed's algebra: what a cursor means, which scopes to read from where, when to start anew.

For each scope the feed says at which sequence a record of it last changed, and when one left. A
device's cursor is one position for all its scopes, plus a position of its own for each scope that
is still being back-filled. Reading goes in turns: first the back-fills, the most urgent scope
before the others; then the scopes that are furthest behind up to the next ones, then together with
them, until all stand at the head. So a gained scope never makes the others be read again, and once
a device follows, no sequence is split over scopes.

The cursor says what was read, never what may be read: scopes come from the hub each time.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

import msgspec

from schemas.access import SCOPE_ORDER
from schemas.problems import Problem
from schemas.types import SAFE_INTEGER

MAX_BEHIND = 60
"""Scopes that a cursor tracks on their own; more are read together, as :data:`EVERY`."""

EVERY = "*"
"""Stands in a cursor for every scope that it does not name."""

_READER = re.compile(r"[A-Za-z0-9_-]{6}")

_SCOPE = re.compile(r"[a-z0-9_]{1,32}(:[A-Za-z0-9_-]{1,64})?|\*")
"""``kind``, ``kind:ID`` or :data:`EVERY`. A cursor comes back from outside and is sent out again:
nothing else gets into a message with it."""


class Backfill(msgspec.Struct, frozen=True):
    """A scope on its way to the others. ``position``: read up to here. ``floor``: departures and
    deletions after it concern the device; what left before, it never held."""

    position: int
    floor: int


class Cursor(msgspec.Struct, frozen=True):
    """``epoch.position.generation``, then ``~scope=position.floor`` for scopes behind.

    ``generation``: the sequence of the last change of the person's scopes that is in the position.
    ``reader``: :func:`reader_mark` of the person who read, as a fourth number so to speak, where
    several people read on one device; empty where the device is bound to a person.
    """

    epoch: int
    position: int
    generation: int
    behind: dict[str, Backfill] = {}
    reader: str = ""

    def text(self) -> str:
        """The opaque form that travels."""
        head = f"{self.epoch}.{self.position}.{self.generation}"
        parts = [f"{head}.{self.reader}" if self.reader else head]
        for scope, fill in sorted(self.behind.items()):
            parts.append(f"{scope}={fill.position}.{fill.floor}")
        return "~".join(parts)


def parse(text: str) -> Cursor:
    """Reads a cursor.

    Raises:
        Problem: ``sync/cursor``, whatever is wrong with it.
    """
    try:
        head, *fills = text.split("~")
        figures, reader = head.split("."), ""
        if len(figures) == 4:
            reader = figures.pop()
            if not _READER.fullmatch(reader):
                raise ValueError(reader)
        epoch, position, generation = (_number(part) for part in figures)
        if len(fills) > MAX_BEHIND:
            raise ValueError("too many scopes")
        behind: dict[str, Backfill] = {}
        for fill in fills:
            scope, _, where = fill.rpartition("=")
            if not _SCOPE.fullmatch(scope):
                raise ValueError(scope)
            at, _, floor = where.partition(".")
            behind[scope] = Backfill(_number(at), _number(floor))
    except ValueError:
        raise Problem("sync/cursor") from None
    return Cursor(epoch, position, generation, behind, reader)


def reader_mark(person: str) -> str:
    """Tells one person's cursors on a shared device from another's: 36 bits of a hash, as text."""
    return base64.urlsafe_b64encode(hashlib.sha256(person.encode()).digest())[:6].decode()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 16:
        raise ValueError(text)
    number = int(text)
    if number > SAFE_INTEGER:
        raise ValueError(text)
    return number


class Holding(msgspec.Struct, frozen=True):
    """One scope of one person, as the hub knows it. ``first``: the sequence at which they got it
    for the first time. ``since``: at which they got it last. ``until``: at which they lost it."""

    scope: str
    first: int = 0
    since: int = 0
    until: int | None = None


class Reading(msgspec.Struct):
    """Where a device stands while its pages are put together.

    ``positions``: scope -> read up to here. ``floors``: scope -> departures and deletions after it
    concern the device. ``lost``: scope -> everything in it goes, and what left it after this
    position. ``parts``: pages may be shown as they come, since there is nothing to keep whole.
    ``reader``: see :class:`Cursor`.
    """

    epoch: int
    generation: int
    positions: dict[str, int]
    floors: dict[str, int]
    lost: dict[str, int]
    parts: bool = False
    reader: str = ""

    def turn(self, head: int) -> "Turn | None":
        """The scopes to read next, and how far; None when all stand at the head."""
        lowest = min(self.positions.values(), default=head)
        if lowest >= head:
            return None
        filling = [s for s, at in self.positions.items() if at < min(self.floors[s], head)]
        if 0 < len(filling) <= MAX_BEHIND:
            scope = min(filling, key=_order)
            return Turn((scope,), self.positions[scope], min(self.floors[scope], head))
        group = [s for s, at in self.positions.items() if at == lowest]
        ahead = [at for at in self.positions.values() if at > lowest]
        return Turn(tuple(group), lowest, min(ahead, default=head))

    def advance(self, turn: "Turn", to: int) -> None:
        """Notes how far a turn got."""
        for scope in turn.scopes:
            self.positions[scope] = to

    def cursor(self, head: int) -> Cursor:
        """The cursor for where it stands now. Scopes that are behind are named one by one; too many
        of them are set back together to the last one, which costs some reading."""
        top = max(self.positions.values(), default=head)
        behind = {
            scope: Backfill(at, self.floors[scope])
            for scope, at in self.positions.items()
            if at < max(top, self.floors[scope])
        }
        if len(behind) > MAX_BEHIND:
            last, floor = min(self.positions.values()), min(self.floors.values())
            behind = {EVERY: Backfill(last, floor)}
        return Cursor(self.epoch, top, self.generation, behind, self.reader)


class Turn(msgspec.Struct, frozen=True):
    """Read these scopes together, after ``after`` and up to ``until``."""

    scopes: tuple[str, ...]
    after: int
    until: int


def _order(scope: str) -> tuple[int, str]:
    kind = scope.partition(":")[0]
    return (SCOPE_ORDER.index(kind) if kind in SCOPE_ORDER else len(SCOPE_ORDER), scope)


def start(
    cursor: Cursor | None,
    holdings: Iterable[Holding],
    *,
    epoch: int,
    head: int,
    oldest: int,
    reader: str = "",
) -> Reading | None:
    """How to read on from a cursor with what the person holds now.

    ``cursor``: None to bootstrap. ``head``: the last sequence. ``oldest``: departures at or before
    it are forgotten. ``reader``: whose cursor it has to be, see :class:`Cursor`.

    Returns None where the device must start anew (another epoch, too old, from the future, read by
    somebody else: what that person could see says nothing about what this one can).
    """
    now = [h for h in holdings if h.until is None]
    generation = max((max(h.since, h.until or 0) for h in holdings), default=0)
    if cursor is None:
        scopes = [h.scope for h in now]
        anew = dict.fromkeys(scopes, 0)
        return Reading(
            epoch, generation, anew, dict.fromkeys(scopes, head), {}, parts=True, reader=reader
        )
    if cursor.epoch != epoch or cursor.position > head or cursor.generation > head:
        return None
    if cursor.reader != reader:
        return None
    positions: dict[str, int] = {}
    floors: dict[str, int] = {}
    lost: dict[str, int] = {}
    for holding in holdings:
        scope = holding.scope
        fill = cursor.behind.get(scope) or cursor.behind.get(EVERY)
        if holding.until is not None:
            # What was gained and lost again since, the device never held.
            if holding.first <= cursor.generation < holding.until:
                lost[scope] = cursor.position if fill is None else fill.floor
        elif holding.since > cursor.generation:
            positions[scope] = 0
            floors[scope] = head
            if holding.first <= cursor.generation:
                floors[scope] = cursor.position if fill is None else fill.floor
        elif fill is not None:
            positions[scope] = min(fill.position, cursor.position)
            floors[scope] = fill.floor
        else:
            positions[scope] = floors[scope] = cursor.position
    if min([*floors.values(), *lost.values()], default=cursor.position) < oldest:
        return None
    return Reading(epoch, generation, positions, floors, lost, reader=reader)


def still_held(scopes: Iterable[str], holdings: Mapping[str, int]) -> bool:
    """Whether a record that stands in ``scopes`` is still in the device's hands."""
    return any(scope in holdings for scope in scopes)
