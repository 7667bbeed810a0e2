"""Deletes, and what brings a record back; flags; stubs; the stored form."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sync.join import explicit
from sync.record import Record
from tests.sync.pen import FIRST, ID, Pen
from tests.sync.ward import sheet


def created(**values: Any) -> Pen:
    pen = Pen()
    pen.create(**values)
    return pen


def bury(pen: Pen, replica: str, seen: dict[str, int] | None = None) -> bool:
    by = pen.by(replica, seen)
    alive = pen.record.bury(by)
    if alive:
        pen.record.flag("revived", by)
    return alive


def test_a_delete_that_saw_everything_deletes() -> None:
    pen = created(text="one")
    assert bury(pen, "b") is False
    assert pen.record.deleted
    assert not pen.record.visible
    assert pen.record.vector == {"a": 1, "b": 1}
    assert pen.record.values["text"] == "one"


def test_a_delete_that_missed_an_edit_leaves_the_whole_record() -> None:
    pen = created(text="one", memo="kept")
    pen.assign("text", "two", pen.by("b", {"a": 1}))
    assert bury(pen, "c", {"a": 1}) is True
    assert pen.record.visible
    assert pen.record.values == {"phase": "open", "stock": 0, "text": "two", "memo": "kept"}


def test_a_later_edit_brings_the_whole_record_back() -> None:
    pen = created(text="one", memo="kept")
    bury(pen, "b")
    pen.assign("text", "two", pen.by("c", {"a": 1}))
    assert pen.record.visible
    assert pen.record.values["memo"] == "kept"


def test_a_delete_after_the_revival_deletes_again() -> None:
    pen = created(text="one")
    bury(pen, "b")
    pen.assign("text", "two", pen.by("c", {"a": 1}))
    assert bury(pen, "b", {"a": 1}) is True
    assert bury(pen, "b") is False
    assert pen.record.deleted


def test_a_delete_does_not_count_what_it_only_claims_to_have_seen() -> None:
    pen = created(text="one")
    assert bury(pen, "b", {"a": 10**9, "c": 10**9}) is False
    assert pen.record.grave == {"a": 1, "b": 1}
    pen.assign("text", "two", pen.by("c", {"a": 1}))
    assert pen.record.visible


def test_a_flag_stays_until_somebody_writes_having_seen_it() -> None:
    pen = created(text="one")
    pen.assign("text", "two", pen.by("b", {"a": 1}))
    bury(pen, "c", {"a": 1})
    assert pen.record.flags == {"revived": [["c", 1]]}
    pen.assign("memo", "x", pen.by("d", {"a": 1, "b": 1}))
    assert pen.record.flags == {"revived": [["c", 1]]}
    pen.assign("memo", "y", pen.by("d"))
    assert pen.record.flags == {}


def test_a_flag_names_each_mutation_once() -> None:
    pen = created()
    by = pen.by("b")
    pen.record.flag("late", by)
    pen.record.flag("late", by)
    assert pen.record.flags == {"late": [["b", 1]]}


def test_a_mutation_does_not_clear_the_flag_that_it_raises() -> None:
    pen = created()
    by = pen.by("b")
    pen.record.flag("late", by)
    pen.record.advance(by)
    assert pen.record.flags == {"late": [["b", 1]]}


def stub() -> Pen:
    """A sheet whose creation has not come back yet, with edits that have."""
    pen = Pen()
    pen.numbers = {"a": 1}
    pen.assign("text", "two", pen.by("b", {"a": 1}, at=FIRST + 50))
    pen.add(-3, pen.by("b"))
    pen.include("m", by=pen.by("b"))
    pen.assign("phase", "busy", pen.by("b"))
    pen.numbers.pop("a")
    return pen


def test_a_stub_shows_nothing() -> None:
    pen = stub()
    assert not pen.record.visible
    assert not pen.record.deleted
    assert pen.record.base is None


def test_a_creation_completes_a_stub_and_nothing_of_either_is_lost() -> None:
    pen = stub()
    pen.create("a", at=FIRST + 1, text="one", memo="kept", stock=10, tags=["k"])
    assert pen.record.visible
    assert pen.record.values == {
        "text": "two", "memo": "kept", "stock": 7, "tags": ["k", "m"], "phase": "busy",
    }  # fmt: skip
    assert [s[0] for s in pen.record.conflicts()["text"]] == ["two", "one"]
    assert pen.record.vector == {"a": 1, "b": 4}


def test_a_creation_on_a_stub_keeps_a_later_number_of_the_same_replica() -> None:
    pen = Pen()
    pen.numbers = {"a": 4}
    pen.assign("text", "two", pen.by("a", {}))
    pen.numbers = {}
    pen.create("a", text="one")
    assert pen.record.vector == {"a": 5}


@pytest.mark.parametrize("made", [lambda: created(text="一", tags=["m"], stock=3), stub])
def test_the_stored_form_gives_the_same_record_back(made: Callable[[], Pen]) -> None:
    pen = made()
    pen.assign("memo", "two", pen.by("x", {}))
    pen.assign("memo", "three", pen.by("y", {}))
    pen.count(9, pen.by("z"), known=3)
    pen.record.held = {"ward:w": 2}
    pen.record.flag("late", pen.by("q"))
    back = pen.stored()
    assert explicit(back) == explicit(pen.record)
    assert back.held == {"ward:w": 2}
    assert (back.document(), back.state()) == (pen.record.document(), pen.record.state())


def test_the_document_says_what_the_wire_promises() -> None:
    pen = created(text="one", tags=["m"], stock=1)
    assert msgspec.json.decode(pen.record.document()) == {
        "id": ID, "phase": "open", "stock": 1, "text": "one", "tags": ["m"], "_": {"v": {"a": 1}},
    }  # fmt: skip
    pen.assign("text", "two", pen.by("b", {"a": 1}, at=FIRST + 7))
    pen.assign("text", "three", pen.by("c", {"a": 1}, at=FIRST + 8))
    document = msgspec.json.decode(pen.record.document())
    assert document["_"]["c"] == {
        "text": [["three", ["c", 1], FIRST + 8, "c's"], ["two", ["b", 1], FIRST + 7, "b's"]]
    }


def test_a_copy_shares_nothing_that_a_write_changes() -> None:
    pen = created(text="one", tags=["m"], stock=1)
    pen.assign("memo", "x", pen.by("b"))
    pen.add(1, pen.by("b"))
    stored = (pen.record.document(), pen.record.state())
    other = Pen(pen.record.copy())
    other.numbers = dict(pen.numbers)
    other.assign("text", "two", other.by("c", {}))
    other.assign("phase", "busy", other.by("c"))
    other.add(1, other.by("c"))
    other.count(5, other.by("c"), known=3)
    other.include("n", by=other.by("c"))
    other.exclude("m", by=other.by("c"))
    other.record.flag("late", other.by("c"))
    other.record.bury(other.by("c"))
    other.record.held["ward:w"] = 1
    assert (pen.record.document(), pen.record.state()) == stored


def test_a_record_without_writes_is_neither_visible_nor_deleted() -> None:
    record = Record(sheet, ID, {}, {})
    assert not record.visible
    assert not record.deleted
