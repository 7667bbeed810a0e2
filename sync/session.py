"""The words of a device's session: what it remembers, and what its store must carry out."""

from typing import Any, Literal

import msgspec

from schemas.wire.down import Receipt
from schemas.wire.version import SCHEMA
from sync.clock import Clock

State = Literal["pending", "sent", "merged", "conflict", "parted", "refused"]
DECIDED: frozenset[str] = frozenset({"merged", "conflict", "parted", "refused"})

Raw = msgspec.Raw


class Written(msgspec.Struct):
    """One own mutation, as the outbox keeps it.

    ``seq``: its place in the outbox, for ever; its dot ``(replica, n)`` may change. ``stamp``: as
    made. ``fixed``: as the hub fixed it, 0 if as made. ``ops``: JSON text; None once a refused one
    was resolved. ``schema``: the version its ops were written in. ``detail``: what the verdict
    named, JSON. ``settled``: its effects are in the base, or will never be: the overlay is done.
    """

    seq: int
    replica: str
    n: int
    uid: str
    nonce: str
    actor: str
    stamp: int
    ops: bytes | None
    schema: int = SCHEMA
    state: State = "pending"
    detail: bytes | None = None
    fixed: int = 0
    settled: bool = False


class Seal(msgspec.Struct):
    """The hub's seal over one answer's verdicts, kept to give it back after a restore."""

    first: int
    last: int
    mac: str
    no: list[list[Any]]
    fix: list[tuple[int, int]]


class Session(msgspec.Struct):
    """Where one device stands with its hub.

    ``after``: number and uid of the last decided mutation it knows. ``floor``: the same of the last
    one no longer kept. ``last``: the last number given out. ``cursor``: what the base holds.
    ``epoch``: of the hub's history, as last heard.
    ``ahead``: what the stage holds, None where it is empty. ``turn``: counts what makes earlier
    requests void. ``former``: mutations decided under former ids are kept, too.
    ``forebears``: those ids, the last ones first. ``safe``: the last
    number that a backup covers. ``contact``: when the hub last answered, ms by the device's clock.
    """

    replica: str
    clock: Clock
    epoch: int = 1
    after: tuple[int, str] = (0, "")
    floor: tuple[int, str] = (0, "")
    last: int = 0
    pull: Literal["bootstrap", "follow", "replace"] = "bootstrap"
    cursor: str = ""
    ahead: str | None = None
    turn: int = 0
    rekey: bool = False
    upgrade: bool = False
    wipe: bool = False
    former: bool = False
    forebears: list[str] = []
    safe: int = 0
    horizon: int = 0
    contact: int = 0
    receipt: Receipt | None = None

    @property
    def position(self) -> str:
        """The cursor that the next page must start from."""
        return self.cursor if self.ahead is None else self.ahead

    @property
    def live(self) -> bool:
        """Whether changes from a socket may be applied as they come."""
        duties = self.rekey or self.upgrade or self.wipe
        return self.pull == "follow" and self.ahead is None and not duties


class Asked(msgspec.Struct):
    """What is remembered of a request until its answer. ``cursor`` None: it asked for no records.
    ``waits``: the hub was asked to wait, so the answer's time says nothing about the offset."""

    replica: str
    turn: int
    after: int
    uids: list[str]
    cursor: str | None
    at: int
    waits: bool = False


class Page(msgspec.Struct):
    """Records to take in: arrivals, then departures, then what is gone."""

    arrivals: list[tuple[str, list[Raw]]]
    departures: list[tuple[str, list[str]]]
    gone: list[tuple[str, list[str]]]

    def __bool__(self) -> bool:
        return bool(self.arrivals or self.departures or self.gone)


class Decide(msgspec.Struct, tag=True):
    """Numbers ``first`` to ``last`` are merged, but for those named: n -> (state, detail). What is
    refused again keeps its first detail. ``fix``: n -> the stamp as the hub fixed it."""

    first: int
    last: int
    named: dict[int, tuple[State, bytes]]
    fix: dict[int, int]


class Keep(msgspec.Struct, tag=True):
    """Keeps a seal."""

    seal: Seal


class Take(msgspec.Struct, tag=True):
    """Number blocks (first, last) by series, the last one included."""

    blocks: dict[str, list[tuple[int, int]]]


class Show(msgspec.Struct, tag=True):
    """The page goes into the base."""

    page: Page


class Stage(msgspec.Struct, tag=True):
    """The page waits in the stage, in order, until all is there."""

    page: Page


class Unveil(msgspec.Struct, tag=True):
    """The stage goes into the base; with ``replace`` it becomes the base, and own mutations that
    are not decided go back on top of it."""

    replace: bool


class Unstage(msgspec.Struct, tag=True):
    """The stage is emptied."""


class Settle(msgspec.Struct, tag=True):
    """The base is as new as the verdicts up to number ``upto`` (and those under former ids): what
    the feed brought of them is in it, and the overlay is done with them."""

    upto: int


class Reopen(msgspec.Struct, tag=True):
    """Decided numbers from ``first`` go back to sent: the hub has lost them."""

    first: int


class Renumber(msgspec.Struct, tag=True, omit_defaults=True):
    """After a rekey: seq -> (replica, n, state); seals and blocks of the former id are void.
    ``details``: seq -> what the verdict named, JSON, where a twin's answer had told it."""

    moves: dict[int, tuple[str, int, State]]
    details: dict[int, bytes] = {}


Effect = Decide | Keep | Take | Show | Stage | Unveil | Unstage | Settle | Reopen | Renumber
