"""Lifts: documents, what stands beside values, queued ops; up, and back for older apps."""

from typing import Any

import pytest

from schemas.lifts import (
    LIFTS,
    Lift,
    default,
    drop,
    lift_document,
    lift_ops,
    lift_values,
    lower_document,
    rename,
    split,
)
from schemas.registry import REGISTRY
from schemas.wire.version import OLDEST_PULL, SCHEMA

DOT = ["a", 1]
META = {
    "v": {"a": 3, "b": 1},
    "c": {"note": [["x", DOT, 5, "p"], ["y", ["b", 1], 4, "q"]]},
    "k": {"note": [1, 2]},
    "r": {"note": [[1, DOT, 5, "p"]]},
    "f": ["late"],
}
DOCUMENT = {"id": "1", "note": "x", "name": "Lin", "_": META}


def apart(value: Any) -> dict[str, Any]:
    first, _, last = (value or "").partition(" ")
    return {"first": first, "last": last}


def together(document: dict[str, Any]) -> Any:
    names = [document[name] for name in ("first", "last") if document.get(name)]
    return " ".join(names) or None


RENAME = (rename(2, "stop", "note", "memo"),)
DEFAULT = (default(2, "stop", "colour", "#ffffff"),)
DROP = (drop(2, "stop", "note"),)
SPLIT = (split(2, "stop", "name", apart, together),)
CHAIN = (*RENAME, rename(3, "stop", "memo", "remark"), default(4, "stop", "colour", "#ffffff"))


@pytest.mark.parametrize("lifts", [RENAME, DEFAULT, DROP, SPLIT, CHAIN])
def test_a_lifted_document_has_the_same_vector_on_every_holder(lifts: tuple[Lift, ...]) -> None:
    """A lift is no write. So whoever holds a vector must read it lifted, and all do alike."""
    before = repr(DOCUMENT)
    lifted = lift_document("stop", 1, DOCUMENT, lifts)
    assert lifted == lift_document("stop", 1, DOCUMENT, lifts)
    assert lifted["_"]["v"] == META["v"]
    assert lifted["id"] == "1"
    assert repr(DOCUMENT) == before, "nothing that was handed in is changed"


def test_a_rename_moves_the_value_and_what_stands_beside_it() -> None:
    lifted = lift_document("stop", 1, DOCUMENT, RENAME)
    assert lifted["memo"] == "x"
    assert "note" not in lifted
    for part in ("c", "k", "r"):
        assert lifted["_"][part].keys() == {"memo"}
        assert lifted["_"][part]["memo"] == META[part]["note"]  # type: ignore[index]
    assert lifted["_"]["f"] == ["late"]


def test_a_default_fills_what_older_documents_lack_and_nothing_else() -> None:
    assert lift_document("stop", 1, DOCUMENT, DEFAULT)["colour"] == "#ffffff"
    own = {**DOCUMENT, "colour": "#000000"}
    assert lift_document("stop", 1, own, DEFAULT)["colour"] == "#000000"


def test_a_drop_takes_value_siblings_and_counts_out_of_sight() -> None:
    lifted = lift_document("stop", 1, DOCUMENT, DROP)
    assert "note" not in lifted
    assert lifted["_"] == {"v": META["v"], "c": {}, "k": {}, "r": {}, "f": ["late"]}


def test_a_split_takes_a_field_apart() -> None:
    lifted = lift_document("stop", 1, {**DOCUMENT, "name": "Mei Lin"}, SPLIT)
    assert (lifted["first"], lifted["last"]) == ("Mei", "Lin")
    assert "name" not in lifted


def test_a_split_leaves_nothing_beside_values_that_names_the_old_field() -> None:
    meta = {"v": {"a": 1}, "c": {"name": [["Mei Lin", DOT, 5, "p"], ["x", ["b", 1], 4, "q"]]}}
    lifted = lift_document("stop", 1, {"id": "1", "name": "Mei Lin", "_": meta}, SPLIT)
    assert lifted["_"]["c"] == {}
    accept = ["stop", "1", {"a": 1}, {}, {"name": DOT}]
    assert lift_ops(1, [accept], SPLIT) == [["stop", "1", {"a": 1}, {}, {}]]


def test_a_split_of_a_field_that_was_never_written_makes_none() -> None:
    lifted = lift_document("stop", 1, {"id": "1", "_": {"v": {}}}, SPLIT)
    assert lifted == {"id": "1", "_": {"v": {}}}


