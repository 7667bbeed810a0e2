"""A small honest hub in memory, written from the wire definitions: one organisation, one scope.

It judges little (a register that holds "refuse" refuses the mutation, "part" leaves the field
out), so that tests can ask for verdicts; matching, seals, rekeys, restores, pages and departures
are real.
"""

from typing import Any

import msgspec
from msgspec import Raw

from schemas.wire.down import Answer, Digested, Instruction, Receipt, Rekeyed
from schemas.wire.up import Digest, Mutation, Rekey, Sync
from sync.clock import admit, stamp_at
from sync.digest import digest
from sync.matching import last_match, match
from sync.record import Record, Write
from sync.seal import seal
from sync.uid import pack, uid_of
from tests.clients.replica.model_records import take_in

KEY = b"k" * 32


class Log(msgspec.Struct):
    """What was decided of one replica. ``entries``: (uid, exception or None, fixed stamp)."""

    line: dict[str, int] = {}
    entries: list[tuple[str, list[Any] | None, int]] = []


class State(msgspec.Struct):
    """All that a backup holds."""

    records: dict[str, Record] = {}
    changed: dict[str, int] = {}
    outside: set[str] = set()
    logs: dict[str, Log] = {}
    sequence: int = 0
    made: int = 0


class ModelHub:
    """``now``: its clock, ms. ``page``: records of one answer. ``order``: an instruction to give
    with every answer. ``safe``: what its last backup covers, by replica."""

    def __init__(self, now: int = 1_800_000_000_000) -> None:
        self.now = now
        self.page = 50
        self.epoch = 1
        self.state = State()
        self.order: Instruction | None = None
        self.safe: dict[str, int] = {}
        self.oldest_schema = 0
        self.blocks: dict[str, int] = {}
        self.gives_numbers = True
        self.seen: list[Sync[Raw]] = []

    # Its operator

    def enrol(self) -> str:
        self.state.made += 1
        replica = f"r{self.epoch}x{self.state.made}"
        self.state.logs[replica] = Log()
        return replica

    def backup(self) -> State:
        self.safe = {name: len(log.entries) for name, log in self.state.logs.items()}
        return _copied(self.state)

    def restore(self, state: State) -> None:
        known = set(self.state.logs)
        self.state = _copied(state)
        for replica in known - set(self.state.logs):
            self.state.logs[replica] = Log()  # enrolments are in the office's own list
        self.epoch += 1
        self.safe = {}

    def hide(self, id: str) -> None:
        """The record leaves the devices' scope."""
        self.state.outside.add(id)
        self._touch(id)

    def show(self, id: str) -> None:
        self.state.outside.discard(id)
        self._touch(id)

    def document(self, id: str) -> dict[str, Any] | None:
        record = self.state.records.get(id)
        return None if record is None or not record.visible else _document(record)

    def shown(self) -> dict[str, dict[str, Any]]:
        """id -> document of all that devices hold."""
        return {
            id: _document(record)
            for id, record in self.state.records.items()
            if record.visible and id not in self.state.outside
        }

    # The exchange

    def sync(self, replica: str, request: Sync[Raw]) -> Answer[Raw] | None:
        self.seen.append(request)
        answer: Answer[Raw] = Answer(at=stamp_at(self.now))
        if self.order is not None:
            answer.instruction = self.order
        log = self.state.logs[replica]
        if request.do or request.after[0]:
            instruction = self._push(replica, log, request, answer)
            if instruction is not None:
                answer.instruction = instruction
                return answer
        if request.s < self.oldest_schema:
            answer.instruction = Instruction("upgrade")
            return answer
        answer.safe = self.safe.get(replica, 0)
        for series, left in request.held.items() if self.gives_numbers else ():
            if left < 20:
                first = self.blocks.get(series, 1)
                self.blocks[series] = first + 50
                answer.blocks[series] = [(first, first + 49)]
        if request.receipt:
            answer.receipt = Receipt(len(log.entries), self.state.sequence, self.now, "seal")
        if request.c is not None and answer.instruction is None:
            self._pull(request.c, request.room, answer)
        silent = answer == Answer(at=answer.at, c=request.c)
        return None if silent and request.c is not None else answer

    def changes(self, cursor: str) -> Answer[Raw] | None:
        answer: Answer[Raw] = Answer(at=stamp_at(self.now))
        self._pull(cursor, 2_000, answer)
        return None if answer == Answer(at=answer.at, c=cursor) else answer

    def rekey(self, replica: str, offer: Rekey) -> Rekeyed:
        uids = [offer.uids[i : i + 12] for i in range(0, len(offer.uids), 12)]
        log = self.state.logs[replica]
        matched = last_match(self._recorded(log), offer.first, uids)
        known = {
            entry[0]: (name, n)
            for name, other in self.state.logs.items()
            for n, entry in enumerate(other.entries, 1)
        }
        fresh = self.enrol()
        line = {**log.line, replica: matched}
        for uid in uids:
            if uid in known:
                name, n = known[uid]
                line[name] = max(line.get(name, 0), n)
        line[replica] = matched
        self.state.logs[fresh] = Log(line)
        return Rekeyed(fresh, (replica, matched), {u: known[u] for u in uids if u in known})

    def digest(self, request: Digest) -> Digested:
        vectors = [
            (self.state.records[id].entity.name, id, doc["_"]["v"])
            for id, doc in self.shown().items()
        ]
        total = digest(vectors)
        if request.c != self._cursor(self.state.sequence):
            return Digested(same=False, sum=total, now=False)
        answer = Digested(same=total == request.sum, sum=total)
        if request.list:
            for entity, id, vector in vectors:
                answer.records.setdefault(entity, {})[id] = vector
        return answer

    # Pushing

    def _push(
        self, replica: str, log: Log, request: Sync[Raw], answer: Answer[Raw]
    ) -> Instruction | None:
        uids = [self._uid(m, request) for m in request.do]
        tip = (len(log.entries), log.entries[-1][0] if log.entries else "")
        known = match(tip, self._recorded(log), request.after, uids)
        if isinstance(known, Instruction):
            return known
        if not request.do:
            return None
        # Two clones may both have been told that an act is unknown: who comes second offers again.
        elsewhere = {e[0] for other in self.state.logs.values() for e in other.entries}
        if elsewhere.intersection(uids[known:]):
            return Instruction("rekey")
        first = request.after[0] + 1
        vouched = self._vouched(replica, request, uids)
        for i, mutation in enumerate(request.do):
            n = first + i
            if i >= known:
                log.entries.append(self._decide(replica, log, n, mutation, request, vouched))
            uid, exception, stamp = log.entries[n - 1]
            if exception is not None:
                answer.no.append(exception)
            if mutation.nonce != uid and stamp != request.at + mutation.after:
                answer.fix.append((n, stamp))
        answer.first, answer.done = first, first + len(uids) - 1
        answer.mac = seal(
            KEY, replica, answer.first, answer.done, pack(uids), answer.no, answer.fix
        )
        return None

    def _uid(self, mutation: Mutation[Raw], request: Sync[Raw]) -> str:
        if len(mutation.nonce) == 12:
            return mutation.nonce
        stamp = request.at + mutation.after
        return uid_of(mutation.nonce, request.by[mutation.by], stamp, bytes(mutation.ops))

    def _vouched(
        self, replica: str, request: Sync[Raw], uids: list[str]
    ) -> dict[int, tuple[list[Any] | None, int | None]]:
        found: dict[int, tuple[list[Any] | None, int | None]] = {}
        log = self.state.logs[replica]
        all_uids = [entry[0] for entry in log.entries[: request.after[0]]] + uids
        for v in request.vouch:
            no = [msgspec.json.decode(each) for each in v.no]
            packed = pack(all_uids[v.first - 1 : v.last])
            assert v.mac == seal(KEY, replica, v.first, v.last, packed, no, v.fix)
            fix = dict(v.fix)
            named = {each[0]: each for each in no}
            for n in range(v.first, v.last + 1):
                found[n] = (named.get(n), fix.get(n))
        return found

    def _decide(
        self,
        replica: str,
        log: Log,
        n: int,
        mutation: Mutation[Raw],
        request: Sync[Raw],
        vouched: dict[int, tuple[list[Any] | None, int | None]],
    ) -> tuple[str, list[Any] | None, int]:
        uid = self._uid(mutation, request)
        if len(mutation.nonce) == 12:
            return uid, [n, "refused", ["void"]], 0
        made = request.at + mutation.after
        previous = log.entries[-1][2] if log.entries else 0
        honour = vouched.get(n)
        stamp = admit(made, previous, stamp_at(self.now))
        if honour is not None:
            stamp = honour[1] or made
        actor = request.by[mutation.by]
        records = {id: record.copy() for id, record in self.state.records.items()}
        write = Write(replica, n, stamp, actor, {**log.line, replica: n - 1})
        ops = msgspec.json.decode(mutation.ops)
        try:
            taken = take_in(records, ops, write, honoured=honour is not None)
        except ValueError as error:
            return uid, [n, "refused", [str(error)]], stamp
        self.state.records = records
        self.state.sequence += 1
        self.state.changed |= dict.fromkeys(taken.touched, self.state.sequence)
        exception: list[Any] | None = None
        if taken.parted:
            exception = [n, "parted", taken.parted]
        elif taken.conflicts:
            exception = [n, "conflict", taken.conflicts]
        return uid, exception, stamp

    # Pulling

    def _pull(self, cursor: str, room: int, answer: Answer[Raw]) -> None:
        epoch, position = map(int, cursor.split(".")) if cursor else (self.epoch, 0)
        if epoch != self.epoch:
            answer.instruction = Instruction("resync")
            return
        rows = sorted((s, id) for id, s in self.state.changed.items() if s > position)
        limit = min(self.page, room)
        last = rows[min(limit, len(rows)) - 1][0] if rows else position
        chosen = [id for s, id in rows if s <= last]
        arrivals: dict[str, list[Raw]] = {}
        for id in chosen:
            record = self.state.records[id]
            entity = record.entity.name
            if not record.visible:
                if cursor:
                    answer.gone.append((entity, [id]))
            elif id in self.state.outside:
                if cursor:
                    answer.departures.append((entity, [id]))
            else:
                arrivals.setdefault(entity, []).append(Raw(record.document()))
        answer.arrivals = list(arrivals.items())
        answer.more = len(chosen) < len(rows)
        answer.c = self._cursor(last if answer.more else self.state.sequence)

    def _cursor(self, position: int) -> str:
        return f"{self.epoch}.{position}"

    def _recorded(self, log: Log) -> dict[int, str]:
        return {n: entry[0] for n, entry in enumerate(log.entries, 1)}

    def _touch(self, id: str) -> None:
        self.state.sequence += 1
        self.state.changed[id] = self.state.sequence


def _copied(state: State) -> State:
    return State(
        records={id: record.copy() for id, record in state.records.items()},
        changed=dict(state.changed),
        outside=set(state.outside),
        logs={name: Log(dict(log.line), list(log.entries)) for name, log in state.logs.items()},
        sequence=state.sequence,
        made=state.made,
    )


def _document(record: Record) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.json.decode(record.document())
    return document
