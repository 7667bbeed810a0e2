"""What people do in a simulation: each act writes through the device's real screen."""

import random
from collections.abc import Callable

from clients.replica.act import Mutation
from clients.replica.replica import Replica
from schemas.problems import Problem
from sync.overlay import Add, Count, Document, Members
from tests.simulation.devices import Device
from tests.simulation.ground import CUSTOMERS, PAIR, ROUTES, STOCK, STOPS

Acting = Callable[[Replica, str, random.Random], Mutation | None]


def _pick(replica: Replica, entity: str, rng: random.Random) -> Document | None:
    shown = sorted(replica.all(entity), key=lambda document: str(document["id"]))
    return rng.choice(shown) if shown else None


def deliver(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A stop is done: its state, the proof, and what stands in the kitchen now, as one act."""
    stop = _pick(replica, "stop", rng)
    if stop is None or stop["state"] not in ("planned", "arrived"):
        return None
    act = replica.act()
    act.edit("stop", stop["id"], {"state": rng.choice(("delivered", "failed"))})
    proof = {"stop": stop["id"], "route": stop["route"], "signature": f"s{rng.random()}"}
    act.create("delivery", {**proof, "left": 2})
    customer = stop.get("customer")
    if customer and replica.get("customer", customer):
        act.edit("customer", customer, {"cylinders": Add(rng.randint(-2, 3))})
    return replica.commit(person, act)


def take_back(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """An undo of a stop's end, along the declared step."""
    stop = _pick(replica, "stop", rng)
    if stop is None or stop["state"] != "delivered":
        return None
    return replica.set_state(person, "stop", stop["id"], "arrived")


def sign_again(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Somebody signs a second time, and adds a cylinder with it."""
    delivery = _pick(replica, "delivery", rng)
    if delivery is None:
        return None
    changes = {"signature": f"again{rng.random()}", "left": Add(1)}
    return replica.edit(person, "delivery", delivery["id"], changes)


def note(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A note on a stop or a customer."""
    entity = rng.choice(("stop", "customer"))
    document = _pick(replica, entity, rng)
    if document is None:
        return None
    return replica.edit(person, entity, document["id"], {"note": f"n{rng.randint(0, 5)}"})


def reassign(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A stop goes to the other route."""
    stop = rng.choice(STOPS)
    shown = replica.get("stop", stop)
    other = [r for r in ROUTES if shown and r != shown.get("route")]
    return replica.edit(person, "stop", stop, {"route": other[0]}) if other else None


def redrive(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A route goes to another driver, or to nobody."""
    route = rng.choice(list(ROUTES))
    if replica.get("route", route) is None:
        return None
    driver = rng.choice([*ROUTES.values(), None])
    return replica.edit(person, "route", route, {"driver": driver})


def swap_customer(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A stop was somebody else's."""
    stop = rng.choice(STOPS)
    if replica.get("stop", stop) is None:
        return None
    return replica.edit(person, "stop", stop, {"customer": rng.choice([*CUSTOMERS, None])})


def bury(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A customer or a stop is deleted."""
    entity, ids = rng.choice((("customer", CUSTOMERS), ("stop", STOPS)))
    id = rng.choice(ids)
    if replica.get(entity, id) is None:
        return None
    return replica.delete(person, entity, id)


def both(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Two records get the same word in one act: nobody may ever see one without the other."""
    word = str(rng.randint(0, 10**6))
    act = replica.act()
    for id in PAIR:
        act.edit("customer", id, {"phone": word})
    return replica.commit(person, act)


def order(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A new order with a stop, and a number where the device has one left."""
    act = replica.act()
    values = {"customer": rng.choice(CUSTOMERS)}
    if replica.get("customer", values["customer"]) is None:
        return None
    made = act.create("delivery_order", {**values, **_number(replica)})
    act.create("stop", {"route": rng.choice(list(ROUTES)), "order": made, **values})
    return replica.commit(person, act)


def _number(replica: Replica) -> dict[str, int]:
    replica.store.want("delivery_order.number")
    number = replica.store.take("delivery_order.number")
    return {} if number is None else {"number": number}


def settle(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """A conflict is closed in favour of one side."""
    found = [c for c in replica.conflicts() if c[1]["id"] not in PAIR]
    if not found:
        return None
    entity, document = rng.choice(found)
    name, siblings = rng.choice(sorted(document["_"]["c"].items()))
    chosen = rng.choice(siblings)
    return replica.accept(person, entity, document["id"], {name: tuple(chosen[1])})


def pour(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Milk is used up."""
    item = rng.choice(STOCK)
    if replica.get("inventory_item", item) is None:
        return None
    return replica.add(person, "inventory_item", item, "stock", -rng.randint(1, 5))


def take_stock(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Somebody counts a shelf."""
    item = rng.choice(STOCK)
    if replica.get("inventory_item", item) is None:
        return None
    return replica.edit(person, "inventory_item", item, {"stock": Count(rng.randint(0, 120))})


def sell_out(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Something is sold out, or there again."""
    station = _pick(replica, "station", rng)
    if station is None:
        return None
    there = {BARE} & set(station.get("sold_out", ()))
    change = Members(remove=(BARE,)) if there else Members(add=(BARE,))
    return replica.edit(person, "station", station["id"], {"sold_out": change})


def chat(replica: Replica, person: str, rng: random.Random) -> Mutation | None:
    """Word to everybody."""
    values = {"author": person, "text": f"hello {rng.random()}", "broadcast": True}
    return replica.create(person, "message", values)


BARE = "espresso______________"

BY_ROLE: dict[str, tuple[Acting, ...]] = {
    "driver": (deliver, deliver, deliver, note, take_back, sign_again, chat, settle),
    "dispatcher": (
        note, reassign, reassign, redrive, swap_customer, bury, both, both, order, settle, deliver,
    ),
    "barista": (pour, pour, pour, take_stock, chat, sell_out, settle),
}  # fmt: skip


def act(device: Device, rng: random.Random) -> bool:
    """The device's person does something. Returns whether it was recorded."""
    acting = rng.choice(BY_ROLE[device.role])
    try:
        done = acting(device.replica, device.person, rng)
    except Problem:
        return False
    if done is not None:
        device.journal.append(done.uid)
    return done is not None