def test_steps_follow_each_other_and_only_the_missing_ones_are_taken() -> None:
    assert lift_document("stop", 1, DOCUMENT, CHAIN)["remark"] == "x"
    half: dict[str, Any] = {"id": "1", "memo": "x", "_": {"v": {}}}
    assert lift_document("stop", 2, half, CHAIN)["remark"] == "x"
    today: dict[str, Any] = {"id": "1", "remark": "x", "_": {"v": {}}}
    assert lift_document("stop", 4, today, CHAIN) == today


def test_another_entity_is_left_alone() -> None:
    assert lift_document("route", 1, DOCUMENT, CHAIN) == DOCUMENT


@pytest.mark.parametrize("lifts", [RENAME, DEFAULT, SPLIT, CHAIN])
def test_lowering_gives_an_old_app_the_document_that_it_knows(lifts: tuple[Lift, ...]) -> None:
    document = {**DOCUMENT, "name": "Mei Lin"}
    lowered = lower_document("stop", 1, lift_document("stop", 1, document, lifts), lifts)
    known = {k: v for k, v in lowered.items() if k not in ("first", "last")}
    assert known == document


def test_lowering_after_a_drop_gives_the_rest() -> None:
    lowered = lower_document("stop", 1, lift_document("stop", 1, DOCUMENT, DROP), DROP)
    assert lowered["name"] == "Lin"
    assert "note" not in lowered


def test_lifted_values_say_where_each_field_went() -> None:
    values, moved = lift_values("stop", 1, {"note": "x", "name": "Lin"}, (*CHAIN, *SPLIT))
    assert values == {"remark": "x", "first": "Lin", "last": "", "colour": "#ffffff"}
    assert moved == {"note": "remark", "memo": "remark", "name": None}
    assert lift_values("stop", 1, {"note": "x"}, (*RENAME, drop(3, "stop", "memo")))[1] == {
        "note": None, "memo": None,
    }  # fmt: skip


def lifted(op: list[Any], lifts: tuple[Lift, ...]) -> list[Any]:
    (found,) = lift_ops(1, [op], lifts)
    return list(found)


def test_a_queued_creation_gets_new_names_and_defaults() -> None:
    made = ["stop", "1", None, {"note": "x", "name": "Mei Lin"}]
    assert lifted(made, (*CHAIN, *SPLIT)) == [
        "stop", "1", None, {"remark": "x", "first": "Mei", "last": "Lin", "colour": "#ffffff"},
    ]  # fmt: skip


def test_a_queued_edit_gets_new_names_but_no_defaults() -> None:
    edit = ["stop", "1", {"a": 3}, {"note": "x"}]
    assert lifted(edit, CHAIN) == ["stop", "1", {"a": 3}, {"remark": "x"}]


def test_a_queued_edit_keeps_what_it_says_about_a_field_with_a_default() -> None:
    edit = ["stop", "1", {"a": 3}, {"colour": "#000000"}]
    assert lifted(edit, DEFAULT) == edit


def test_a_queued_edit_of_a_counter_a_set_or_a_state_is_renamed_whole() -> None:
    for change in ({"add": 3}, {"add": ["m"], "remove": ["n"]}, ["open", "done"]):
        edit = ["stop", "1", {}, {"note": change}]
        assert lifted(edit, RENAME) == ["stop", "1", {}, {"memo": change}]


def test_a_queued_delete_stays_one() -> None:
    delete = ["stop", "1", {"a": 3}, None]
    for lifts in (RENAME, DEFAULT, DROP, SPLIT, CHAIN):
        assert lifted(delete, lifts) == delete


def test_a_queued_acceptance_follows_its_field() -> None:
    accept = ["stop", "1", {"a": 3}, {}, {"note": DOT}]
    assert lifted(accept, CHAIN) == ["stop", "1", {"a": 3}, {}, {"remark": DOT}]


@pytest.mark.parametrize("body", [None, {}])
def test_an_acceptance_of_a_dropped_field_does_not_turn_into_a_delete(body: Any) -> None:
    accept = ["stop", "1", {"a": 3}, body, {"note": DOT}]
    assert lifted(accept, DROP) == ["stop", "1", {"a": 3}, {}, {}]


def test_today_s_lifts_are_in_order_and_name_entities_that_exist() -> None:
    assert [lift.version for lift in LIFTS] == sorted(lift.version for lift in LIFTS)
    assert all(OLDEST_PULL < lift.version <= SCHEMA for lift in LIFTS)
    assert {lift.entity for lift in LIFTS} <= REGISTRY.by_name.keys()
