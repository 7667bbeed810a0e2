"""What storage promises to those who serve devices and people.

Every engine runs the same contract suite (``tests/contracts``). All methods may be called from
many tasks at once; writes are committed in groups, each mutation all or nothing by itself, and are
durable when the call returns.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import msgspec

from schemas.wire.down import Instruction, Receipt, Rekeyed
from schemas.wire.up import Vouched


class Act(msgspec.Struct):
    """One mutation as it came in. ``stamp``: as the device made it. ``ops``: their JSON text, None
    where the number is void and ``nonce`` is its uid."""

    nonce: str
    stamp: int
    actor: str
    ops: bytes | None


class Push(msgspec.Struct, kw_only=True):
    """A slice of one replica's outbox.

    ``roles``: the people who may act on the device -> role. ``trusted``: neither revoked nor
    retired. ``escrow``: the device was revoked: keep the acts aside for review, apply nothing.
    ``epoch``: of the history that the device last heard of.
    ``schema``: the version that the ops are written in. ``rest``: how many more wait behind.
    """

    organisation: str
    replica: str
    roles: dict[str, str]
    trusted: bool = True
    escrow: bool = False
    epoch: int = 1
    after: tuple[int, str] = (0, "")
    acts: list[Act] = []
    schema: int = 1
    rest: int = 0
    vouch: list[Vouched] = []
    held: dict[str, int] = {}
    receipt: bool = False


class Pushed(msgspec.Struct, kw_only=True):
    """The verdicts on a slice; names as in :class:`schemas.wire.down.Answer`. ``epoch``: the hub's,
    where the device named another; nothing is decided then."""

    first: int = 0
    done: int | None = None
    no: list[list[Any]] = []
    fix: list[tuple[int, int]] = []
    mac: str = ""
    blocks: dict[str, list[tuple[int, int]]] = {}
    safe: int = 0
    epoch: int = 0
    receipt: Receipt | None = None
    instruction: Instruction | None = None
    position: int = 0


class Pull(msgspec.Struct, kw_only=True):
    """A request for what is new. ``cursor``: empty to bootstrap. ``replica``: whose round it is
    (None for a reader that is no device). ``shared``: others read on it too, and a cursor is good
    for one person only. ``idle``: the device has nothing more to send."""

    organisation: str
    person: str
    role: str
    cursor: str
    shared: bool = False
    room: int = 2_000
    replica: str | None = None
    idle: bool = False
    schema: int = 1


class Page(msgspec.Struct, kw_only=True):
    """One page of changes: documents as stored (JSON bytes), by entity."""

    arrivals: list[tuple[str, list[bytes]]] = []
    departures: list[tuple[str, list[str]]] = []
    gone: list[tuple[str, list[str]]] = []
    cursor: str = ""
    more: bool = False
    position: int = 0
    instruction: Instruction | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not (self.arrivals or self.departures or self.gone)


class Write(msgspec.Struct, kw_only=True):
    """An act of a person through REST: a mutation of the server's own replica.

    ``ops``: JSON-ready, ``seen`` of each may be ``"now"``: the writer saw the record as it is when
    the write is planned. ``match``: id -> the sequences that ``If-Match`` allows. ``key``: the
    idempotency key, with ``digest`` of the request's content.
    """

    organisation: str
    actor: str
    role: str
    ops: list[Any]
    match: dict[str, list[int]] = {}
    key: str | None = None
    digest: str = ""


class Written(msgspec.Struct, kw_only=True):
    """What became of it. ``documents``: id -> (sequence, document) of the records written, None
    where one was deleted. ``repeated``: the key was known, and this is the earlier answer."""

    position: int
    conflicts: list[list[str]] = []
    parted: list[list[str]] = []
    documents: dict[str, tuple[int, bytes] | None] = {}
    repeated: bool = False


class Stored(msgspec.Struct):
    """One record as it is stored."""

    entity: str
    id: str
    sequence: int
    document: bytes


class Filter(msgspec.Struct):
    """``field OP value`` with OP one of eq, ne, lt, le, gt, ge, in, has (a set's element)."""

    field: str
    op: str
    value: Any


class Query(msgspec.Struct, kw_only=True):
    """A list request. ``scopes`` comes from the reader's role and grants, never from the request.
    ``text``: matched anywhere in the entity's search fields. ``sort``: field, a leading ``-`` for
    descending; default: newest change first. ``after``: the previous page's ``next``."""

    organisation: str
    person: str
    role: str
    entity: str
    filters: list[Filter] = []
    text: str | None = None
    sort: str | None = None
    after: str | None = None
    limit: int = 50


class Listed(msgspec.Struct):
    """A page of a list. ``next``: to be given as ``after``, None on the last one."""

    records: list[Stored]
    next: str | None
    total: int


class Revision(msgspec.Struct):
    """One step in a record's history: who, when, on which replica, and what it replaced.

    ``act``: create, edit or delete. ``fields``: field -> ``[before, after]``. ``at``: when it was
    done, by the device's clock as corrected; ``received``: when the hub decided it, where that is
    known; both ms. ``device``: what people call the device, empty for none (REST, or forgotten).
    """

    position: int
    act: str
    actor: str
    replica: str
    n: int
    at: int
    received: int | None
    device: str
    fields: dict[str, list[Any]]


class Reading(msgspec.Struct):
    """How far a replica has read for certain, and when it was heard from last (ms, 0 never)."""

    position: int
    contact: int


class Step(msgspec.Struct):
    """A record that came into a scope, changed there or left it. ``replicas``: who did so, where
    that is known; empty for a creation."""

    entity: str
    id: str
    position: int
    left: bool
    replicas: list[str]


class Moved(Protocol):
    """A record as a group left it. ``scopes``: where it stands now."""

    entity: str
    id: str
    deleted: bool
    document: bytes
    scopes: frozenset[str]


class Committed(msgspec.Struct):
    """What others hear when a group is durable: the new head, the scopes that changed, the domain
    events (their step is their position), and the people whose scopes changed.

    ``records``: what it changed, each once, for casting without reading it back. ``departures``:
    (scope, id) of those that left a scope -> step, 0 where one came back.
    """

    organisation: str
    head: int
    scopes: frozenset[str]
    events: list[Any]
    people: frozenset[str]
    records: Sequence[Moved] = ()
    departures: Mapping[tuple[str, str], int] = {}


class Storage(Protocol):
    """See the module. Every method raises :class:`schemas.problems.Problem` for what a client did
    wrong, and ``server/busy`` when the write queue is full."""

    async def open(self) -> None:
        """Makes or migrates the tables, and starts the writer."""
        ...

    async def close(self) -> None:
        """Finishes what is queued and lets go of everything."""
        ...

    def listen(self, hear: Callable[[Committed], None]) -> None:
        """Calls ``hear`` on the event loop after each group that is durable, in order."""
        ...

    async def add_organisation(self, organisation: str) -> None:
        """Registers an organisation that may hold records; its epoch starts at 1."""
        ...

    async def add_replica(self, organisation: str, replica: str, *, since: int = 0) -> None:
        """Registers a device's replica id. ``since``: when it was enrolled, ms; no stamp of its is
        taken to be earlier, or a clock in 1970 would win every ``first``."""
        ...

    async def push(self, push: Push) -> Pushed:
        """Decides a slice: exactly once, in number order, with a receipt in the same commit."""
        ...

    async def write(self, write: Write) -> Written:
        """A person's act through REST, planned like any other.

        Raises:
            Problem: its refusal (nothing is written then), ``record/changed``,
                ``idempotency/mismatch``.
        """
        ...

    async def repeated(
        self, organisation: str, actor: str, key: str, digest: str
    ) -> Written | None:
        """The answer that was given to an idempotency key; None where it is new.

        Raises:
            Problem: ``idempotency/mismatch``.
        """
        ...

    async def pull(self, pull: Pull) -> Page:
        """What came since a cursor, a page of it."""
        ...

    async def rekey(
        self,
        organisation: str,
        replica: str,
        first: int,
        uids: list[str],
        fresh: str,
        former: Sequence[str] = (),
    ) -> Rekeyed:
        """Gives a replica whose history has parted a new id, ``fresh``; where the same was asked
        before and nothing was decided under the id given then, that one again. ``former``: ids that
        it says it had; their families count as one with its own from now on.

        What of the offer is known under any id of the family is told, but for what was refused.
        """
        ...

    async def digest(
        self, organisation: str, person: str, role: str, cursor: str, *, shared: bool = False
    ) -> tuple[bool, dict[str, dict[str, dict[str, int]]]]:
        """Whether the cursor stands at the head with today's scopes, and entity -> id -> vector of
        all that the person's scopes hold. ``shared``: as in :class:`Pull`."""
        ...

    async def scopes(self, organisation: str, person: str, role: str) -> frozenset[str]:
        """What a person may read now."""
        ...

    async def head(self, organisation: str) -> int:
        """The last sequence."""
        ...

    async def epoch(self, organisation: str) -> int:
        """The epoch of the hub's history."""
        ...

    async def get(self, organisation: str, person: str, role: str, entity: str, id: str) -> Stored:
        """One record, if the person may read it.

        Raises:
            Problem: ``record/unknown``, alike for what is not there and what is not for them.
        """
        ...

    async def query(self, query: Query) -> Listed:
        """A page of a list of what the person may read."""
        ...

    async def history(
        self, organisation: str, person: str, role: str, entity: str, id: str
    ) -> list[Revision]:
        """A record's history, newest first."""
        ...

    async def readings(self, organisation: str) -> dict[str, Reading]:
        """Replica -> how far it has read, for every device."""
        ...

    async def steps(self, organisation: str, scope: str, since: int) -> list[Step]:
        """What happened in a scope after a position, each record once, oldest first."""
        ...

    async def statistics(self, organisation: str) -> dict[str, int]:
        """Records, replicas, head, receipts: figures for the status page."""
        ...
