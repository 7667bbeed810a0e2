"""What baristas and the organiser do: drinks, stock, and counting shelves."""

from functools import singledispatch
from typing import Any

from clients.demo.actors.hand import Doing
from clients.demo.actors.journal import Add as Added
from clients.demo.actors.person import Person, Result
from clients.demo.plan import acts
from clients.demo.seed.records import drink_values
from schemas.problems import Problem
from schemas.registry import REGISTRY
from sync.overlay import Add, Count


@singledispatch
def serve(act: Any, person: Person) -> Result:  # noqa: ARG001 - what the others use
    """Does one act; what is none of the event's is not possible."""
    return "impossible"


@serve.register
def _(act: acts.PlaceDrink, person: Person) -> Result:
    order = next(one for one in person.world.drink_orders if one.id == act.order)
    number = person.number("drink_order.number")
    doing = person.begin(act)
    doing.create("drink_order", act.order, {**drink_values(order, person.world), "number": number})
    return person.commit(doing)


@serve.register
def _(act: acts.MoveDrink, person: Person) -> Result:
    if person.see("drink_order", act.order) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("drink_order", act.order, {"station": act.station})
    return person.commit(doing)


@serve.register
def _(act: acts.ClaimDrink, person: Person) -> Result:
    if person.see("drink_order", act.order) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("drink_order", act.order, {"barista": person.id})
    return person.commit(doing)


@serve.register
def _(act: acts.StartDrink, person: Person) -> Result:
    if person.see("drink_order", act.order) is None:
        return "waits"
    doing = person.begin(act)
    _move(doing, act.order, "in_progress", "started_at", person.now)
    return person.commit(doing)


@serve.register
def _(act: acts.DoneDrink, person: Person) -> Result:
    """Whoever made it used it up, even where the screen shows by now that somebody else did too."""
    shelves = [person.see("inventory_item", use.item) for use in act.uses]
    if person.see("drink_order", act.order) is None or None in shelves:
        return "waits"
    doing = person.begin(act)
    _move(doing, act.order, "completed", "completed_at", person.now)
    for use in act.uses:
        doing.edit("inventory_item", use.item, {"stock": Add(-use.amount)})
    mutation = doing.commit()
    if mutation is None:
        return "impossible"
    person.done[act.order] = mutation.seq
    return "done"


@serve.register
def _(act: acts.UndoDone, person: Person) -> Result:
    if act.order not in person.done:
        return "waits"
    back = [Added("inventory_item", use.item, "stock", use.amount) for use in act.uses]
    doing = person.begin(act)
    try:
        doing.take_back(person.done[act.order], back)
    except Problem:
        return "impossible"
    return person.commit(doing)


@serve.register
def _(act: acts.PickUp, person: Person) -> Result:
    order = person.see("drink_order", act.order)
    if order is None or order["state"] in {"pending", "in_progress"}:
        return "waits"
    doing = person.begin(act)
    doing.enter("drink_order", act.order, "picked_up")
    return person.commit(doing)


@serve.register
def _(act: acts.StockTake, person: Person) -> Result:
    if person.see("inventory_item", act.item) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("inventory_item", act.item, {"stock": Count(act.counted)})
    return person.commit(doing)


@serve.register
def _(act: acts.TopUp, person: Person) -> Result:
    if person.see("inventory_item", act.item) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("inventory_item", act.item, {"stock": Add(act.amount)})
    return person.commit(doing)


def _move(doing: Doing, order: str, state: str, field: str, now: int) -> None:
    """A step with its time, where it is one: who comes second leaves the first one's time."""
    here = str(doing.act.document("drink_order", order)["state"])
    if REGISTRY["drink_order"].fields["state"].step(here, state) is not None:
        doing.enter("drink_order", order, state, **{field: now})
