"""The rules that must not break unnoticed, each with one way to break it."""

import msgspec

CORE = ("tests/sync",)
STORED = ("tests/contracts",)


class Mutant(msgspec.Struct, frozen=True):
    """``old`` stands exactly once in ``file``; with ``new`` in its place a rule is broken, and one
    of ``tests`` must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = CORE


RECORD = "sync/record.py"
TRIAL = "sync/trial.py"
HUB = "sync/hub.py"
FEED = "sync/feed.py"

MUTANTS: tuple[Mutant, ...] = (
    # Values
    Mutant(
        "a write replaces siblings it has not seen", RECORD,
        "left = [s for s in siblings if seen.get(s[REPLICA], 0) < s[N]]",
        "left = []",
    ),
    Mutant(
        "a counter's add replaces the replica's earlier ones", RECORD,
        "parts[write.replica] = [write.n, so_far + amount]",
        "parts[write.replica] = [write.n, amount]",
    ),
    Mutant(
        "a count ignores sales that it had not seen", RECORD,
        "value = total + _offset(offsets)",
        "value = _offset(offsets) or total",
    ),
    Mutant(
        "two counts of one shelf add up", RECORD,
        "return newest(offsets)[VALUE] if offsets else 0",
        "return sum(o[VALUE] for o in offsets)",
    ),
    Mutant(
        "a late add goes unnoticed", RECORD,
        "write.seen.get(o[REPLICA], 0) < o[N] and write.stamp < o[STAMP] for o in offsets",
        "False for o in offsets",
    ),
    Mutant(
        "a remove takes additions that it had not seen", RECORD,
        "            left = _unseen(_take(entries, element), write.seen)\n            if left:",
        "            left = _take(entries, element) and []\n            if left:",
    ),
    Mutant(
        "a delete claims what it had not seen", RECORD,
        "seen = clip(write.seen, self.vector)\n        seen[write.replica] = write.n",
        "seen = dict(self.vector)\n        seen[write.replica] = write.n",
    ),
    Mutant(
        "a claim to have seen more is believed", RECORD,
        "seen = clip(write.seen, self.vector)\n",
        "seen = dict(write.seen)\n",
    ),
    Mutant(
        "an edit of a deleted record does not bring it back", RECORD,
        "return bool(self.grave) and dominates(self.grave, self.vector)",
        "return bool(self.grave)",
    ),
    Mutant(
        "`first` shows the last value", RECORD,
        'if field.resolver == "first":',
        'if field.resolver == "never":',
    ),
    Mutant(
        "`rank` goes by time", RECORD,
        'if field.resolver == "rank":',
        'if field.resolver == "never":',
    ),
    Mutant(
        "a flag is cleared by whoever writes", RECORD,
        "left = {flag: _unseen(dots, seen) for flag, dots in self.flags.items()}",
        "left = {flag: [] for flag, dots in self.flags.items()}",
    ),
    Mutant(
        "the join forgets what only one side knows", "sync/join.py",
        "if (s[REPLICA], s[N]) in dots_theirs or theirs_seen.get(s[REPLICA], 0) < s[N]",
        "if (s[REPLICA], s[N]) in dots_theirs",
    ),
    Mutant(
        "the join brings back what was removed", "sync/join.py",
        "left = [d for d in mine if d in theirs or theirs_seen.get(d[0], 0) < d[1]]",
        "left = list(mine)",
    ),
    # Admission
    Mutant(
        "own earlier numbers are not implied as seen", TRIAL,
        "self.line = {**writer.line, writer.replica: n}",
        "self.line = {**writer.line}",
    ),
    Mutant(
        "the parents' numbers are not implied as seen", TRIAL,
        "self.line = {**writer.line, writer.replica: n}",
        "self.line = {writer.replica: n}",
    ),
    Mutant(
        "a second signature refuses the whole delivery", TRIAL,
        "        self.parted.append([record.entity.name, record.id, name, code])\n"
        "        return True",
        "        raise Problem(code)",
    ),
    Mutant(
        "a second signature replaces the first", TRIAL,
        'code = "field/first"',
        "code = None",
    ),
    Mutant(
        "an unreadable target may be referred to", "sync/reach.py",
        "if not self.readable(record):\n                if not self.lost(record):",
        "if not self.readable(record):\n                if False:",
    ),
    Mutant(
        "a record may be moved anywhere", "sync/reach.py",
        "if not gained or may_place(record.entity, self.role):",
        "if True:",
    ),
    Mutant(
        "a late writer needs no loss", "sync/reach.py",
        "return not had.isdisjoint(holds) or not had.isdisjoint(lost)",
        "return True",
    ),
    Mutant(
        "a late writer's old loss counts", "sync/reach.py",
        "if at > clean and at > first.get(s, 0)}",
        "if at > first.get(s, 0)}",
    ),
    Mutant(
        "a late writer never held what they lost", "sync/reach.py",
        "if at > clean and at > first.get(s, 0)}",
        "if at > clean}",
    ),
    Mutant(
        "a revoked device may write late", "sync/reach.py",
        "        if not self.writer.trusted:\n            return False\n        holds",
        "        holds",
    ),
    Mutant(
        "a state that the record never had may be left", "sync/admission.py",
        "    if leave not in record.past.get(name, ()):\n        raise",
        "    if False:\n        raise",
    ),
    Mutant(
        "an undeclared step is legal", "sync/admission.py",
        "    if step is None or leave is None:\n        raise",
        "    if step is None or leave is None:\n        return\n        raise",
    ),
    Mutant(
        "fields are not checked by role", "sync/admission.py",
        "refused = [name for name in fields if name not in allowed]",
        "refused: list[str] = []",
    ),
    Mutant(
        "a number may be used twice", "sync/numbering.py",
        "if block.used & bit and not honoured:",
        "if False:",
    ),
    Mutant(
        "a stamp from the future is kept", "sync/clock.py",
        "return max(min(stamp, hub_stamp + stamp_at(FUTURE_ALLOWED_MS)), previous + 1)",
        "return max(stamp, previous + 1)",
    ),
    Mutant(
        "a stamp from 1970 is kept", "sync/clock.py",
        "return max(min(stamp, hub_stamp + stamp_at(FUTURE_ALLOWED_MS)), previous + 1)",
        "return min(stamp, hub_stamp + stamp_at(FUTURE_ALLOWED_MS))",
    ),
    # Scopes and feed
    Mutant(
        "the last holder's going does not count", "sync/moves.py",
        "count = record.held.get(scope, 0) + change",
        "count = max(1, record.held.get(scope, 0) + change)",
    ),
    Mutant(
        "a deleted record goes on bringing others along", "sync/scopes.py",
        "if not into or not record.visible:",
        "if not into:",
    ),
    Mutant(
        "a departure is not written down", HUB,
        "plan.departures[scope, id] = step\n",
        "pass\n",
    ),
    Mutant(
        "a departure stays when the record comes back", HUB,
        "                plan.departures[scope, id] = 0\n",
        "                pass\n",
    ),
    Mutant(
        "a regained scope keeps what left meanwhile", FEED,
        "floors[scope] = cursor.position if fill is None else fill.floor\n        elif",
        "floors[scope] = head\n        elif",
    ),
    Mutant(
        "a gained scope starts where the others stand", FEED,
        "            positions[scope] = 0\n            floors[scope] = head",
        "            positions[scope] = cursor.position\n            floors[scope] = head",
    ),
    Mutant(
        "a lost scope stays on the device", FEED,
        "if holding.first <= cursor.generation < holding.until:",
        "if False:",
    ),
    Mutant(
        "another epoch's cursor is read on", FEED,
        "if cursor.epoch != epoch or cursor.position",
        "if cursor.position",
    ),
    Mutant(
        "another person's cursor is read on", FEED,
        "    if cursor.reader != reader:\n        return None\n",
        "",
    ),
    # Matching and seals
    Mutant(
        "an altered body under a known number passes", "sync/matching.py",
        "        if recorded.get(place) != offer:\n            return Instruction(\"rekey\")\n",
        "",
    ),
    Mutant(
        "a gap is passed over", "sync/matching.py",
        "    if n > tip[0]:\n        return Instruction(\"rewind\", tip)\n",
        "",
    ),
    Mutant(
        "a parted history goes on under the same id", "sync/matching.py",
        "    if n and recorded.get(n) != uid:\n        return Instruction(\"rekey\")\n",
        "",
    ),
    Mutant(
        "a seal does not cover the exceptions", "sync/seal.py",
        "text = _encode([replica, first, last, list(no), [list(pair) for pair in fix]])",
        "text = _encode([replica, first, last, [], [list(pair) for pair in fix]])",
    ),
    Mutant(
        "the uid leaves out the actor", "sync/uid.py",
        'head = f"{nonce}\\n{actor}\\n{stamp}\\n".encode()',
        'head = f"{nonce}\\n{stamp}\\n".encode()',
    ),
    # What is stored
    Mutant(
        "a restored hub judges again what it had decided", "server/storage/vouching.py",
        "found.update((n, _honoured(named.get(n), fixed.get(n))) for n in span)",
        "found.update(())",
        STORED,
    ),
    Mutant(
        "a seal is not looked at", "server/storage/vouching.py",
        "if not genuine(expected, vouch.mac):",
        "if False:",
        STORED,
    ),
    Mutant(
        "a clone's act counts a second time", "server/storage/slices.py",
        "    if known and uid in known:",
        "    if False:",
        STORED,
    ),
    Mutant(
        "what left and was deleted elsewhere stays", "server/storage/sqlite/feeding.py",
        "d.seq > ? AND d.seq <= ? AND NOT (r.deleted = 0 AND {held})",
        "d.seq > ? AND d.seq <= ? AND NOT {held}",
        STORED,
    ),
    Mutant(
        "a departure is told though another scope holds the record",
        "server/storage/sqlite/feeding.py",
        "d.seq > ? AND d.seq <= ? AND NOT (r.deleted = 0 AND {held})",
        "d.seq > ? AND d.seq <= ? AND ({held} OR 1)",
        STORED,
    ),
    Mutant(
        "a page splits a sequence", "server/storage/paging.py",
        "if any(len(kind) == room and kind[-1][0] <= until for kind in rows):",
        "if False:",
        STORED,
    ),
    Mutant(
        "a scope gone for one group only counts as lost", "server/storage/planning.py",
        "grant.gained, grant.lost = 0 if had[person, scope] else step, 0",
        "grant.gained, grant.lost = step, 0",
        STORED,
    ),
    Mutant(
        "a forgotten id's family stays apart", "server/storage/sqlite/rekeying.py",
        "row.family = _unite(connection, found.key, [row.family, *former])",
        "row.family = _unite(connection, found.key, [row.family])",
        STORED,
    ),
    Mutant(
        "a replica's first stamp may be of 1970", "server/storage/sqlite/tasks.py",
        "stamp_at(since)",
        "0",
        STORED,
    ),
    Mutant(
        "an idempotency key is forgotten", "server/storage/writes.py",
        "kept = group.kept.get(key) or group.answers.get(key)",
        "kept = None",
        STORED,
    ),
    # Histories that have parted
    Mutant(
        "a request from another history is decided", "server/storage/slices.py",
        "    if push.epoch != group.epoch:\n",
        "    if False:\n",
        STORED,
    ),
    Mutant(
        "epochs are taken for a line", "server/storage/slices.py",
        "    if push.epoch in group.epochs:\n",
        "    if True:\n",
        STORED,
    ),
    Mutant(
        "a group forgets in which epoch it decides", "server/storage/slices.py",
        "    ledger.begin(group.epoch, first)\n",
        "",
        STORED,
    ),
    Mutant(
        "a refusal outlives the hub's own word", "clients/replica/store/outbox.py",
        "again = [n for n, (state, _) in effect.named.items() if state == \"refused\"]",
        "again = list(range(effect.first, effect.last + 1))",
        ("tests/clients/replica/test_outbox.py",),
    ),
    Mutant(
        "a number below the floor may be gone back to", "clients/replica/rounds.py",
        "        if n < session.floor[0]:\n",
        "        if False:\n",
        ("tests/journeys/test_old_backup.py",),
    ),
    Mutant(
        "forgotten twins are no family", "server/storage/sqlite/rekeying.py",
        "    _bury(transaction, found, row.family, set(former) - before.keys())\n",
        "",
        STORED,
    ),
    Mutant(
        "a new device may have lost anything", "server/storage/sqlite/tasks.py",
        "clean = found.seq if len(found.epochs) == 1 else 0",
        "clean = 0",
        STORED,
    ),
)  # fmt: skip
