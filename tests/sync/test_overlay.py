"""The overlay shows what the hub makes of a write that nothing concurs with, and yields to it."""

import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.problems import Problem
from schemas.registry import REGISTRY
from sync.overlay import (
    Add,
    Count,
    Document,
    Members,
    accept_op,
    apply,
    create_op,
    delete_op,
    edit_op,
    ordered,
    seen_of,
    view,
)
from sync.record import Record, Write
from sync.vector import join

CUSTOMER, STOP, ITEM = REGISTRY["customer"], REGISTRY["stop"], REGISTRY["item"]
ID = "c" * 22
OWN = "me"

Act = dict[str, Any]

SIZES = [4, 10, 16, 20, 50]


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """What a person may do to a customer at once."""
    act: Act = {}
    for name in draw(st.sets(st.sampled_from(["name", "note", "phone"]))):
        act[name] = draw(st.sampled_from(["甲", "乙"]))
    for name in draw(st.sets(st.sampled_from(["cylinders", "deposit"]))):
        counted = draw(st.booleans())
        act[name] = Count(draw(st.integers(0, 30))) if counted else Add(draw(st.integers(-9, 9)))
    if draw(st.booleans()):
        some = st.lists(st.sampled_from(SIZES), unique=True, max_size=3)
        act["sizes"] = Members(tuple(draw(some)), tuple(draw(some)))
    return act


def hub_apply(record: Record, op: list[Any], write: Write) -> None:
    """One op at the hub, by the record's own methods."""
    for name, change in op[3].items():
        field = record.entity.fields[name]
        if field.kind == "counter":
            if "add" in change:
                record.add(name, change["add"], write)
            if "count" in change:
                record.count(name, change["count"], write)
        elif field.kind == "set":
            record.exclude(name, change.get("remove", []), write)
            record.include(name, change.get("add", []), write)
        else:
            record.assign(name, change[1] if field.is_state else change, write)
    record.advance(write)


def base_record() -> Record:
    record = Record(CUSTOMER, ID, {}, {})
    values = {"name": "王", "cylinders": 3, "deposit": 0, "sizes": [16, 20]}
    record.create(values, Write("office", 1, 1, "o", {}))
    record.count("deposit", 50, Write("office", 2, 2, "o", {"office": 1}))
    record.advance(Write("office", 2, 2, "o", {"office": 1}))
    return record


def document_of(record: Record) -> Document:
    document: Document = msgspec.json.decode(record.document())
    return document


@given(st.lists(acts(), max_size=8))
def test_overlay_is_what_the_hub_makes_of_it(history: list[Act]) -> None:
    record = base_record()
    base = document_of(record)
    ops: list[tuple[list[Any], tuple[str, int]]] = []
    for n, act in enumerate(history, 1):
        shown = view(CUSTOMER, base, ops)
        assert shown is not None
        op = edit_op(CUSTOMER, shown, act, OWN)
        ops.append((op, (OWN, n)))
        write = Write(OWN, n, 10 + n, "d", join(op[2], {OWN: n - 1}))
        hub_apply(record, op, write)
    shown = view(CUSTOMER, base, ops)
    assert shown is not None
    expected = document_of(record)
    expected["_"].pop("f", None)
    if not history:
        assert shown == base
    assert shown == expected


@given(st.lists(acts(), min_size=1, max_size=6), st.data())
def test_each_op_yields_when_the_base_covers_its_dot(
    history: list[Act], data: st.DataObject
) -> None:
    record = base_record()
    base = document_of(record)
    ops: list[tuple[list[Any], tuple[str, int]]] = []
    reached = data.draw(st.integers(0, len(history)))
    newer = base
    for n, act in enumerate(history, 1):
        shown = view(CUSTOMER, base, ops)
        assert shown is not None
        op = edit_op(CUSTOMER, shown, act, OWN)
        ops.append((op, (OWN, n)))
        hub_apply(record, op, Write(OWN, n, 10 + n, "d", join(op[2], {OWN: n - 1})))
        if n == reached:
            newer = document_of(record)
            newer["_"].pop("f", None)
    assert view(CUSTOMER, newer, ops) == view(CUSTOMER, base, ops)


@given(st.lists(acts(), min_size=1, max_size=4))
def test_nothing_handed_in_is_changed(history: list[Act]) -> None:
    base = document_of(base_record())
    before = copy.deepcopy(base)
    document: Document | None = base
    for n, act in enumerate(history, 1):
        assert document is not None
        document = apply(CUSTOMER, document, edit_op(CUSTOMER, document, act, OWN), (OWN, n))
    assert base == before


def test_a_creation_fills_defaults_and_unwraps() -> None:
    op = create_op(STOP, ID, {"route": "r" * 22, "note": None, "state": "planned"})
    assert op == ["stop", ID, None, {"route": "r" * 22, "state": [None, "planned"]}]
    document = apply(STOP, None, op, (OWN, 1))
    assert document == {
        "id": ID, "route": "r" * 22, "state": "planned", "sequence": 0, "_": {"v": {OWN: 1}},
    }  # fmt: skip
    op = create_op(CUSTOMER, ID, {"name": "王", "cylinders": 2, "sizes": [50, 4, 16]})
    document = apply(CUSTOMER, None, op, (OWN, 1))
    assert document is not None
    assert (document["cylinders"], document["deposit"], document["sizes"]) == (2, 0, [16, 4, 50])


def test_a_creation_of_what_is_there_leaves_it() -> None:
    base = document_of(base_record())
    assert apply(CUSTOMER, base, create_op(CUSTOMER, ID, {"name": "李"}), (OWN, 1)) == base


