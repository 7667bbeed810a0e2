"""Routes: one driver's day with one vehicle. The driver it names holds its scope."""

from schemas.access import Grant, Scope, may
from schemas.entity import Entity
from schemas.fields import Label, ref, register, state, step, undo
from schemas.types import Day, Instant, Short, Text

route = Entity(
    name="route",
    plural="routes",
    label=Label("路線", "Route"),
    title="name",
    search=("name",),
    fields={
        "name": register(Short, "名稱", "Name", required=True),
        "day": register(Day, "日期", "Day", required=True),
        "driver": ref("person", "司機", "Driver"),
        "vehicle": ref("vehicle", "車輛", "Vehicle", follow=("route",)),
        "note": register(Text, "備註", "Note", resolver="keep"),
        "started_at": register(Instant, "出發時間", "Started at"),
        "finished_at": register(Instant, "收工時間", "Finished at"),
        "state": state(
            "狀態", "State",
            order=("planned", "running", "paused", "finished"), initial=("planned",),
            transitions=(
                *step("planned", "running"),
                *step("running", "paused", "finished"),
                *step("paused", "running", "finished"),
                *undo("finished", "running"),
                *undo("running", "planned"),
            ),
        ),
    },
    scopes=(Scope("office"), Scope("route", own=True)),
    grants=(Grant("driver", "route"),),
    writers=(
        may("admin", "dispatcher", place=True),
        may(
            "driver", acts=("edit",),
            fields=("state", "started_at", "finished_at", "note"), late=True,
        ),
    ),
)  # fmt: skip
