"""Inventory: what stands at a station, counted by everyone who uses it up."""

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
        "station": ref("station", "站", "Station", required=True),
        "item": ref("item", "品項", "Item"),
        "name": register(Short, "名稱", "Name", required=True),
        "unit": register(Short, "單位", "Unit", required=True, default="個"),
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
)
