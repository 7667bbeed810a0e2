"""What broke earlier drafts: values. Each test is one sentence of the design's list."""

from typing import Any

import pytest

from tests.sync.desk import STAMP, Desk, rid, verdict
from tests.sync.ward import HOSPITAL, op

ID = rid("sheet")
HUGE = {"x": 10**9, "a": 10**9, "b": 10**9}


class Shop(Desk):
    """One sheet, made by ``a``."""

    def __init__(self, **body: Any) -> None:
        super().__init__(HOSPITAL)
        self.anna = self.person("anna", "admin")
        self.push("a", self.anna, op("sheet", ID, None, body))

    def write(self, replica: str, seen: dict[str, int] | None, body: Any, **more: Any) -> str:
        return verdict(self.push(replica, self.anna, op("sheet", ID, seen, body), **more))

    def meta(self) -> dict[str, Any]:
        found: dict[str, Any] = self.document(ID)["_"]
        return found


def test_a_second_signature_does_not_replace_the_first() -> None:
    desk = Shop(seal="first")
    assert desk.write("b", {"a": 1}, {"seal": "second"}) == "field/first"
    assert desk.values(ID)["seal"] == "first"


def test_a_second_signature_does_not_refuse_the_whole_delivery() -> None:
    desk = Shop(seal="first", stock={"add": 3})
    body = {"seal": "second", "stock": {"add": -1}, "phase": ["open", "done"]}
    outcome = desk.push("b", desk.anna, op("sheet", ID, {"a": 1}, body))
    assert outcome.exception() == [1, "parted", [["sheet", ID, "seal", "field/first"]]]
    values = desk.values(ID)
    assert (values["seal"], values["stock"], values["phase"]) == ("first", 2, "done")


def test_two_signatures_made_apart_are_a_conflict_and_the_first_shows() -> None:
    desk = Shop()
    assert desk.write("b", {"a": 1}, {"seal": "early"}, stamp=STAMP + 5) == "merged"
    assert desk.write("c", {"a": 1}, {"seal": "late"}, stamp=STAMP + 9) == "conflict"
    assert desk.values(ID)["seal"] == "early"


def test_a_first_conflict_can_be_closed_by_accepting_either() -> None:
    for replica, expected in (("b", "early"), ("c", "late")):
        desk = Shop()
        desk.write("b", {"a": 1}, {"seal": "early"}, stamp=STAMP + 5)
        desk.write("c", {"a": 1}, {"seal": "late"}, stamp=STAMP + 9)
        accept = op("sheet", ID, desk.seen(ID), {}, {"seal": [replica, 1]})
        assert verdict(desk.push("d", desk.anna, accept)) == "merged"
        assert desk.values(ID)["seal"] == expected
        assert "c" not in desk.meta()


def test_an_emptied_first_field_may_be_filled_again() -> None:
    desk = Shop()
    desk.write("b", {"a": 1}, {"seal": None})
    assert desk.write("c", desk.seen(ID), {"seal": "now"}) == "merged"
    assert desk.values(ID)["seal"] == "now"


@pytest.mark.parametrize("later", [True, False], ids=["claims first", "claims last"])
def test_a_claim_to_have_seen_everything_erases_nothing_to_come(later: bool) -> None:
    desk = Shop(text="one")
    queue = [("b", {"a": 1}, "theirs"), ("c", HUGE, "mine")]
    for replica, seen, text in queue[:: -1 if later else 1]:
        desk.write(replica, seen, {"text": text})
    left = [s[0] for s in desk.record(ID).siblings("text")]
    # What was there when the claim came is gone, as for anyone who had read it. Nothing else is.
    assert left == (["theirs", "mine"] if later else ["mine"])


def test_a_claim_to_have_seen_everything_lets_no_delete_cover_what_comes_after() -> None:
    desk = Shop(text="one")
    desk.write("c", HUGE, None)
    assert desk.record(ID).deleted
    desk.write("b", {"a": 1}, {"memo": "x"})
    assert desk.record(ID).visible


