"""Planning of a commit group: jobs in, everything to store and every answer out."""

from collections.abc import Sequence

import msgspec

from schemas.problems import Problem
from schemas.registry import Registry
from server.storage import slices, writes
from server.storage.contract import Push, Write
from server.storage.decoding import mentioned
from server.storage.drafts import Draft, Job
from server.storage.group import Escrowed, Group
from server.storage.lookups import looked_up, lookup_of
from server.storage.needs import Asking, Kept, Need, Receipt, Replica
from sync.plan import Block, Change, Raised
from sync.scopes import scopes_of

_encode = msgspec.json.Encoder().encode


class Changed(msgspec.Struct):
    """A record as the group leaves it. ``key``: None for a new one. ``step``: of its last change.
    ``entity``: its type. ``lookup``: None where neither it nor ``deleted`` has changed."""

    key: int | None
    entity: str
    id: str
    step: int
    deleted: bool
    lookup: str | None
    document: bytes
    state: bytes
    scopes: frozenset[str]


class Grant(msgspec.Struct):
    """What became of one scope of one person: its number of reasons, and the steps at which it was
    gained and lost last (0: not in this group)."""

    person: str
    scope: str
    count: int
    gained: int
    lost: int


class Decided(msgspec.Struct):
    """Everything to store, in steps from the organisation's last sequence, and the answers in the
    order of the jobs. ``keys``: replica id -> key, of all that are named here. ``trails``: record
    id -> the newest row of its history before this group."""

    steps: int
    records: list[Changed]
    departures: dict[tuple[str, str], int]
    history: list[Change]
    trails: dict[str, int]
    grants: list[Grant]
    refusals: list[tuple[str, str, int]]
    blocks: dict[tuple[str, str], list[Block]]
    numbers: dict[str, int]
    replicas: list[Replica]
    keys: dict[str, int]
    receipts: list[Receipt]
    escrow: list[Escrowed]
    kept: dict[tuple[str, str], Kept]
    events: list[Raised]
    drafts: list[Draft]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store."""
        moved = self.steps or self.replicas or self.numbers or self.refusals
        return not (moved or self.kept)

    @property
    def scopes(self) -> frozenset[str]:
        """Every scope in which something changed."""
        found = {scope for scope, _ in self.departures}
        for record in self.records:
            found |= record.scopes
        return frozenset(found)


def plan_group(
    jobs: Sequence[Job], registry: Registry, seal_key: bytes, now: int, epochs: Sequence[int]
) -> Asking[Decided]:
    """Plans the jobs of one organisation in order. What a client did wrong refuses its own job.

    ``now``: the hub's time, ms. ``epochs``: of the organisation's history, the present one last.
    """
    group = Group(registry, seal_key, now, epochs)
    pushes = {
        i: slices.typed_ops(group, job) for i, job in enumerate(jobs) if isinstance(job, Push)
    }
    written = {
        i: _typed_write(group, job) for i, job in enumerate(jobs) if not isinstance(job, Push)
    }
    yield from _prefetch(group, jobs, pushes, written)
    drafts: list[Draft] = []
    for i, job in enumerate(jobs):
        try:
            if isinstance(job, Push):
                drafts.append((yield from slices.decide(group, job, pushes[i])))
            else:
                drafts.append((yield from writes.decide(group, job, written[i])))
        except Problem as problem:
            drafts.append(Draft(problem))
    grants = yield from _fold_grants(group)
    return _decided(group, drafts, grants)


def _typed_write(group: Group, job: Write) -> writes.Typed | Problem:
    try:
        return writes.typed_write(group, job)
    except Problem as problem:
        return problem


def _prefetch(
    group: Group,
    jobs: Sequence[Job],
    pushes: dict[int, list[slices.Typed]],
    written: dict[int, writes.Typed | Problem],
) -> Asking[None]:
    """Loads in one go what the jobs name, so that planning seldom has to ask again."""
    need = Need(own=bool(written))
    for i, job in enumerate(jobs):
        if isinstance(job, Push):
            need.replicas.add(job.replica)
            if not job.escrow:
                need.people.update(act.actor for act in job.acts if act.actor in job.roles)
                for ops in pushes[i]:
                    if isinstance(ops, list):
                        need.records |= mentioned(group.registry, ops)
        else:
            need.people.add(job.actor)
            need.records.update(job.match)
            if job.key is not None:
                need.answers.add((job.actor, job.key))
            typed = written[i]
            if not isinstance(typed, Problem):
                need.records |= mentioned(group.registry, typed[0])
    yield from group.load(need)


def _fold_grants(group: Group) -> Asking[list[Grant]]:
    changes = group.planner.plan.grants
    missing = {person for person, _, _, _ in changes} - group.granted.keys()
    if missing:
        yield from group.load(Need(people=missing))
    folded: dict[tuple[str, str], Grant] = {}
    had: dict[tuple[str, str], bool] = {}
    for person, scope, delta, step in changes:
        grant = folded.get((person, scope))
        if grant is None:
            stored = group.granted[person].get(scope)
            grant = Grant(person, scope, 0 if stored is None else stored.count, 0, 0)
            folded[person, scope] = grant
            had[person, scope] = grant.count > 0
        before, grant.count = grant.count, grant.count + delta
        if before <= 0 < grant.count:
            # Held before the group and after it: that it was gone between, nobody saw.
            grant.gained, grant.lost = 0 if had[person, scope] else step, 0
        elif grant.count <= 0 < before:
            grant.lost = step
    return list(folded.values())


def _plainly_edited(group: Group) -> set[str]:
    """Records of which nothing changed that an index looks at."""
    names = looked_up(group.registry)
    plan, world = group.planner.plan, group.planner.world
    plain = (plan.touched.keys() & group.keys.keys()) - group.hidden
    for change in plan.history:
        record = world.records[change.id]
        fields = change.fields.keys() if change.act == "edit" else None
        if record is None or fields is None or not fields.isdisjoint(names[record.entity.name]):
            plain.discard(change.id)
    return plain


def _decided(group: Group, drafts: list[Draft], grants: list[Grant]) -> Decided:
    plan, world, keys = group.planner.plan, group.planner.world, group.keys
    names = looked_up(group.registry)
    plain = _plainly_edited(group)
    records: list[Changed] = []
    for id, step in plan.touched.items():
        record = world.records[id]
        if record is None:
            raise AssertionError(id)
        entity = record.entity.name
        lookup = None if id in plain else lookup_of(record, names[entity])
        records.append(
            Changed(
                keys.get(id), entity, id, step, record.deleted, lookup, record.document(),
                record.state(), scopes_of(record),
            )
        )  # fmt: skip
    return Decided(
        steps=plan.steps,
        records=records,
        departures=plan.departures,
        history=plan.history,
        trails=group.trails,
        grants=grants,
        refusals=[refusal for refusal in plan.refusals if refusal[0] != group.own],
        blocks={key: world.blocks[key] for key in plan.blocks},
        numbers={series: world.numbers[series] for series in plan.numbers},
        replicas=[group.replicas[id] for id in group.moved],
        keys={id: row.key for id, row in group.replicas.items()},
        receipts=group.receipts,
        escrow=group.escrow,
        kept=group.kept,
        events=plan.events,
        drafts=drafts,
    )
