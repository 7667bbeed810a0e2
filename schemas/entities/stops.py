"""Stops: one customer's door on one route."""

from typing import Annotated

from msgspec import Meta

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, ref, register, state, step, undo
from schemas.types import Instant, Short, Text, Window

stop = Entity(
    name="stop",
    plural="stops",
    label=Label("站點", "Stop"),
    fields={
        "route": ref("route", "路線", "Route", required=True),
        "order": ref("delivery_order", "訂單", "Order", follow=("route",)),
        "customer": ref("customer", "客戶", "Customer", follow=("route",)),
        "sequence": register(
            Annotated[float, Meta(ge=0, le=1_000_000)], "順序", "Sequence",
            required=True, default=0,
        ),
        "window": register(Window, "時段", "Time window"),
        "note": register(Text, "備註", "Note", resolver="keep"),
        "failure": register(Short, "無法送達原因", "Failure reason"),
        "arrived_at": register(Instant, "抵達時間", "Arrived at"),
        "seen_at": register(Instant, "司機看過", "Seen by the driver at"),
        "state": state(
            "狀態", "State",
            order=("planned", "arrived", "skipped", "failed", "delivered"), initial=("planned",),
            transitions=(
                *step("planned", "arrived", "delivered", "failed", "skipped"),
                *step("arrived", "delivered", "failed", "skipped"),
                *step("failed", "planned"),
                *step("skipped", "planned"),
                *undo("arrived", "planned"),
                *undo("delivered", "arrived", "planned"),
                *undo("failed", "arrived"),
            ),
        ),
    },
    scopes=(Scope("office"), Scope("route", field="route")),
    writers=(
        may("admin", "dispatcher", place=True),
        may(
            "driver", acts=("edit",),
            fields=("state", "failure", "arrived_at", "seen_at", "note", "sequence"), late=True,
        ),
    ),
    events=(event("stop_updated", "create", "edit", "delete"),),
)  # fmt: skip