def test_a_claim_to_have_seen_everything_makes_no_vector_lie() -> None:
    desk = Shop(text="one")
    desk.write("c", HUGE, {"text": "two"})
    assert desk.seen(ID) == {"a": 1, "c": 1}


def test_two_stock_takes_of_the_same_shelf_count_it_once() -> None:
    desk = Shop(stock={"add": 40})
    for replica in ("b", "c"):
        assert desk.write(replica, {"a": 1}, {"stock": {"count": 37 - 40}}) == "merged"
    assert desk.values(ID)["stock"] == 37


def test_a_sale_just_before_the_count_synced_after_is_counted_and_shown() -> None:
    desk = Shop(stock={"add": 40})
    desk.write("b", {"a": 1}, {"stock": {"count": -3}}, stamp=STAMP + 90)
    assert desk.write("c", {"a": 1}, {"stock": {"add": -2}}, stamp=STAMP + 80) == "conflict"
    assert desk.values(ID)["stock"] == 35
    assert desk.meta()["r"] == {"stock": [[-2, ["c", 1], STAMP + 80, desk.anna]]}


def test_a_count_after_a_restore_means_the_same_figure_once_all_is_back() -> None:
    """The count comes back before the sales that it had seen: its offset is a difference."""
    none = frozenset[tuple[str, str, str]]()
    desk = Shop(stock={"add": 40})
    desk.write("b", {"a": 1, "c": 1}, {"stock": {"count": 7}}, stamp=STAMP + 90, honoured=none)
    assert desk.values(ID)["stock"] == 47
    desk.write("c", {"a": 1}, {"stock": {"add": -10}}, stamp=STAMP + 80, honoured=none)
    assert desk.values(ID)["stock"] == 37


def test_a_delete_leaves_no_half_of_a_record() -> None:
    desk = Shop(text="one", memo="x", tags={"add": ["m"]}, stock={"add": 3})
    desk.write("b", {"a": 1}, {"text": "two"})
    assert desk.write("c", {"a": 1}, None) == "conflict"
    values = desk.values(ID)
    assert (values["text"], values["memo"], values["tags"], values["stock"]) == (
        "two", "x", ["m"], 3,
    )  # fmt: skip
    assert desk.meta()["f"] == ["revived"]


def test_an_edit_that_meets_a_delete_brings_all_of_it_back_flagged() -> None:
    desk = Shop(text="one", memo="x", tags={"add": ["m"]}, stock={"add": 3})
    desk.write("b", {"a": 1}, None)
    desk.write("c", {"a": 1}, {"text": "two"})
    assert desk.record(ID).visible
    assert desk.values(ID)["memo"] == "x"
    assert desk.meta()["f"] == ["revived"]


def test_the_flag_of_a_revival_outlives_the_ops_of_its_own_mutation() -> None:
    desk = Shop(text="one")
    desk.write("b", {"a": 1}, None)
    edits = [op("sheet", ID, {"a": 1}, body) for body in ({"text": "two"}, {"memo": "x"})]
    desk.push("c", desk.anna, *edits)
    assert desk.meta()["f"] == ["revived"]


def test_one_mutation_does_not_conflict_with_itself() -> None:
    desk = Shop()
    outcome = desk.push(
        "b", desk.anna,
        op("sheet", rid("new"), None, {"text": "one", "tags": {"add": ["m"]}}),
        op("sheet", rid("new"), {}, {"text": "two", "tags": {"remove": ["m"]}}),
        op("sheet", rid("new"), {}, {"text": "three"}),
    )  # fmt: skip
    assert verdict(outcome) == "merged"
    assert desk.values(rid("new"))["text"] == "three"
    assert desk.values(rid("new"))["tags"] == []
    assert desk.record(rid("new")).siblings("text")[0][1:3] == ["b", 1]
