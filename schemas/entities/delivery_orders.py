"""Delivery orders: what a customer wants, until it stands in the kitchen."""

from typing import Literal

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, ref, register, state, step, undo
from schemas.types import Instant, Money, OrderLine, Text, Whole, Window

STATES = (
    "draft", "confirmed", "assigned", "out_for_delivery", "cancelled", "failed", "delivered",
)  # fmt: skip

delivery_order = Entity(
    name="delivery_order",
    plural="delivery_orders",
    label=Label("訂單", "Delivery order"),
    title="number",
    search=("number", "note"),
    fields={
        "number": register(Whole, "單號", "Number", series="number"),
        "customer": ref("customer", "客戶", "Customer", required=True, follow=("route",)),
        "lines": register(
            list[OrderLine], "品項明細", "Lines", resolver="keep", required=True, default=[]
        ),
        "priority": register(
            Literal["low", "normal", "high", "urgent"], "優先", "Priority",
            required=True, default="normal",
        ),
        "window": register(Window, "希望時段", "Time window"),
        "payment": register(
            Literal["cash", "transfer", "monthly", "card"], "付款方式", "Payment method",
            required=True, default="cash",
        ),
        "total": register(Money, "金額", "Total"),
        "note": register(Text, "備註", "Note", resolver="keep"),
        "placed_at": register(Instant, "下單時間", "Placed at"),
        "state": state(
            "狀態", "State", order=STATES, initial=("draft", "confirmed"),
            transitions=(
                *step("draft", "confirmed", "cancelled"),
                *step("confirmed", "assigned", "cancelled"),
                *step("assigned", "confirmed", "out_for_delivery", "cancelled"),
                *step("assigned", "delivered", "failed"),
                *step("out_for_delivery", "delivered", "failed", "assigned", "cancelled"),
                *step("failed", "confirmed", "assigned", "cancelled"),
                *undo("delivered", "out_for_delivery", "assigned"),
                *undo("failed", "out_for_delivery"),
                *undo("cancelled", "confirmed", roles=("admin", "dispatcher")),
            ),
        ),
    },
    scopes=(Scope("office"),),
    writers=(
        may("admin", "dispatcher"),
        may("driver", acts=("edit",), fields=("state", "payment", "total", "note"), late=True),
    ),
    events=(event("order_updated", "create", "edit", "delete"),),
)  # fmt: skip
