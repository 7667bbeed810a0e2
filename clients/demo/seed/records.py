"""The records of the world as people would enter them: entity, id, field -> value."""

from collections.abc import Iterator
from typing import Any

from clients.demo.world.model import DrinkOrder, Order, Place, Stop, Window, World

Entry = tuple[str, str, dict[str, Any]]
"""(entity, id, values)."""


def entries(world: World) -> Iterator[Entry]:
    """All that stands in the books in the morning; what is referred to comes first.

    People are left out: their accounts make them.
    """
    yield from _catalogue(world)
    for vehicle in world.vehicles:
        values: dict[str, Any] = {"plate": vehicle.plate, "name": vehicle.name}
        yield "vehicle", vehicle.id, {**values, "full": vehicle.full, "empty": vehicle.empty}
    yield from _customers(world)
    for order in world.orders:
        yield "delivery_order", order.id, order_values(order)
    for route in world.routes:
        named = {"name": route.name, "day": route.day}
        yield "route", route.id, {**named, "driver": route.driver, "vehicle": route.vehicle}
    for stop in world.stops:
        windows = {order.id: order.window for order in world.orders}
        yield "stop", stop.id, stop_values(stop, windows[stop.order])
    yield from _event(world)


def order_values(order: Order) -> dict[str, Any]:
    """A delivery order; its number comes from the hub or from the device's block."""
    return {
        "customer": order.customer,
        "lines": [
            {"item": line.product, "quantity": line.quantity, "price": line.price}
            for line in order.lines
        ],
        "priority": order.priority,
        "window": window_value(order.window),
        "payment": order.payment,
        "total": order.total,
        "note": order.note,
        "placed_at": order.placed_at,
        "state": "confirmed",
    }


def stop_values(stop: Stop, window: Window) -> dict[str, Any]:
    """A stop on a route."""
    return {
        "route": stop.route,
        "order": stop.order,
        "customer": stop.customer,
        "sequence": stop.sequence,
        "window": window_value(window),
    }


def drink_values(order: DrinkOrder, world: World) -> dict[str, Any]:
    """A drink order as the person at the counter types it in."""
    drink = next(one for one in world.drinks if one.id == order.drink)
    milk = next((one.id for one in world.milks if one.key == order.milk), None)
    return {
        "station": order.station,
        "item": order.drink,
        "drink": drink.name,
        "size": order.size,
        "milk": milk,
        "shots": order.shots,
        "name": order.name,
        "placed_at": world.at_ms + round(order.minute * 60_000),
    }


def window_value(window: Window) -> dict[str, str]:
    """A time window as a field value."""
    return {"start": window.start, "end": window.end}


def place_value(place: Place) -> dict[str, float]:
    """Coordinates as a field value."""
    return {"lat": place.lat, "lon": place.lon}


def _catalogue(world: World) -> Iterator[Entry]:
    for cylinder in world.cylinders:
        yield "item", cylinder.id, {
            "name": cylinder.name, "name_en": cylinder.name_en, "kind": "cylinder",
            "price": cylinder.price, "deposit": cylinder.deposit, "size": cylinder.size,
        }  # fmt: skip
    for milk in world.milks:
        named = {"name": milk.name, "name_en": milk.name_en}
        yield "item", milk.id, {**named, "kind": "milk", "colour": milk.colour}
    for supply in world.supplies:
        yield "item", supply.id, {
            "name": supply.name, "name_en": supply.name_en, "kind": "supply",
        }  # fmt: skip
    for drink in world.drinks:
        yield "item", drink.id, {
            "name": drink.name, "name_en": drink.name_en, "kind": "drink", "price": drink.price,
            "shots": drink.shots, "milk_ml": drink.milk_ml,
        }  # fmt: skip


def _customers(world: World) -> Iterator[Entry]:
    for customer in world.customers:
        yield "customer", customer.id, {
            "name": customer.name, "phone": customer.phone, "address": customer.address,
            "district": customer.district, "place": place_value(customer.place),
            "note": customer.note, "sizes": [size for size, _ in customer.on_hand],
            "cylinders": customer.cylinders, "deposit": customer.deposit,
        }  # fmt: skip


def _event(world: World) -> Iterator[Entry]:
    for station in world.stations:
        yield "station", station.id, {
            "name": station.name, "colour": station.colour,
            "baristas": list(station.baristas), "lead": station.baristas[0],
        }  # fmt: skip
    items = {f"milk:{milk.key}": milk.id for milk in world.milks}
    items |= {supply.key: supply.id for supply in world.supplies}
    for item in world.inventory:
        kind, _, which = item.supply.partition(":")
        yield "inventory_item", item.id, {
            "station": item.station, "name": item.name, "unit": item.unit, "supply": kind,
            "item": items[item.supply], "size": which if kind == "cup" else None,
            "per_cup": item.per_cup, "pack": item.pack,
            "threshold": item.threshold, "capacity": item.start, "stock": item.start,
        }  # fmt: skip
