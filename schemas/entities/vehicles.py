"""Vehicles and the cylinders aboard them."""

from schemas.access import Scope, may
from schemas.entity import Entity
from schemas.fields import Label, counter, register
from schemas.types import Short

vehicle = Entity(
    name="vehicle",
    plural="vehicles",
    label=Label("車輛", "Vehicle"),
    title="plate",
    search=("plate", "name"),
    fields={
        "plate": register(Short, "車牌", "Plate", required=True),
        "name": register(Short, "名稱", "Name"),
        "full": counter("滿瓶", "Full cylinders aboard", minimum=0),
        "empty": counter("空瓶", "Empties aboard", minimum=0),
        "active": register(bool, "使用中", "In use", required=True, default=True),
    },
    scopes=(Scope("office"),),
    writers=(
        may("admin", "dispatcher"),
        may("driver", acts=("edit",), fields=("full", "empty"), late=True),
    ),
)
