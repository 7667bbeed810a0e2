"""Stock through the day: when the organiser brings more, and what a count finds."""

from random import Random

from clients.demo.plan.acts import StockTake, TopUp
from clients.demo.world.model import DAY_MINUTES, InventoryItem

COUNTED_BY_TWO_WITHIN = 3
"""Minutes between two people's counts of the same shelf."""


def top_ups(rng: Random, item: InventoryItem, changes: list[tuple[float, int]]) -> list[TopUp]:
    """A refill some minutes after each fall below the threshold; one item in ten is forgotten.

    Args:
        rng: decides how quickly the organiser comes.
        item: the shelf.
        changes: (minute, amount) of everything made and undone there.
    """
    if rng.random() < 0.1:
        return []
    refills: list[TopUp] = []
    stock = item.start
    for minute, amount in sorted(changes):
        stock += amount
        if stock < item.threshold and (not refills or refills[-1].minute < minute):
            at = round(min(minute + rng.uniform(4, 12), DAY_MINUTES - 1), 2)
            refills.append(TopUp(at, item.id, max(item.start // 2, item.threshold)))
            stock += refills[-1].amount
    return refills


def counts(
    rng: Random,
    item: InventoryItem,
    changes: list[tuple[float, int]],
    refills: list[TopUp],
    minutes: list[float],
) -> list[StockTake]:
    """What a person finds on the shelf at each minute: a little less than the sums say."""
    moves = [*changes, *((refill.minute, refill.amount) for refill in refills)]
    found: list[StockTake] = []
    lost = 0
    for minute in minutes:
        stands = item.start + sum(amount for at, amount in moves if at <= minute) - lost
        # The second of two people who count one shelf finds what the first one found.
        if not found or minute - found[-1].minute > COUNTED_BY_TWO_WITHIN:
            spilt = min(max(stands, 0), rng.randint(0, max(1, item.start // 50)))
            lost, stands = lost + spilt, stands - spilt
        found.append(StockTake(minute, item.id, max(stands, 0)))
    return found
