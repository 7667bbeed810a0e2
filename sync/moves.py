"""What a mutation moved: scopes gained and lost, records that come or go along, grants."""

from collections.abc import Callable

import msgspec

from schemas.registry import Registry
from sync.record import Record
from sync.scopes import Bringing, brings, granted, scopes_of

NOWHERE: frozenset[str] = frozenset()


class Moves(msgspec.Struct):
    """``scopes``: (id, scope) -> gained or lost; ``grants``: (person, scope, +1 or -1)."""

    scopes: dict[tuple[str, str], bool] = {}
    grants: list[tuple[str, str, int]] = []


class Ground(msgspec.Struct):
    """Where a mutation stands: ``before`` and ``staged`` hold records by id; ``peek`` gives one as
    it is now and ``stage`` takes it into ``staged``, as :class:`sync.trial.Trial` has them."""

    registry: Registry
    before: dict[str, Record | None]
    staged: dict[str, Record]
    peek: Callable[[str], Record | None]
    stage: Callable[[Record], Record]


def settle(ground: Ground) -> Moves:
    """Follows what the ops moved.

    Following is acyclic by declaration, so every chain ends.

    Raises:
        Missing: a record that comes or goes along is not loaded.
        Problem: too many records would move.
    """
    moves = Moves()
    moved = [id for id, record in ground.staged.items() if _moved(ground.before.get(id), record)]
    if not moved:
        return moves
    moved = _follow(ground, moved)
    for id in moved:
        record, before = ground.staged[id], ground.before.get(id)
        was, now = NOWHERE if before is None else scopes_of(before), scopes_of(record)
        if was != now:
            moves.scopes.update(dict.fromkeys(((id, scope) for scope in was - now), False))
            if before is not None:
                moves.scopes.update(dict.fromkeys(((id, scope) for scope in now - was), True))
        if record.entity.grants:
            had: set[tuple[str, str]] = set() if before is None else granted(before)
            has = granted(record)
            moves.grants += [(person, scope, -1) for person, scope in sorted(had - has)]
            moves.grants += [(person, scope, 1) for person, scope in sorted(has - had)]
    return moves


def _moved(before: Record | None, record: Record) -> bool:
    """Whether scopes, company or grants may differ. A copy shares the scopes that were found for
    its original, until a write may have changed them."""
    if before is None or before.scopes is None or record.scopes is not before.scopes:
        return True
    return record.visible != before.visible


def _follow(ground: Ground, moved: list[str]) -> list[str]:
    """Counts every record along that comes or goes. Returns all that moved."""
    queue = [id for id in moved if ground.staged[id].entity.follow_kinds]
    found = dict.fromkeys(moved)
    bringing: dict[str, set[Bringing]] = {}
    while queue:
        id = queue.pop()
        record = ground.staged[id]
        then: set[Bringing] | None = bringing.get(id)
        if then is None:
            before = ground.before.get(id)
            then = set() if before is None else brings(before, scopes_of(before))
        now = bringing[id] = brings(record, scopes_of(record))
        for change, reasons in ((1, now - then), (-1, then - now)):
            for name, target, scope in reasons:
                entity = record.entity.fields[name].ref or ""
                if _hold(ground, entity, target, scope, change):
                    found[target] = None
                    queue.append(target)
    return list(found)


def _hold(ground: Ground, entity: str, target: str, scope: str, change: int) -> bool:
    """Counts one reason more or less. Returns whether the target's scopes changed by it."""
    known = ground.peek(target)
    if known is None:
        known = Record(ground.registry[entity], target, {}, {})
    record = ground.stage(known)
    count = record.held.get(scope, 0) + change
    if count > 0:
        record.held[scope] = count
    else:
        record.held.pop(scope, None)
    record.scopes = None
    return count == (1 if change > 0 else 0)
