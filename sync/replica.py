"""A device's session with its hub, as a state machine: no I/O, no clock, no randomness.

Each function takes the :class:`Session` as it is and gives the one that follows, with the
:data:`Effect` list that the store carries out with it in one local transaction.

A mutation (a number never goes back to pending; nothing but a person's choice removes its input):

=========  ==============  =====================  ==============  =================  ==============
state      sent in a       verdict in an answer   rewind before   rekey, hub knows   rekey, hub
           request                                its number      its uid            does not
=========  ==============  =====================  ==============  =================  ==============
pending    sent            as sent                pending         its verdict, dot   pending, new n
sent       sent (again)    merged, conflict,      sent            its verdict, dot   pending, new n
                           parted, refused
merged     -               -                      sent            its verdict, dot   pending, new n
conflict   -               -                      sent            its verdict, dot   pending, new n
parted     -               -                      sent            its verdict, dot   pending, new n
refused    empty           as sent                stays           its verdict, dot   stays, new n
=========  ==============  =====================  ==============  =================  ==============

The records (``pull``):

=========  =====================  =========================  ==============  ====================
pull       page, more to come     last page                  live changes    resync, rewind, or a
                                                                             rekey after a restore
=========  =====================  =========================  ==============  ====================
bootstrap  shown, cursor moves    shown; follow              ignored         replace
follow     staged                 staged and shown at once   shown           replace
replace    staged, old base kept  stage becomes the base;    ignored         replace, stage emptied
                                  follow
=========  =====================  =========================  ==============  ====================

A refused one can turn out to be in: where the hub was restored, a request from before may arrive
after it and be judged anew. The hub's word counts.

A page counts only if it starts where the device stands and nothing turned meanwhile (``turn``).
"""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Raw

from schemas.wire.down import Answer, Changes, Instruction, Rekeyed
from schemas.wire.up import Mutation, Rekey, Sync, Vouched
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.clock import Clock
from sync.session import (
    DECIDED,
    Asked,
    Decide,
    Effect,
    Keep,
    Page,
    Renumber,
    Reopen,
    Seal,
    Session,
    Settle,
    Show,
    Stage,
    State,
    Take,
    Unstage,
    Unveil,
    Written,
)
from sync.uid import uid_of

SLICE_COUNT = 500
"""Mutations of one request."""
SLICE_BYTES = 200_000
"""Bytes of their ops, unless one alone is larger."""
KEEP_MS = 14 * 24 * 3600 * 1000
"""How long a decided mutation is kept at least; and until a backup of the hub covers it."""


MAX_FOREBEARS = 50
"""Former ids that a device remembers."""


def begin(replica: str, last: int = 0, offset: int = 0) -> Session:
    """The session of a device that has just been enrolled."""
    return Session(replica, Clock(last, offset))


def write(
    session: Session, actor: str, ops: bytes, nonce: str, now_ms: int, seq: int
) -> tuple[Session, Written]:
    """One act of a person becomes a mutation, at the device's time ``now_ms``."""
    after = _copy(session)
    stamp = after.clock.tick(now_ms)
    after.last += 1
    uid = uid_of(nonce, actor, stamp, ops)
    return after, Written(seq, after.replica, after.last, uid, nonce, actor, stamp, ops)


def ask(
    session: Session,
    rows: Sequence[Written],
    seals: Sequence[Seal],
    now_ms: int,
    *,
    held: dict[str, int] | None = None,
    receipt: bool = False,
    pull: bool = True,
    count: int = SLICE_COUNT,
) -> tuple[Sync[Raw], Asked]:
    """The next request. To ask again after a lost answer, ask again: it is the same request.

    ``rows``: the outbox from the first number after ``session.after``, in order; one more than
    :data:`SLICE_COUNT` where there are more. ``seals``: those that reach past ``session.after``.
    ``count``: at most so many mutations. The request says when more wait (``rest``). Records are
    asked for last: not by an app that is too old, nor before the queue is in when the base is to be
    replaced or the store to be emptied.
    """
    chosen = _slice(rows, seals, count)
    if chosen and chosen[0].n != session.after[0] + 1:
        raise AssertionError(f"the outbox has a gap before {chosen[0].n}")
    is_old = bool(chosen) and chosen[0].schema < SCHEMA
    waits = len(chosen) < len(rows) and session.pull == "replace" and session.ahead is None
    pulling = pull and not (session.upgrade or session.wipe or is_old or waits)
    people = list(dict.fromkeys(row.actor for row in chosen))
    at = chosen[0].stamp if chosen else 0
    cursor = session.position if pulling else None
    request = Sync(
        v=PROTOCOL,
        s=chosen[0].schema if chosen else SCHEMA,
        e=session.epoch,
        c=cursor,
        by=people,
        at=at,
        do=[_mutation(row, at, people) for row in chosen],
        rest=len(rows) - len(chosen),
        vouch=_vouch(chosen, seals),
        held=held or {},
        receipt=receipt,
    )
    if session.after[0]:
        request.after = session.after
    uids = [row.uid for row in chosen]
    return request, Asked(session.replica, session.turn, session.after[0], uids, cursor, now_ms)


