"""What planning looks at, and what it decides: plain data between the hub and its storage."""

from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.registry import Registry
from sync.record import Record


class Missing(Exception):
    """Planning needs something that is not loaded: load it, lock it, plan again."""

    def __init__(
        self,
        *,
        records: frozenset[str] = frozenset(),
        departures: str | None = None,
        refusals: str | None = None,
        blocks: tuple[str, str] | None = None,
        people: str | None = None,
        number: str | None = None,
    ) -> None:
        super().__init__("something is not loaded")
        self.records = records
        self.departures = departures
        self.refusals = refusals
        self.blocks = blocks
        self.people = people
        self.number = number


class Block(msgspec.Struct):
    """Numbers ``first`` to ``last`` of a series, reserved for one replica. ``used``: a bit each."""

    first: int
    last: int
    used: int = 0


class World(msgspec.Struct):
    """What is loaded of one organisation, shared by all mutations of a commit group.

    ``records``: id -> record, or None where it is known that there is none. ``departures``: id ->
    scope -> the sequence at which it last left. ``refusals``: replica -> id of a refused creation
    -> the number that was refused. ``blocks``: (replica, series) -> blocks. ``people``: person ->
    scope held now -> how many reasons hold it. ``lost``: person -> scope -> the sequence at which
    it was lost. ``first``: person -> scope -> the sequence at which it was gained for the first
    time, where it was not held from the beginning. ``numbers``: series -> the hub's own next
    number. ``purged``: ids of records that were deleted long ago and cleared.
    """

    registry: Registry
    records: dict[str, Record | None] = {}
    departures: dict[str, dict[str, int]] = {}
    refusals: dict[str, dict[str, int]] = {}
    blocks: dict[tuple[str, str], list[Block]] = {}
    people: dict[str, dict[str, int]] = {}
    lost: dict[str, dict[str, int]] = {}
    first: dict[str, dict[str, int]] = {}
    numbers: dict[str, int] = {}
    purged: set[str] = set()


class Writer(msgspec.Struct):
    """Whose mutations these are.

    ``line``: parents of the replica -> last number that matched. ``roles``: person -> role, for the
    people who may act on it. ``clean``: the position at its last round that ended with an empty
    outbox.
    ``trusted``: neither revoked nor retired.
    """

    replica: str
    roles: dict[str, str]
    line: dict[str, int] = {}
    clean: int = 0
    trusted: bool = True


class Outcome(msgspec.Struct):
    """The verdict on one mutation. ``step`` is its place in the group, 0 where nothing changed.

    ``conflicts``: ``[entity, id, field]``; ``parted``: ``[entity, id, field, code]``, parts that
    were left out; ``problem``: why it was refused as a whole.
    """

    n: int
    stamp: int
    step: int = 0
    conflicts: list[list[str]] = []
    parted: list[list[str]] = []
    problem: Problem | None = None

    def exception(self) -> list[Any] | None:
        """How an answer names it; None for what simply merged."""
        if self.problem is not None:
            return [self.n, "refused", self.problem.wire()]
        if self.parted:
            return [self.n, "parted", self.parted]
        if self.conflicts:
            return [self.n, "conflict", self.conflicts]
        return None


class Change(msgspec.Struct, array_like=True):
    """One row of a record's history: what one mutation changed in it.

    ``act``: ``edit`` or ``delete`` (creations stand in the record itself). ``fields``: field ->
    ``[before, after]``.
    """

    id: str
    step: int
    replica: str
    n: int
    stamp: int
    actor: str
    act: str
    fields: dict[str, list[Any]]


class Raised(msgspec.Struct, array_like=True):
    """A domain event: name, record, the scopes that may hear it, who acted, and its step."""

    name: str
    entity: str
    id: str
    scopes: frozenset[str]
    actor: str
    step: int


class Plan(msgspec.Struct):
    """What a group of mutations changes. Steps count from 1; the storage adds its sequence.

    ``touched``: id -> step at which it last changed; its feed rows go into ``scopes_of(record)``.
    ``departures``: (scope, id) -> step, or 0 where an earlier departure no longer holds.
    ``grants``: (person, scope, +1 or -1, step), in order.
    """

    steps: int = 0
    touched: dict[str, int] = {}
    departures: dict[tuple[str, str], int] = {}
    grants: list[tuple[str, str, int, int]] = []
    history: list[Change] = []
    events: list[Raised] = []
    refusals: list[tuple[str, str, int]] = []
    blocks: set[tuple[str, str]] = set()
    numbers: set[str] = set()
