"""The device's session, event by event: the tables at the head of sync/replica.py, row by row."""

from typing import Any

import msgspec
import pytest
from msgspec import Raw

from schemas.wire.down import Answer, Changes, Instruction, Receipt, Rekeyed
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.clock import stamp_at
from sync.replica import (
    SLICE_BYTES,
    SLICE_COUNT,
    adopt,
    ask,
    begin,
    change,
    hear,
    offer,
    pulse,
    rekeyed,
    resync,
    trouble,
    write,
)
from sync.session import (
    Asked,
    Decide,
    Keep,
    Renumber,
    Reopen,
    Seal,
    Session,
    Settle,
    Show,
    Stage,
    State,
    Take,
    Unstage,
    Unveil,
    Written,
)
from sync.uid import uid_of

NOW = 1_800_000_000_000
AT = stamp_at(NOW)
OPS = b'[["item","i",{},{"price":1}]]'


def written(n: int, state: State = "pending", *, replica: str = "me", **more: Any) -> Written:
    uid = f"u{n:011d}"
    row = Written(n, replica, n, uid, "nonce123", "actor", AT + n, OPS, state=state)
    return msgspec.structs.replace(row, **more)


def session(**more: Any) -> Session:
    return msgspec.structs.replace(begin("me", AT), **{"pull": "follow", "cursor": "c1", **more})


def asked(start: Session, count: int = 0, **more: Any) -> Asked:
    rows = [written(start.after[0] + i) for i in range(1, count + 1)]
    _, made = ask(start, rows, [], NOW)
    return msgspec.structs.replace(made, **more)


def answer(**more: Any) -> Answer[Raw]:
    return Answer(at=AT, **more)


def nobody(_: int) -> None:
    return None


def arrivals() -> list[tuple[str, list[Raw]]]:
    return [("item", [Raw(b'{"id":"i"}')])]


# Writing and asking


def test_a_write_gets_the_next_number_and_a_stamp_past_all_heard() -> None:
    start = session(last=4)
    start.clock.offset = 1_000
    after, row = write(start, "actor", OPS, "nonce123", NOW, 9)
    assert (row.n, row.seq, row.replica, after.last) == (5, 9, "me", 5)
    assert row.stamp == stamp_at(NOW + 1_000)
    assert row.uid == uid_of("nonce123", "actor", row.stamp, OPS)
    assert (start.last, start.clock.last) == (4, AT)


def test_a_request_goes_on_from_what_is_decided() -> None:
    start = session(after=(2, "u00000000002"))
    rows = [written(3), written(4, actor="other")]
    request, made = ask(start, rows, [], NOW, held={"item.number": 3}, receipt=True)
    assert (request.v, request.s, request.c) == (PROTOCOL, SCHEMA, "c1")
    assert request.after == (2, "u00000000002")
    assert request.by == ["actor", "other"]
    assert [(m.nonce, request.at + m.after, m.by) for m in request.do] == [
        ("nonce123", AT + 3, 0), ("nonce123", AT + 4, 1),
    ]  # fmt: skip
    assert (request.now, request.held, request.receipt) == (NOW, {"item.number": 3}, True)
    assert made == Asked("me", 0, 2, [rows[0].uid, rows[1].uid], "c1", NOW)
    assert ask(start, rows, [], NOW, held={"item.number": 3}, receipt=True) == (request, made)


