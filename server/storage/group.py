"""One commit group of one organisation: what is loaded, and what its mutations have changed."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from schemas.access import ROLE_SCOPES
from schemas.registry import Registry
from server.storage.ledger import Ledger, by_uid
from server.storage.lifting import revive
from server.storage.needs import Asking, Granted, Kept, Loaded, Need, Receipt, Replica
from sync.clock import stamp_at
from sync.hub import Planner
from sync.plan import Missing, World


class Escrowed(msgspec.Struct):
    """An act of a revoked device, kept aside."""

    replica: str
    n: int
    uid: str
    stamp: int
    actor: str
    ops: bytes | None
    schema: int


class Group:
    """What the pushes and writes of one group share. Every method that may have to load something
    is a generator of needs.

    ``now``: the hub's time, ms. ``epochs``: of the organisation's history, the present one last.
    ``hidden``: records that were deleted, or had not been created, when the group began.
    """

    def __init__(
        self, registry: Registry, seal_key: bytes, now: int, epochs: Sequence[int]
    ) -> None:
        self.registry = registry
        self.seal_key = seal_key
        self.now = now
        self.epochs = epochs
        self.planner = Planner(World(registry), now, stamp_at(now))
        self.replicas: dict[str, Replica] = {}
        self.own = ""
        self.keys: dict[str, int] = {}
        self.sequences: dict[str, int] = {}
        self.trails: dict[str, int] = {}
        self.hidden: set[str] = set()
        self.granted: dict[str, dict[str, Granted]] = {}
        self.ledgers: dict[str, Ledger] = {}
        self.relatives: dict[str, dict[str, list[Any] | None]] = {}
        self.answers: dict[tuple[str, str], Kept] = {}
        self.receipts: list[Receipt] = []
        self.escrow: list[Escrowed] = []
        self.moved: set[str] = set()
        self.kept: dict[tuple[str, str], Kept] = {}
        self._roles: dict[str, str] = {}
        self._purged = self.planner.world.purged

    @property
    def epoch(self) -> int:
        """The epoch in which the group decides."""
        return self.epochs[-1]

    @property
    def step(self) -> int:
        """The step of the last mutation that changed something."""
        return self.planner.plan.steps

    def load(self, need: Need) -> Asking[None]:
        """Loads what is asked for."""
        self._take(need, (yield need))

    def introduce(self, actors: Iterable[str], roles: dict[str, str]) -> Asking[None]:
        """Makes the scopes of a request's people known, each in the role that it names."""
        wanted = {a for a in actors if a in roles and self._roles.get(a) != roles[a]}
        missing = wanted - self.granted.keys()
        if missing:
            yield from self.load(Need(people=missing))
        for person in wanted:
            self._roles[person] = roles[person]
            self._learn_person(person, roles[person])

    def fetch(self, missing: Missing, roles: dict[str, str]) -> Asking[None]:
        """Loads what planning stopped for."""
        yield from self.load(_need(missing))
        if missing.people is not None:
            self._learn_person(missing.people, roles.get(missing.people, ""))

    def _take(self, need: Need, loaded: Loaded) -> None:
        world, planner = self.planner.world, self.planner
        self.replicas.update(loaded.replicas)
        self._purged |= loaded.purged
        for id in need.records:
            row = loaded.records.get(id)
            if row is None:
                world.records[id] = None
                continue
            self.keys[id] = row.key
            self.sequences[id] = row.sequence
            record = world.records[id] = revive(self.registry, id, row)
            if row.trail:
                self.trails[id] = row.trail
            if row.deleted or record.base is None:
                self.hidden.add(id)
        for id in need.departures:
            planner.learn_departures(id, loaded.departures.get(id, {}))
        for replica in need.refusals:
            planner.learn_refusals(replica, loaded.refusals.get(replica, {}))
        for key in need.blocks:
            world.blocks[key] = loaded.blocks.get(key, [])
        for series in need.numbers:
            world.numbers[series] = loaded.numbers.get(series, 1)
        for person in need.people:
            self.granted[person] = loaded.people.get(person, {})
        for replica, _ in need.receipts:
            self.ledgers[replica].learn(loaded.receipts.get(replica, ()))
        for replica, _ in need.relatives:
            self.relatives[replica] = by_uid(loaded.relatives.get(replica, ()))
        self.answers.update(loaded.answers)
        if need.own:
            self.own = loaded.own

    def _learn_person(self, person: str, role: str) -> None:
        held = dict.fromkeys((*ROLE_SCOPES.get(role, ()), f"user:{person}"), 1)
        lost: dict[str, int] = {}
        granted_scopes = self.granted.get(person, {})
        first = {scope: granted.first for scope, granted in granted_scopes.items()}
        for scope, granted in granted_scopes.items():
            if granted.count > 0:
                held[scope] = granted.count
            elif granted.until is not None and scope not in held:
                lost[scope] = granted.until
        self.planner.learn_person(person, held, lost, first)


def _need(missing: Missing) -> Need:
    def one(value: Any) -> set[Any]:
        return set() if value is None else {value}

    return Need(
        records=set(missing.records),
        departures=one(missing.departures),
        refusals=one(missing.refusals),
        blocks=one(missing.blocks),
        people=one(missing.people),
        numbers=one(missing.number),
    )
