"""The writer: one thread with one connection that commits what has gathered, in groups."""

import asyncio
import collections
import gc
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.registry import Registry
from server.storage.contacts import Contact, meet
from server.storage.contract import Committed, Push, Write
from server.storage.drafts import Answer, Job
from server.storage.needs import Asking, T
from server.storage.planning import Decided, plan_group
from server.storage.sqlite.connection import connect_writer
from server.storage.sqlite.loading import Loader
from server.storage.sqlite.names import Names, Organisation, find_organisation
from server.storage.sqlite.saving import Saver

log = logging.getLogger(__name__)

GROUP = 1_000
"""Mutations of one transaction."""
QUEUE = 20_000
"""Mutations that may wait; more are asked to come again."""
LINGER_S = 1.0
"""How long the notes of contacts wait for a transaction that happens anyway."""

Task = Callable[["Transaction"], Any]
"""Something else that changes the file, in a transaction of its own."""


class Transaction:
    """What a task works with: the open transaction on the writer's connection."""

    def __init__(self, connection: sqlite3.Connection, names: Names, now: int) -> None:
        self.connection = connection
        self.names = names
        self.now = now
        self.notes: list[Committed] = []


class Waiting(msgspec.Struct):
    """A job in the queue, and who waits for it."""

    job: Job | Task
    future: "asyncio.Future[Any]"
    weight: int


