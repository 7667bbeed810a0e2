"""One replica's slice: matched with what is recorded, verified, and decided number by number."""

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.problems import Problem
from schemas.wire.down import Instruction
from server.storage.contract import Act, Push, Pushed
from server.storage.decoding import created, decode_ops
from server.storage.drafts import Draft
from server.storage.group import Escrowed, Group
from server.storage.ledger import Ledger, by_uid, sealed
from server.storage.needs import Asking, Need, Receipt, Replica
from server.storage.topping import top_up
from server.storage.vouching import MAX_RANGE, Honoured, verify
from sync.matching import match
from sync.plan import Missing, Outcome, Writer
from sync.uid import pack, uid_of

UID_LENGTH = 12
VOID = ["void"]
"""The verdict on a number that the device gave up."""
ESCROWED = ["device/revoked"]
"""The verdict on what a revoked device handed in: kept aside, applied nowhere."""

NOT_YET: list[Any] = []
"""Stands for a verdict that is still to be found."""

Typed = list[Any] | Problem | None
"""An act's ops as structs, why they cannot be read, or None for a void number."""


def typed_ops(group: Group, push: Push) -> list[Typed]:
    """Decodes every act of a slice."""
    found: list[Typed] = []
    for act in push.acts:
        if act.ops is None:
            found.append(None)
            continue
        try:
            found.append(decode_ops(group.registry, act.ops, push.schema))
        except Problem as problem:
            found.append(problem)
    return found


def decide(group: Group, push: Push, typed: Sequence[Typed]) -> Asking[Draft]:
    """Decides a slice: what is known gets the recorded verdict, the rest is planned.

    Raises:
        Problem: ``device/unknown``, ``device/retired``, ``sync/vouch``, ``request/invalid``;
            nothing of the slice is decided then.
    """
    row = group.replicas.get(push.replica)
    if row is None or row.own:
        raise Problem("device/unknown")
    if row.retired:
        raise Problem("device/retired")
    if push.epoch != group.epoch:
        return (yield from _another_history(group, row, push))
    uids = [_uid(act) for act in push.acts]
    ledger = yield from _ledger(group, row, push)
    met = match((row.n, row.uid), ledger.uids, push.after, uids)
    if isinstance(met, Instruction):
        return Draft(Pushed(instruction=met, safe=min(row.safe, row.n)), group.step)
    first = push.after[0] + 1
    known = {**ledger.uids, **dict(enumerate(uids, first))}
    honoured = verify(group.seal_key, row.id, row.n, known, push.vouch)
    if met < len(uids):
        yield from group.introduce({act.actor for act in push.acts}, push.roles)
        yield from _decide_new(group, row, ledger, push, met, uids, typed, honoured)
    answer = Pushed(first=first, safe=min(row.safe, row.n))
    if uids:
        answer.done = push.after[0] + len(uids)
        answer.no, answer.fix = ledger.verdicts(first, answer.done)
        answer.mac = sealed(group.seal_key, row.id, first, uids, answer.no, answer.fix)
    if push.held and not push.escrow:
        answer.blocks = yield from top_up(group, row, push.held)
    everything = push.receipt and not push.rest and row.n == push.after[0] + len(uids)
    return Draft(answer, group.step, (row.id, row.n) if everything else None)


def _another_history(group: Group, row: Replica, push: Push) -> Asking[Draft]:
    """Tells a device that has not heard of a restore where to go back to: what it was told since
    then may not be so, even where its number and uid are the ones recorded."""
    ledger = yield from _ledger(group, row, push, whole=True)
    n = 0
    # From a branch that this history does not have, anything may have been heard.
    if push.epoch in group.epochs:
        n = ledger.before(push.epoch, min(push.after[0], row.n))
    instruction = Instruction("rewind", (n, ledger.uids[n] if n else ""))
    safe = min(row.safe, row.n)
    return Draft(Pushed(instruction=instruction, safe=safe, epoch=group.epoch), group.step)


def _uid(act: Act) -> str:
    if act.ops is not None:
        return uid_of(act.nonce, act.actor, act.stamp, act.ops)
    if len(act.nonce) != UID_LENGTH:
        raise Problem("request/invalid", fields={"nonce": "a void number is named by its uid"})
    return act.nonce


