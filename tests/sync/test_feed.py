"""The feed's algebra: what is read from where, whatever is gained, lost and moved meanwhile."""

import pytest

from sync.feed import (
    EVERY,
    MAX_BEHIND,
    Backfill,
    Cursor,
    Holding,
    Reading,
    parse,
    reader_mark,
    start,
)
from tests.sync.waters import Device, Hub, history


def reading(cursor: Cursor | None, *held: Holding, head: int = 100, oldest: int = 0) -> Reading:
    found = start(cursor, held, epoch=1, head=head, oldest=oldest)
    assert found is not None
    return found


def test_a_bootstrap_starts_every_scope_from_nothing() -> None:
    found = reading(None, Holding("everyone"), Holding("route:a", 7, 9), Holding("office", 1, 1, 8))
    assert found.positions == {"everyone": 0, "route:a": 0}
    assert found.floors == {"everyone": 100, "route:a": 100}
    assert found.lost == {}
    assert found.parts
    assert found.generation == 9


def test_a_device_in_step_reads_all_its_scopes_together() -> None:
    found = reading(Cursor(1, 60, 9), Holding("everyone"), Holding("route:a", 7, 9))
    turn = found.turn(100)
    assert turn is not None
    assert (set(turn.scopes), turn.after, turn.until) == ({"everyone", "route:a"}, 60, 100)
    found.advance(turn, 100)
    assert found.turn(100) is None
    assert found.cursor(100) == Cursor(1, 100, 9)


def test_nothing_new_is_nothing_to_read() -> None:
    assert reading(Cursor(1, 100, 0), Holding("everyone")).turn(100) is None


def test_a_person_without_scopes_reads_nothing_and_moves_on() -> None:
    found = reading(Cursor(1, 60, 0))
    assert found.turn(100) is None
    assert found.cursor(100).position == 100


def test_a_gained_scope_is_read_alone_and_the_others_not_again() -> None:
    found = reading(Cursor(1, 60, 5), Holding("everyone"), Holding("route:a", 70, 70))
    assert found.positions == {"everyone": 60, "route:a": 0}
    assert found.floors == {"everyone": 60, "route:a": 100}
    first = found.turn(100)
    assert first is not None
    assert (first.scopes, first.after, first.until) == (("route:a",), 0, 100)
    found.advance(first, 100)
    second = found.turn(100)
    assert second is not None
    assert (second.scopes, second.after) == (("everyone",), 60)


def test_a_regained_scope_hears_what_left_while_it_was_away() -> None:
    found = reading(Cursor(1, 60, 5), Holding("everyone"), Holding("route:a", 3, 70))
    assert found.positions["route:a"] == 0
    assert found.floors["route:a"] == 60


def test_a_lost_scope_goes_with_what_left_it_since() -> None:
    found = reading(Cursor(1, 60, 5), Holding("everyone"), Holding("route:a", 3, 3, 70))
    assert found.lost == {"route:a": 60}
    assert "route:a" not in found.positions


def test_a_loss_that_was_read_is_not_read_again() -> None:
    assert reading(Cursor(1, 80, 70), Holding("route:a", 3, 3, 70)).lost == {}


def test_a_scope_gained_and_lost_unseen_leaves_no_trace() -> None:
    """The device never held it: naming what stands in it would tell what is not its business."""
    found = reading(Cursor(1, 60, 5), Holding("everyone"), Holding("route:a", 70, 70, 80))
    assert found.lost == {}
    assert found.positions.keys() == {"everyone"}


def test_a_scope_behind_goes_on_where_it_was() -> None:
    cursor = Cursor(1, 60, 5, {"route:a": Backfill(20, 50)})
    found = reading(cursor, Holding("everyone"), Holding("route:a", 3, 3))
    assert found.positions == {"everyone": 60, "route:a": 20}
    assert found.floors == {"everyone": 60, "route:a": 50}


@pytest.mark.parametrize(
    ("cursor", "head", "oldest"),
    [
        pytest.param(Cursor(2, 60, 0), 100, 0, id="another epoch"),
        pytest.param(Cursor(1, 101, 0), 100, 0, id="from the future"),
        pytest.param(Cursor(1, 60, 101), 100, 0, id="scopes from the future"),
        pytest.param(Cursor(1, 60, 0), 100, 61, id="departures forgotten"),
        pytest.param(Cursor(1, 60, 0, {}, "abcdef"), 100, 0, id="read by another person"),
    ],
)
def test_a_cursor_that_cannot_be_read_on_from_starts_anew(
    cursor: Cursor, head: int, oldest: int
) -> None:
    assert start(cursor, [Holding("everyone")], epoch=1, head=head, oldest=oldest) is None


