"""Customers: who ordered, where they live, what cylinders stand there."""

from typing import Literal

from schemas.access import Scope, may
from schemas.entity import Entity
from schemas.fields import Label, counter, members, register
from schemas.types import Line, Phone, Place, Short, Text

customer = Entity(
    name="customer",
    plural="customers",
    label=Label("客戶", "Customer"),
    title="name",
    search=("name", "phone", "address"),
    fields={
        "name": register(Short, "姓名", "Name", required=True),
        "phone": register(Phone, "電話", "Phone"),
        "address": register(Line, "地址", "Address"),
        "district": register(Short, "行政區", "District"),
        "place": register(Place, "座標", "Coordinates"),
        "note": register(Text, "送貨備註", "Delivery note", resolver="keep"),
        "sizes": members(Literal[4, 10, 16, 20, 50], "瓦斯桶規格 (公斤)", "Cylinder sizes (kg)"),
        "cylinders": counter("現有瓦斯桶", "Cylinders on hand"),
        "deposit": counter("押金餘額", "Deposit balance"),
    },
    scopes=(Scope("office"),),
    writers=(
        may("admin", "dispatcher"),
        may(
            "driver", acts=("edit",),
            fields=("phone", "place", "note", "cylinders", "deposit"), late=True,
        ),
    ),
)  # fmt: skip
