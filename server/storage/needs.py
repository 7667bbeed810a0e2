"""What planning asks an engine to load, and the shapes in which rows come back.

Planning does no I/O: it yields a :class:`Need` and is sent a :class:`Loaded`, so that a thread with
SQLite and a task with PostgreSQL drive the same code.
"""

from collections.abc import Generator
from typing import Any, TypeVar

import msgspec

from sync.plan import Block

T = TypeVar("T")


class Need(msgspec.Struct):
    """What must be loaded, and locked where others may write at the same time.

    ``receipts``: (replica, number): all receipts that reach that number or a later one.
    ``relatives``: (replica, position): receipts of the others of its family at or after a position.
    ``answers``: (person, idempotency key). ``own``: the server's own replica.
    """

    replicas: set[str] = set()
    records: set[str] = set()
    departures: set[str] = set()
    refusals: set[str] = set()
    blocks: set[tuple[str, str]] = set()
    people: set[str] = set()
    numbers: set[str] = set()
    receipts: list[tuple[str, int]] = []
    relatives: list[tuple[str, int]] = []
    answers: set[tuple[str, str]] = set()
    own: bool = False


class Replica(msgspec.Struct, kw_only=True):
    """A row of ``replicas`` (server/storage/tables.py). ``related``: its family has others."""

    key: int
    id: str
    family: str
    parent: str | None = None
    line: dict[str, int] = {}
    n: int = 0
    uid: str = ""
    stamp: int = 0
    clean: int = 0
    offered: int = 0
    unproved: int = 0
    read: int = 0
    born: int = 0
    safe: int = 0
    own: bool = False
    retired: bool = False
    contact: int = 0
    related: bool = False


class Row(msgspec.Struct):
    """A record as it is stored. ``sequence``: at which it last changed. ``trail``: the newest row
    of its history."""

    key: int
    entity: str
    sequence: int
    deleted: bool
    trail: int
    document: bytes
    state: bytes


class Granted(msgspec.Struct):
    """One scope of one person, as it is stored (``grants``)."""

    count: int
    first: int
    since: int
    until: int | None = None


class Receipt(msgspec.Struct):
    """The decisions on one slice. ``no``: the exceptions as answered. ``fix``: ``[n, stamp]``.
    ``epoch``: of the history in which they were made."""

    replica: str
    first: int
    last: int
    uids: bytes
    no: list[list[Any]]
    fix: list[tuple[int, int]]
    position: int
    epoch: int


class Kept(msgspec.Struct):
    """The answer to a request with an idempotency key, MessagePack, its sequences counted from
    ``base``; None in the group that makes it."""

    digest: str
    answer: bytes
    base: int | None = None


class Loaded(msgspec.Struct):
    """What a :class:`Need` brought. What is not there is left out of the dictionaries."""

    replicas: dict[str, Replica] = {}
    records: dict[str, Row] = {}
    purged: set[str] = set()
    departures: dict[str, dict[str, int]] = {}
    refusals: dict[str, dict[str, int]] = {}
    blocks: dict[tuple[str, str], list[Block]] = {}
    people: dict[str, dict[str, Granted]] = {}
    numbers: dict[str, int] = {}
    receipts: dict[str, list[Receipt]] = {}
    relatives: dict[str, list[Receipt]] = {}
    answers: dict[tuple[str, str], Kept] = {}
    own: str = ""


Asking = Generator[Need, Loaded, T]
"""A step of planning: yields needs, is sent what was loaded, and returns its result."""
