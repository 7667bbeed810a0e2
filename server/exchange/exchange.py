"""One exchange between a device and the hub: decide what it brings, give what is new."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from schemas.problems import Problem
from schemas.types import SAFE_INTEGER
from schemas.wire.down import Answer, Instruction
from schemas.wire.up import Sync
from schemas.wire.version import OLDEST_PULL, PROTOCOL, SCHEMA
from server.exchange.framing import Framing
from server.exchange.hearing import Hearing
from server.identity.directory import Device
from server.identity.identity import Identity
from server.identity.principal import Principal
from server.storage.contract import Act, Page, Pull, Push, Pushed, Storage
from sync.clock import FUTURE_ALLOWED_MS, stamp_at

log = structlog.get_logger("fieldpost.exchange")

HORIZON_MS = 60 * 24 * 3600 * 1000
"""How long a silent device is waited for: departures and deletions are kept so long."""
MAX_SLICE = 5_000
"""Mutations of one push."""

Count = Callable[[Pushed, int], None]
"""Hears of each decided slice and how many mutations it held."""


class Exchange:
    """What the endpoints and the live socket share. ``clock``: now, ms."""

    def __init__(
        self,
        storage: Storage,
        identity: Identity,
        clock: Callable[[], int],
        count: Count,
    ) -> None:
        self.storage = storage
        self.identity = identity
        self.clock = clock
        self.hearing = Hearing()
        self._count = count
        self._registered: set[tuple[str, str]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def now(self) -> int:
        """The hub's clock as a stamp."""
        return stamp_at(self.clock())

    async def device(self, principal: Principal) -> Device:
        """The device that a token belongs to, known to the storage too.

        Raises:
            Problem: ``device/required``, ``device/unknown``, ``device/revoked``.
        """
        if principal.replica is None:
            raise Problem("device/required")
        organisation, replica = principal.organisation, principal.replica
        device = await self.identity.directory.device(organisation, replica)
        if device is None:
            raise Problem("device/unknown")
        if device.revoked_at is not None and not principal.escrow:
            raise Problem("device/revoked")
        if (organisation, replica) not in self._registered:
            await self.storage.add_replica(
                organisation, replica, since=max(0, device.created_at - FUTURE_ALLOWED_MS)
            )
            self._registered.add((organisation, replica))
        return device

    async def is_shared(self, principal: Principal) -> bool:
        """Whether others read where this principal reads: a device that is not bound to them."""
        if principal.replica is None:
            return True
        directory = self.identity.directory
        device = await directory.device(principal.organisation, principal.replica)
        return device is None or device.person != principal.person

    async def push(
        self, principal: Principal, request: Sync[Any], framing: Framing, app: str | None = None
    ) -> Pushed:
        """Decides the slice that a device brings. ``app``: the version of its app.

        Raises:
            Problem: the slice as a whole cannot be taken.
        """
        check_version(request)
        device = await self.device(principal)
        organisation, replica = device.organisation, device.replica
        acts = _acts(request, framing)
        pushed = await self.storage.push(
            Push(
                organisation=organisation,
                replica=replica,
                roles=await self.identity.directory.actors(organisation, replica),
                trusted=device.revoked_at is None,
                escrow=principal.escrow,
                epoch=request.e,
                after=request.after,
                acts=acts,
                schema=request.s,
                rest=request.rest,
                vouch=[framing.vouched(each) for each in request.vouch],
                held=request.held,
                receipt=request.receipt,
            )
        )
        if principal.escrow and pushed.instruction is None and not request.rest:
            pushed.instruction = Instruction("wipe")
        self._count(pushed, len(acts))
        self.later(self.identity.directory.contact(organisation, replica, app))
        return pushed

    async def pull(
        self, principal: Principal, cursor: str, room: int, schema: int, *, idle: bool = False
    ) -> Page:
        """A page of what is new to the person who reads; an instruction where the app is too old.

        Raises:
            Problem: ``auth/expired``, ``device/revoked``, ``sync/cursor``.
        """
        person = principal.reader()
        if schema < OLDEST_PULL:
            return Page(instruction=Instruction("upgrade"))
        return await self.storage.pull(
            Pull(
                organisation=principal.organisation,
                person=person,
                role=principal.role or "",
                cursor=cursor,
                shared=await self.is_shared(principal),
                room=room,
                replica=principal.replica,
                idle=idle,
                schema=schema,
            )
        )

    def answer(
        self, pushed: Pushed, page: Page | None, framing: Framing, cursor: str | None
    ) -> Answer[Any]:
        """Verdicts and page as one answer. ``cursor``: the one that the page was asked from."""
        answer: Answer[Any] = Answer(
            at=self.now, done=pushed.done, no=pushed.no, fix=pushed.fix, mac=pushed.mac,
            blocks=pushed.blocks, safe=pushed.safe, epoch=pushed.epoch, receipt=pushed.receipt,
            instruction=pushed.instruction,
        )  # fmt: skip
        if pushed.done is not None:
            answer.first = pushed.first
        if page is not None:
            answer.instruction = pushed.instruction or page.instruction
            answer.arrivals = framing.documents(page.arrivals)
            answer.departures, answer.gone = page.departures, page.gone
            answer.more = page.more
            if page.cursor != cursor:
                answer.c = page.cursor or None
            if not cursor:
                answer.horizon = HORIZON_MS
        return answer

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something after the answer; what fails there never fails the exchange."""
        task = asyncio.ensure_future(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Waits for what was put off."""
        if self._tasks:
            await asyncio.wait(self._tasks)


def is_silent(answer: Answer[Any]) -> bool:
    """Whether there is nothing to say."""
    told = (answer.done, answer.c, answer.instruction, answer.receipt)
    return all(part is None for part in told) and not answer.blocks and not answer.more


def check_version(request: Sync[Any]) -> None:
    """Whether the hub speaks what the device speaks.

    Raises:
        Problem: ``sync/protocol``; ``request/invalid`` for ops newer than this server.
    """
    if request.v != PROTOCOL:
        raise Problem("sync/protocol", params={"protocol": PROTOCOL})
    if request.s > SCHEMA:
        raise Problem("request/invalid", fields={"s": f"this server knows schemas up to {SCHEMA}"})


def _acts(request: Sync[Any], framing: Framing) -> list[Act]:
    if len(request.do) > MAX_SLICE:
        raise Problem("request/too-large", params={"mutations": MAX_SLICE})
    people, at, acts = request.by, request.at, list[Act]()
    for place, mutation in enumerate(request.do):
        ops = framing.ops(mutation.ops)
        if (ops is None) != (len(mutation.nonce) == 12):
            raise Problem(
                "request/invalid", fields={f"do[{place}][0]": "uid without ops, or nonce"}
            )
        if mutation.by >= len(people) and ops is not None:
            raise Problem("request/invalid", fields={f"do[{place}][3]": "is not one of `by`"})
        stamp = at + mutation.after
        if not 0 <= stamp <= SAFE_INTEGER:
            raise Problem("request/invalid", fields={f"do[{place}][1]": "out of bounds"})
        actor = people[mutation.by] if ops is not None else ""
        acts.append(Act(mutation.nonce, stamp, actor, ops))
    return acts


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except (SQLAlchemyError, OSError) as error:
        log.warning("put off and failed", error=repr(error))
