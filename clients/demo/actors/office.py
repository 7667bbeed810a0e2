"""What a dispatcher does at the desk; and talking and noting down, which everybody does."""

from functools import singledispatch
from typing import Any

from clients.demo.actors.person import Person, Result
from clients.demo.plan import acts
from clients.demo.seed.records import order_values, stop_values


@singledispatch
def dispatch(act: Any, person: Person) -> Result:  # noqa: ARG001 - what the others use
    """Does one act; what is none of the office's is not possible."""
    return "impossible"


@dispatch.register
def _(act: acts.SendMessage, person: Person) -> Result:
    targets: dict[str, dict[str, Any]] = {
        "office": {"to_office": True},
        "everyone": {"broadcast": True},
        "route": {"to_route": act.target},
        "station": {"to_station": act.target},
    }
    values: dict[str, Any] = {"author": person.id, "text": act.text, "sent_at": person.now}
    if act.to == "station":
        own = [one.id for one in person.world.stations if person.id in one.baristas]
        values["from_station"] = own[0] if own else None
    doing = person.begin(act)
    doing.create("message", act.message, {**values, **targets[act.to]})
    return person.commit(doing)


@dispatch.register
def _(act: acts.EditCustomer, person: Person) -> Result:
    if person.see("customer", act.customer) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("customer", act.customer, {act.field: act.value})
    return person.commit(doing)


@dispatch.register
def _(act: acts.PhoneOrder, person: Person) -> Result:
    order, stop = act.order, act.stop
    if person.see("customer", order.customer) is None:
        return "waits"
    doing = person.begin(act)
    values = {**order_values(order), "number": person.number("delivery_order.number")}
    doing.create("delivery_order", order.id, values)
    if stop is not None:
        doing.enter("delivery_order", order.id, "assigned")
        doing.create("stop", stop.id, stop_values(stop, order.window))
    return person.commit(doing)


@dispatch.register
def _(act: acts.ReassignStop, person: Person) -> Result:
    if person.see("stop", act.stop) is None:
        return "waits"
    doing = person.begin(act)
    doing.edit("stop", act.stop, {"route": act.to_route, "sequence": act.sequence})
    return person.commit(doing)
