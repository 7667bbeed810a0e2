"""The coffee event: stations, what stands there, and the drinks that guests will ask for."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from clients.demo.world import names
from clients.demo.world.model import (
    CUP_SIZES,
    Drink,
    DrinkOrder,
    InventoryItem,
    Milk,
    Person,
    Station,
    Supply,
)
from clients.demo.world.seeds import world_id

GRAMS_PER_SHOT = 9
OPENS, LAST_CALL = 20, 560
"""Minutes of the day between which drinks are ordered."""

# Where the day's orders come from: weight, middle and spread in minutes (0: spread evenly).
_CROWDS = ((0.38, 150, 45), (0.34, 400, 50), (0.28, 0, 0))
_MILK_SHARE = (52, 12, 20, 10, 6)
_SIZE_SHARE = (25, 50, 25)
_MILK_BY_SIZE = {"S": 0.75, "M": 1.0, "L": 1.3}
_STATION_COLOURS = ("#c0392b", "#2471a3", "#1e8449", "#b7950b", "#7d3c98", "#ca6f1e")


class _Kept(NamedTuple):
    """What every station keeps; a morning's stock is a multiple of ``rounded``."""

    key: str
    name: str
    unit: str
    per_cup: int
    pack: int
    rounded: int


def stations(
    rng: Random, at_ms: int, count: int, baristas: Sequence[Person]
) -> tuple[Station, ...]:
    """Stations A, B, ... sharing the baristas as evenly as can be."""
    return tuple(
        Station(
            id=world_id(rng, at_ms),
            letter="ABCDEF"[index],
            name=f"{'ABCDEF'[index]} 吧台",
            colour=_STATION_COLOURS[index],
            baristas=tuple(barista.id for barista in baristas[index::count]),
        )
        for index in range(count)
    )


def drink_orders(
    rng: Random,
    at_ms: int,
    count: int,
    stations: Sequence[Station],
    drinks: Sequence[Drink],
    milks: Sequence[Milk],
) -> tuple[DrinkOrder, ...]:
    """So many orders in the order of arrival: two peaks over an even stream.

    Given their number, the arrivals of a Poisson process whose rate varies are independent draws
    from the normalised rate; that is how they are drawn here.
    """
    minutes = sorted(_arrival(rng) for _ in range(count))
    orders: list[DrinkOrder] = []
    for number, minute in enumerate(minutes, 1):
        drink = rng.choices(drinks, (2, 9, 4, 22, 12, 14, 5, 8, 10, 4))[0]
        orders.append(
            DrinkOrder(
                id=world_id(rng, at_ms + round(minute * 60_000)),
                number=number,
                station=rng.choices(stations, [len(one.baristas) for one in stations])[0].id,
                drink=drink.id,
                size=rng.choices(CUP_SIZES, _SIZE_SHARE)[0],
                milk=rng.choices(milks, _MILK_SHARE)[0].key if drink.milk_ml else None,
                shots=drink.shots + (rng.random() < 0.1),
                name=names.guest(rng),
                preorder=rng.random() < 0.1,
                minute=minute,
            )
        )
    return tuple(orders)


def _arrival(rng: Random) -> float:
    while True:
        _, middle, spread = rng.choices(_CROWDS, [crowd[0] for crowd in _CROWDS])[0]
        minute = rng.gauss(middle, spread) if spread else rng.uniform(OPENS, LAST_CALL)
        if OPENS <= minute <= LAST_CALL:
            return round(minute, 2)


def recipe(order: DrinkOrder, drink: Drink) -> dict[str, int]:
    """What making the drink uses up: supply -> grams, millilitres or pieces."""
    uses = {"beans": GRAMS_PER_SHOT * order.shots, f"cup:{order.size}": 1, "lid": 1}
    if order.milk is not None:
        uses[f"milk:{order.milk}"] = round(drink.milk_ml * _MILK_BY_SIZE[order.size])
    return uses


def inventory(
    rng: Random,
    at_ms: int,
    stations: Sequence[Station],
    orders: Sequence[DrinkOrder],
    drinks: Sequence[Drink],
    milks: Sequence[Milk],
    supplies: Sequence[Supply],
) -> tuple[InventoryItem, ...]:
    """What stands at each station: less than the day will use, so that stock runs low."""
    menu = {drink.id: drink for drink in drinks}
    needs: dict[tuple[str, str], int] = defaultdict(int)
    for order in orders:
        for supply, amount in recipe(order, menu[order.drink]).items():
            needs[order.station, supply] += amount
    called = {one.key: one.name for one in supplies}
    kept = [
        _Kept("beans", called["beans"], "g", GRAMS_PER_SHOT, 1_000, 100),
        *(_Kept(f"milk:{one.key}", one.name, "ml", 200, 1_000, 200) for one in milks),
        *(_Kept(f"cup:{size}", called[f"cup:{size}"], "個", 1, 50, 5) for size in CUP_SIZES),
        _Kept("lid", called["lid"], "個", 1, 50, 5),
    ]
    return tuple(
        _stock(rng, at_ms, station.id, needs[station.id, one.key], one)
        for station in stations
        for one in kept
    )


def _stock(rng: Random, at_ms: int, station: str, need: int, supply: _Kept) -> InventoryItem:
    start = max(
        supply.rounded, round(need * rng.uniform(0.55, 0.85) / supply.rounded) * supply.rounded
    )
    return InventoryItem(
        id=world_id(rng, at_ms),
        station=station,
        supply=supply.key,
        name=supply.name,
        unit=supply.unit,
        per_cup=supply.per_cup,
        pack=supply.pack,
        start=start,
        threshold=max(1, start // 5),
    )
