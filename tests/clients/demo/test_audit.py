"""The audit passes a sound day, and every way in which a day can be unsound is noticed."""

import copy
import io
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from rich.console import Console

from clients.demo.actors.journal import Add, Count, Key
from clients.demo.audit.borders import scopes_held, scopes_of
from clients.demo.audit.conflicts import list_conflicts
from clients.demo.audit.counters import COUNTERS
from clients.demo.audit.evidence import Evidence, Finding, Held
from clients.demo.audit.judge import judge
from clients.demo.proxy.stats import Stats
from clients.demo.report import show
from clients.demo.storm.conduct import Passed
from schemas.registry import REGISTRY
from tests.clients.demo.sound_day import OUTCOME, deed, record, row, sound

Doctor = Callable[[dict[str, Held]], Any]


def doctored(doctor: Doctor) -> Evidence:
    devices = copy.deepcopy(sound().devices)
    doctor(devices)
    return Evidence(devices)


def swap(devices: dict[str, Held], device: str, **changes: Any) -> Any:
    devices[device] = msgspec.structs.replace(devices[device], **changes)
    return devices


def edit(devices: dict[str, Held], key: Key, **values: Any) -> None:
    """The same change at the hub and on every device that holds the record."""
    for held in devices.values():
        for place in (held.base, held.served):
            if key in place:
                meta = {**place[key]["_"], **values.get("meta", {})}
                rest = {name: value for name, value in values.items() if name != "meta"}
                place[key] = {**place[key], **rest, "_": meta}


def appear(devices: dict[str, Held], device: str, key: Key) -> None:
    """A record gets onto a device, with the hub's blessing."""
    document = devices["dispatcher1"].base[key]
    devices[device].base[key] = devices[device].served[key] = document


def test_a_sound_day_passes() -> None:
    assert judge(sound()) == []


