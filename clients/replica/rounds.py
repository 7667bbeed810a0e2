"""Rounds with the hub, one at a time: ask, hear, until there is nothing more to say."""

import asyncio
import contextlib
import functools
from collections.abc import Callable
from typing import TypeVar

from msgspec import Raw

from clients.replica.errors import Rejected, TransportError
from clients.replica.replica import Replica
from clients.replica.transport.http import Access, Http
from schemas.wire.down import Answer
from schemas.wire.up import Digest, Sync
from sync.digest import Difference, difference, digest
from sync.replica import SLICE_COUNT, ask, hear, offer, pulse, rekeyed, resync, trouble
from sync.session import Asked, Effect, Session, Written

UNREADABLE = frozenset({"request/invalid", "request/malformed", "request/too-large"})
"""Problems of a request as a whole that one mutation in it may have caused."""

MAX_TURNS = 6
"""Instructions that one call follows; a hub that gives more of them is asked again later."""

T = TypeVar("T")


class Stalled(TransportError):
    """The hub answers, and nothing moves."""


class Rounds:
    """The exchange of one replica with its hub. Only one call may be under way at a time.

    All calls raise :class:`clients.replica.errors.TransportError`; each may be cancelled at any
    point, for what was not taken in is simply asked for again.
    """

    def __init__(self, replica: Replica, http: Http) -> None:
        self.replica = replica
        self.http = http
        self.metrics = http.metrics
        self.receipt_wanted = False
        self._store = replica.store
        self._count = SLICE_COUNT
        self._reads = True
        self._lacked: frozenset[str] = frozenset()

    async def all(self) -> None:
        """Rounds until the queue is in and the base is as new as the hub's records.

        A verdict whose effects did not come (they are out of scope, or stand under a twin's dot)
        costs one pull more, which shows that they will not.
        """
        first_turn = self._store.session.turn
        while True:
            before = self._place()
            await self.one()
            session = self._store.session
            if not self.wanting(session):
                break
            if self._place() == before or session.turn - first_turn > MAX_TURNS:
                raise Stalled("the hub answers, and nothing moves")
        if self.unsettled and session.live:
            await self.one()

    async def one(self) -> None:
        """One step: a rekey if histories have parted, else one round."""
        access = await self.http.access()
        if self._store.session.rekey:
            await self._rekey()
            return
        prepared = await self._in_thread(functools.partial(self._prepare, access))
        if prepared is None:
            return
        request, asked, rows = prepared
        try:
            answer = await self.http.sync(request)
        except Rejected as error:
            if not await self._mend(error, rows):
                raise
            return
        # It may have been wanted while this was under way, or be short of what did not fit in.
        if request.receipt and request.rest == 0:
            self.receipt_wanted = False
        self._count = min(self._count * 2, SLICE_COUNT)
        await self.take(asked, answer)

    async def poll(self, wait: int) -> None:
        """Waits at the hub for changes, up to ``wait`` seconds."""
        session = self._store.session
        asked = Asked(
            session.replica, session.turn, session.after[0], [], session.position,
            self.replica.now(), waits=True,
        )  # fmt: skip
        try:
            answer = await self.http.changes(session.position, wait)
        except Rejected as error:
            if not await self._mend(error, []):
                raise
            return
        await self.take(asked, answer)

    async def prepare_push(self) -> tuple[Sync[Raw], Asked] | None:
        """A slice for the live socket, or None where the queue is empty."""
        access = await self.http.access()
        prepared = await self._in_thread(functools.partial(self._prepare, access, pull=False))
        return None if prepared is None or not prepared[2] else prepared[:2]

    async def lacks_numbers(self) -> bool:
        """Whether a series that is wanted has run out since it was last asked for.

        One that the hub does not fill is not asked for again until something else is said.
        """
        held = await self._in_thread(self._store.low)
        empty = frozenset(series for series, left in held.items() if left == 0)
        lacked, self._lacked = self._lacked, empty
        return not empty <= lacked

    async def take(self, asked: Asked, answer: Answer[Raw] | None) -> None:
        """Takes an answer in."""
        self.metrics.rounds += 1
        if answer is not None:
            self.metrics.pulled += sum(len(documents) for _, documents in answer.arrivals)

        def move(session: Session) -> tuple[Session, list[Effect]]:
            uid_at = functools.partial(self._uid_at, session)
            return hear(session, asked, answer, self.replica.now(), uid_at)

        await self._step(move)

    async def changed(
        self, apply: Callable[[Session], tuple[Session, list[Effect]] | None]
    ) -> bool:
        """Takes in what a live socket brought; False where it does not fit."""
        fits = True

        def move(session: Session) -> tuple[Session, list[Effect]]:
            nonlocal fits
            moved = apply(session)
            fits = moved is not None
            return moved or (session, [])

        await self._step(move)
        return fits

    async def beat(self, asked_ms: int, stamp: int) -> None:
        """Takes a heartbeat in."""
        now = self.replica.now()
        await self._step(lambda session: (pulse(session, asked_ms, now, stamp), []))

    async def check(self) -> Difference | None:
        """Compares checksums with the hub. Where they differ it is a defect: it is counted, the
        base is pulled anew, and the difference is returned.
        """
        session = self._store.session
        own = await self._in_thread(lambda: digest(self._vectors()))
        answer = await self.http.digest(Digest(session.cursor, own))
        if answer.same or not answer.now:
            return None
        answer = await self.http.digest(Digest(session.cursor, own, list=True))
        if answer.same or not answer.now or self._store.session.cursor != session.cursor:
            return None
        mine: dict[str, dict[str, dict[str, int]]] = {}
        for entity, id, vector in await self._in_thread(self._vectors):
            mine.setdefault(entity, {})[id] = vector
        self.metrics.mended += 1

        await self._step(resync)
        return difference(mine, answer.records)

    async def forget(self) -> None:
        """Lets go of what is old and safe."""
        await self._in_thread(lambda: self._store.forget(self.replica.now()))

    def wanting(self, session: Session) -> bool:
        """Whether another round would bring the device further."""
        if session.rekey or self._store.outbox.any_after(session.replica, session.after[0]):
            return True
        if session.upgrade or session.wipe or not self._reads:
            return False
        return session.pull != "follow" or session.ahead is not None

    @property
    def reads(self) -> bool:
        """Whether the device may read at present: somebody is signed in on it."""
        return self._reads

    @property
    def unsettled(self) -> bool:
        """Whether a pull would let go of verdicts that the feed did not bring effects of."""
        return self._reads and self._store.ours.unsettled

    # Inside

    def _prepare(
        self, access: Access, *, pull: bool = True
    ) -> tuple[Sync[Raw], Asked, list[Written]] | None:
        """The next request; None where there is nothing to ask for."""
        self._reads = access.user is not None and not access.escrow
        store, now = self._store, self.replica.now()
        with store.lock:
            session = store.session
            rows = store.outbox.after(session.replica, session.after[0])
            seals = store.outbox.seals(session.after[0])
            request, asked = ask(
                session, rows, seals, now, held=store.low(), receipt=self.receipt_wanted,
                pull=pull and self._reads, count=self._count,
            )  # fmt: skip
            # A revoked device asks what to do though it has nothing to hand in.
            asks = request.receipt or (access.escrow and not session.wipe)
            if request.c is None and not request.do and not asks:
                return None
            chosen = rows[: len(request.do)]
            if chosen:
                sent = store.sent(chosen[0].n, chosen[-1].n, now)
                self.replica.changes.publish(sent)
        return request, asked, chosen

    async def _rekey(self) -> None:
        store = self._store
        with store.lock:
            offered = offer(store.session, store.outbox.all())
        answer = await self.http.rekey(offered)
        await self._step(lambda session: rekeyed(session, store.outbox.all(), answer))

    async def _mend(self, error: Rejected, rows: list[Written]) -> bool:
        """Does what a refused request asks for. Returns whether that changed anything."""
        step = trouble(self._store.session, error.code)
        if step is not None:
            await self._step(lambda session: trouble(session, error.code) or (session, []))
            return True
        if error.code not in UNREADABLE or not rows:
            return False
        if len(rows) > 1:
            self._count = len(rows) // 2
            return True
        # One alone: it is to blame only if the same request is understood without it.
        alone, _ = ask(self._store.session, [], [], self.replica.now(), pull=False)
        await self.http.sync(alone)
        change = await self._in_thread(
            lambda: self._store.refuse(rows[0], error.code, self.replica.now())
        )
        self.replica.changes.publish(change)
        return True

    async def _step(self, move: Callable[[Session], tuple[Session, list[Effect]]]) -> None:
        def work() -> None:
            self.replica.changes.publish(self._store.step(move, self.replica.now()))

        await self._in_thread(work)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        """Keeps the loop free while the disk works; what has begun is finished before a cancelled
        caller goes on."""
        future = asyncio.get_running_loop().run_in_executor(None, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            while not future.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([future])
            raise

    def _uid_at(self, session: Session, n: int) -> str | None:
        if n == session.floor[0]:
            return session.floor[1]
        if n < session.floor[0]:
            # One that a person must still deal with may be there, but not all that came after it.
            return None
        return self._store.outbox.uid_at(session.replica, n)

    def _vectors(self) -> list[tuple[str, str, dict[str, int]]]:
        with self._store.lock:
            return list(self._store.base.vectors())

    def _place(self) -> tuple[object, ...]:
        s, waiting = self._store.session, self._store.outbox.waiting()
        return (s.replica, s.after, s.position, s.pull, s.turn, s.rekey, waiting, self._count)
