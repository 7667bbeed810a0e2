"""The stations as they stand when people begin to look around: drinks in every column, shelves
that run low, people on shift, talk between them."""

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec

from clients.demo.plan import Act
from clients.demo.plan.acts import (
    ClaimDrink,
    DoneDrink,
    PickUp,
    PlaceDrink,
    SendMessage,
    StartDrink,
    StockTake,
    Use,
)
from clients.demo.seed.records import Entry
from clients.demo.world.event import recipe
from clients.demo.world.model import DrinkOrder, Station, World
from clients.demo.world.seeds import world_id

HOUR_MS = 3_600_000
SERVED, READY, MAKING, WAITING = 10, 3, 2, 4
"""Drinks of each station that were picked up, are ready, are being made, wait."""
_RARE = frozenset({"milk:lowfat", "milk:soy", "milk:almond"})
_TALK = (
    "燕麥奶剩最後一盒，有多的可以分我們嗎？",
    "磨豆機重調好了，風味正常",
    "這邊排到柱子那裡了，能不能轉幾張單過來？",
    "小杯快用完，先用中杯頂著",
    "有客人的手機忘在櫃檯，先放在我們這裡",
    "換我休息十五分鐘，交給旁邊的同事",
)


def shifts(rng: Random, world: World, now: int) -> Iterator[Entry]:
    """Today's schedule: a morning and an afternoon at each station; those of this shift are in,
    but for one who is late."""
    start = now - now % HOUR_MS - 3 * HOUR_MS
    for station in world.stations:
        for place, barista in enumerate(station.baristas):
            begins = start + (0 if place < 2 else 5 * HOUR_MS)
            values: dict[str, Any] = {
                "station": station.id, "person": barista,
                "starts_at": begins, "ends_at": begins + 5 * HOUR_MS,
            }  # fmt: skip
            is_late = station is world.stations[-1] and place == 1
            if begins <= now and not is_late:
                values["checked_in_at"] = begins + rng.randint(-9, 4) * 60_000
            yield "schedule", world_id(rng, now), values


def queue(rng: Random, world: World, station: Station, minute: float) -> list[DrinkOrder]:
    """The station's drinks with the minutes at which they were asked for, oldest first: the last
    ones within eight minutes."""
    own = [one for one in world.drink_orders if one.station == station.id]
    ages = [12 + 3.5 * place for place in range(SERVED)][::-1]
    ages += [7.8, 7.1, 6.2, 6.6, 4.4, 5.3, 3.4, 1.7, 0.5]
    haste = rng.uniform(0.75, 1.0)
    return [
        msgspec.structs.replace(order, minute=round(minute - age * haste, 2))
        for order, age in zip(own, ages, strict=False)
    ]


def made(world: World, station: Station, orders: list[DrinkOrder], minute: float) -> list[Act]:
    """What the station's barista did with them so far."""
    drinks = {drink.id: drink for drink in world.drinks}
    shelf = {item.supply: item.id for item in world.inventory if item.station == station.id}
    acts: list[Act] = []
    for place, order in enumerate(orders):
        acts.append(PlaceDrink(order.minute, order.id))
        if place >= SERVED + READY + MAKING:
            continue
        begun = (
            order.minute + (minute - order.minute) * 0.45 if place >= SERVED else order.minute + 2
        )
        acts += [ClaimDrink(begun, order.id), StartDrink(begun, order.id)]
        if place >= SERVED + READY:
            continue
        used = recipe(order, drinks[order.drink]).items()
        uses = tuple(Use(shelf[supply], amount) for supply, amount in used)
        done = begun + (minute - begun) * 0.6 if place >= SERVED else begun + 1.7
        acts.append(DoneDrink(done, order.id, uses))
        if place < SERVED:
            acts.append(PickUp(done + 1.2, order.id))
    return sorted(acts, key=lambda act: act.minute)


def shelves(rng: Random, world: World, station: Station, minute: float) -> list[Act]:
    """What a count found this morning: most is there, two things run low."""
    own = [item for item in world.inventory if item.station == station.id]
    # Of the rarer milks a station has less than an hour takes.
    low = rng.sample([one for one in own if one.supply not in _RARE], 2)
    return [
        StockTake(
            minute - 75,
            item.id,
            round(item.threshold * rng.uniform(0.6, 0.95))
            if item in low
            else round(item.start * rng.uniform(0.35, 0.85)),
        )
        for item in own
    ]


def talk(rng: Random, world: World, station: Station, minute: float) -> list[Act]:
    """A word to another station."""
    others = [one.id for one in world.stations if one is not station]
    when = minute - rng.uniform(4, 50)
    message = world_id(rng, world.at_ms + round(when * 60_000))
    text = _TALK[world.stations.index(station) % len(_TALK)]
    return [SendMessage(when, message, "station", rng.choice(others), text)]
