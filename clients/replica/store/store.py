"""One device's store: the session, its records, its outbox, and what they must do together."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from clients.replica.errors import NotEnrolled, NotSaved
from clients.replica.store.base import Base, Key
from clients.replica.store.blobs import Blobs
from clients.replica.store.blocks import LOW, Blocks
from clients.replica.store.database import Database
from clients.replica.store.outbox import Outbox
from clients.replica.store.own import Ours
from clients.replica.store.traces import Traces
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.replica import adopt, begin, resync, write
from sync.session import (
    Decide,
    Effect,
    Keep,
    Page,
    Renumber,
    Reopen,
    Session,
    Settle,
    Show,
    Stage,
    Take,
    Unstage,
    Unveil,
    Written,
)
from sync.vector import covers


class Identity(msgspec.Struct):
    """Who this device is, and for whom it was enrolled. ``url``: the server's address.

    ``refresh_token``: of the person who signed in on a station's device, None where the device is
    bound to a person. The replica's id stands in the session, and changes there.
    """

    url: str
    secret: str
    organisation: dict[str, Any]
    person: str | None
    station: str | None
    role: str
    name: str
    refresh_token: str | None = None


class Change(msgspec.Struct, frozen=True):
    """What changed: records by (entity, id); ``outbox``: some mutation's fate; ``contact``: the
    connection's state."""

    records: frozenset[Key] = frozenset()
    outbox: bool = False
    contact: bool = False

    def __bool__(self) -> bool:
        return bool(self.records) or self.outbox or self.contact

    def __or__(self, other: "Change") -> "Change":
        return Change(
            self.records | other.records,
            self.outbox or other.outbox,
            self.contact or other.contact,
        )


