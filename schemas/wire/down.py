"""Every message that a server sends.

A record travels as one JSON document: its fields, ``id``, and under ``_`` what sync needs to know
(:class:`Meta`). It is encoded once, when it is written; pages, REST and sockets splice the bytes.
Empty parts of an answer are left out. Nothing at all to say is ``204 No Content``.
"""

from typing import Any, Generic, Literal, TypeVar

import msgspec

Bytes = TypeVar("Bytes")

_NAMES = {"arrivals": "in", "departures": "out"}


class Meta(msgspec.Struct, omit_defaults=True):
    """What a document says about itself, under ``_``.

    ``v``: version vector. ``c``: fields in conflict -> all siblings ``[value, [replica, n], stamp,
    actor]``, the visible one first. ``k``: counters that were counted -> ``[sum of adds, offset]``
    (where a counter is not named, its value is the sum). ``r``: counters -> late adds
    ``[amount, [replica, n], stamp, actor]`` that were made before the count and came after it.
    ``f``: flags, ``late`` (admitted from a writer that no longer held the record), ``revived``
    (an edit met a delete), ``below:FIELD`` (a counter under its minimum).
    """

    v: dict[str, int]
    c: dict[str, list[tuple[Any, tuple[str, int], int, str]]] = {}
    k: dict[str, tuple[int, int]] = {}
    r: dict[str, list[tuple[int, tuple[str, int], int, str]]] = {}
    f: list[str] = []


class Instruction(msgspec.Struct, omit_defaults=True):
    """Something the device must do before it goes on. None of them ever empties an outbox.

    ``rewind``: the hub was restored; what it has decided up to ``match`` is what the device heard;
    send again from there, same numbers.
    ``rekey``: histories have parted; offer what you keep (``POST /sync/rekey``).
    ``resync``: pull everything anew, from an empty cursor. ``upgrade``: this app is too old to be
    told; it can still push. ``wipe``: hand in the outbox, then empty the store.
    """

    do: Literal["rewind", "rekey", "resync", "upgrade", "wipe"]
    match: tuple[int, str] = (0, "")


class Receipt(msgspec.Struct):
    """A signed "everything you wrote is in": last number, position, time (ms), seal."""

    n: int
    position: int
    at: int
    seal: str


class Answer(msgspec.Struct, Generic[Bytes], omit_defaults=True, rename=_NAMES):
    """The answer to :class:`schemas.wire.up.Sync`.

    ``done``: every number up to it is decided; merged unless ``no`` names it:
    ``[n, "conflict", [[entity, id, field], ...]]``, ``[n, "parted", [[entity, id, field, code],
    ...]]`` (merged but for these parts), ``[n, "refused", problem]``. ``first``: the first number
    that this answer decides. ``fix``: stamps that were fixed otherwise than sent. ``mac``: the
    hub's seal over replica, range, uids, exceptions and fixed stamps.
    ``in``, ``out``, ``gone``: arrivals by entity; ids that left the device's scopes; ids deleted.
    ``c``: the new cursor; ``more``: the page is not the last. ``at``: the hub's clock, a stamp.
    ``blocks``: new number blocks by series. ``safe``: the last number that a backup covers.
    ``horizon``: how long (ms) a silent device is waited for. ``epoch``: told where the device named
    another one.
    """

    at: int
    first: int = 0
    done: int | None = None
    no: list[list[Any]] = []
    fix: list[tuple[int, int]] = []
    mac: str = ""
    arrivals: list[tuple[str, list[Bytes]]] = []
    departures: list[tuple[str, list[str]]] = []
    gone: list[tuple[str, list[str]]] = []
    c: str | None = None
    more: bool = False
    blocks: dict[str, list[tuple[int, int]]] = {}
    safe: int = 0
    horizon: int = 0
    epoch: int = 0
    receipt: Receipt | None = None
    instruction: Instruction | None = None


class Rekeyed(msgspec.Struct, omit_defaults=True):
    """The device's new id, its parent (old id, last number that matched), and what of the offer is
    known already: uid -> the dot under which it was decided. ``no``: those of them that did not
    simply merge: uid -> the verdict and what it names, as in :class:`Answer`. ``epoch``: of the
    history of the hub that says so."""

    replica: str
    parent: tuple[str, int]
    known: dict[str, tuple[str, int]]
    no: dict[str, list[Any]] = {}
    epoch: int = 1


class Digested(msgspec.Struct, omit_defaults=True):
    """The hub's checksum of the same scopes at the same position; ``now`` false where the device
    has something to pull first. ``records``: entity -> id -> vector, when asked for."""

    same: bool
    sum: str
    now: bool = True
    records: dict[str, dict[str, dict[str, int]]] = {}


class Ready(msgspec.Struct, tag_field="t", tag="ready"):
    """The socket is open and authenticated. ``beat``: seconds between heartbeats."""

    at: int
    beat: int
    instruction: Instruction | None = None


class Changes(
    msgspec.Struct, Generic[Bytes], tag_field="t", tag="changes", omit_defaults=True, rename=_NAMES
):
    """What is new between two cursors of this socket; applied only if ``since`` is the device's."""

    since: str
    c: str
    arrivals: list[tuple[str, list[Bytes]]] = []
    departures: list[tuple[str, list[str]]] = []
    gone: list[tuple[str, list[str]]] = []


class Verdicts(msgspec.Struct, Generic[Bytes], tag_field="t", tag="verdicts"):
    """The answer to one ``push``: verdicts only; the effects come as ``changes``."""

    id: int
    answer: Answer[Bytes]


class Happened(msgspec.Struct, tag_field="t", tag="event"):
    """A named domain event (requirements C7, G5, G7) about a record in the socket's scopes."""

    name: str
    entity: str
    id: str
    by: str
    position: int


class Presence(msgspec.Struct, tag_field="t", tag="presence"):
    """Somebody came to or left a room."""

    room: str
    person: str
    here: bool


class Behind(msgspec.Struct, tag_field="t", tag="behind"):
    """The socket read too slowly and was not buffered for: pull from your cursor."""


class Expiring(msgspec.Struct, tag_field="t", tag="expiring"):
    """The token ends in so many seconds: send a new one on this socket."""

    seconds: int


class Pong(msgspec.Struct, tag_field="t", tag="pong"):
    """Heartbeat back, with the hub's clock."""

    n: int
    at: int


class Trouble(msgspec.Struct, tag_field="t", tag="problem", omit_defaults=True):
    """A frame was not understood or not allowed; the socket stays open.

    ``id``: of the ``push`` that it was, where that could be read. ``errors``: field -> what is
    wrong with it.
    """

    code: str
    title: str
    id: int | None = None
    errors: dict[str, str] = {}
