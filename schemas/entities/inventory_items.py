"""Inventory: what stands at a station, counted by everyone who uses it up.

``supply`` and ``size`` say which part of a drink takes from it. ``per_cup`` is what one drink
takes, in ``unit``: the milk of a medium cup, the beans of one shot, one cup, one lid. ``pack`` is
how many units are opened or brought at a time.
"""

from typing import Literal

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, counter, ref, register
from schemas.types import Count, Short

inventory_item = Entity(
    name="inventory_item",
    plural="inventory_items",
    label=Label("庫存品項", "Inventory item"),
    title="name",
    search=("name",),
    fields={
        "station": ref("station", "吧台", "Station", required=True),
        "item": ref("item", "品項", "Item"),
        "name": register(Short, "名稱", "Name", required=True),
        "supply": register(
            Literal["beans", "milk", "cup", "lid", "other"], "用途", "Used as",
            required=True, default="other",
        ),
        "size": register(Literal["S", "M", "L"], "杯型", "Cup size"),
        "unit": register(Short, "單位", "Unit", required=True, default="個"),
        "per_cup": register(Count, "每杯用量", "Used per cup", required=True, default=1),
        "pack": register(Count, "每包數量", "Units in a pack", required=True, default=1),
        "threshold": register(Count, "低庫存門檻", "Low-stock threshold", required=True, default=0),
        "capacity": register(Count, "容量", "Capacity"),
        "stock": counter("存量", "Stock", minimum=0),
    },
    scopes=(Scope("event"), Scope("station", field="station")),
    writers=(
        may("admin", "organiser", place=True),
        may("barista", acts=("create", "edit"), late=True),
    ),
    events=(
        event("inventory_updated", "create", "edit", "delete"),
        event("inventory_depleted", "edit", falls="stock"),
        event("low_stock_alert", "edit", falls="stock", below="threshold"),
    ),
)  # fmt: skip
