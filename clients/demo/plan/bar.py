"""One station's day: who makes which drink when, each by what their own tablet shows.

A tablet in the dark does not show what the others have claimed, and the others do not see its
claims. So now and then a drink is made twice, as it would be; both count against the stock.
"""

from collections import defaultdict
from random import Random

from msgspec import Struct

from clients.demo.plan.acts import (
    Act,
    ClaimDrink,
    DoneDrink,
    PickUp,
    PlaceDrink,
    StartDrink,
    UndoDone,
    Use,
)
from clients.demo.plan.network import heard
from clients.demo.plan.shape import NetworkWindow
from clients.demo.world.model import DAY_MINUTES, DrinkOrder

TRAVEL = 0.3
"""Minutes that an order needs to appear on another tablet."""


class Waiting(Struct, frozen=True):
    """An order for this station: entered (or moved here) at a minute over the network of somebody.

    ``placer`` is the person who entered it; the placer's own tablet shows it at once.
    """

    order: DrinkOrder
    minute: float
    placer: str
    network: tuple[NetworkWindow, ...]
    uses: tuple[Use, ...]


class Bar:
    """The simulation of one station; ``acts`` and ``stock_changes`` are its result."""

    def __init__(
        self, rng: Random, baristas: tuple[str, ...], networks: dict[str, tuple[NetworkWindow, ...]]
    ) -> None:
        self.acts: dict[str, list[Act]] = {barista: [] for barista in baristas}
        self.stock_changes: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self._rng = rng
        self._networks = networks
        self._claims: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def run(self, queue: list[Waiting]) -> None:
        """Works through the queue; afterwards every order has been made at least once."""
        waiting = sorted(queue, key=lambda one: one.minute)
        for one in waiting:
            if one.placer in self.acts:
                self.acts[one.placer].append(PlaceDrink(one.minute, one.order.id))
        free = dict.fromkeys(self.acts, 0.0)
        while free:
            barista = min(free, key=lambda one: (free[one], one))
            now = free[barista]
            waiting = [one for one in waiting if not self._is_known_to_all(one, now)]
            open_to_me = [one for one in waiting if not self._is_claimed(one, barista, now)]
            shown = [one for one in open_to_me if self._shown_at(one, barista) <= now]
            if shown:
                free[barista] = self._make(shown[0], barista, now)
            elif open_to_me:
                free[barista] = min(self._shown_at(one, barista) for one in open_to_me)
            else:
                del free[barista]

    def _shown_at(self, waiting: Waiting, barista: str) -> float:
        if waiting.placer == barista:
            return waiting.minute + 0.1
        return heard(waiting.minute, waiting.network, self._networks[barista]) + TRAVEL

    def _is_claimed(self, waiting: Waiting, barista: str, now: float) -> bool:
        """Whether the barista's tablet shows somebody's claim by now."""
        mine = self._networks[barista]
        return any(
            who == barista or heard(minute, self._networks[who], mine) <= now
            for minute, who in self._claims[waiting.order.id]
        )

    def _is_known_to_all(self, waiting: Waiting, now: float) -> bool:
        return all(self._is_claimed(waiting, barista, now) for barista in self.acts)

    def _make(self, waiting: Waiting, barista: str, now: float) -> float:
        """Claims, makes and hands out one drink; returns when the barista is free again."""
        rng, order, acts = self._rng, waiting.order.id, self.acts[barista]
        is_first = not self._claims[order]
        self._claims[order].append((now, barista))
        begin = now + rng.uniform(0.1, 0.4)
        done = begin + rng.uniform(0.9, 2.0)
        acts.append(ClaimDrink(round(now, 2), order))
        acts.append(StartDrink(round(begin, 2), order))
        self._finish(waiting, barista, done)
        if rng.random() < 0.02:
            undone = done + rng.uniform(0.2, 0.5)
            acts.append(UndoDone(round(undone, 2), order, waiting.uses))
            for use in waiting.uses:
                self.stock_changes[use.item].append((round(undone, 2), use.amount))
            done = undone + rng.uniform(0.4, 1.0)
            self._finish(waiting, barista, done)
        if is_first:
            counter = next(iter(self.acts))
            told = heard(done, self._networks[barista], self._networks[counter]) + TRAVEL
            picked_up = min(told + rng.uniform(0.3, 3.5), DAY_MINUTES - 0.5)
            self.acts[counter].append(PickUp(round(picked_up, 2), order))
        return done + rng.uniform(0.1, 0.5)

    def _finish(self, waiting: Waiting, barista: str, done: float) -> None:
        self.acts[barista].append(DoneDrink(round(done, 2), waiting.order.id, waiting.uses))
        for use in waiting.uses:
            self.stock_changes[use.item].append((round(done, 2), -use.amount))
