"""The device's session, event by event: asking, verdicts and records, as in the tables at the head
of sync/replica.py."""

import pytest
from msgspec import Raw

from schemas.wire.down import Changes
from schemas.wire.version import PROTOCOL, SCHEMA
from sync.clock import stamp_at
from sync.replica import (
    SLICE_BYTES,
    SLICE_COUNT,
    ask,
    begin,
    change,
    hear,
    resync,
    write,
)
from sync.session import (
    Asked,
    Decide,
    Keep,
    Seal,
    Session,
    Settle,
    Show,
    Stage,
    Unstage,
    Unveil,
)
from sync.uid import uid_of
from tests.sync.sessions import AT, NOW, OPS, answer, arrivals, asked, nobody, session, written

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
    assert (request.held, request.receipt) == ({"item.number": 3}, True)
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


def test_seals_that_overlap_after_a_rewind_are_both_given_back() -> None:
    seals = [Seal(1, 6, "m1", [], []), Seal(4, 9, "m2", [], [])]
    rows = [written(n) for n in range(1, 12)]
    request, _ = ask(session(), rows, seals, NOW, count=6)
    assert (len(request.do), [v.mac for v in request.vouch]) == (6, ["m1"])
    request, _ = ask(session(after=(6, "u00000000006")), rows[6:], seals[1:], NOW, count=6)
    assert [v.mac for v in request.vouch] == ["m2"]
    # Where the second cannot go whole, nothing is cut that the first does not cover.
    request, _ = ask(session(), rows, [seals[0], Seal(4, 20, "m2", [], [])], NOW, count=8)
    assert (len(request.do), [v.mac for v in request.vouch]) == (6, ["m1"])


def test_a_slice_never_skips_a_number() -> None:
    with pytest.raises(AssertionError, match="gap"):
        ask(session(after=(2, "u00000000002")), [written(4)], [], NOW)


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
