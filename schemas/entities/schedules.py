"""Schedules: who stands at which station from when to when, and whether they came."""

from schemas.access import Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, ref, register
from schemas.types import Instant, Text

schedule = Entity(
    name="schedule",
    plural="schedules",
    label=Label("班表", "Schedule"),
    fields={
        "station": ref("station", "吧台", "Station", required=True),
        "person": ref("person", "人員", "Person", required=True),
        "starts_at": register(Instant, "開始時間", "Starts at", required=True),
        "ends_at": register(Instant, "結束時間", "Ends at", required=True),
        "checked_in_at": register(Instant, "簽到時間", "Checked in at"),
        "checked_out_at": register(Instant, "簽退時間", "Checked out at"),
        "note": register(Text, "備註", "Note", resolver="keep"),
    },
    scopes=(
        Scope("event"),
        Scope("user", field="person"),
        Scope("station", field="station"),
    ),
    writers=(
        may("admin", "organiser", place=True),
        may(
            "barista", acts=("edit",),
            fields=("checked_in_at", "checked_out_at"), mine="person", late=True,
        ),
    ),
    events=(
        event("schedule_created", "create"),
        event("schedule_updated", "edit"),
        event("schedule_deleted", "delete"),
        event("barista_checked_in", "edit", fields=("checked_in_at",)),
    ),
)  # fmt: skip
