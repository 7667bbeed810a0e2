"""Numbers that people read aloud: from blocks, never two alike."""

from typing import Any

from sync.plan import Block
from tests.sync.desk import Desk, rid, verdict
from tests.sync.ward import HOSPITAL, op


class Office(Desk):
    """Replica ``a`` may give 100 to 102, ``b`` 103 to 105 and more; the hub goes on at 500."""

    def __init__(self) -> None:
        super().__init__(HOSPITAL)
        self.anna = self.person("anna", "admin")
        self.blocks = {
            ("a", "sheet.number"): [Block(100, 102)],
            ("b", "sheet.number"): [Block(103, 105), Block(203, 204)],
        }
        self.numbers = {"sheet.number": 500}

    def make(self, replica: str, name: str, **body: Any) -> str:
        return verdict(self.push(replica, self.anna, op("sheet", rid(name), None, body)))

    def number(self, name: str) -> int:
        found: int = self.values(rid(name))["number"]
        return found


def test_a_replica_gives_the_numbers_of_its_own_blocks() -> None:
    desk = Office()
    assert desk.make("a", "one", number=101) == "merged"
    assert desk.make("b", "two", number=204) == "merged"
    assert (desk.number("one"), desk.number("two")) == (101, 204)


def test_a_number_out_of_anothers_block_is_refused() -> None:
    desk = Office()
    for number in (99, 103, 500, -1):
        assert desk.make("a", f"n{number}", number=number) == "number/foreign"


def test_a_number_is_given_once() -> None:
    desk = Office()
    desk.make("a", "one", number=100)
    assert desk.make("a", "two", number=100) == "number/used"
    assert desk.make("a", "two", number=102) == "merged"


def test_who_brings_no_number_gets_the_hubs_next() -> None:
    desk = Office()
    desk.make("a", "one")
    desk.make("c", "two")
    assert (desk.number("one"), desk.number("two")) == (500, 501)


def test_two_creations_of_one_mutation_get_two_numbers() -> None:
    desk = Office()
    desk.push(
        "a", desk.anna, op("sheet", rid("one"), None, {}), op("sheet", rid("two"), None, {}),
        op("sheet", rid("three"), None, {"number": 100}),
        op("sheet", rid("four"), None, {"number": 101}),
    )  # fmt: skip
    numbers = [desk.number(name) for name in ("one", "two", "three", "four")]
    assert numbers == [500, 501, 100, 101]


def test_one_mutation_cannot_give_a_number_twice() -> None:
    desk = Office()
    outcome = desk.push(
        "a", desk.anna,
        op("sheet", rid("one"), None, {"number": 100}),
        op("sheet", rid("two"), None, {"number": 100}),
    )  # fmt: skip
    assert verdict(outcome) == "number/used"
    assert desk.make("a", "three", number=100) == "merged"


def test_a_refused_mutation_takes_no_number() -> None:
    desk = Office()
    refused = desk.push(
        "a", desk.anna, op("sheet", rid("one"), None, {"number": 100}),
        op("sheet", rid("two"), None, {}), op("sheet", rid("nobody"), {}, {"text": "x"}),
    )  # fmt: skip
    assert verdict(refused) == "record/unknown"
    assert desk.make("a", "one", number=100) == "merged"
    desk.make("a", "two")
    assert desk.number("two") == 500


def test_an_edit_that_keeps_the_number_takes_none() -> None:
    desk = Office()
    desk.make("a", "one", number=100)
    edit = op("sheet", rid("one"), {"a": 1}, {"number": 100, "text": "x"})
    assert verdict(desk.push("b", desk.anna, edit)) == "merged"
    assert desk.number("one") == 100


def test_an_edit_cannot_make_up_a_number() -> None:
    desk = Office()
    desk.make("a", "one", number=100)
    edit = op("sheet", rid("one"), {"a": 1}, {"number": 7})
    assert verdict(desk.push("b", desk.anna, edit)) == "number/foreign"
