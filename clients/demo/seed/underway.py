"""Brings the demonstration from seven in the morning to now: a day in progress to look around in.

Everybody does what they did by now on a device of their own, so that names, times, places and
marks of conflicts are those of a real day.
"""

from datetime import datetime
from pathlib import Path
from random import Random

import msgspec

from clients.demo.plan import Act, build_plan
from clients.demo.plan.acts import (
    EditCustomer,
    PhoneOrder,
    Position,
    SendMessage,
    StockTake,
)
from clients.demo.seed import bars
from clients.demo.seed.accounts import ADMIN, PASSWORD
from clients.demo.seed.office import Office
from clients.demo.seed.phone import Phone, open_phone
from clients.demo.world.model import Order, World
from clients.demo.world.rounds import TAIPEI_TIME, order, window_around
from clients.demo.world.seeds import stream, world_id
from sync.overlay import Members

EARLIEST, LATEST = 200.0, 400.0
"""Minutes of the day between which it is "now", whatever the clock says: part of the stops done."""
UNASSIGNED = 14
"""Orders that wait for a route."""
_NEWS = "早安，十點開放入場，請各吧台先確認存量"


async def bring_to_now(url: str, world: World, seed: int, folder: Path, now: int) -> None:
    """Does what people did by now in a world that was seeded.

    Args:
        url: the server's address.
        world: the organisation.
        seed: decides every draw.
        folder: where the devices keep their replicas.
        now: ms since 1970.

    Raises:
        TransportError: the server refuses something or is not there.
    """
    minute = min(max((now - world.at_ms) / 60_000, EARLIEST), LATEST)
    # What was done at a minute was done that long ago, by whatever clock the day began.
    here = msgspec.structs.replace(world, at_ms=now - round(minute * 60_000))
    rng = stream(seed, "underway")
    async with Office(url, ADMIN, PASSWORD) as office:
        await _on_the_road(office, here, seed, folder, minute, rng)
        await _at_the_bars(office, here, folder, minute, rng)


async def _on_the_road(
    office: Office, world: World, seed: int, folder: Path, minute: float, rng: Random
) -> None:
    """Drivers deliver, the desk takes orders; two people change one note without contact."""
    desk = await open_phone(office, world, world.staff("dispatcher")[0].id, folder)
    phones = [
        (plan, await open_phone(office, world, plan.person, folder))
        for plan in build_plan(world, seed).of_role("driver")
    ]
    shared = next(stop.customer for stop in world.routes[1].stops)
    desk.do([PhoneOrder(minute - 60, one, None) for one in _orders(rng, world, minute)])
    desk.do([EditCustomer(minute - 32, shared, "note", "改放一樓管理室，請管理員代收")])
    await desk.sync()
    for place, (plan, phone) in enumerate(phones):
        done: list[Act] = [
            act for act in plan.acts
            if act.minute <= minute and not isinstance(act, Position | EditCustomer)
        ]  # fmt: skip
        if place == 1:
            done.append(EditCustomer(minute - 30, shared, "note", "門鈴壞了，到了打電話"))
        phone.do(done)
        await phone.sync()
        await phone.close()
    await desk.close()


def _orders(rng: Random, world: World, minute: float) -> list[Order]:
    """Orders of this morning, for the afternoon, that no route has yet."""
    busy = {stop.customer for stop in world.stops}
    free = [one for one in world.customers if one.id not in busy]
    numbers = iter(range(len(world.orders) + 2_001, 10_000))
    opening = datetime.fromtimestamp(world.at_ms / 1000, TAIPEI_TIME)
    seven = round(opening.replace(hour=7, minute=0).timestamp() * 1000)
    return [
        order(
            rng, seven, customer, world.cylinders, numbers,
            window_around(rng, seven, rng.uniform(330, 540)),
            placed_at=world.at_ms + round(rng.uniform(minute - 150, minute - 3) * 60_000),
        )
        for customer in rng.sample(free, UNASSIGNED)
    ]  # fmt: skip


async def _at_the_bars(
    office: Office, world: World, folder: Path, minute: float, rng: Random
) -> None:
    """The organiser plans the shifts; a barista at each station makes drinks and counts."""
    now = world.at_ms + round(minute * 60_000)
    planner = await open_phone(office, world, world.staff("organiser")[0].id, folder)
    doing = planner.person.hand.begin("Plan")
    for entity, id, values in bars.shifts(rng, world, now):
        doing.create(entity, id, values)
    doing.commit()
    morning = world_id(rng, world.at_ms)
    planner.do([SendMessage(minute - 95, morning, "everyone", None, _NEWS)])
    await planner.sync()
    await planner.close()
    queues = {one.id: bars.queue(rng, world, one, minute) for one in world.stations}
    orders = tuple(order for queue in queues.values() for order in queue)
    serving = msgspec.structs.replace(world, drink_orders=orders)
    for station in world.stations:
        phone = await open_phone(office, serving, station.baristas[0], folder)
        phone.do(bars.shelves(rng, world, station, minute))
        phone.do(bars.made(world, station, queues[station.id], minute))
        phone.do(bars.talk(rng, world, station, minute))
        if station is world.stations[1]:
            _sell_out(phone, world, station.id, minute)
        await phone.sync()
        await phone.close()


def _sell_out(phone: Phone, world: World, station: str, minute: float) -> None:
    """One milk is gone at one station."""
    almond = next(milk.id for milk in world.milks if milk.key == "almond")
    shelf = next(
        one.id for one in world.inventory if (one.station, one.supply) == (station, "milk:almond")
    )
    phone.do([StockTake(minute - 0.3, shelf, 0)])
    doing = phone.person.hand.begin("SoldOut")
    doing.edit("station", station, {"sold_out": Members(add=(almond,))})
    doing.commit()
