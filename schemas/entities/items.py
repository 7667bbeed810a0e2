"""Items: the catalogue of what is sold, poured or used up.

``shots`` and ``milk_ml`` are what a drink usually takes; with no milk it is served black.
"""

from typing import Annotated, Literal

from msgspec import Meta

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, register
from schemas.types import Colour, Count, Money, Short

item = Entity(
    name="item",
    plural="items",
    label=Label("品項", "Item"),
    title="name",
    search=("name", "name_en"),
    fields={
        "name": register(Short, "名稱", "Name", required=True),
        "name_en": register(Short, "英文名稱", "English name"),
        "kind": register(
            Literal["cylinder", "drink", "milk", "supply"], "種類", "Kind", required=True
        ),
        "price": register(Money, "單價", "Price", required=True, default=0),
        "deposit": register(Money, "押金", "Deposit"),
        "size": register(Annotated[int, Meta(ge=1, le=1000)], "規格 (公斤)", "Size (kg)"),
        "shots": register(Count, "濃縮份數", "Shots"),
        "milk_ml": register(Count, "牛奶量 (毫升，中杯)", "Milk in a medium cup (ml)"),
        "colour": register(Colour, "顏色", "Colour"),
        "active": register(bool, "供應中", "Available", required=True, default=True),
    },
    scopes=(Scope("everyone"),),
    writers=(may("admin", "dispatcher", "organiser"),),
    events=(event("milk_colors_updated", "edit", fields=("colour",)),),
)
