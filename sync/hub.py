"""Planning: records and mutations in, one plan out. The only way to change a record.

A :class:`Planner` takes the mutations of one commit group in order, each all or nothing by itself,
over records that are loaded and locked. It raises :class:`sync.plan.Missing` when it discovers that
it needs more; nothing of that mutation has happened then, and the same call is made again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from schemas.problems import Problem
from schemas.types import SAFE_INTEGER
from sync.clock import admit
from sync.events import raised_by
from sync.moves import Moves
from sync.plan import Outcome, Plan, Raised, World, Writer
from sync.scopes import scopes_of
from sync.trial import Trial

MAX_OPS = 200
"""Ops of one mutation."""


class Planner:
    """Plans one commit group of one organisation.

    ``world`` is what is loaded and is moved along with every admitted mutation. ``now_ms``: the
    hub's time. ``hub_stamp``: its clock, for bounding stamps.
    """

    def __init__(self, world: World, now_ms: int, hub_stamp: int) -> None:
        self.world = world
        self.now_ms = now_ms
        self.hub_stamp = hub_stamp
        self.plan = Plan()

    def commit(
        self,
        writer: Writer,
        n: int,
        stamp: int,
        previous: int,
        actor: str,
        ops: Sequence[Any],
        honoured: frozenset[tuple[str, str, str]] | None = None,
    ) -> Outcome:
        """Judges one mutation and takes its effects into the plan.

        ``stamp``: as the device made it. ``previous``: the fixed stamp of the replica's previous
        mutation. ``ops``: decoded ops (:attr:`schemas.entity.Entity.op`). ``honoured``: given for
        a mutation that this hub decided before a restore: it is not judged again, and these parts
        (entity, id, field) of it are left out.

        Raises:
            Missing: something must be loaded first.
        """
        fixed = admit(stamp, previous, self.hub_stamp) if honoured is None else stamp
        step = self.plan.steps + 1
        trial = Trial(self.world, writer, actor, n, fixed, step, self.now_ms, honoured)
        try:
            if len(ops) > MAX_OPS:
                raise Problem("mutation/limits", params={"ops": MAX_OPS})
            if honoured is None and actor not in writer.roles:
                raise Problem("mutation/actor")
            for op in ops:
                trial.apply(op)
            if trial.nothing_left:
                entity, id, name, code = trial.parted[0]
                raise Problem(code, params={"entity": entity, "id": id, "field": name})
            moves = trial.settle()
        except Problem as problem:
            self.refuse(writer.replica, n, {op.id for op in ops if op.seen is None})
            return Outcome(n, fixed, problem=problem)
        if not trial.staged:
            return Outcome(n, fixed, parted=trial.parted)
        self.plan.steps = step
        self._take(trial, moves, actor, step)
        return Outcome(n, fixed, step, trial.conflicts, trial.parted)

    def refuse(self, replica: str, n: int, created: Iterable[str]) -> None:
        """Notes what a refused mutation would have made: whatever hangs on it goes with it."""
        for id in created:
            if replica in self.world.refusals:
                self.world.refusals[replica][id] = n
            self.plan.refusals.append((replica, id, n))

    def learn_departures(self, id: str, departures: dict[str, int]) -> None:
        """Takes what storage knows of a record's departures; this group's own count as later."""
        known = dict(departures)
        for (scope, record), step in self.plan.departures.items():
            if record == id and step:
                known[scope] = SAFE_INTEGER
            elif record == id:
                known.pop(scope, None)
        self.world.departures[id] = known

    def learn_refusals(self, replica: str, refusals: dict[str, int]) -> None:
        """Takes what storage knows of a replica's refused creations, with this group's own."""
        own = {id: n for who, id, n in self.plan.refusals if who == replica}
        self.world.refusals[replica] = {**refusals, **own}

    def learn_person(
        self, person: str, held: dict[str, int], lost: dict[str, int], first: dict[str, int]
    ) -> None:
        """Takes what storage knows of a person's scopes, with this group's own changes on top."""
        self.world.people[person] = dict(held)
        self.world.lost[person] = dict(lost)
        self.world.first[person] = dict(first)
        for who, scope, delta, _ in self.plan.grants:
            if who == person:
                self._grant(person, scope, delta)

    def _grant(self, person: str, scope: str, delta: int) -> None:
        held, lost = self.world.people[person], self.world.lost[person]
        if scope not in held and scope not in lost:
            self.world.first[person].setdefault(scope, SAFE_INTEGER)
        held[scope] = held.get(scope, 0) + delta
        if held[scope] <= 0:
            del held[scope]
            lost[scope] = SAFE_INTEGER

    def _take(self, trial: Trial, moves: Moves, actor: str, step: int) -> None:
        """Moves what a mutation staged into the world and the plan."""
        plan, world = self.plan, self.world
        for id, record in trial.staged.items():
            world.records[id] = record
            plan.touched[id] = step
        for (id, scope), gained in moves.scopes.items():
            if not gained:
                plan.departures[scope, id] = step
            elif id in trial.created:
                continue
            else:
                plan.departures[scope, id] = 0
            if id in world.departures:
                self.learn_departures(id, world.departures[id])
        for person, scope, delta in moves.grants:
            plan.grants.append((person, scope, delta, step))
            if person in world.people:
                self._grant(person, scope, delta)
        plan.history += trial.history
        if trial.numbering.blocks:
            plan.blocks.update(trial.numbering.blocks)
            world.blocks.update(trial.numbering.blocks)
        if trial.numbering.next:
            plan.numbers.update(trial.numbering.next)
            world.numbers.update(trial.numbering.next)
        for change in trial.changed.values():
            record = trial.staged[change.id]
            for name in raised_by(change, record):
                scopes = scopes_of(record)
                plan.events.append(Raised(name, record.entity.name, record.id, scopes, actor, step))
