"""Number blocks: reserved per replica ahead of need, so that a code is unique offline too."""

from server.storage.group import Group
from server.storage.needs import Asking, Need, Replica
from sync.plan import Block

LOW = 20
"""A series with fewer numbers left is topped up."""
SIZE = 100
"""Numbers of one block."""


def top_up(
    group: Group, row: Replica, held: dict[str, int]
) -> Asking[dict[str, list[tuple[int, int]]]]:
    """New blocks for the series that run low, ``(first, last)``; names that no entity has drawn
    numbers from are passed over."""
    declared = {s for entity in group.registry.entities for s in entity.series.values()}
    low = sorted(series for series, left in held.items() if left < LOW and series in declared)
    world, plan = group.planner.world, group.planner.plan
    need = Need(
        numbers={s for s in low if s not in world.numbers},
        blocks={(row.id, s) for s in low if (row.id, s) not in world.blocks},
    )
    if need.numbers or need.blocks:
        yield from group.load(need)
    given: dict[str, list[tuple[int, int]]] = {}
    for series in low:
        first = world.numbers[series]
        last = first + SIZE - 1
        world.numbers[series] = last + 1
        key = (row.id, series)
        world.blocks[key] = [*world.blocks[key], Block(first, last)]
        plan.numbers.add(series)
        plan.blocks.add(key)
        given[series] = [(first, last)]
    return given
