"""A hub in memory for tests of the core: a planner over plain dictionaries."""

import itertools
from collections.abc import Sequence
from typing import Any

import msgspec

from schemas.access import ROLE_SCOPES
from schemas.registry import REGISTRY, Registry
from sync.hub import Planner
from sync.plan import Block, Missing, Outcome, Plan, World, Writer
from sync.record import Record, restore

NOW = 1_795_248_000_000
STAMP = NOW * 1024


def rid(name: str) -> str:
    """A readable id: the name, padded to the 22 characters of a real one."""
    return (name + "_" * 22)[:22]


class Desk:
    """Records, people and departures of one organisation; every mutation goes through a planner."""

    def __init__(self, registry: Registry = REGISTRY) -> None:
        self.registry = registry
        self.records: dict[str, bytes] = {}
        self.kept: dict[str, tuple[str, bytes, bytes]] = {}
        self.departures: dict[str, dict[str, int]] = {}
        self.people: dict[str, dict[str, int]] = {}
        self.lost: dict[str, dict[str, int]] = {}
        self.first: dict[str, dict[str, int]] = {}
        self.roles: dict[str, str] = {}
        self.refusals: dict[str, dict[str, int]] = {}
        self.blocks: dict[tuple[str, str], list[Block]] = {}
        self.numbers: dict[str, int] = {}
        self.purged: set[str] = set()
        self.lines: dict[str, dict[str, int]] = {}
        self.clean: dict[str, int] = {}
        self.untrusted: set[str] = set()
        self.tips: dict[str, tuple[int, int]] = {}
        self.sequence = 0
        self.plans: list[Plan] = []
        self.ticks = itertools.count()

    def person(self, name: str, role: str) -> str:
        """Adds a person with the scopes of the role."""
        id = rid(name)
        self.roles[id] = role
        self.people[id] = dict.fromkeys([*ROLE_SCOPES[role], f"user:{id}"], 1)
        return id

    def push(
        self,
        replica: str,
        actor: str,
        *ops: list[Any],
        stamp: int | None = None,
        n: int | None = None,
        honoured: frozenset[tuple[str, str, str]] | None = None,
        crew: dict[str, str] | None = None,
    ) -> Outcome:
        """One mutation of a replica, decided and stored at once. ``crew``: the device's people and
        their roles, where they are not just the actor."""
        planner = Planner(World(self.registry), NOW, STAMP)
        outcome = self._commit(planner, replica, actor, ops, stamp, n, honoured, crew)
        self._store(planner)
        return outcome

    def together(self, *mutations: tuple[str, str, list[Any]]) -> list[Outcome]:
        """Mutations (replica, actor, ops) of one commit group, decided in order, stored at once."""
        planner = Planner(World(self.registry), NOW, STAMP)
        outcomes = [self._commit(planner, replica, actor, ops) for replica, actor, ops in mutations]
        self._store(planner)
        return outcomes

    def _commit(
        self,
        planner: Planner,
        replica: str,
        actor: str,
        ops: Sequence[list[Any]],
        stamp: int | None = None,
        n: int | None = None,
        honoured: frozenset[tuple[str, str, str]] | None = None,
        crew: dict[str, str] | None = None,
    ) -> Outcome:
        tip, previous = self.tips.get(replica, (0, 0))
        n = tip + 1 if n is None else n
        stamp = STAMP + next(self.ticks) if stamp is None else stamp
        typed = self.registry.decoder.decode(msgspec.json.encode(list(ops)))
        writer = Writer(
            replica, {actor: self.roles[actor]} if crew is None else crew,
            self.lines.get(replica, {}),
            self.clean.get(replica, 0), replica not in self.untrusted,
        )  # fmt: skip
        outcome: Outcome | None = None
        while outcome is None:
            try:
                outcome = planner.commit(writer, n, stamp, previous, actor, typed, honoured)
            except Missing as missing:
                self._load(planner, missing)
        self.tips[replica] = (n, outcome.stamp)
        return outcome

    def _load(self, planner: Planner, missing: Missing) -> None:
        world = planner.world
        for id in missing.records:
            world.records[id] = self.record(id) if id in self.kept else None
            if id in self.purged:
                world.purged.add(id)
        if missing.departures is not None:
            id = missing.departures
            planner.learn_departures(id, self.departures.get(id, {}))
        if missing.refusals is not None:
            planner.learn_refusals(missing.refusals, self.refusals.get(missing.refusals, {}))
        if missing.people is not None:
            person = missing.people
            known = (each.get(person, {}) for each in (self.people, self.lost, self.first))
            planner.learn_person(person, *known)
        if missing.blocks is not None:
            world.blocks[missing.blocks] = self.blocks.get(missing.blocks, [])
        if missing.number is not None:
            world.numbers[missing.number] = self.numbers.get(missing.number, 1)

    def _store(self, planner: Planner) -> None:
        plan = planner.plan
        self.plans.append(plan)
        before, self.sequence = self.sequence, self.sequence + plan.steps
        for id in plan.touched:
            record = planner.world.records[id]
            assert record is not None
            self.kept[id] = (record.entity.name, record.document(), record.state())
        for (scope, id), step in plan.departures.items():
            if step:
                self.departures.setdefault(id, {})[scope] = before + step
            else:
                self.departures.get(id, {}).pop(scope, None)
        for person, scope, delta, step in plan.grants:
            held = self.people.setdefault(person, {})
            if delta > 0 and scope not in held:
                self.first.setdefault(person, {}).setdefault(scope, before + step)
            held[scope] = held.get(scope, 0) + delta
            if held[scope] <= 0:
                del held[scope]
                self.lost.setdefault(person, {})[scope] = before + step
        for replica, id, n in plan.refusals:
            self.refusals.setdefault(replica, {})[id] = n
        for key in plan.blocks:
            self.blocks[key] = planner.world.blocks[key]
        for series in plan.numbers:
            self.numbers[series] = planner.world.numbers[series]

    def record(self, id: str) -> Record:
        """A record as it is stored, read back."""
        entity, document, state = self.kept[id]
        return restore(self.registry[entity], id, document, state)[0]

    def values(self, id: str) -> dict[str, Any]:
        """What people see of a record."""
        return self.record(id).values

    def document(self, id: str) -> dict[str, Any]:
        """The document as it travels."""
        found: dict[str, Any] = msgspec.json.decode(self.kept[id][1])
        return found

    def seen(self, id: str) -> dict[str, int]:
        """The version vector of somebody who has just pulled."""
        return dict(self.record(id).vector)

    def heard(self) -> list[str]:
        """Names of the events that the last mutation raised."""
        return [raised.name for raised in self.plans[-1].events]

    def moves(self) -> dict[tuple[str, str], bool]:
        """What the last mutation recorded of departures: (scope, id) -> whether it left."""
        return {key: bool(step) for key, step in self.plans[-1].departures.items()}


def verdict(outcome: Outcome) -> str:
    """``merged``, ``conflict`` or ``parted``; the problem's code where it was refused."""
    if outcome.problem is not None:
        return outcome.problem.code
    exception = outcome.exception()
    return "merged" if exception is None else str(exception[1])
