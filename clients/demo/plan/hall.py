"""The coffee event's day: every station's bar, the organiser's rounds, and the talk between."""

from collections import defaultdict
from random import Random

from clients.demo.plan.acts import Act, MoveDrink, PlaceDrink, SendMessage, Use
from clients.demo.plan.bar import Bar, Waiting
from clients.demo.plan.shape import NetworkWindow
from clients.demo.plan.shelves import COUNTED_BY_TWO_WITHIN, counts, top_ups
from clients.demo.world.event import recipe
from clients.demo.world.model import Station, World
from clients.demo.world.seeds import world_id

_CHAT = (
    "{} 吧台缺燕麥奶，有多的嗎？",
    "{} 吧台排很長，可以幫忙做幾杯嗎？",
    "{} 吧台磨豆機重調，慢五分鐘",
    "{} 吧台換人休息",
    "{} 吧台小杯快用完了",
)
_BROADCASTS = (
    "早安，九點準時開放入場",
    "主舞台講座十分鐘後開始，準備迎接人潮",
    "請各吧台確認低庫存品項",
    "下午場開始，請各吧台補滿杯子",
    "最後點單 16:20，辛苦大家",
)

Networks = dict[str, tuple[NetworkWindow, ...]]


def hall_acts(rng: Random, world: World, networks: Networks) -> dict[str, list[Act]]:
    """The acts of every barista and of the organiser: person id -> acts, not yet in order."""
    organiser = world.staff("organiser")[0].id
    acts: dict[str, list[Act]] = defaultdict(list)
    queues = _queues(rng, world, networks, organiser, acts[organiser])
    for station in world.stations:
        bar = Bar(rng, station.baristas, networks)
        bar.run(queues[station.id])
        for barista, done in bar.acts.items():
            acts[barista] += done
        _keep_shelves(rng, world, station, bar, acts)
        _chat(rng, world, station, acts)
    for index, text in enumerate(_BROADCASTS):
        minute = round(10 + index * 135 + rng.uniform(0, 10), 2)
        message = world_id(rng, world.at_ms + round(minute * 60_000))
        acts[organiser].append(SendMessage(minute, message, "everyone", None, text))
    return acts


def _queues(
    rng: Random, world: World, networks: Networks, organiser: str, desk: list[Act]
) -> dict[str, list[Waiting]]:
    """Which drinks wait where: walk-ins at their counter, pre-orders and moves by the organiser."""
    drinks = {drink.id: drink for drink in world.drinks}
    shelf = {(item.station, item.supply): item.id for item in world.inventory}
    stations = {station.id: station for station in world.stations}
    queues: dict[str, list[Waiting]] = {station: [] for station in stations}
    for order in world.drink_orders:
        station, minute, placer = order.station, order.minute, stations[order.station].baristas[0]
        is_moved = order.preorder and rng.random() < 0.15
        if order.preorder:
            placer = organiser
            desk.append(PlaceDrink(minute, order.id))
        if is_moved:
            station = rng.choice([one for one in stations if one != order.station])
            minute = round(minute + rng.uniform(0.02, 0.05), 2)
            desk.append(MoveDrink(minute, order.id, station))
        uses = tuple(
            Use(shelf[station, supply], amount)
            for supply, amount in recipe(order, drinks[order.drink]).items()
        )
        queues[station].append(Waiting(order, minute, placer, networks[placer], uses))
    return queues


def _keep_shelves(
    rng: Random, world: World, station: Station, bar: Bar, acts: dict[str, list[Act]]
) -> None:
    """Top-ups where stock runs low, and counts; two people count the first of the shelves."""
    organiser = world.staff("organiser")[0].id
    items = [item for item in world.inventory if item.station == station.id]
    refills = {item.id: top_ups(rng, item, bar.stock_changes[item.id]) for item in items}
    for taken in refills.values():
        acts[organiser] += taken
    for index, item in enumerate(rng.sample(items, 4)):
        minutes = [round(rng.uniform(100, 280), 2), round(rng.uniform(320, 560), 2)]
        counters = [rng.choice(station.baristas) for _ in minutes]
        if index == 0:
            second = minutes[0] + rng.uniform(0.5, COUNTED_BY_TWO_WITHIN)
            minutes.insert(1, round(second, 2))
            counters[:1] = station.baristas[:2]
        found = counts(rng, item, bar.stock_changes[item.id], refills[item.id], minutes)
        for barista, count in zip(counters, found, strict=True):
            acts[barista].append(count)


def _chat(rng: Random, world: World, station: Station, acts: dict[str, list[Act]]) -> None:
    others = [one.id for one in world.stations if one is not station]
    for barista in station.baristas:
        for _ in range(rng.randint(2, 4)):
            minute = round(rng.uniform(15, 580), 2)
            message = world_id(rng, world.at_ms + round(minute * 60_000))
            text = rng.choice(_CHAT).format(station.letter)
            acts[barista].append(SendMessage(minute, message, "station", rng.choice(others), text))
