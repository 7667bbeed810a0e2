"""People: the public profile that syncs. The account behind it does not."""

from typing import Literal

from schemas.access import ROLES, Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, register
from schemas.types import Colour, Phone, Short

person = Entity(
    name="person",
    plural="people",
    label=Label("人員", "Person"),
    title="name",
    search=("name",),
    fields={
        "name": register(Short, "姓名", "Name", required=True),
        "role": register(Literal[ROLES], "角色", "Role", required=True),
        "phone": register(Phone, "電話", "Phone"),
        "colour": register(Colour, "顏色", "Colour"),
        "active": register(bool, "在職", "Active", required=True, default=True),
    },
    scopes=(Scope("everyone"),),
    writers=(
        may("admin"),
        may(
            "dispatcher", "organiser", "driver", "barista",
            acts=("edit",), fields=("name", "phone", "colour"), mine="id",
        ),
    ),
    events=(event("user_created", "create"), event("user_updated", "edit", "delete")),
)  # fmt: skip
