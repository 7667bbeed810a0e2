"""What broke earlier drafts: time. Each test is one sentence of the design's list."""

from sync.clock import FUTURE_ALLOWED_MS, TICKS, admit, stamp_at
from sync.feed import Cursor, Holding, start
from tests.sync.desk import NOW, STAMP, Desk, rid, verdict
from tests.sync.ward import HOSPITAL, op

ID = rid("sheet")
YEAR = 365 * 24 * 3600 * 1000


def shop() -> tuple[Desk, str]:
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    desk.push("a", anna, op("sheet", ID, None, {}))
    return desk, anna


def test_no_page_boundary_falls_between_two_scopes_of_one_mutation() -> None:
    """A device that follows reads all its scopes together, so a sequence is in one turn whole."""
    held = [Holding("everyone"), Holding("route:a", 2, 2), Holding("user:u")]
    reading = start(Cursor(1, 10, 5), held, epoch=1, head=50, oldest=0)
    assert reading is not None
    seen: list[str] = []
    while (turn := reading.turn(50)) is not None:
        assert set(turn.scopes) == {"everyone", "route:a", "user:u"}
        reading.advance(turn, min(turn.after + 7, turn.until))
        seen.append(reading.cursor(50).text())
    assert seen[0] == "1.17.2"
    assert seen[-1] == "1.50.2"


def test_one_stamp_clamped_twice_is_the_same() -> None:
    for stamp in (0, STAMP - 5, STAMP, STAMP + stamp_at(10 * 60 * 1000), stamp_at(2 * NOW)):
        for previous in (0, STAMP - 9, STAMP + stamp_at(FUTURE_ALLOWED_MS)):
            fixed = admit(stamp, previous, STAMP)
            assert admit(fixed, previous, STAMP) == fixed
            assert admit(fixed, previous, STAMP + 10**9) == fixed


def test_a_clock_in_1970_does_not_win_every_first() -> None:
    """Its enrolment, or its previous mutation, is the earliest that its stamp can be."""
    desk, anna = shop()
    desk.push("b", anna, op("sheet", ID, {"a": 1}, {"seal": "honest"}), stamp=STAMP)
    desk.tips["old"] = (0, STAMP + 50)
    late = op("sheet", ID, {"a": 1}, {"seal": "1970"})
    outcome = desk.push("old", anna, late, stamp=TICKS)
    assert verdict(outcome) == "conflict"
    assert outcome.stamp == STAMP + 51
    assert desk.values(ID)["seal"] == "honest"


def test_a_phone_in_the_year_2031_does_not_win_every_conflict() -> None:
    desk, anna = shop()
    wild = stamp_at(NOW + 5 * YEAR)
    outcome = desk.push("b", anna, op("sheet", ID, {"a": 1}, {"text": "2031"}), stamp=wild)
    assert outcome.stamp == STAMP + stamp_at(FUTURE_ALLOWED_MS)
    seen = op("sheet", ID, {"a": 1, "b": 1}, {"text": "read it"})
    desk.push("c", anna, seen, stamp=STAMP + 1)
    assert desk.values(ID)["text"] == "read it"


def test_stamps_of_one_replica_never_stand_still() -> None:
    desk, anna = shop()
    stamps = [
        desk.push("b", anna, op("sheet", ID, {}, {"stock": {"add": 1}}), stamp=stamp).stamp
        for stamp in (STAMP, STAMP, 0, STAMP + stamp_at(NOW), STAMP + stamp_at(NOW), STAMP)
    ]
    assert stamps == sorted(set(stamps))


def test_a_repeated_mutation_is_not_stamped_again() -> None:
    """What a restored hub takes back keeps the stamp that was fixed then, whatever its clock."""
    desk, anna = shop()
    first = desk.push("b", anna, op("sheet", ID, {}, {"text": "x"}), stamp=stamp_at(2 * NOW))
    again, anna = shop()
    change = op("sheet", ID, {}, {"text": "x"})
    back = again.push("b", anna, change, stamp=first.stamp, honoured=frozenset())
    assert back.stamp == first.stamp
    assert again.record(ID).siblings("text") == desk.record(ID).siblings("text")
