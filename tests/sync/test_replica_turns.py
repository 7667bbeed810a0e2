"""The device's session where it turns: instructions, rekeys, enrolments; and what else an answer
brings."""

from typing import Any

import msgspec
import pytest

from schemas.wire.down import Answer, Instruction, Receipt, Rekeyed
from sync.replica import (
    adopt,
    hear,
    offer,
    pulse,
    rekeyed,
    trouble,
)
from sync.session import (
    Renumber,
    Reopen,
    Take,
    Unstage,
)
from tests.sync.sessions import AT, NOW, answer, arrivals, asked, nobody, session, written

# Instructions


def history(n: int) -> str | None:
    return "" if n == 0 else f"u{n:011d}" if n <= 5 else None


def test_rewind_goes_back_to_a_known_match_and_pulls_anew() -> None:
    start = session(after=(5, "u00000000005"), last=7, safe=4, receipt=Receipt(5, 1, 1, "s"))
    heard = answer(instruction=Instruction("rewind", (2, "u00000000002")))
    after, effects = hear(start, asked(start), heard, NOW, history)
    assert effects == [Reopen(3), Unstage()]
    assert (after.after, after.safe, after.receipt) == ((2, "u00000000002"), 2, None)
    assert (after.pull, after.turn, after.rekey) == ("replace", 1, False)


def test_rewind_to_the_very_beginning() -> None:
    start = session(after=(5, "u00000000005"))
    heard = answer(instruction=Instruction("rewind", (0, "")))
    after, effects = hear(start, asked(start), heard, NOW, history)
    assert effects == [Reopen(1), Unstage()]
    assert after.after == (0, "")


@pytest.mark.parametrize(
    ("match", "former"),
    [((2, "uXXXXXXXXXXX"), False), ((7, "u00000000007"), False), ((2, "u00000000002"), True)],
    ids=["another history", "not kept", "former ids"],
)
def test_rewind_that_cannot_be_followed_becomes_a_rekey(
    match: tuple[int, str], former: bool
) -> None:
    start = session(after=(5, "u00000000005"), former=former)
    heard = answer(instruction=Instruction("rewind", match))
    after, effects = hear(start, asked(start), heard, NOW, history)
    assert (after.rekey, after.after, effects) == (True, start.after, [])


@pytest.mark.parametrize("duty", ["upgrade", "wipe", "rekey"])
def test_other_instructions_are_remembered(duty: Any) -> None:
    start = session()
    after, effects = hear(start, asked(start), answer(instruction=Instruction(duty)), NOW, nobody)
    assert getattr(after, duty)
    assert effects == []
    assert not after.live


def test_an_instruction_leaves_the_page_beside_it_alone() -> None:
    start = session()
    heard = answer(instruction=Instruction("resync"), arrivals=arrivals(), c="c9")
    after, effects = hear(start, asked(start), heard, NOW, nobody)
    assert effects == [Unstage()]
    assert (after.pull, after.cursor) == ("replace", "")


@pytest.mark.parametrize(
    ("code", "duty"),
    [("sync/gap", "rekey"), ("sync/vouch", "rekey"), ("device/retired", "rekey"),
     ("sync/protocol", "upgrade")],
)  # fmt: skip
def test_problems_that_say_something_about_the_session(code: str, duty: str) -> None:
    moved = trouble(session(), code)
    assert moved is not None
    assert getattr(moved[0], duty)


def test_a_foreign_cursor_is_given_up_and_other_problems_say_nothing() -> None:
    moved = trouble(session(), "sync/cursor")
    assert moved is not None
    assert (moved[0].pull, moved[1]) == ("replace", [Unstage()])
    assert trouble(session(), "auth/expired") is None


# Rekey


def test_the_offer_starts_at_the_lowest_kept_number_and_adds_former_ids() -> None:
    start = session(floor=(2, "floor0000000"), last=4)
    rows = [written(9, "merged", replica="old"), written(3, "merged"), written(4)]
    offered = offer(start, rows)
    assert offered.first == 2
    assert offered.uids == "floor0000000" + rows[1].uid + rows[2].uid + rows[0].uid
    assert offer(session(), rows[1:]).first == 1


