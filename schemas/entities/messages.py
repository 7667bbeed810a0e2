"""Messages: chat between stations, and between the office and its drivers."""

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, received, ref, register
from schemas.types import Instant, Text

message = Entity(
    name="message",
    plural="messages",
    label=Label("訊息", "Message"),
    search=("text",),
    fields={
        "author": ref("person", "發訊人", "Author", required=True, resolver="first"),
        "text": register(Text, "內容", "Text", required=True),
        "from_station": ref("station", "來自吧台", "From station"),
        "to_station": ref("station", "給吧台", "To station"),
        "to_route": ref("route", "給路線", "To route"),
        "to_person": ref("person", "給人員", "To person"),
        "to_office": register(bool, "給辦公室", "To the office"),
        "broadcast": register(bool, "廣播", "To everyone"),
        "sent_at": register(Instant, "送出時間", "Sent at"),
        "received_at": received("收到時間", "Received at"),
    },
    scopes=(
        Scope("user", field="author"),
        Scope("user", field="to_person"),
        Scope("station", field="from_station"),
        Scope("station", field="to_station"),
        Scope("route", field="to_route"),
        Scope("office", when="to_office"),
        Scope("everyone", when="broadcast"),
    ),
    writers=(
        may("admin", place=True),
        may(
            "dispatcher", "organiser", "driver", "barista",
            mine="author", place=True, late=True,
        ),
    ),
    events=(event("chat_message", "create"),),
)  # fmt: skip