class Store:
    """The local database of one device. All methods may be called from any thread.

    Raises:
        StoreInUse: another process has it open.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        connection = self.database.connection
        self.lock = self.database.lock
        self.base = Base(connection)
        self.outbox = Outbox(connection)
        self.blocks = Blocks(connection)
        self.blobs = Blobs(connection)
        self.traces = Traces(self.database)
        self.ours = Ours()
        self._connection = connection
        self._session: Session | None = self._load("session", Session)
        self.identity: Identity | None = self._load("identity", Identity)
        self._app_changed()
        self.ours.load(self.outbox.open())

    @property
    def session(self) -> Session:
        """Where the device stands.

        Raises:
            NotEnrolled: it has no identity.
        """
        if self._session is None:
            raise NotEnrolled
        return self._session

    @property
    def enrolled(self) -> bool:
        """Whether the store has an identity."""
        return self._session is not None and self.identity is not None

    # Identity

    def enrol(self, replica: str, identity: Identity, offset: int = 0) -> None:
        """Takes an identity. A queue that is here is kept, and offered under the new id."""
        with self.lock:
            effects: list[Effect] = []
            if self._session is None:
                session = begin(replica, offset=offset)
            else:
                session, effects = adopt(self._session, replica)
            with self.database.transaction():
                for effect in effects:
                    self._apply(effect, session, 0)
                self.blocks.drop()
                self._save("identity", identity)
                self._save("session", session)
                self._save("version", [PROTOCOL, SCHEMA])
            self._session, self.identity = session, identity

    def remember(self, identity: Identity) -> None:
        """Stores what changed of the identity (another address, a rotated token)."""
        with self.database.transaction():
            self._save("identity", identity)
        self.identity = identity

    # Writing

    def write(
        self,
        actor: str,
        ops: bytes,
        nonce: str,
        before: list[dict[str, Any] | None],
        now_ms: int,
        resolves: int | None = None,
    ) -> Written:
        """Records one act. It is on the disk when this returns. ``resolves``: the place of a
        refused mutation that this one takes up again.

        Raises:
            NotEnrolled: the store has no identity.
            NotSaved: the disk is full or failed; nothing was kept.
        """
        with self.lock:
            session = self.session
            try:
                with self.database.transaction():
                    session, row = write(session, actor, ops, nonce, now_ms, self.outbox.next_seq())
                    self.outbox.add(row, before, now_ms)
                    if resolves is not None:
                        self.outbox.resolve(resolves)
                    self._save("session", session)
            except sqlite3.Error as error:
                raise NotSaved(str(error)) from error
            self._session = session
            self.ours.put(row)
            return row

    def sent(self, first: int, last: int, now_ms: int) -> Change:
        """A request with these numbers is about to leave."""
        with self.database.transaction():
            self.outbox.sent(self.session.replica, first, last, now_ms)
        return Change(outbox=True)

    def step(self, move: Callable[[Session], tuple[Session, list[Effect]]], now_ms: int) -> Change:
        """Moves the session on and carries out what that asks for, in one transaction. Nothing is
        written between the session that ``move`` is given and the one that is kept.
        """
        with self.lock:
            session, effects = move(self.session)
            changed: set[Key] = set()
            decided = False
            try:
                with self.database.transaction():
                    for effect in effects:
                        changed |= self._apply(effect, session, now_ms)
                        decided = decided or isinstance(effect, Decide | Reopen | Renumber)
                    self._settle_covered(changed)
                    self._save("session", session)
            except BaseException:
                self.ours.load(self.outbox.open())
                self.traces.recall()
                raise
            self._session = session
            return Change(frozenset(changed), decided)

    def refuse(self, row: Written, code: str, now_ms: int) -> Change:
        """A mutation that the server cannot take at all, whatever surrounds it."""
        with self.database.transaction():
            self.outbox.refuse(row.seq, msgspec.json.encode([code]), now_ms)
            keys = self._drop(row.seq)
        return Change(frozenset(keys), outbox=True)

    def resolve(self, seq: int) -> None:
        """The person gives a refused mutation, or its refused parts, up."""
        with self.database.transaction():
            self.outbox.resolve(seq)

    def forget(self, now_ms: int) -> None:
        """Lets go of what is old, decided and safe in a backup of the hub."""
        with self.lock:
            with self.database.transaction():
                floor = self.outbox.forget(self.session, now_ms)
                session = msgspec.structs.replace(
                    self.session,
                    floor=floor or self.session.floor,
                    former=self.session.former and self.outbox.former(self.session.replica),
                )
                self._save("session", session)
            self._session = session
            self.traces.scrub(now_ms)

    def clear(self) -> None:
        """Wipes the store: identity, records, outbox, drafts, photos; the files go with them."""
        with self.lock:
            for blob in self.blobs.all():
                Path(blob.path).unlink(missing_ok=True)
            self.database.destroy()
            self.traces.forget()
            self._session, self.identity = None, None
            self.ours.load([])

    def close(self) -> None:
        """Lets go of the file."""
        self.traces.scrub()
        self.database.close()

    # Small things

    def want(self, series: str) -> None:
        """From now on the device asks for numbers of this series."""
        wanted: list[str] = self._load("series", list) or []
        if series not in wanted:
            with self.database.transaction():
                self._save("series", [*wanted, series])

    def low(self) -> dict[str, int]:
        """Wanted series that run low -> how many numbers are left."""
        with self.lock:
            wanted: list[str] = self._load("series", list) or []
            left = {series: self.blocks.left(series) for series in wanted}
            return {series: count for series, count in left.items() if count < LOW}

    def take(self, series: str) -> int | None:
        """The next number of a series, or None. It is spent when this returns."""
        with self.database.transaction():
            return self.blocks.take(series)

    def draft(self, key: str) -> str | None:
        """What stands half written under a key of the caller's choice."""
        with self.lock:
            row = self._connection.execute(
                "SELECT text FROM drafts WHERE key = ?", (key,)
            ).fetchone()
            return row[0] if row else None

    def save_draft(self, key: str, text: str | None, now_ms: int) -> None:
        """Keeps what is half written, or forgets it (None)."""
        with self.database.transaction() as connection:
            if text is None:
                connection.execute("DELETE FROM drafts WHERE key = ?", (key,))
            else:
                connection.execute(
                    "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (key, text, now_ms)
                )

    # Inside

    def _apply(self, effect: Effect, session: Session, now_ms: int) -> set[Key]:
        match effect:
            case Decide():
                return self._decide(effect, session, now_ms)
            case Keep():
                self.outbox.keep(effect.seal)
            case Take():
                self.blocks.add(effect.blocks)
            case Show():
                self._note(effect.page, now_ms)
                return self.base.show(effect.page)
            case Stage():
                self._note(effect.page, now_ms)
                self.base.stage(effect.page)
            case Unstage():
                self.base.unstage()
            case Unveil():
                return self._unveil(effect, now_ms)
            case Settle():
                seqs = self.outbox.settle(session.replica, effect.upto)
                return {key for seq in seqs for key in self._drop(seq)}
            case Reopen():
                self.outbox.reopen(session.replica, effect.first)
                self.ours.load(self.outbox.open())
            case Renumber():
                self.outbox.renumber(effect, now_ms)
                self.blocks.drop()
                self.ours.load(self.outbox.open())
        return set()

    def _decide(self, effect: Decide, session: Session, now_ms: int) -> set[Key]:
        self.outbox.decide(session.replica, effect, now_ms)
        changed: set[Key] = set()
        for n in effect.named:
            for row in self.outbox.range(session.replica, n, n):
                changed |= self._drop(row.seq)
                self.ours.put(row)
        keys = self.ours.decide(session.replica, effect.first, effect.last)
        self._settle_covered(keys)
        return changed

    def _note(self, page: Page, now_ms: int) -> None:
        if page.departures or page.gone:
            self.traces.note(now_ms)

    def _unveil(self, effect: Unveil, now_ms: int) -> set[Key]:
        changed = self.base.unveil(replace=effect.replace)
        if effect.replace:
            self.traces.note(now_ms)
            self.outbox.unsettle()
            self.ours.load(self.outbox.open())
            changed |= self.ours.keys()
        return changed

    def _drop(self, seq: int) -> set[Key]:
        """Takes a mutation off the overlay. Returns the records that may look different now."""
        keys = self.ours.keys_of(seq)
        self.ours.drop(seq)
        return keys

    def _settle_covered(self, keys: set[Key]) -> None:
        """A mutation's effects come all at once: where one of its records has them, all do."""
        vectors: dict[Key, dict[str, int]] = {}
        done: set[int] = set()
        for key, own in self.ours.settleable(keys):
            if own.seq in done:
                continue
            if key not in vectors:
                document = self.base.get(key)
                vectors[key] = document["_"]["v"] if document is not None else {}
            if covers(vectors[key], own.dot):
                done.add(own.seq)
        for seq in done:
            self.outbox.settle_one(seq)
            self.ours.drop(seq)

    def _app_changed(self) -> None:
        """After an update of the app: what it was told as an old one is no longer so."""
        version = [PROTOCOL, SCHEMA]
        if self._session is None or self._load("version", list) == version:
            return
        session = msgspec.structs.replace(self._session, upgrade=False)
        with self.database.transaction():
            effects: list[Effect] = []
            if not self.base.lift():
                session, effects = resync(session)
            for effect in effects:
                self._apply(effect, session, 0)
            self._save("session", session)
            self._save("version", version)
        self._session = session

    def _load(self, key: str, type: Any) -> Any:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return msgspec.json.decode(row[0], type=type) if row else None

    def _save(self, key: str, value: Any) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (key, msgspec.json.encode(value)),
        )