def test_rekeyed_gives_known_acts_their_dots_and_numbers_the_rest() -> None:
    start = session(rekey=True, last=5, after=(3, "u00000000003"), safe=2)
    rows = [
        written(1, "merged"), written(2, "refused"), written(3, "conflict"), written(4, "sent"),
        written(5),
    ]  # fmt: skip
    known = {rows[0].uid: ("me", 1), rows[2].uid: ("me", 3), rows[3].uid: ("twin", 1)}
    named: dict[str, list[Any]] = {rows[2].uid: ["conflict", []]}
    after, effects = rekeyed(start, rows, Rekeyed("new", ("me", 3), known, named))
    assert effects == [
        Renumber({
            1: ("me", 1, "merged"), 2: ("new", 1, "refused"), 3: ("me", 3, "conflict"),
            4: ("twin", 1, "merged"), 5: ("new", 2, "pending"),
        }, {3: b"[]"})
    ]  # fmt: skip
    assert (after.replica, after.last, after.after, after.safe) == ("new", 2, (0, ""), 0)
    assert (after.rekey, after.former, after.turn, after.pull) == (False, True, 1, "follow")


def test_rekeyed_takes_the_hubs_word_for_what_was_decided_otherwise_before() -> None:
    rows = [written(1, "refused"), written(2, "refused"), written(3, "merged")]
    known = {row.uid: ("me", row.n) for row in rows}
    parts = [["item", "i", "price", "write/forbidden"]]
    named: dict[str, list[Any]] = {rows[1].uid: ["parted", parts], rows[2].uid: ["conflict", []]}
    _, effects = rekeyed(session(rekey=True), rows, Rekeyed("new", ("me", 3), known, named))
    details = {2: msgspec.json.encode(parts), 3: b"[]"}
    assert effects == [
        Renumber({
            1: ("me", 1, "merged"), 2: ("me", 2, "parted"), 3: ("me", 3, "conflict"),
        }, details)
    ]  # fmt: skip


def test_rekeyed_after_a_restore_pulls_a_new_base() -> None:
    start = session(rekey=True, last=1, after=(1, "u00000000001"))
    after, effects = rekeyed(start, [written(1, "merged")], Rekeyed("new", ("me", 0), {}))
    assert effects == [Renumber({1: ("new", 1, "pending")}), Unstage()]
    assert after.pull == "replace"


def test_an_enrolment_over_a_queue_offers_it() -> None:
    after, effects = adopt(session(last=3, after=(1, "u00000000001"), wipe=True), "new")
    assert (after.replica, after.rekey, after.wipe, after.after) == ("new", True, False, (0, ""))
    assert (after.pull, effects) == ("replace", [Unstage()])


# Clocks, and what else an answer brings


def test_each_contact_measures_the_offset_but_not_one_that_waited() -> None:
    start = session()
    made = asked(start, at=NOW - 10_000)
    after, _ = hear(start, made, answer(), NOW - 9_000, nobody)
    assert after.clock.offset == 9_500
    after, _ = hear(
        start, msgspec.structs.replace(made, waits=True), Answer(at=AT + 5), NOW - 9_000, nobody
    )
    assert (after.clock.offset, after.clock.last) == (0, AT + 5)
    beat = pulse(start, NOW - 2_000, NOW - 1_000, AT)
    assert (beat.clock.offset, beat.contact) == (1_500, NOW - 1_000)


def test_blocks_safety_horizon_and_receipt_are_kept() -> None:
    start = session(after=(5, "u00000000005"))
    heard = answer(
        blocks={"item.number": [(1, 9)]}, safe=9, horizon=60, receipt=Receipt(5, 1, 1, "seal")
    )
    after, effects = hear(start, asked(start), heard, NOW, nobody)
    assert effects[0] == Take({"item.number": [(1, 9)]})
    assert (after.safe, after.horizon) == (5, 60)
    assert after.receipt == Receipt(5, 1, 1, "seal")
    silent, _ = hear(after, asked(after), answer(), NOW, nobody)
    assert (silent.safe, silent.receipt) == (5, after.receipt)
