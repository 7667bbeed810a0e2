"""Cursors come back from outside: any text is read, or refused with one code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.problems import Problem
from schemas.types import SAFE_INTEGER
from sync.feed import EVERY, MAX_BEHIND, Backfill, Cursor, Holding, parse, start
from tests.sync.waters import Hub

BROKEN = [
    "", ".", "..", "1.2", "1.2.3.4", "1.2.x", "-1.2.3", "1.2.3 ", " 1.2.3", "+1.2.3", "1_0.2.3",
    "１.2.3", "1.2.3~", "1.2.3~a", "1.2.3~a=", "1.2.3~a=1", "1.2.3~a=1.", "1.2.3~a=.1",
    "1.2.3~a=1.2.3", "1.2.3~=x.1", f"{SAFE_INTEGER + 1}.0.0", "1" * 5000, "9" * 17 + ".0.0",
    "1.2.3" + "~a=1.2" * (MAX_BEHIND + 1), "\ud800.1.1", "1\x00.2.3", "1.2.3~\x00", "~" * 300,
    "1e3.0.0", "0x1.0.0", "٣.0.0", "1.2.3\n", "1.2.3~a\n=1.2", '1.2.3~"},"x":"=1.2',
    "1.2.3~route:=1.2", "1.2.3~route:a:b=1.2", "1.2.3~王=1.2", "1.2.3~**=1.2",
    f"1.2.3~{'a' * 33}=1.2", f"1.2.3~route:{'a' * 65}=1.2",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=lambda t: ascii(t[:20]))
def test_a_broken_cursor_is_refused_with_its_code(text: str) -> None:
    with pytest.raises(Problem, match="sync/cursor"):
        parse(text)


number = st.integers(0, SAFE_INTEGER)
scope = st.from_regex(r"[a-z0-9_]{1,32}(:[A-Za-z0-9_-]{1,64})?|\*", fullmatch=True)
cursors = st.builds(
    Cursor, number, number, number,
    st.dictionaries(scope, st.builds(Backfill, number, number), max_size=MAX_BEHIND),
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.text("0123456789.~=*-a", max_size=80)))
def test_any_text_is_read_or_refused_with_the_code(text: str) -> None:
    code = ""
    try:
        cursor = parse(text)
    except Problem as problem:
        code = problem.code
    else:
        assert parse(cursor.text()) == cursor
    assert code in ("", "sync/cursor")


@given(cursors)
def test_a_cursor_is_what_its_text_says(cursor: Cursor) -> None:
    assert parse(cursor.text()) == cursor


@given(cursors, st.integers(0, 200), st.integers(0, 200))
def test_a_forged_cursor_opens_no_scope_and_comes_to_an_end(
    cursor: Cursor, head: int, oldest: int
) -> None:
    held = [Holding("everyone"), Holding("route:a", 3, 9), Holding("office", 1, 1, 5)]
    reading = start(cursor, held, epoch=1, head=head, oldest=min(oldest, head))
    if reading is None:
        return
    assert reading.positions.keys() == {"everyone", "route:a"}
    assert reading.lost.keys() <= {"office"}
    for _ in range(10):
        turn = reading.turn(head)
        if turn is None:
            break
        assert turn.after < turn.until <= head
        assert set(turn.scopes) <= {"everyone", "route:a"}
        reading.advance(turn, turn.until)
    else:
        raise AssertionError("reading never ends")


def test_a_forged_wildcard_reads_only_again_what_may_be_read() -> None:
    hub = Hub()
    hub.gain("everyone")
    hub.touch("mine", scopes=frozenset(["everyone"]))
    hub.touch("secret", scopes=frozenset(["office"]))
    forged = Cursor(1, hub.head, hub.head, {EVERY: Backfill(0, 0), "office": Backfill(0, 0)})
    reading = start(forged, hub.holdings.values(), epoch=1, head=hub.head, oldest=0)
    assert reading is not None
    turn = reading.turn(hub.head)
    assert turn is not None
    assert hub.page(reading, turn, 9)[0].keys() == {"mine"}
