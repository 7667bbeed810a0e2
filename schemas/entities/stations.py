"""Stations of a coffee event. The people it names hold its scope."""

from schemas.access import Grant, Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, members, ref, register
from schemas.types import Colour, Count, Id, Short

station = Entity(
    name="station",
    plural="stations",
    label=Label("吧台", "Station"),
    title="name",
    search=("name",),
    fields={
        "name": register(Short, "名稱", "Name", required=True),
        "colour": register(Colour, "顏色", "Colour"),
        "paused": register(bool, "暫停接單", "Paused", required=True, default=False),
        "sold_out": members(Id, "售完", "Sold out", ref="item"),
        "baristas": members(Id, "咖啡師", "Baristas", ref="person"),
        "lead": ref("person", "負責人", "Lead"),
        "soon_after": register(
            Count, "快逾時門檻 (分鐘)", "Soon after (min)", required=True, default=3
        ),
        "late_after": register(
            Count, "逾時門檻 (分鐘)", "Late after (min)", required=True, default=6
        ),
    },
    scopes=(Scope("everyone"),),
    grants=(Grant("baristas", "station"),),
    writers=(
        may("admin", "organiser", place=True),
        may("barista", acts=("edit",), fields=("paused", "sold_out")),
    ),
    events=(event("settings_updated", "create", "edit", "delete"),),
)
