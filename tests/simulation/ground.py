"""What is there before anything happens: people, two routes, customers, a bar and its stock."""

from pathlib import Path

from tests.simulation.hub import ORGANISATION, Hub


def rid(name: str) -> str:
    """A readable id: the name, padded to the 22 characters of a real one."""
    return (name + "_" * 22)[:22]


ADMIN = rid("admin")
PEOPLE = {
    ADMIN: "admin",
    rid("dora"): "dispatcher",
    rid("dirk"): "dispatcher",
    rid("lin"): "driver",
    rid("wu"): "driver",
    rid("amy"): "barista",
    rid("ben"): "barista",
}
ROUTES = {rid("north"): rid("lin"), rid("south"): rid("wu")}
CUSTOMERS = [rid(f"customer{n}") for n in range(4)]
PAIR = [rid("left"), rid("right")]
STOPS = [rid(f"stop{n}") for n in range(4)]
BAR = rid("bar")
STOCK = [rid("milk"), rid("cups")]


async def lay(folder: Path) -> Path:
    """Makes the file that every history starts from."""
    hub = Hub(folder)
    await hub.start()
    await hub.storage.add_organisation(ORGANISATION)
    for person, role in PEOPLE.items():
        await hub.write(ADMIN, ["person", person, None, {"name": person.strip("_"), "role": role}])
    for route, driver in ROUTES.items():
        body = {"name": route, "day": "2026-11-21", "driver": driver}
        await hub.write(ADMIN, ["route", route, None, body])
    for customer in [*CUSTOMERS, *PAIR]:
        await hub.write(ADMIN, ["customer", customer, None, {"name": customer, "phone": "0"}])
    for n, stop in enumerate(STOPS):
        customer = CUSTOMERS[n]
        order = {"customer": customer, "state": [None, "confirmed"]}
        await hub.write(ADMIN, ["delivery_order", rid(f"order{n}"), None, order])
        body = {"route": list(ROUTES)[n % 2], "order": rid(f"order{n}"), "customer": customer}
        await hub.write(ADMIN, ["stop", stop, None, body])
    baristas = {"add": [rid("amy"), rid("ben")]}
    await hub.write(ADMIN, ["station", BAR, None, {"name": "Bar", "baristas": baristas}])
    for item in STOCK:
        shelf = {"station": BAR, "name": item, "stock": {"add": 100}, "threshold": 10}
        await hub.write(ADMIN, ["inventory_item", item, None, shelf])
    await hub.stop()
    return hub.file