def hear(
    session: Session,
    asked: Asked,
    answer: Answer[Raw] | None,
    now_ms: int,
    uid_at: Callable[[int], str | None],
) -> tuple[Session, list[Effect]]:
    """Takes in the answer (None: ``204``, nothing to say).

    ``uid_at``: the uid of a kept number of this replica, None where it is not kept.
    """
    after = _copy(session)
    after.contact = now_ms
    if answer is None:
        answer = Answer(at=0)
    elif asked.waits:
        after.clock.hear(answer.at)
    else:
        after.clock.measure(asked.at, now_ms, answer.at)
    if (asked.turn, asked.replica) != (session.turn, session.replica):
        return after, []
    after.epoch = answer.epoch or session.epoch
    effects = _verdicts(after, asked, answer)
    if answer.blocks:
        effects.append(Take(answer.blocks))
    if answer.horizon:
        after.horizon = answer.horizon
    after.safe = max(after.safe, min(answer.safe, after.after[0]))
    after.receipt = answer.receipt or after.receipt
    if answer.instruction is not None:
        effects += _follow(after, answer.instruction, uid_at)
    elif asked.cursor is not None and asked.cursor == after.position:
        page = Page(answer.arrivals, answer.departures, answer.gone)
        effects += _page(after, page, answer.c, more=answer.more)
        if not answer.more:
            effects.append(Settle(asked.after))
    return after, effects


def pulse(session: Session, asked_ms: int, now_ms: int, stamp: int) -> Session:
    """Takes in a heartbeat: the hub is there, and this is its clock."""
    after = _copy(session)
    after.contact = now_ms
    after.clock.measure(asked_ms, now_ms, stamp)
    return after


def change(session: Session, changes: Changes[Raw]) -> tuple[Session, list[Effect]] | None:
    """Takes in what a live socket brings; None where it does not start where the device stands."""
    if not session.live or changes.since != session.cursor:
        return None
    after = _copy(session)
    after.cursor = changes.c
    return after, [Show(Page(changes.arrivals, changes.departures, changes.gone))]


def trouble(session: Session, code: str) -> tuple[Session, list[Effect]] | None:
    """What a refused request (a problem's code) says about the session; None where nothing."""
    after = _copy(session)
    if code in {"sync/gap", "sync/vouch", "device/retired"}:
        return after, _follow(after, Instruction("rekey"), lambda _: None)
    if code == "sync/cursor":
        return after, _follow(after, Instruction("resync"), lambda _: None)
    if code == "sync/protocol":
        return after, _follow(after, Instruction("upgrade"), lambda _: None)
    return None


def offer(session: Session, rows: Sequence[Written]) -> Rekey:
    """What a device offers when histories have parted. ``rows``: all that it keeps, by ``seq``.

    The numbers of the present id come first, from the lowest kept one; uids known under former ids
    follow, so that a hub restored to before them can say that it lacks them.
    """
    own = [r for r in rows if r.replica == session.replica and r.n > session.floor[0]]
    uids = [row.uid for row in sorted(own, key=lambda row: row.n)]
    first = session.floor[0] + 1
    if session.floor[0]:
        first, uids = session.floor[0], [session.floor[1], *uids]
    taken = set(uids)
    uids += [row.uid for row in rows if row.uid not in taken]
    return Rekey(first, "".join(uids), session.forebears)


def rekeyed(
    session: Session, rows: Sequence[Written], answer: Rekeyed
) -> tuple[Session, list[Effect]]:
    """Takes the new id. What the hub knows gets the dot it knows; the rest is numbered from 1.

    Where the hub lacks what it once decided, it was restored: the base shows effects under dots
    that are no more, and is replaced.
    """
    after = _copy(session)
    after.forebears = _forebears(session)
    after.replica, after.after, after.floor = answer.replica, (0, ""), (0, "")
    after.epoch = answer.epoch
    after.last, after.safe, after.rekey, after.receipt, after.former = 0, 0, False, None, False
    after.turn += 1
    moves: dict[int, tuple[str, int, State]] = {}
    details: dict[int, bytes] = {}
    lost = False
    for row in rows:
        dot = answer.known.get(row.uid)
        if dot is not None:
            state: State = "merged"
            if row.uid in answer.no:
                state, detail = answer.no[row.uid]
                details[row.seq] = msgspec.json.encode(detail)
            moves[row.seq] = (*dot, state)
            after.former = True
        else:
            # A refused one goes out empty: nobody who holds a copy of it may have it accepted.
            refused = row.state == "refused"
            lost = lost or (row.state in DECIDED and not refused)
            after.last += 1
            moves[row.seq] = (after.replica, after.last, "refused" if refused else "pending")
    effects: list[Effect] = [Renumber(moves, details)]
    if lost:
        effects += replace(after)
    return after, effects


