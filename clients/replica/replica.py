"""A device's replica: what an app reads, writes and watches. The engine syncs it beside that.

    replica = Replica.open(path)
    stop = replica.get("stop", id)
    replica.set_state(driver, "stop", id, "delivered")

Whatever is written is on the disk before the call returns, whether or not there is a network.
"""

import os
import time
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from clients.replica.act import Act, Mutation
from clients.replica.changes import Callback, Changes
from clients.replica.contact import Contact, Stats
from clients.replica.errors import NoNumberLeft, NotEnrolled
from clients.replica.ids import Randomness, new_id, new_nonce
from clients.replica.screen import Screen, Where
from clients.replica.store.base import Key
from clients.replica.store.blobs import Blob
from clients.replica.store.outbox import Entry
from clients.replica.store.store import Change, Store
from clients.replica.undo import resend, undo
from clients.replica.words import Line, line
from schemas.days import day_of
from schemas.problems import Problem
from schemas.registry import REGISTRY
from schemas.texts import refuse_nul
from schemas.wire.down import Receipt
from sync.overlay import Add, Count, Document
from sync.replica import SLICE_BYTES
from sync.vector import Dot

DEFAULT_ZONE = "Asia/Taipei"
"""The zone of an organisation that names none."""


class Replica:
    """One device's records and queue. Any thread may call it.

    ``now``: the device's clock, ms. ``random``: so many random bytes.
    """

    def __init__(self, store: Store, now: Callable[[], int], random: Randomness) -> None:
        self.store = store
        self.now = now
        self.contact = Contact()
        self.screen = Screen(store)
        self.changes = Changes()
        self._random = random
        self._nudges: list[Callable[[], None]] = []

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        now: Callable[[], int] | None = None,
        random: Randomness = os.urandom,
    ) -> "Replica":
        """Opens the store at ``path``, or makes an empty one that waits for enrolment.

        Raises:
            StoreInUse: another process has it open.
        """
        return cls(Store(Path(path)), now or wall_clock, random)

    def close(self) -> None:
        """Lets go of the file."""
        self.store.close()

    def __enter__(self) -> "Replica":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def get(self, entity: str, id: str) -> Document | None:
        """One record as the screen shows it."""
        return self.screen.get(entity, id)

    def all(
        self,
        entity: str,
        where: Where | None = None,
        order: str | Sequence[str] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Document]:
        """Records of an entity (see :meth:`clients.replica.screen.Screen.all`)."""
        return self.screen.all(entity, where, order, limit=limit, offset=offset)

    def how_many(self, entity: str, where: Where | None = None) -> int:
        """How many records of an entity there are."""
        return self.screen.count(entity, where)

    def conflicts(self) -> list[tuple[str, Document]]:
        """Records with fields that wait for a person's choice."""
        return self.screen.conflicts()

    # Watching

    def today(self) -> str:
        """The organisation's day that it is now, whatever zone the device stands in.

        Raises:
            NotEnrolled: the device belongs to no organisation yet.
        """
        session, identity = self.store.session, self.store.identity
        if identity is None:
            raise NotEnrolled
        known = self.get("organisation", str(identity.organisation.get("id"))) or {}
        zone = known.get("time_zone") or identity.organisation.get("time_zone") or DEFAULT_ZONE
        return day_of(self.now() + session.clock.offset, str(zone))

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Calls back after each change; the function that is returned ends it."""
        return self.changes.subscribe(callback)

    async def watch(
        self, entity: str, where: Where | None = None, order: str | Sequence[str] = ()
    ) -> AsyncGenerator[list[Document]]:
        """A list, now and whenever a record of its entity has changed."""
        with self.changes.stream() as stream:
            yield self.all(entity, where, order)
            async for change in stream:
                if any(name == entity for name, _ in change.records):
                    yield self.all(entity, where, order)

    # Writing

    def act(self) -> Act:
        """An act of several ops; hand it to :meth:`commit`."""
        session = self.store.session
        dot = (session.replica, session.last + 1)
        return Act(self.get, dot, lambda: new_id(self.now(), self._random))

    def commit(self, actor: str, act: Act, *, resolves: int | None = None) -> Mutation:
        """Records an act. See :meth:`mutate`."""
        return self._record(actor, act.ops, act.before, resolves)

    def mutate(self, actor: str, ops: Sequence[Sequence[Any]]) -> Mutation:
        """Records ops, as built by :mod:`sync.overlay`, as one act of ``actor``. They are on the
        disk when this returns, and on the screen.

        Raises:
            Problem: ``mutation/invalid`` or ``mutation/limits``; nothing was recorded.
            NotSaved: the disk is full or failed; nothing was recorded.
            NotEnrolled: the device has no identity.
        """
        act = self.act()
        for op in ops:
            act.put(op)
        return self._record(actor, act.ops, act.before, None)

    def create(
        self, actor: str, entity: str, values: Mapping[str, Any], id: str | None = None
    ) -> Mutation:
        """Makes a record; ``ids[0]`` of what is returned is its id."""
        act = self.act()
        act.create(entity, values, id)
        return self.commit(actor, act)

    def edit(self, actor: str, entity: str, id: str, changes: Mapping[str, Any]) -> Mutation:
        """Changes fields of a record.

        Raises:
            Problem: ``mutation/invalid`` where nothing would change.
        """
        act = self.act()
        act.edit(entity, id, changes)
        return self.commit(actor, act)

    def set_state(self, actor: str, entity: str, id: str, state: str) -> Mutation:
        """Moves a record along a declared transition.

        Raises:
            Problem: ``transition/illegal``; ``mutation/invalid`` where it is in that state.
        """
        name = next((n for n, f in REGISTRY[entity].fields.items() if f.is_state), "state")
        return self.edit(actor, entity, id, {name: state})

    def add(self, actor: str, entity: str, id: str, counter: str, amount: int) -> Mutation:
        """So many more of a counter, or fewer."""
        return self.edit(actor, entity, id, {counter: Add(amount)})

    def count(self, actor: str, entity: str, id: str, counter: str, figure: int) -> Mutation:
        """A stock-take: this figure stands on the shelf."""
        return self.edit(actor, entity, id, {counter: Count(figure)})

    def delete(self, actor: str, entity: str, id: str) -> Mutation:
        """Deletes a record."""
        act = self.act()
        act.delete(entity, id)
        return self.commit(actor, act)

    def accept(self, actor: str, entity: str, id: str, siblings: Mapping[str, Dot]) -> Mutation:
        """Closes conflicts: field -> the dot of the sibling that holds."""
        act = self.act()
        act.accept(entity, id, siblings)
        return self.commit(actor, act)

    def undo(self, actor: str, seq: int) -> Mutation:
        """Takes a mutation back by an ordinary new one.

        Raises:
            Problem: ``transition/illegal`` where no step back is declared; ``record/unknown``.
        """
        act = self.act()
        undo(act, self._entry(seq))
        return self.commit(actor, act)

    def take_number(self, series: str) -> int:
        """The next number of a series (``"drink_order.number"``), from the blocks of this device.

        Raises:
            NoNumberLeft: the next contact brings more.
        """
        self.store.want(series)
        number = self.store.take(series)
        if number is None:
            self._nudge()
            raise NoNumberLeft(series)
        return number

    # The queue and its fate

    def outbox(self, language: str = "zh-TW", *, limit: int = 500) -> list[Line]:
        """The mutations that are kept, newest first, in words."""
        with self.store.lock:
            entries = self.store.outbox.entries(limit=limit)
        return [line(entry, language) for entry in entries]

    def needs_you(self, language: str = "zh-TW") -> list[Line]:
        """What was refused, wholly or in parts, and waits for the person."""
        with self.store.lock:
            entries = self.store.outbox.entries(needs_only=True)
        return [line(entry, language) for entry in entries]

    def entry(self, seq: int) -> Entry | None:
        """One mutation with all that is known of it."""
        with self.store.lock:
            return self.store.outbox.entry(seq)

    def resend(
        self,
        actor: str,
        seq: int,
        *,
        only: Collection[Key] | None = None,
        edits: Mapping[Key, Mapping[str, Any]] | None = None,
    ) -> Mutation:
        """Takes a refused mutation (or what was refused of it) up again as a new one.

        ``only``: these records of it. ``edits``: record -> changes in people's terms.

        Raises:
            Problem: as :meth:`edit`; the refused one stays where it is then.
        """
        entry = self._entry(seq)
        detail = msgspec.json.decode(entry.written.detail or b"[]")
        numbers: dict[str, int] = {}
        if detail and str(detail[0]).startswith("number/"):
            for entity in {op_entity for op_entity, _ in self._keys(entry)}:
                for series in REGISTRY[entity].series.values():
                    numbers[series] = self.take_number(series)
        act = self.act()
        resend(act, entry, only, edits or {}, numbers)
        return self.commit(actor, act, resolves=seq)

    def discard(self, seq: int) -> None:
        """The person gives a refused mutation, or its refused parts, up."""
        self.store.resolve(seq)
        self.changes.publish(Change(outbox=True))

    def receipt(self) -> Receipt | None:
        """The hub's signed "everything is in", if it still says all: nothing was written since,
        and no photo waits.
        """
        with self.store.lock:
            session = self.store.session
            found = session.receipt
            if found is None or found.n != session.last or session.after[0] != session.last:
                return None
            return None if self.store.blobs.waiting() else found

    def stats(self) -> Stats:
        """Figures for the pill and the sync centre."""
        with self.store.lock:
            session = self.store.session
            return Stats(
                waiting=self.store.outbox.waiting(),
                needs_you=self.store.outbox.needs(),
                photos=self.store.blobs.waiting(),
                records=self.store.base.count(),
                contact=msgspec.structs.replace(self.contact, last=session.contact),
                complete=session.pull != "bootstrap",
                upgrade=session.upgrade,
            )

    # Photos and drafts

    def attach(self, blob: Blob) -> None:
        """A file that is on this device now waits for its upload. Its record goes first."""
        with self.store.database.transaction():
            self.store.blobs.add(blob)
        self.changes.publish(Change(outbox=True))
        self._nudge()

    def draft(self, key: str) -> str | None:
        """What stands half written under a key of the app's choice."""
        return self.store.draft(key)

    def save_draft(self, key: str, text: str | None) -> None:
        """Keeps what is half written, across crashes; None forgets it."""
        self.store.save_draft(key, text, self.now())

    # For the engine

    def on_nudge(self, nudge: Callable[[], None]) -> Callable[[], None]:
        """Calls ``nudge`` after each local write; the function that is returned ends it."""
        self._nudges.append(nudge)
        return lambda: self._nudges.remove(nudge)

    def set_contact(self, contact: Contact) -> None:
        """The engine knows more of the connection."""
        if contact != self.contact:
            self.contact = contact
            self.changes.publish(Change(contact=True))

    def _record(
        self,
        actor: str,
        ops: list[list[Any]],
        before: list[dict[str, Any] | None],
        resolves: int | None,
    ) -> Mutation:
        if not ops:
            raise Problem("mutation/invalid", detail="nothing would change")
        text = msgspec.json.encode(ops)
        if len(text) > SLICE_BYTES:
            raise Problem("mutation/limits", params={"bytes": SLICE_BYTES})
        try:
            REGISTRY.decoder.decode(text)
        except msgspec.ValidationError as error:
            raise Problem("mutation/invalid", detail=str(error)) from error
        refuse_nul(text)
        nonce = new_nonce(self._random)
        row = self.store.write(actor, text, nonce, before, self.now(), resolves)
        keys = frozenset((op[0], op[1]) for op in ops)
        self.changes.publish(Change(keys, outbox=True))
        self._nudge()
        return Mutation(row.seq, row.n, row.uid, tuple(op[1] for op in ops))

    def _nudge(self) -> None:
        for nudge in list(self._nudges):
            nudge()

    def _entry(self, seq: int) -> Entry:
        entry = self.entry(seq)
        if entry is None:
            raise Problem("record/unknown", params={"seq": seq})
        return entry

    def _keys(self, entry: Entry) -> set[Key]:
        ops: list[Any] = msgspec.json.decode(entry.written.ops or b"[]")
        return {(op[0], op[1]) for op in ops}


def wall_clock() -> int:
    """The device's clock, ms since 1970."""
    return time.time_ns() // 1_000_000
