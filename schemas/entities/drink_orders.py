"""Drink orders: a ticket on a station's board, from the counter to the hand."""

from typing import Literal

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, members, ref, register, state, step, undo
from schemas.types import Count, Instant, Phone, Short, Text, Whole

drink_order = Entity(
    name="drink_order",
    plural="drink_orders",
    label=Label("飲品訂單", "Drink order"),
    title="number",
    search=("number", "name"),
    fields={
        "number": register(Whole, "單號", "Number", series="number"),
        "station": ref("station", "吧台", "Station", required=True),
        "item": ref("item", "飲品", "Drink"),
        "drink": register(Short, "品名", "Drink name", required=True),
        "size": register(Literal["S", "M", "L"], "容量", "Size", required=True, default="M"),
        "milk": ref("item", "奶類", "Milk"),
        "shots": register(Count, "濃縮份數", "Shots"),
        "options": members(Short, "加選", "Options"),
        "name": register(Short, "取餐名", "Name"),
        "phone": register(Phone, "電話", "Phone"),
        "note": register(Text, "備註", "Note", resolver="keep"),
        "group": register(Short, "團單代碼", "Group code"),
        "placed_at": register(Instant, "下單時間", "Placed at"),
        "started_at": register(Instant, "開始製作時間", "Started at"),
        "completed_at": register(Instant, "完成時間", "Completed at"),
        "barista": ref("person", "咖啡師", "Barista"),
        "state": state(
            "狀態", "State",
            order=("pending", "in_progress", "cancelled", "completed", "picked_up"),
            initial=("pending",),
            transitions=(
                *step("pending", "in_progress", "completed", "cancelled"),
                *step("in_progress", "pending", "completed", "cancelled"),
                *step("completed", "picked_up"),
                *undo("completed", "in_progress", "pending"),
                *undo("picked_up", "completed"),
                *undo("cancelled", "pending"),
            ),
        ),
    },
    scopes=(Scope("event"), Scope("station", field="station")),
    writers=(
        may("admin", "organiser", place=True),
        may("barista", acts=("create", "edit"), place=True, late=True),
    ),
    events=(event("order_updated", "create", "edit", "delete"),),
)  # fmt: skip