def adopt(session: Session, replica: str) -> tuple[Session, list[Effect]]:
    """The device was enrolled anew with its queue kept: all of it is offered under the new id."""
    after = _copy(session)
    after.forebears = _forebears(session)
    after.replica, after.after, after.floor, after.last = replica, (0, ""), (0, ""), 0
    after.safe, after.receipt, after.rekey, after.wipe = 0, None, True, False
    return after, replace(after)


def resync(session: Session) -> tuple[Session, list[Effect]]:
    """Pulls everything anew, of the device's own accord."""
    after = _copy(session)
    return after, replace(after)


def replace(session: Session) -> list[Effect]:
    """Sets the session (in place) to pull a new base; the old one is shown until it is whole."""
    session.pull, session.cursor, session.ahead = "replace", "", None
    session.turn += 1
    return [Unstage()]


def _forebears(session: Session) -> list[str]:
    return [session.replica, *session.forebears][:MAX_FOREBEARS]


def _copy(session: Session) -> Session:
    clock = Clock(session.clock.last, session.clock.offset)
    return msgspec.structs.replace(session, clock=clock)


def _slice(rows: Sequence[Written], seals: Sequence[Seal], most: int) -> list[Written]:
    """As many rows as fit, of one schema version, and never a part of what one seal covers."""
    size = 0
    count = 0
    for row in rows[:most]:
        size += len(row.ops or b"")
        if count and (size > SLICE_BYTES or row.schema != rows[0].schema):
            break
        count += 1
    covered = 0
    for seal in seals:
        if not count or count == len(rows):
            break
        last = rows[count - 1].n
        if seal.last <= last:
            covered = max(covered, seal.last)
        elif seal.first <= last and covered < last:
            before, whole = seal.first - rows[0].n, seal.last - rows[0].n + 1
            # Seals that overlap (a rewind ended within one) are kept: some of it goes twice.
            before = max(before, covered - rows[0].n + 1)
            count = before if before > 0 else min(whole, len(rows))
    return list(rows[:count])


def _mutation(row: Written, at: int, people: list[str]) -> Mutation[Raw]:
    by = people.index(row.actor)
    if row.state == "refused" or row.ops is None:
        return Mutation(row.uid, 0, Raw(b"null"), by)
    return Mutation(row.nonce, row.stamp - at, Raw(row.ops), by)


def _vouch(chosen: list[Written], seals: Sequence[Seal]) -> list[Vouched]:
    if not chosen:
        return []
    return [
        Vouched(s.first, s.last, s.mac, [Raw(msgspec.json.encode(no)) for no in s.no], s.fix)
        for s in seals
        if s.last <= chosen[-1].n
    ]


def _verdicts(session: Session, asked: Asked, answer: Answer[Raw]) -> list[Effect]:
    if answer.done is None:
        return []
    first, last = session.after[0] + 1, min(answer.done, asked.after + len(asked.uids))
    if last < first:
        return []
    named: dict[int, tuple[State, bytes]] = {
        n: (state, msgspec.json.encode(detail))
        for n, state, detail in answer.no
        if first <= n <= last
    }
    session.after = (last, asked.uids[last - asked.after - 1])
    effects: list[Effect] = [Decide(first, last, named, dict(answer.fix))]
    if answer.mac:
        seal = Seal(answer.first or first, answer.done, answer.mac, answer.no, answer.fix)
        effects.append(Keep(seal))
    return effects


def _follow(
    session: Session, instruction: Instruction, uid_at: Callable[[int], str | None]
) -> list[Effect]:
    n, uid = instruction.match
    match instruction.do:
        case "upgrade":
            session.upgrade = True
        case "wipe":
            session.wipe = True
        case "resync":
            return replace(session)
        case "rewind" if instruction.match == session.after and not session.former:
            if session.pull == "bootstrap" and not session.cursor:
                session.turn += 1
                return []
            return replace(session)
        # What was decided under former ids can only be offered, not sent under its numbers.
        case "rewind" if n < session.after[0] and uid_at(n) == uid and not session.former:
            session.after, session.receipt = instruction.match, None
            session.safe = min(session.safe, n)
            return [Reopen(n + 1), *replace(session)]
        case _:
            session.rekey, session.receipt = True, None
            session.turn += 1
    return []


def _page(session: Session, page: Page, cursor: str | None, *, more: bool) -> list[Effect]:
    reached = session.position if cursor is None else cursor
    if not reached:  # an answer without a cursor cannot end a bootstrap
        return []
    at_once = session.pull == "follow" and session.ahead is None and not more
    if session.pull == "bootstrap" or at_once:
        session.cursor = reached
        session.pull = "bootstrap" if more else "follow"
        return [Show(page)] if page else []
    effects: list[Effect] = [Stage(page)]
    if more:
        session.ahead = reached
        return effects
    effects.append(Unveil(replace=session.pull == "replace"))
    session.cursor, session.ahead, session.pull = reached, None, "follow"
    return effects
