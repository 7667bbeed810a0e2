"""The organisation itself: what every device must know to show days, money and words."""

from typing import Annotated

from msgspec import Meta

from schemas.access import Scope, may
from schemas.entity import Entity
from schemas.fields import Label, members, register
from schemas.types import Short, whole

organisation = Entity(
    name="organisation",
    plural="organisations",
    label=Label("組織", "Organisation"),
    title="name",
    fields={
        "name": register(Short, "名稱", "Name", required=True),
        "time_zone": register(Short, "時區", "Time zone", required=True, default="Asia/Taipei"),
        "currency": register(
            Annotated[str, Meta(pattern=whole("[A-Z]{3}"))], "幣別", "Currency",
            required=True, default="TWD",
        ),
        "languages": members(Short, "語言", "Languages"),
    },
    scopes=(Scope("everyone"),),
    writers=(may("founder", acts=("create",)), may("admin", acts=("edit",))),
)  # fmt: skip