def test_on_a_shared_device_a_cursor_is_good_for_its_reader_alone() -> None:
    ann, ben, held = reader_mark("ann"), reader_mark("ben"), [Holding("everyone")]
    first = start(None, held, epoch=1, head=100, oldest=0, reader=ann)
    assert first is not None
    cursor = parse(first.cursor(100).text())
    again = start(cursor, held, epoch=1, head=120, oldest=0, reader=ann)
    assert again is not None
    assert again.cursor(120).reader == ann
    assert start(cursor, held, epoch=1, head=120, oldest=0, reader=ben) is None
    assert start(cursor, held, epoch=1, head=120, oldest=0) is None


def test_departures_forgotten_from_a_lost_scope_start_the_device_anew() -> None:
    held = [Holding("everyone", 90, 90), Holding("route:a", 3, 3, 95)]
    assert start(Cursor(1, 60, 5), held, epoch=1, head=100, oldest=61) is None


def test_a_long_bootstrap_survives_that_old_departures_are_forgotten() -> None:
    """Its position is low because its records are old, not because it was away."""
    hub = Hub()
    for scope in ("everyone", "route:a"):
        hub.gain(scope)
    for i in range(30):
        hub.touch(f"r{i}", scopes=frozenset(["everyone", "route:a"]))
    device = Device(hub)
    device.follow(room=2, oldest=hub.head)
    assert device.resyncs == 0
    assert device.base == hub.visible()


def test_a_bootstrap_reads_scope_after_scope_the_most_urgent_first() -> None:
    hub = Hub()
    for scope in ("office", "everyone", "station:s", "route:a", "user:u"):
        hub.gain(scope)
        for i in range(7):
            hub.touch(f"{scope}{i}", scopes=frozenset([scope]))
    device = Device(hub)
    device.follow(room=2)
    assert device.order == ["user:u", "route:a", "station:s", "everyone", "office"]
    assert device.base == hub.visible()
    assert device.rows == 35, "each record once"


def test_a_bootstrap_hears_of_no_departure_from_before_it_began() -> None:
    hub = Hub()
    for scope in ("route:a", "office"):
        hub.gain(scope)
    for i in range(9):
        hub.touch(f"r{i}", scopes=frozenset(["route:a"]))
    hub.touch("r1", scopes=frozenset())
    device = Device(hub)
    assert device.pull(room=2)
    found = start(device.at, hub.holdings.values(), epoch=1, head=hub.head, oldest=0)
    assert found is not None
    assert found.floors == {"route:a": hub.head, "office": hub.head}


@pytest.mark.parametrize("count", [MAX_BEHIND, MAX_BEHIND + 1, 200])
def test_any_number_of_scopes_can_be_bootstrapped(count: int) -> None:
    hub = Hub()
    for i in range(count):
        hub.gain(f"route:{i}")
        hub.touch(f"r{i}", scopes=frozenset([f"route:{i}"]))
    device = Device(hub)
    longest = 0
    while device.pull(room=7):
        longest = max(longest, len(device.cursor))
    assert device.base == hub.visible()
    assert device.resyncs == 0
    assert longest < 4_000


def test_any_number_of_scopes_can_be_gained_at_once() -> None:
    hub = Hub()
    hub.gain("everyone")
    for i in range(20):
        hub.touch(f"e{i}", scopes=frozenset(["everyone"]))
    device = Device(hub)
    device.follow()
    for i in range(100):
        hub.gain(f"route:{i}")
        hub.touch(f"r{i}", scopes=frozenset([f"route:{i}"]))
    assert device.pull(room=7)
    assert set(device.at.behind) == {EVERY}
    device.follow(room=7)
    assert device.base == hub.visible()
    assert device.resyncs == 0


@pytest.mark.parametrize("seed", range(150))
def test_whoever_follows_holds_in_the_end_what_is_to_be_read(seed: int) -> None:
    hub, device = history(seed, steps=80, scopes=5, ids=9)
    device.follow()
    assert device.base == hub.visible()
    assert device.at == Cursor(1, hub.head, device.at.generation)
    assert device.resyncs == 0


@pytest.mark.parametrize("seed", range(20))
def test_many_scopes_come_and_go(seed: int) -> None:
    hub, device = history(seed, steps=400, scopes=150, ids=40)
    device.follow()
    assert device.base == hub.visible()
    assert device.resyncs == 0


@pytest.mark.parametrize("seed", range(50))
def test_a_cursor_survives_its_text(seed: int) -> None:
    _, device = history(seed, steps=60, scopes=6, ids=9)
    device.pull(1)
    cursor = device.at
    assert parse(cursor.text()) == cursor
