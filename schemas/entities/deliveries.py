"""Deliveries: the proof of what happened at a stop, with its three times."""

from typing import Literal

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, counter, members, received, ref, register
from schemas.types import Instant, Line, Money, Place, Short, Text

delivery = Entity(
    name="delivery",
    plural="deliveries",
    label=Label("送達紀錄", "Delivery"),
    fields={
        "stop": ref("stop", "站點", "Stop", required=True, resolver="first"),
        "route": ref("route", "路線", "Route", required=True),
        "driver": ref("person", "司機", "Driver"),
        "outcome": register(
            Literal["delivered", "failed"], "結果", "Outcome", required=True, default="delivered"
        ),
        "failure": register(Short, "無法送達原因", "Failure reason"),
        "recipient": register(Short, "簽收人", "Recipient", resolver="keep"),
        "signature": register(Text, "簽名", "Signature", resolver="first"),
        "photos": members(Line, "照片", "Photos"),
        "left": counter("留下瓦斯桶", "Cylinders left"),
        "empties": counter("收回空瓶", "Empties taken back"),
        "payment": register(
            Literal["cash", "transfer", "monthly", "card"], "付款方式", "Payment method"
        ),
        "amount": register(Money, "實收金額", "Amount taken"),
        "place": register(Place, "位置", "Position"),
        "at_device": register(Instant, "裝置時間", "Device time", resolver="first"),
        "at": register(Instant, "校正時間", "Corrected time", resolver="first"),
        "received_at": received("收到時間", "Received at"),
    },
    scopes=(Scope("office"), Scope("route", field="route")),
    writers=(
        may("admin", "dispatcher", place=True),
        may("driver", acts=("create", "edit"), late=True),
    ),
    events=(event("delivery_recorded", "create"),),
)