def _ledger(group: Group, row: Replica, push: Push, *, whole: bool = False) -> Asking[Ledger]:
    """What is recorded of the replica, from where the slice or a seal begins."""
    ledger = group.ledgers.get(row.id)
    if ledger is None:
        ledger = group.ledgers[row.id] = Ledger(row.n, {row.n: row.uid} if row.n else {})
    after = push.after[0]
    low = min(after, *(v.first for v in push.vouch if v.last > row.n), after)
    low = 0 if whole else max(low, after - MAX_RANGE)
    if low < ledger.low and (whole or after <= row.n):
        yield from group.load(Need(receipts=[(row.id, low)]))
        ledger.low = low
    return ledger


def _decide_new(
    group: Group,
    row: Replica,
    ledger: Ledger,
    push: Push,
    met: int,
    uids: list[str],
    typed: Sequence[Typed],
    honoured: Mapping[int, Honoured],
) -> Asking[None]:
    writer = Writer(row.id, push.roles, row.line, row.clean, push.trusted)
    known = yield from _relatives(group, row)
    commit, nothing = group.planner.commit, Honoured(None, None, None)
    first = push.after[0] + met + 1
    is_plain = not (push.escrow or known or honoured)
    for n, act, uid, ops in zip(
        range(first, first + len(uids)), push.acts[met:], uids[met:], typed[met:], strict=False
    ):
        vouched = honoured.get(n, nothing)
        if not (is_plain and isinstance(ops, list)):
            exception = _foregone(group, push, n, act, uid, ops, known, vouched)
            if exception is not NOT_YET or not isinstance(ops, list):
                if exception is not None:
                    ledger.no[n] = exception
                continue
        stamp = act.stamp if vouched.stamp is None else vouched.stamp
        outcome: Outcome | None = None
        while outcome is None:
            try:
                outcome = commit(writer, n, stamp, row.stamp, act.actor, ops, vouched.parts)
            except Missing as missing:
                yield from group.fetch(missing, push.roles)
        exception = outcome.exception()
        if outcome.problem is None:
            row.stamp = max(row.stamp, outcome.stamp)
            if outcome.stamp != act.stamp:
                ledger.fix[n] = outcome.stamp
            if vouched.parts is not None:
                exception = vouched.exception
        if exception is not None:
            ledger.no[n] = exception
    ledger.uids.update(zip(range(first, first + len(uids)), uids[met:], strict=False))
    row.n, row.uid = push.after[0] + len(uids), uids[-1]
    ledger.begin(group.epoch, first)
    no, fix = ledger.verdicts(first, row.n)
    group.moved.add(row.id)
    packed = pack(uids[met:])
    group.receipts.append(Receipt(row.id, first, row.n, packed, no, fix, group.step, group.epoch))


def _foregone(
    group: Group,
    push: Push,
    n: int,
    act: Act,
    uid: str,
    ops: Typed,
    known: Mapping[str, list[Any] | None],
    vouched: Honoured,
) -> list[Any] | None:
    """The verdict on what needs no planning, as an answer names it; else :data:`NOT_YET`."""
    if push.escrow:
        group.escrow.append(
            Escrowed(push.replica, n, uid, act.stamp, act.actor, act.ops, push.schema)
        )
        return [n, "refused", ESCROWED]
    if known and uid in known:
        earlier = known[uid]
        return None if earlier is None else [n, *earlier[1:]]
    if vouched.refused:
        return vouched.exception
    if ops is None:
        return [n, "refused", VOID]
    if isinstance(ops, Problem):
        group.planner.refuse(push.replica, n, created(act.ops or b""))
        return [n, "refused", ops.wire()]
    return NOT_YET


def _relatives(group: Group, row: Replica) -> Asking[dict[str, list[Any] | None]]:
    """What others of the family have decided since this replica was made: the same act may come
    under two ids where a clone and a restore meet, and counts once."""
    if not row.related:
        return {}
    if row.id not in group.relatives:
        yield from group.load(Need(relatives=[(row.id, row.born)]))
    ours = [
        receipt
        for receipt in group.receipts
        if receipt.replica != row.id and group.replicas[receipt.replica].family == row.family
    ]
    return {**by_uid(ours), **group.relatives[row.id]}
