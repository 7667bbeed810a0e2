"""What a driver does on the phone, each as one act."""

from functools import singledispatch
from typing import Any

from clients.demo.actors.person import Person, Result
from clients.demo.plan import acts
from clients.demo.seed.records import place_value
from sync.overlay import Add


@singledispatch
def drive(act: Any, driver: Person) -> Result:  # noqa: ARG001 - what the others use
    """Does one act; what is none of a driver's is not possible."""
    return "impossible"


@drive.register
def _(act: acts.StartRoute, driver: Person) -> Result:
    route = driver.see("route", act.route)
    if route is None:
        return "waits"
    doing = driver.begin(act)
    doing.enter("route", act.route, "running", started_at=driver.now)
    for stop in driver.list("stop", {"route": act.route}):
        order = driver.see("delivery_order", stop.get("order", ""))
        if order is not None and order["state"] == "assigned":
            doing.enter("delivery_order", order["id"], "out_for_delivery")
    return driver.commit(doing)


@drive.register
def _(act: acts.FinishRoute, driver: Person) -> Result:
    if driver.see("route", act.route) is None:
        return "waits"
    doing = driver.begin(act)
    doing.enter("route", act.route, "finished", finished_at=driver.now)
    return driver.commit(doing)


@drive.register
def _(act: acts.Arrive, driver: Person) -> Result:
    stop = driver.see("stop", act.stop)
    if stop is None:
        return "waits"
    if stop["state"] != "planned":
        return "impossible"
    doing = driver.begin(act)
    doing.enter("stop", act.stop, "arrived", arrived_at=driver.now)
    return driver.commit(doing)


@drive.register
def _(act: acts.Deliver, driver: Person) -> Result:
    stop = driver.see("stop", act.stop)
    if stop is None:
        return "waits"
    if stop["state"] not in {"planned", "arrived"}:
        return "impossible"
    doing = driver.begin(act, late=act.late)
    proof: dict[str, Any] = {
        "outcome": "delivered", "recipient": act.recipient, "payment": act.payment,
        "amount": act.amount, "left": act.left, "empties": act.empties,
    }  # fmt: skip
    doing.create("delivery", act.delivery, {**_at_the_door(act, stop, driver), **proof})
    doing.enter("stop", act.stop, "delivered")
    if driver.see("delivery_order", act.order) is not None:
        doing.enter("delivery_order", act.order, "delivered", payment=act.payment)
    customer = stop.get("customer")
    if customer is not None and driver.see("customer", customer) is not None:
        doing.edit("customer", customer, {"cylinders": Add(act.left - act.empties)})
    vehicle = (driver.see("route", stop["route"]) or {}).get("vehicle")
    if vehicle is not None and driver.see("vehicle", vehicle) is not None:
        aboard = {"full": Add(-act.left), "empty": Add(act.empties)}
        doing.edit("vehicle", vehicle, aboard)
    return driver.commit(doing)


@drive.register
def _(act: acts.FailStop, driver: Person) -> Result:
    stop = driver.see("stop", act.stop)
    if stop is None:
        return "waits"
    if stop["state"] not in {"planned", "arrived"}:
        return "impossible"
    doing = driver.begin(act)
    proof = {"outcome": "failed", "failure": act.reason}
    doing.create("delivery", act.delivery, {**_at_the_door(act, stop, driver), **proof})
    doing.enter("stop", act.stop, "failed", failure=act.reason)
    if driver.see("delivery_order", act.order) is not None:
        doing.enter("delivery_order", act.order, "failed")
    return driver.commit(doing)


def _at_the_door(
    act: acts.Deliver | acts.FailStop, stop: dict[str, Any], driver: Person
) -> dict[str, Any]:
    """What both kinds of proof say, with the time by the phone and the time as corrected."""
    return {
        "stop": act.stop,
        "route": stop["route"],
        "driver": driver.id,
        "place": place_value(act.place),
        "at_device": driver.now,
        "at": driver.corrected_now,
    }
