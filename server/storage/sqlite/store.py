"""SQLite behind the storage contract: one process, one file, nothing to install."""

# ruff: noqa: D102  # the contract says what each method promises

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from schemas.problems import Problem
from schemas.registry import REGISTRY, Registry
from schemas.wire.down import Rekeyed
from server.storage.contacts import Contact
from server.storage.contract import (
    Committed,
    Listed,
    Page,
    Pull,
    Push,
    Pushed,
    Query,
    Reading,
    Revision,
    Step,
    Stored,
    Write,
    Written,
)
from server.storage.drafts import Draft, repeated
from server.storage.housekeeping import HORIZON_MS, keep_house
from server.storage.migration import migrate
from server.storage.needs import Need
from server.storage.paging import Stand, page_of
from server.storage.planning import plan_group
from server.storage.sqlite import looking, maintaining, reaching, rekeying, restoring, schema, tasks
from server.storage.sqlite.committing import Committer, drive
from server.storage.sqlite.connection import connect_writer
from server.storage.sqlite.feeding import Feed
from server.storage.sqlite.loading import Loader
from server.storage.sqlite.looking import Look
from server.storage.sqlite.names import Organisation, find_organisation
from server.storage.sqlite.querying import list_records
from server.storage.sqlite.reading import Readers, Snapshot
from server.storage.topping import LOW
from sync.feed import parse

T = TypeVar("T")


def _wall_clock() -> int:
    return time.time_ns() // 1_000_000


