"""The join of reachable states: commutative, associative, idempotent; and what it keeps."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.join import explicit, merge
from sync.record import restore
from sync.vector import dominates
from tests.sync.histories import STEPS, History, Step

picks = st.tuples(*(st.integers(0, 40) for _ in range(3)))


@given(STEPS, picks)
@settings(max_examples=300)
def test_the_laws_hold_for_any_three_states_of_a_history(
    steps: list[Step], pick: tuple[int, int, int]
) -> None:
    states = History().run(steps).states
    x, y, z = (states[i % len(states)] for i in pick)
    assert explicit(merge(x, y)) == explicit(merge(y, x))
    assert explicit(merge(merge(x, y), z)) == explicit(merge(x, merge(y, z)))
    assert explicit(merge(x, x)) == explicit(x)
    assert explicit(merge(x, merge(x, y))) == explicit(merge(x, y))


@given(STEPS)
@settings(max_examples=200)
def test_hubs_that_have_all_met_hold_the_same(steps: list[Step]) -> None:
    first, *others = [explicit(record) for record in History().run(steps).together()]
    assert all(other == first for other in others)


@given(STEPS)
@settings(max_examples=200)
def test_a_counter_is_its_newest_unseen_offset_and_all_adds(steps: list[Step]) -> None:
    history = History().run(steps)
    record = history.together()[0]
    parts, offsets, _ = record.counter("stock")
    assert sum(part[1] for part in parts.values()) == history.added
    dots = {(s[1], s[2]) for s in offsets}
    left = [c for c in history.counts if (c[1], c[2]) in dots]
    assert len(left) == len(offsets)
    assert bool(left) is bool(history.counts)
    assert record.values["stock"] == history.added + (max(left)[3] if left else 0)


@given(STEPS)
@settings(max_examples=200)
def test_without_a_count_a_counter_is_the_sum_whatever_the_order(steps: list[Step]) -> None:
    history = History().run([s for s in steps if s[0] != 11])
    assert all(r.values["stock"] == history.added for r in history.together())


@given(STEPS, picks)
@settings(max_examples=200)
def test_a_join_goes_up_and_never_down(steps: list[Step], pick: tuple[int, int, int]) -> None:
    states = History().run(steps).states
    x, y, _ = (states[i % len(states)] for i in pick)
    joined = merge(x, y)
    assert dominates(joined.vector, x.vector)
    assert dominates(joined.vector, y.vector)
    assert dominates(joined.grave, x.grave)
    assert set(x.past.get("phase", ())) <= set(joined.past.get("phase", ()))


@given(STEPS)
@settings(max_examples=200)
def test_a_state_that_has_seen_another_absorbs_it(steps: list[Step]) -> None:
    """What one replica's home had earlier is nothing new to what it has now."""
    history = History()
    for step in steps:
        before = [hub.copy() for hub in history.hubs]
        history.run([step])
        for old, new in zip(before, history.hubs, strict=True):
            assert explicit(merge(new, old)) == explicit(new)


@given(STEPS)
@settings(max_examples=200)
def test_every_state_is_stored_and_read_back_the_same(steps: list[Step]) -> None:
    for state in History().run(steps).states:
        back, _ = restore(state.entity, state.id, state.document(), state.state())
        assert explicit(back) == explicit(state)


@given(STEPS, st.sampled_from("abcdef"), st.sampled_from(["m", "0", "1"]))
@settings(max_examples=200)
def test_an_addition_that_a_remove_had_not_seen_wins(
    steps: list[Step], replica: str, element: str
) -> None:
    history = History().run(steps)
    ours, theirs = history.hubs[0].copy(), history.hubs[1].copy()
    add = history.by(replica, 0)
    ours.include("tags", [element], add)
    ours.advance(add)
    remove = history.by("b" if replica != "b" else "c", 0)
    assume(remove.seen.get(replica, 0) < add.n)
    theirs.exclude("tags", [element], remove)
    theirs.advance(remove)
    assert element in merge(ours, theirs).values["tags"]


@given(STEPS)
@settings(max_examples=200)
def test_an_edit_that_a_delete_had_not_seen_keeps_the_record(steps: list[Step]) -> None:
    history = History().run(steps)
    ours, theirs = history.hubs[0].copy(), history.hubs[1].copy()
    edit = history.by("a", 0)
    ours.assign("memo", "unseen", edit)
    ours.advance(edit)
    delete = history.by("b", 0)
    theirs.bury(delete)
    assert not merge(ours, theirs).deleted


@given(STEPS)
@settings(max_examples=200)
def test_a_claim_to_have_seen_more_does_what_its_true_part_does(steps: list[Step]) -> None:
    """Whatever a writer claims beyond what is there changes nothing, now or later."""
    honest, boasting = History().run(steps), History({"y": 10**9, "z": 10**9}).run(steps)
    for a, b in zip(honest.hubs, boasting.hubs, strict=True):
        assert explicit(a) == explicit(b)


@given(STEPS)
@settings(max_examples=200)
def test_a_conflict_stays_until_somebody_writes_having_seen_it(steps: list[Step]) -> None:
    history = History().run(steps)
    record = history.hubs[0]
    for name in record.conflicts():
        blind = record.copy()
        by = history.by("a", 0)
        by.seen = {"a": by.n}
        unseen = [s[0] for s in blind.siblings(name) if s[1] != "a"]
        if name != "stock":
            blind.assign(name, "blind", by)
            assert all(value in [s[0] for s in blind.siblings(name)] for value in unseen)
        by = history.by("a", 0)
        by.seen = {**record.vector, "a": by.n}
        if name == "stock":
            record.count(name, 1, by)
        else:
            record.assign(name, "open" if name == "phase" else "seen", by)
        record.advance(by)
        assert name not in record.conflicts()