DOCTORED: dict[str, tuple[str, str, Doctor]] = {
    "a deed that no outbox knows": (
        "fates", "is in no outbox",
        lambda d: d["barista1"].deeds.append(deed("bar", 9, [("message", "m1")])),
    ),
    "a mutation that still waits": (
        "fates", "has no verdict: pending",
        lambda d: d["barista1"].rows.update({"bar/2": row("bar", 2, "pending")}),
    ),
    "a mutation that was sent and never answered": (
        "fates", "has no verdict: sent",
        lambda d: d["barista1"].rows.update({"bar/2": row("bar", 2, "sent")}),
    ),
    "a refusal without a reason": (
        "fates", "refused without a reason",
        lambda d: d["driver1"].rows.update({"drive/3": row("drive", 3, "refused")}),
    ),
    "a mutation that the hub has never heard of": (
        "fates", "unknown at the hub",
        lambda d: d["barista1"].verdicts.pop("bar/2"),
    ),
    "a verdict that is another one at the hub": (
        "fates", "the device says merged, the hub refused",
        lambda d: d["barista1"].verdicts.update({"bar/2": ("refused", ["record/unknown"])}),
    ),
    "a verdict that names other fields at the hub": (
        "fates", "the device says conflict, the hub conflict",
        lambda d: d["driver1"].verdicts.update({"drive/2": ("conflict", [["stop", "s1", "note"]])}),
    ),
    "an accepted deed whose record is nowhere": (
        "fates", "message m1 is nowhere",
        lambda d: [held.served.pop(("message", "m1"), None) for held in d.values()],
    ),
    "an accepted deed whose record does not have it": (
        "fates", "but not in message m1",
        lambda d: edit(d, ("message", "m1"), meta={"v": {}}),
    ),
    "a device without a last word": (
        "fates", "without a last word",
        lambda d: swap(d, "driver1", outcome=None),
    ),
    "a device without a receipt": (
        "fates", "no receipt",
        lambda d: swap(d, "driver1", outcome=msgspec.structs.replace(OUTCOME, receipt=False)),
    ),
    "a device that mended itself": (
        "fates", "had to mend",
        lambda d: swap(d, "driver1", outcome=msgspec.structs.replace(OUTCOME, mended=1)),
    ),
    "a device that saw another checksum": (
        "fates", "checksum",
        lambda d: swap(d, "driver1", outcome=msgspec.structs.replace(OUTCOME, digest=False)),
    ),
    "a checksum that differs now": (
        "likeness", "checksum", lambda d: swap(d, "driver1", agrees=False),
    ),
    "a page that is half there": (
        "likeness", "rest of a page", lambda d: swap(d, "driver1", staged=2),
    ),
    "a record that the hub has and the device lacks": (
        "likeness", "only at the hub", lambda d: d["driver1"].base.pop(("stop", "s1")),
    ),
    "a record that the hub no longer has": (
        "likeness", "only on the device", lambda d: d["driver1"].served.pop(("stop", "s1")),
    ),
    "a value that differs": (
        "likeness", "is not the hub's: note",
        lambda d: d["driver1"].base[("stop", "s1")].update(note="x"),
    ),
    "a vector that differs": (
        "likeness", "is not the hub's: _",
        lambda d: d["driver1"].base[("stop", "s1")].update({"_": {"v": {"desk": 1}}}),
    ),
    "two devices that differ": (
        "likeness", "is not the one on dispatcher1",
        lambda d: d["driver1"].base[("stop", "s1")].update(note="x"),
    ),
    "an add that was lost": (
        "counters", "people added 1, the record says 2",
        lambda d: d["dispatcher1"].deeds[0].adds.append(Add("customer", "c2", "cylinders", -1)),
    ),
    "an add that was counted twice": (
        "counters", "vehicle v1 full: people added 8, the record says 6",
        lambda d: edit(d, ("vehicle", "v1"), full=6),
    ),
    "a refused add that counts all the same": (
        "counters", "vehicle v1 full",
        lambda d: d["driver1"].rows.update({"drive/3": row("drive", 3)}),
    ),
    "a sum that does not stand there": (
        "counters", "shows 36, not 45 + -8",
        lambda d: edit(d, ("inventory_item", "i1"), stock=36),
    ),
    "a count that was forgotten": (
        "counters", "was counted (37), the record does not say",
        lambda d: edit(d, ("inventory_item", "i1"), stock=45, meta={"k": {}}),
    ),
    "an offset that nobody chose": (
        "counters", "nobody counted",
        lambda d: edit(d, ("vehicle", "v1"), full=9, meta={"k": {"full": [8, 1]}}),
    ),
    "an older count that wins": (
        "counters", "chose the offset -8, not -3",
        lambda d: edit(d, ("inventory_item", "i1"), stock=42, meta={"k": {"stock": [45, -3]}}),
    ),
    "a counter that is gone": (
        "counters", "was counted and is nowhere",
        lambda d: d["barista1"].deeds[2].counts.append(Count("vehicle", "v9", "full", 1, 1)),
    ),
    "somebody else's customer on a phone": (
        "borders", "holds customer c2, which is not for it",
        lambda d: appear(d, "driver1", ("customer", "c2")),
    ),
    "another station's message on a tablet": (
        "borders", "holds message m2",
        lambda d: d["barista1"].base.update([record("message", "m2", {}, from_station="t2")]),
    ),
    "a record that never came": (
        "borders", "lacks stop s1",
        lambda d: [d["driver1"].base.pop(("stop", "s1")), d["driver1"].served.pop(("stop", "s1"))],
    ),
    "a departed record that can still be read in the file": (
        "borders", "customer c2222222222222222222xx can be read",
        lambda d: [
            d["dispatcher1"].base.update([record("customer", LONG, {})]),
            d["dispatcher1"].served.update([record("customer", LONG, {})]),
            swap(d, "driver1", file=b'\x00\x17{"id":"%s","name"' % LONG.encode()),
        ],
    ),
    "a device of somebody without a profile": (
        "borders", "no profile", lambda d: swap(d, "driver1", person="nobody"),
    ),
    "a conflict with one side": (
        "conflicts", "one side only",
        lambda d: edit(d, ("customer", "c1"), meta={"c": {"note": [
            ["x", ["a", 1], 1, "p-driver"]]}}),
    ),
    "a conflict of two equal sides": (
        "conflicts", "one side only",
        lambda d: edit(d, ("customer", "c1"), meta={"c": {"note": [
            ["x", ["a", 1], 1, "p-driver"], ["x", ["b", 1], 1, "p-barista"]]}}),
    ),
    "a conflict whose author is unknown": (
        "conflicts", "unknown author",
        lambda d: edit(d, ("customer", "c1"), meta={"c": {"note": [
            ["x", ["a", 1], 1, "p-driver"], ["y", ["b", 1], 1, "ghost"]]}}),
    ),
    "a number given twice": (
        "numbers", "delivery_order 101 is both o1 and o2",
        lambda d: edit(d, ("delivery_order", "o2"), number=101),
    ),
    "a record without its number": (
        "numbers", "has no number", lambda d: edit(d, ("delivery_order", "o2"), number=None),
    ),
    "a record that was renumbered": (
        "numbers", "102 (desk/3) stands there as [101, 103]",
        lambda d: edit(d, ("delivery_order", "o2"), number=103),
    ),
}  # fmt: skip
LONG = "c2222222222222222222xx"