class Committer:
    """Takes jobs from the event loop's thread and answers there, in the order of commits.

    ``clock``: ms. ``hear``: called on the event loop with what each group changed.
    """

    def __init__(
        self,
        path: Path,
        registry: Registry,
        seal_key: bytes,
        clock: Callable[[], int],
        hear: Callable[[Committed], None],
    ) -> None:
        self._path = path
        self._registry = registry
        self._seal_key = seal_key
        self._clock = clock
        self._hear = hear
        self._queue: collections.deque[Waiting] = collections.deque()
        self._contacts: dict[tuple[str, str], list[Contact]] = {}
        self._weight = 0
        self._wake = threading.Condition()
        self._closing = False
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="fieldpost-writer", daemon=True)

    def start(self) -> None:
        """Starts the thread. Planning makes many small objects that live for one group: collecting
        less often is worth a sixth of it."""
        gc.set_threshold(50_000, 20, 50)
        self._connection = connect_writer(self._path)
        self._names = Names(self._connection)
        self._thread.start()

    def stop(self) -> None:
        """Commits what is queued, then ends the thread. Blocks."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()
        self._connection.close()

    def submit(self, job: Job | Task) -> "asyncio.Future[Any]":
        """Queues a job; the future has its answer when it is durable.

        Raises:
            Problem: ``server/busy``.
        """
        future = self._loop.create_future()
        weight = max(1, len(job.acts)) if isinstance(job, Push) else 1
        with self._wake:
            if self._closing or self._weight >= QUEUE:
                raise Problem("server/busy", retry_after=1)
            self._weight += weight
            self._queue.append(Waiting(job, future, weight))
            self._wake.notify()
        return future

    def note(self, contact: Contact) -> None:
        """Notes a round; it is stored with the next transaction, and counts for it."""
        with self._wake:
            self._contacts.setdefault((contact.organisation, contact.replica), []).append(contact)
            if len(self._contacts) == 1:
                self._wake.notify()

    # The thread

    def _run(self) -> None:
        while True:
            batch = self._gather()
            if batch is None:
                return
            try:
                self._commit(batch)
            except Exception:
                log.exception("the writer's loop failed")
                self._deliver([(w, _failed()) for w in batch], [])

    def _gather(self) -> list[Waiting] | None:
        """Waits for work. A task comes alone, pushes and writes in groups; an empty batch is for
        contacts only, None is the end."""
        with self._wake:
            due = time.monotonic() + LINGER_S
            while not self._queue and not self._closing:
                if not self._contacts:
                    self._wake.wait()
                    due = time.monotonic() + LINGER_S
                elif not self._wake.wait(max(0.0, due - time.monotonic())):
                    return []
            if not self._queue:
                return [] if self._contacts else None
            batch: list[Waiting] = []
            weight = 0
            while self._queue:
                waiting = self._queue[0]
                planned = isinstance(waiting.job, Push | Write)
                if batch and (not planned or weight + waiting.weight > GROUP):
                    break
                batch.append(self._queue.popleft())
                weight += waiting.weight
                if not planned:
                    break
            self._weight -= weight
            return batch

    def _commit(self, batch: Sequence[Waiting]) -> None:
        """One transaction for all; where something unforeseen breaks it, one for each."""
        with self._wake:
            contacts, self._contacts = self._contacts, {}
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._store_contacts(contacts)
            answers, notes = self._decide(batch)
            connection.execute("COMMIT")
        except Exception as error:
            self._roll_back()
            if len(batch) > 1:
                for waiting in batch:
                    self._commit([waiting])
            else:
                self._deliver([(w, _blame(error)) for w in batch], [])
            return
        self._deliver(list(zip(batch, answers, strict=True)), notes)

    def _decide(self, batch: Sequence[Waiting]) -> tuple[list[Any], list[Committed]]:
        now = self._clock()
        if batch and not isinstance(batch[0].job, Push | Write):
            transaction = Transaction(self._connection, self._names, now)
            return [batch[0].job(transaction)], transaction.notes
        by_organisation: dict[str, list[int]] = {}
        for i, waiting in enumerate(batch):
            by_organisation.setdefault(waiting.job.organisation, []).append(i)  # type: ignore[union-attr]
        answers: list[Any] = [None] * len(batch)
        notes: list[Committed] = []
        for id, places in by_organisation.items():
            jobs: list[Any] = [batch[i].job for i in places]
            try:
                organisation = find_organisation(self._connection, id)
            except Problem as problem:
                given: Sequence[Answer] = [problem] * len(jobs)
            else:
                given, note = self._decide_group(organisation, jobs, now)
                if note is not None:
                    notes.append(note)
            for i, answer in zip(places, given, strict=True):
                answers[i] = answer
        return answers, notes

    def _decide_group(
        self, organisation: Organisation, jobs: Sequence[Job], now: int
    ) -> tuple[list[Answer], Committed | None]:
        loader = Loader(self._connection, self._names, organisation)
        asking = plan_group(jobs, self._registry, self._seal_key, now, organisation.epochs)
        decided = drive(asking, loader)
        base = organisation.seq
        if not decided.empty:
            base = Saver(self._connection, self._names, organisation, now).save(decided)
        answers = [draft.settle(base, now, self._seal_key) for draft in decided.drafts]
        return answers, _committed(organisation.id, base, decided) if decided.steps else None

    def _store_contacts(self, contacts: dict[tuple[str, str], list[Contact]]) -> None:
        # They are hints that the next round gives again: a transaction that fails may lose them.
        for (id, replica), rounds in contacts.items():
            organisation = find_organisation(self._connection, id)
            row = Loader(self._connection, self._names, organisation).replica(replica)
            if row is None:
                continue
            for contact in rounds:
                meet(row, contact)
            Saver(self._connection, self._names, organisation, 0).save_replica(row)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._names.forget()

    def _deliver(self, answers: Sequence[tuple[Waiting, Any]], notes: Sequence[Committed]) -> None:
        def settle() -> None:
            for waiting, answer in answers:
                if waiting.future.done():
                    continue
                if isinstance(answer, Exception):
                    waiting.future.set_exception(answer)
                else:
                    waiting.future.set_result(answer)
            for note in notes:
                try:
                    self._hear(note)
                except Exception:
                    log.exception("a listener failed on a commit")

        if answers or notes:
            try:
                self._loop.call_soon_threadsafe(settle)
            except RuntimeError:
                log.warning("the event loop ended before %d answers", len(answers))


def drive(asking: Asking[T], loader: Loader) -> T:
    """Runs planning to its end over one connection."""
    try:
        need = next(asking)
        while True:
            need = asking.send(loader.load(need))
    except StopIteration as end:
        result: T = end.value
        return result


def _committed(organisation: str, base: int, decided: Decided) -> Committed:
    for event in decided.events:
        event.step += base
    people = frozenset(grant.person for grant in decided.grants if grant.gained or grant.lost)
    return Committed(
        organisation, base + decided.steps, decided.scopes, decided.events, people,
        decided.records, decided.departures,
    )  # fmt: skip


def _failed() -> Problem:
    return Problem("request/failed")


def _blame(error: Exception) -> Exception:
    """What the one who asked hears: a full disk or a locked file passes, anything else is ours."""
    if isinstance(error, Problem):
        return error
    log.error("a transaction failed", exc_info=error)
    if isinstance(error, sqlite3.OperationalError):
        return Problem("server/busy", retry_after=5)
    return _failed()