class SqliteStorage:
    """See :class:`server.storage.contract.Storage`.

    ``path``: the database file. ``seal_key``: the secret behind the hub's seals. ``clock``: ms.
    ``horizon_ms``: how long a silent device is waited for.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        seal_key: bytes,
        clock: Callable[[], int] = _wall_clock,
        registry: Registry = REGISTRY,
        horizon_ms: int = HORIZON_MS,
    ) -> None:
        self.path = Path(path)
        self._seal_key = seal_key
        self._clock = clock
        self._registry = registry
        self._horizon_ms = horizon_ms
        self._sweep = maintaining.Sweep()
        self._hearers: list[Callable[[Committed], None]] = []

    async def open(self) -> None:
        await asyncio.to_thread(self._prepare)
        self._readers = Readers(self.path)
        self._committer = Committer(
            self.path, self._registry, self._seal_key, self._clock, self._hear
        )
        await asyncio.to_thread(self._committer.start)
        self._closing = asyncio.Event()
        self._house = asyncio.create_task(keep_house(self, self._horizon_ms, self._closing))

    async def close(self) -> None:
        self._closing.set()
        await self._house
        await asyncio.to_thread(self._committer.stop)
        await asyncio.to_thread(self._readers.close)

    def listen(self, hear: Callable[[Committed], None]) -> None:
        self._hearers.append(hear)

    async def add_organisation(self, organisation: str) -> None:
        await self._committer.submit(lambda t: tasks.add_organisation(t, organisation))

    async def add_replica(self, organisation: str, replica: str, *, since: int = 0) -> None:
        await self._committer.submit(lambda t: tasks.add_replica(t, organisation, replica, since))

    async def push(self, push: Push) -> Pushed:
        is_idle = not (push.acts or push.vouch) and all(n >= LOW for n in push.held.values())
        if is_idle:
            answer = await self._readers.read(lambda s: self._answer_idle(s, push))
            if answer is not None:
                return answer
        pushed: Pushed = _given(await self._committer.submit(push))
        return pushed

    async def write(self, write: Write) -> Written:
        written: Written = _given(await self._committer.submit(write))
        return written

    async def repeated(
        self, organisation: str, actor: str, key: str, digest: str
    ) -> Written | None:
        def look(snapshot: Snapshot, found: Organisation) -> Written | None:
            loader = Loader(snapshot.connection, snapshot.names, found)
            kept = loader.load(Need(answers={(actor, key)})).answers.get((actor, key))
            if kept is None:
                return None
            if kept.digest != digest:
                raise Problem("idempotency/mismatch")
            return repeated(kept, 0)

        return await self._read(organisation, look)

    async def pull(self, pull: Pull) -> Page:
        await self._note_role(pull.organisation, pull.person, pull.role)
        page = await self._readers.read(lambda s: self._page(s, pull))
        if pull.replica is not None and page.instruction is None:
            self._committer.note(self._contact(pull, pull.replica, page))
        return page

    async def rekey(
        self,
        organisation: str,
        replica: str,
        first: int,
        uids: list[str],
        fresh: str,
        former: Sequence[str] = (),
    ) -> Rekeyed:
        told: Rekeyed = await self._committer.submit(
            lambda t: rekeying.rekey(t, organisation, replica, first, uids, fresh, former)
        )
        return told

    async def digest(
        self, organisation: str, person: str, role: str, cursor: str, *, shared: bool = False
    ) -> tuple[bool, dict[str, dict[str, dict[str, int]]]]:
        await self._note_role(organisation, person, role)
        pull = Pull(
            organisation=organisation,
            person=person,
            role=role,
            cursor=cursor,
            shared=shared,
            room=1,
        )

        def compare(
            snapshot: Snapshot, organisation: Organisation
        ) -> tuple[bool, dict[str, dict[str, dict[str, int]]]]:
            page = self._page(snapshot, pull)
            stands = bool(cursor) and page.empty and not page.more and page.instruction is None
            look = Look(snapshot, self._registry, organisation, person, role)
            return stands, look.vectors()

        return await self._read(organisation, compare)

    async def scopes(self, organisation: str, person: str, role: str) -> frozenset[str]:
        return await self._look(organisation, person, role, lambda look: look.held)

    async def head(self, organisation: str) -> int:
        return await self._read(organisation, lambda _, o: o.seq)

    async def epoch(self, organisation: str) -> int:
        return await self._read(organisation, lambda _, o: o.epoch)

    async def get(self, organisation: str, person: str, role: str, entity: str, id: str) -> Stored:
        return await self._look(organisation, person, role, lambda look: look.get(entity, id))

    async def query(self, query: Query) -> Listed:
        def look(snapshot: Snapshot, organisation: Organisation) -> Listed:
            held = Look(snapshot, self._registry, organisation, query.person, query.role).held
            return list_records(
                snapshot.connection, snapshot.names, self._registry, organisation.key, query, held
            )

        return await self._read(query.organisation, look)

    async def history(
        self, organisation: str, person: str, role: str, entity: str, id: str
    ) -> list[Revision]:
        return await self._look(organisation, person, role, lambda look: look.history(entity, id))

    async def readings(self, organisation: str) -> dict[str, Reading]:
        return await self._read(organisation, reaching.readings)

    async def steps(self, organisation: str, scope: str, since: int) -> list[Step]:
        return await self._read(organisation, lambda s, o: reaching.steps(s, o, scope, since))

    async def statistics(self, organisation: str) -> dict[str, int]:
        return await self._read(organisation, looking.statistics)

    # Upkeep

    async def organisations(self) -> list[str]:
        """Every organisation."""
        return await self._readers.read(
            lambda s: [row[0] for row in s.connection.execute("SELECT id FROM organisations")]
        )

    async def sweep(self, rows: int) -> int:
        """Looks at so many feed rows, where the last sweep ended, and removes the stale ones.
        Returns how many went."""
        swept: int = await self._committer.submit(lambda t: self._sweep.run(t, rows))
        return swept

    async def purge(self, organisation: str, horizon_ms: int, limit: int) -> int:
        """Clears deleted records and forgets departures as far as the horizon has passed and every
        live device has read past them. Returns how many records were cleared."""
        cleared: int = await self._committer.submit(
            lambda t: maintaining.purge(t, self._registry, organisation, horizon_ms, limit)
        )
        return cleared

    async def backup(self, target: Path) -> None:
        """Copies everything as it is at one moment; devices hear that the copy covers them."""
        tips = await asyncio.to_thread(restoring.copy, self.path, target)
        await self._committer.submit(lambda t: restoring.cover(t, tips))

    async def new_epoch(self, organisation: str) -> int:
        """To be called once for each organisation when a backup has taken the place of the file."""
        epoch: int = await self._committer.submit(lambda t: restoring.new_epoch(t, organisation))
        return epoch

    async def _read(self, organisation: str, look: Callable[[Snapshot, Organisation], T]) -> T:
        return await self._readers.read(
            lambda s: look(s, find_organisation(s.connection, organisation))
        )

    async def _look(
        self, organisation: str, person: str, role: str, look: Callable[[Look], T]
    ) -> T:
        return await self._read(
            organisation, lambda s, o: look(Look(s, self._registry, o, person, role))
        )

    # Inside a snapshot

    def _answer_idle(self, snapshot: Snapshot, push: Push) -> Pushed | None:
        """The answer to a push that brings nothing; None where it has something to store."""
        organisation = find_organisation(snapshot.connection, push.organisation)
        loader = Loader(snapshot.connection, snapshot.names, organisation)
        now = self._clock()
        decided = drive(
            plan_group([push], self._registry, self._seal_key, now, organisation.epochs), loader
        )
        draft: Draft = decided.drafts[0]
        answer = draft.settle(organisation.seq, now, self._seal_key)
        if not decided.empty:
            return None
        pushed: Pushed = _given(answer)
        return pushed

    def _page(self, snapshot: Snapshot, pull: Pull) -> Page:
        organisation = find_organisation(snapshot.connection, pull.organisation)
        look = Look(snapshot, self._registry, organisation, pull.person, pull.role)
        stand = Stand(organisation.epoch, organisation.seq, organisation.forgotten)
        feed = Feed(snapshot.connection, snapshot.names, organisation, pull.person)
        return feed.page(page_of(pull, stand, look.holdings, snapshot.names.types))

    def _contact(self, pull: Pull, replica: str, page: Page) -> Contact:
        cursor = parse(pull.cursor) if pull.cursor else None
        proved = 0 if cursor is None or cursor.behind else cursor.position
        issued = page.position if pull.idle and not page.more else 0
        return Contact(pull.organisation, replica, proved, issued, self._clock(), idle=pull.idle)

    async def _note_role(self, organisation: str, person: str, role: str) -> None:
        """Sees to it that a change of role is in the feed before anything is read by it."""
        known = await self._readers.read(lambda s: tasks.role_of(s, organisation, person))
        if known != role:
            await self._committer.submit(lambda t: tasks.set_role(t, organisation, person, role))

    def _hear(self, committed: Committed) -> None:
        for hear in self._hearers:
            hear(committed)

    def _prepare(self) -> None:
        connection = connect_writer(self.path)
        try:
            if schema.is_fresh(connection):
                schema.create(connection)
            elif not schema.is_current(connection):
                migrate(f"sqlite:///{self.path}")
            schema.prepare(connection, self._registry)
        finally:
            connection.close()


def _given(answer: Any) -> Any:
    if isinstance(answer, Problem):
        raise answer
    return answer