def test_an_edit_of_what_is_not_here_stays_off_the_screen() -> None:
    base = document_of(base_record())
    assert view(CUSTOMER, None, [(edit_op(CUSTOMER, base, {"name": "李"}, OWN), (OWN, 1))]) is None


def test_a_delete_hides_and_a_later_edit_brings_back() -> None:
    base = document_of(base_record())
    gone = (delete_op(CUSTOMER, base, OWN), (OWN, 1))
    assert view(CUSTOMER, base, [gone]) is None
    back = (["customer", ID, {}, {"name": "李"}], (OWN, 2))
    shown = view(CUSTOMER, base, [gone, back])
    assert shown is not None
    assert (shown["name"], shown["cylinders"]) == ("李", 3)


def test_an_emptied_field_is_missing_and_a_required_one_cannot_be() -> None:
    base = document_of(base_record()) | {"phone": "02"}
    op = edit_op(CUSTOMER, base, {"phone": None}, OWN)
    shown = apply(CUSTOMER, base, op, (OWN, 1))
    assert shown is not None
    assert "phone" not in shown
    with pytest.raises(Problem) as caught:
        edit_op(CUSTOMER, base, {"name": None}, OWN)
    assert caught.value.code == "field/required"


def test_a_first_value_stays() -> None:
    delivery = REGISTRY["delivery"]
    base: Document = {"id": ID, "signature": "A", "_": {"v": {"x": 1}}}
    op = ["delivery", ID, {}, {"signature": "B", "recipient": "王"}]
    shown = apply(delivery, base, op, (OWN, 1))
    assert shown is not None
    assert (shown["signature"], shown["recipient"]) == ("A", "王")
    del base["signature"]
    shown = apply(delivery, base, op, (OWN, 1))
    assert shown is not None
    assert shown["signature"] == "B"


def test_accepting_shows_the_named_sibling_and_closes_the_conflict() -> None:
    siblings = [["乙", ["b", 2], 9, "p"], ["甲", ["a", 1], 8, "q"]]
    base = {"id": ID, "note": "乙", "_": {"v": {"a": 1, "b": 2}, "c": {"note": siblings}}}
    op = accept_op(CUSTOMER, base, {"note": ("a", 1)}, OWN)
    assert op == ["customer", ID, {"a": 1, "b": 2}, {}, {"note": ["a", 1]}]
    shown = apply(CUSTOMER, base, op, (OWN, 1))
    assert shown is not None
    assert shown["note"] == "甲"
    assert "c" not in shown["_"]
    with pytest.raises(Problem) as caught:
        accept_op(CUSTOMER, base, {"note": ("z", 1)}, OWN)
    assert caught.value.code == "accept/unknown"


def test_accepting_a_count_takes_its_offset() -> None:
    siblings = [[5, ["b", 2], 9, "p"], [7, ["a", 1], 8, "q"]]
    meta = {"v": {"a": 1, "b": 2}, "k": {"deposit": [10, 5]}, "c": {"deposit": siblings}}
    base = {"id": ID, "deposit": 15, "_": meta}
    op = accept_op(CUSTOMER, base, {"deposit": ("a", 1)}, OWN)
    shown = apply(CUSTOMER, base, op, (OWN, 1))
    assert shown is not None
    assert shown["deposit"] == 17
    assert shown["_"]["k"] == {"deposit": [10, 7]}


def test_a_count_is_the_figure_less_the_sum_on_the_screen() -> None:
    base = {"id": ID, "cylinders": 8, "_": {"v": {}, "k": {"cylinders": [5, 3]}}}
    op = edit_op(CUSTOMER, base, {"cylinders": Count(37)}, OWN)
    assert op[3] == {"cylinders": {"count": 32}}


def test_states_are_steps_from_what_the_screen_shows() -> None:
    base = {"id": ID, "state": "planned", "_": {"v": {"x": 4, OWN: 9}}}
    assert edit_op(STOP, base, {"state": "arrived"}, OWN) == [
        "stop", ID, {"x": 4}, {"state": ["planned", "arrived"]},
    ]  # fmt: skip
    assert edit_op(STOP, base, {"state": "planned"}, OWN)[3] == {}
    with pytest.raises(Problem) as caught:
        edit_op(STOP, {**base, "state": "skipped"}, {"state": "delivered"}, OWN)
    assert caught.value.code == "transition/illegal"


def test_unknown_and_received_fields_are_not_written() -> None:
    for name in ("colour_of_the_sky", "received_at"):
        with pytest.raises(Problem) as caught:
            create_op(REGISTRY["message"], ID, {"author": ID, "text": "x", name: 1})
        assert caught.value.code == "mutation/invalid"
    with pytest.raises(Problem):
        edit_op(CUSTOMER, document_of(base_record()), {"cylinders": 5}, OWN)
    with pytest.raises(Problem) as caught:
        create_op(ITEM, ID, {"name": "茶"})
    assert caught.value.fields == {"kind": "required"}


def test_a_whole_new_set_becomes_its_difference() -> None:
    base: Document = {"id": ID, "sizes": [16, 20], "_": {"v": {}}}
    op = edit_op(CUSTOMER, base, {"sizes": [20, 50]}, OWN)
    assert op[3] == {"sizes": {"add": [50], "remove": [16]}}
    assert edit_op(CUSTOMER, base, {"sizes": [20, 16]}, OWN)[3] == {}


def test_members_stand_by_their_text_once_each() -> None:
    assert ordered([50, 4, 10, 4, "b", "王", "a"]) == ["a", "b", "王", 10, 4, 50]


def test_what_was_seen_leaves_the_own_entry_out() -> None:
    assert seen_of({"_": {"v": {"a": 1, OWN: 3}}}, OWN) == {"a": 1}