@pytest.mark.parametrize("what", DOCTORED)
def test_what_is_not_as_it_must_be_is_found(what: str) -> None:
    check, text, doctor = DOCTORED[what]
    findings = judge(doctored(doctor))
    assert [one for one in findings if one.check == check and text in one.text], findings


def test_a_parted_counter_is_left_out_of_the_sum() -> None:
    def part(devices: dict[str, Held]) -> None:
        detail = [["customer", "c1", "cylinders", "field/first"]]
        devices["driver1"].rows["drive/1"] = row("drive", 1, "parted", detail)
        devices["driver1"].verdicts["drive/1"] = ("parted", detail)
        edit(devices, ("customer", "c1"), cylinders=0)

    assert judge(doctored(part)) == []


def test_a_mutation_that_a_restored_copy_has_too_counts_once() -> None:
    def clone(devices: dict[str, Held]) -> None:
        devices["barista1-restored"] = msgspec.structs.replace(
            devices["barista1"], device="barista1-restored", replica="fresh"
        )

    assert judge(doctored(clone)) == []


def test_conflicts_are_listed_with_both_sides() -> None:
    (conflict,) = list_conflicts(sound())
    assert (conflict.name, conflict.field) == ("王太太", "note")
    assert [side.value for side in conflict.sides] == ["後門", "前門"]


def test_two_counts_of_one_shelf_are_listed_as_what_was_counted() -> None:
    def count_twice(devices: dict[str, Held]) -> None:
        offsets = [[-8, ["bar", 3], 3, "p-barista"], [-5, ["x", 1], 2, "p-organiser"]]
        meta = {"c": {"stock": offsets}}
        edit(devices, ("inventory_item", "i1"), meta=meta)

    _, conflict = list_conflicts(doctored(count_twice))
    assert [side.value for side in conflict.sides] == [37, 40]


def printed(evidence: Evidence, findings: list[Finding]) -> str:
    console = Console(width=300, record=True, file=io.StringIO())
    show(console, Passed({}, drained=True, starts=3, traffic=Stats(repeated=4)), evidence, findings)
    return console.export_text()


def test_the_report_ends_with_the_verdict_and_shows_both_sides() -> None:
    text = printed(sound(), [])
    assert "✓ 9 mutations on 4 devices: every one has its fate" in text
    assert "The server was killed 2 times." in text
    assert "後門 (p-driver)" in text
    assert "前門 (p-dispatcher)" in text
    assert text.split("delivered twice")[1].split()[0] == "4"


def test_the_report_of_an_unsound_day_names_what_is_wrong() -> None:
    evidence = doctored(lambda d: edit(d, ("vehicle", "v1"), full=6))
    text = printed(evidence, judge(evidence))
    assert "vehicle v1 full: people added 8, the record says 6" in text
    assert "✗ 1 findings: not as it must be." in text
    assert "✓" not in text


def test_every_declared_counter_is_summed() -> None:
    declared = {
        entity.name: tuple(name for name, field in entity.fields.items() if field.kind == "counter")
        for entity in REGISTRY.entities
    }
    assert {name: fields for name, fields in declared.items() if fields} == COUNTERS


def test_a_route_brings_customers_along_by_stop_and_by_order() -> None:
    records = dict(
        [
            record("route", "r1", {}, driver="p", vehicle="v1"),
            record("stop", "s1", {}, route="r1", order="o1", customer="c1"),
            record("delivery_order", "o1", {}, customer="c2"),
            *(record("customer", id, {}) for id in ("c1", "c2", "c3")),
            record("vehicle", "v1", {}),
        ]
    )
    scopes = scopes_of(records)
    mine = scopes_held("p", "driver", records)
    seen = {key for key, where in scopes.items() if not mine.isdisjoint(where)}
    assert seen == records.keys() - {("customer", "c3")}
