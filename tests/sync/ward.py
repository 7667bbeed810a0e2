"""A small hospital: entities for rules that no product entity lets an unprivileged writer try.

``sheet`` has a field of every kind. A ``bed`` stands in the scope of its ward and brings its
patient along, the patient his doctor; nurses hold the scopes of the wards that name them.
"""

from typing import Any

from schemas.access import ROLES, Grant, Scope, event, may
from schemas.entity import Entity
from schemas.fields import Label, counter, members, ref, register, state, step, undo
from schemas.registry import Registry
from schemas.types import Id, Short, Whole

LABEL = Label("表", "Sheet")
PHASES = ("open", "busy", "failed", "done")

phase = state(
    "狀態", "Phase", order=PHASES, initial=("open", "busy"),
    transitions=(
        *step("open", "busy", "done", "failed"),
        *step("busy", "done", "failed"),
        *undo("done", "open", roles=("admin",)),
        *undo("failed", "open"),
    ),
)  # fmt: skip


sheet = Entity(
    name="sheet", plural="sheets", label=LABEL, title="text",
    fields={
        "text": register(Short, "文", "Text"),
        "memo": register(Short, "記", "Memo", resolver="keep"),
        "seal": register(Short, "印", "Seal", resolver="first"),
        "phase": phase,
        "limit": register(Whole, "限", "Limit", required=True, default=3),
        "stock": counter("存", "Stock", minimum=0),
        "tags": members(Short, "籤", "Tags"),
        "number": register(Whole, "號", "Number", series="number"),
    },
    scopes=(Scope("everyone"),),
    writers=(may(*ROLES),),
    events=(
        event("sheet_changed"),
        event("sheet_made", "create"),
        event("text_changed", "edit", fields=("text",)),
        event("stock_fell", "edit", falls="stock"),
        event("stock_low", "edit", falls="stock", below="limit"),
        event("stock_out", "edit", falls="stock", below=0),
    ),
)  # fmt: skip

doctor = Entity(
    name="doctor", plural="doctors", label=LABEL,
    fields={"name": register(Short, "名", "Name", required=True)},
    scopes=(Scope("office"),),
    writers=(may("admin", "dispatcher"), may("driver", acts=("edit",), late=True)),
)  # fmt: skip

patient = Entity(
    name="patient", plural="patients", label=LABEL,
    fields={
        "name": register(Short, "名", "Name", required=True),
        "doctor": ref("doctor", "醫師", "Doctor", follow=("ward",)),
    },
    scopes=(Scope("office"),),
    writers=(may("admin", "dispatcher"), may("driver", acts=("edit",), late=True)),
)  # fmt: skip

ward = Entity(
    name="ward", plural="wards", label=LABEL,
    fields={
        "name": register(Short, "名", "Name"),
        "nurses": members(Id, "護理師", "Nurses", ref="nurse"),
        "head": ref("nurse", "護理長", "Head"),
        "secret": register(bool, "密", "Secret"),
    },
    scopes=(Scope("ward", own=True), Scope("office", when="secret"), Scope("office")),
    grants=(Grant("nurses", "ward"), Grant("head", "ward")),
    writers=(may("admin", "dispatcher", place=True),),
)  # fmt: skip

bed = Entity(
    name="bed", plural="beds", label=LABEL,
    fields={
        "ward": ref("ward", "病房", "Ward", required=True),
        "patient": ref("patient", "病人", "Patient", follow=("ward",)),
        "spare": ref("patient", "備", "Spare", follow=("ward",)),
        "note": register(Short, "註", "Note"),
        "watchers": members(Id, "看", "Watchers", ref="patient"),
        "mark": register(Short, "記", "Mark"),
    },
    scopes=(Scope("office"), Scope("ward", field="ward")),
    writers=(
        may("admin", "dispatcher", place=True),
        may("driver", late=True),
        may("barista", acts=("create", "edit")),
    ),
)  # fmt: skip

nurse = Entity(
    name="nurse", plural="nurses", label=LABEL,
    fields={"name": register(Short, "名", "Name")},
    scopes=(Scope("everyone"),),
    writers=(may(*ROLES),),
)  # fmt: skip

HOSPITAL = Registry((sheet, nurse, doctor, patient, ward, bed))


def op(entity: str, id: str, seen: dict[str, int] | None, body: Any, accept: Any = None) -> Any:
    """One op as it stands on the wire."""
    return [entity, id, seen, body] if accept is None else [entity, id, seen, body, accept]