def test_a_slice_is_bounded_in_number_and_in_bytes() -> None:
    many = [written(n) for n in range(1, SLICE_COUNT + 2)]
    request, _ = ask(session(), many, [], NOW)
    assert len(request.do) == SLICE_COUNT
    large = [written(n, ops=b"x" * (SLICE_BYTES // 2)) for n in range(1, 5)]
    assert len(ask(session(), large, [], NOW)[0].do) == 2
    huge = [written(n, ops=b"x" * SLICE_BYTES * 2) for n in range(1, 5)]
    assert len(ask(session(), huge, [], NOW)[0].do) == 1
    assert len(ask(session(), many, [], NOW, count=7)[0].do) == 7


def test_what_an_older_app_wrote_goes_alone_and_pulls_nothing() -> None:
    rows = [written(1, schema=SCHEMA - 1), written(2)]
    request, _ = ask(session(), rows, [], NOW)
    assert (len(request.do), request.s, request.c) == (1, SCHEMA - 1, None)


@pytest.mark.parametrize("duty", ["upgrade", "wipe"])
def test_with_a_duty_only_the_queue_is_handed_in(duty: str) -> None:
    request, _ = ask(session(**{duty: True}), [written(1)], [], NOW)
    assert (request.c, len(request.do)) == (None, 1)


def test_a_new_base_waits_until_the_queue_is_in() -> None:
    start = session(pull="replace", cursor="")
    many = [written(n) for n in range(1, SLICE_COUNT + 2)]
    assert ask(start, many, [], NOW)[0].c is None
    assert ask(start, many[:3], [], NOW)[0].c == ""
    assert ask(session(pull="replace", ahead="c7"), many, [], NOW)[0].c == "c7"


def test_a_refused_one_and_one_given_up_go_out_empty() -> None:
    rows = [written(1, "refused"), written(2, "refused", ops=None), written(3, "sent")]
    request, _ = ask(session(), rows, [], NOW)
    assert [(m.nonce, bytes(m.ops)) for m in request.do] == [
        (rows[0].uid, b"null"), (rows[1].uid, b"null"), ("nonce123", OPS),
    ]  # fmt: skip


def test_seals_go_whole_with_what_they_cover() -> None:
    seals = [Seal(1, 2, "m1", [[2, "refused", ["x"]]], [(1, 5)]), Seal(3, 9, "m3", [], [])]
    rows = [written(n) for n in range(1, 12)]
    request, _ = ask(session(), rows, seals, NOW, count=5)
    assert len(request.do) == 2
    (vouched,) = request.vouch
    assert (vouched.first, vouched.last, vouched.mac, vouched.fix) == (1, 2, "m1", [(1, 5)])
    assert bytes(vouched.no[0]) == b'[2,"refused",["x"]]'
    request, _ = ask(session(after=(2, "u00000000002")), rows[2:], seals[1:], NOW, count=5)
    assert len(request.do) == 7
    assert len(request.vouch) == 1


# Verdicts


def test_verdicts_count_up_to_done_and_name_the_exceptions() -> None:
    start = session(after=(2, "u00000000002"), last=9)
    heard = answer(
        first=3, done=5, mac="seal", fix=[(4, 77)],
        no=[[4, "conflict", [["item", "i", "note"]]], [5, "refused", ["write/forbidden"]]],
    )  # fmt: skip
    after, effects = hear(start, asked(start, 4), heard, NOW, nobody)
    decide, keep, settle = effects
    assert isinstance(decide, Decide)
    assert (decide.first, decide.last, decide.fix) == (3, 5, {4: 77})
    assert decide.named == {
        4: ("conflict", b'[["item","i","note"]]'), 5: ("refused", b'["write/forbidden"]'),
    }  # fmt: skip
    assert keep == Keep(Seal(3, 5, "seal", heard.no, heard.fix))
    assert after.after == (5, "u00000000005")
    assert settle == Settle(2)


def test_verdicts_never_reach_past_what_was_asked() -> None:
    start = session()
    after, effects = hear(start, asked(start, 2), answer(first=1, done=9), NOW, nobody)
    assert after.after == (2, "u00000000002")
    assert effects[0] == Decide(1, 2, {}, {})


def test_a_second_answer_to_the_same_slice_decides_nothing_again() -> None:
    start = session()
    made = asked(start, 2)
    after, _ = hear(start, made, answer(first=1, done=2), NOW, nobody)
    again, effects = hear(after, made, answer(first=1, done=2), NOW, nobody)
    assert again.after == after.after
    assert not any(isinstance(effect, Decide) for effect in effects)


def test_verdicts_count_even_where_the_records_do_not() -> None:
    start = session()
    made = asked(start, 1, cursor="c0")
    heard = answer(first=1, done=1, arrivals=arrivals(), c="c2")
    after, effects = hear(start, made, heard, NOW, nobody)
    assert effects == [Decide(1, 1, {}, {})]
    assert after.cursor == "c1"


def test_an_answer_from_before_a_turn_only_tells_the_time() -> None:
    start = session(turn=3)
    heard = answer(first=1, done=1, arrivals=arrivals(), c="c2")
    for made in (asked(start, 1, turn=2), asked(start, 1, replica="former")):
        after, effects = hear(start, made, heard, NOW, nobody)
        assert (effects, after.after, after.cursor, after.contact) == ([], (0, ""), "c1", NOW)


# Records


def test_follow_shows_a_last_page_at_once_with_its_cursor() -> None:
    start = session()
    heard = answer(arrivals=arrivals(), departures=[("item", ["j"])], c="c2")
    after, effects = hear(start, asked(start), heard, NOW, nobody)
    show, settle = effects
    assert isinstance(show, Show)
    assert (show.page.arrivals, show.page.departures) == (arrivals(), [("item", ["j"])])
    assert settle == Settle(0)
    assert (after.cursor, after.ahead) == ("c2", None)


def test_follow_stages_until_the_last_page() -> None:
    start = session()
    after, effects = hear(
        start, asked(start), answer(arrivals=arrivals(), c="c2", more=True), NOW, nobody
    )
    assert [type(effect) for effect in effects] == [Stage]
    assert (after.cursor, after.ahead, after.position) == ("c1", "c2", "c2")
    assert not after.live
    last, effects = hear(after, asked(after), answer(c="c3"), NOW, nobody)
    assert [type(effect) for effect in effects] == [Stage, Unveil, Settle]
    assert effects[1] == Unveil(replace=False)
    assert (last.cursor, last.ahead, last.pull) == ("c3", None, "follow")


def test_nothing_more_to_say_ends_a_stage_too() -> None:
    start = session(ahead="c2")
    after, effects = hear(start, asked(start), None, NOW, nobody)
    assert [type(effect) for effect in effects] == [Stage, Unveil, Settle]
    assert (after.cursor, after.ahead) == ("c2", None)


def test_bootstrap_shows_its_parts() -> None:
    start = begin("me")
    heard = answer(arrivals=arrivals(), c="c1", more=True)
    after, effects = hear(start, asked(start), heard, NOW, nobody)
    assert [type(effect) for effect in effects] == [Show]
    assert (after.pull, after.cursor) == ("bootstrap", "c1")
    after, effects = hear(after, asked(after), answer(c="c2"), NOW, nobody)
    assert (after.pull, after.cursor) == ("follow", "c2")
    assert effects == [Settle(0)]


def test_replace_keeps_the_old_base_until_the_new_one_is_whole() -> None:
    start, effects = resync(session())
    assert effects == [Unstage()]
    assert (start.pull, start.cursor, start.ahead, start.turn) == ("replace", "", None, 1)
    heard = answer(arrivals=arrivals(), c="n1", more=True)
    after, effects = hear(start, asked(start), heard, NOW, nobody)
    assert [type(effect) for effect in effects] == [Stage]
    after, effects = hear(after, asked(after), answer(c="n2"), NOW, nobody)
    assert effects[1:] == [Unveil(replace=True), Settle(0)]
    assert (after.pull, after.cursor) == ("follow", "n2")


@pytest.mark.parametrize("start", [begin("me"), resync(session())[0]])
def test_an_answer_without_a_cursor_ends_no_bootstrap(start: Session) -> None:
    after, effects = hear(start, asked(start), None, NOW, nobody)
    assert after.pull == start.pull
    assert not any(isinstance(effect, Unveil | Show) for effect in effects)


def test_live_changes_count_only_where_the_device_stands() -> None:
    frame: Changes[Raw] = Changes("c1", "c2", arrivals())
    moved = change(session(), frame)
    assert moved is not None
    assert moved[0].cursor == "c2"
    assert [type(effect) for effect in moved[1]] == [Show]
    for start in (
        session(cursor="c0"), session(ahead="c1"), session(pull="replace"),
        session(rekey=True), session(upgrade=True), session(wipe=True),
    ):  # fmt: skip
        assert change(start, frame) is None


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
    after, effects = rekeyed(start, rows, Rekeyed("new", ("me", 3), known))
    assert effects == [
        Renumber({
            1: ("me", 1, "merged"), 2: ("new", 1, "refused"), 3: ("me", 3, "conflict"),
            4: ("twin", 1, "merged"), 5: ("new", 2, "pending"),
        })
    ]  # fmt: skip
    assert (after.replica, after.last, after.after, after.safe) == ("new", 2, (0, ""), 0)
    assert (after.rekey, after.former, after.turn, after.pull) == (False, True, 1, "follow")


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
