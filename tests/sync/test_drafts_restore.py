"""What broke earlier drafts: restores and clones. Each test is one sentence of the design's list.

What the device does about an instruction stands in the tests of the replica.
"""

from schemas.wire.down import Instruction
from sync.feed import Cursor, Holding, start
from sync.matching import last_match, match
from sync.seal import genuine, seal
from sync.uid import pack, uid_of
from tests.sync.desk import STAMP, Desk, rid, verdict
from tests.sync.ward import HOSPITAL, op

ID = rid("sheet")
REKEY = Instruction("rekey")
A, B, C, D, E, F = (f"uid-{letter * 8}" for letter in "abcdef")


def test_a_base_that_is_newer_than_the_restored_hub_is_replaced() -> None:
    held = [Holding("everyone")]
    assert start(Cursor(1, 90, 0), held, epoch=2, head=40, oldest=0) is None
    assert start(Cursor(1, 90, 0), held, epoch=1, head=40, oldest=0) is None
    assert start(Cursor(1, 40, 0), held, epoch=1, head=40, oldest=0) is not None


def test_only_the_hubs_tail_is_missing() -> None:
    recorded = {1: A, 2: B}
    assert match((2, B), recorded, (4, D), [E]) == Instruction("rewind", (2, B))
    assert match((2, B), recorded, (2, B), [C, D, E]) == 0


def test_a_refused_number_in_the_middle_of_the_resent_ones_leaves_no_gap() -> None:
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    none = frozenset[tuple[str, str, str]]()
    desk.push("a", anna, op("sheet", ID, None, {"text": "one"}), honoured=none)
    desk.push("a", anna, n=2, honoured=none)  # refused then: counted, and nothing is done
    assert desk.plans[-1].steps == 0
    desk.push("a", anna, op("sheet", ID, {}, {"text": "three"}), honoured=none)
    assert desk.record(ID).vector == {"a": 3}
    assert [s[0] for s in desk.record(ID).siblings("text")] == ["three"]


def test_two_clones_both_hold_a_mutation_that_was_sent_but_not_acknowledged() -> None:
    """One of them gets it in. The other is met at it, and parts behind it."""
    recorded = {1: A, 2: B}
    assert match((2, B), recorded, (1, A), [B, C]) == 1
    recorded[3] = C
    assert match((3, C), recorded, (1, A), [B]) == 1
    assert match((3, C), recorded, (1, A), [B, D]) == REKEY
    assert last_match(recorded, 1, [A, B, D]) == 2


def test_two_clones_with_a_restore_on_top() -> None:
    """The hub has lost 2 and 3; the clone that comes first makes the history that counts."""
    recorded = {1: A}
    assert match((1, A), recorded, (3, C), []) == Instruction("rewind", (1, A))
    recorded |= {2: B, 3: D}
    assert match((3, D), recorded, (3, C), []) == REKEY
    assert match((3, D), recorded, (1, A), [B, C]) == REKEY
    assert last_match(recorded, 1, [A, B, C]) == 2


def test_a_clone_takes_the_same_number_after_a_restore() -> None:
    recorded = {1: A, 2: E}
    assert match((2, E), recorded, (2, B), [F]) == REKEY
    assert last_match(recorded, 1, [A, B, F]) == 1


def test_histories_that_share_nothing_have_no_match() -> None:
    assert match((1, A), {1: A}, (0, ""), [B]) == REKEY
    assert last_match({1: A}, 1, [B]) == 0


def test_a_lost_answer_is_no_clone() -> None:
    recorded = {1: A, 2: B, 3: C}
    assert match((3, C), recorded, (1, A), [B, C, D]) == 2


def test_renumbering_does_not_forget_that_it_had_seen_its_own_earlier_writes() -> None:
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    desk.push("old", anna, op("sheet", ID, None, {"text": "one", "tags": {"add": ["m"]}}))
    desk.push("old", anna, op("sheet", ID, {}, {"text": "two"}))
    desk.lines["new"] = {"old": 2}
    renumbered = op("sheet", ID, {}, {"text": "three", "tags": {"remove": ["m"]}})
    assert verdict(desk.push("new", anna, renumbered)) == "merged"
    assert desk.values(ID)["text"] == "three"
    assert desk.values(ID)["tags"] == []


def test_renumbering_does_not_claim_what_the_other_clone_wrote_after_they_parted() -> None:
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    desk.push("old", anna, op("sheet", ID, None, {"text": "one"}))
    desk.push("old", anna, op("sheet", ID, {}, {"text": "two"}))
    desk.push("old", anna, op("sheet", ID, {}, {"text": "three, by the clone"}))
    desk.lines["new"] = {"old": 2}
    renumbered = op("sheet", ID, {}, {"text": "three, by the other"})
    assert verdict(desk.push("new", anna, renumbered, stamp=STAMP + 99)) == "conflict"
    assert [s[0] for s in desk.record(ID).siblings("text")] == [
        "three, by the other", "three, by the clone",
    ]  # fmt: skip


def test_an_altered_body_has_another_uid_and_no_seal() -> None:
    honest = uid_of("nonce-01", rid("anna"), STAMP, b'[["sheet","x",{},{"stock":{"add":1}}]]')
    altered = uid_of("nonce-01", rid("anna"), STAMP, b'[["sheet","x",{},{"stock":{"add":9}}]]')
    assert honest != altered
    given = seal(b"key", "a", 1, 1, pack([honest]), [], [])
    assert genuine(seal(b"key", "a", 1, 1, pack([honest]), [], []), given)
    assert not genuine(seal(b"key", "a", 1, 1, pack([altered]), [], []), given)


def test_a_dot_of_a_clone_is_not_taken_for_ones_own() -> None:
    """The parent's numbers after the match are the other clone's: they were not seen."""
    desk = Desk(HOSPITAL)
    anna = desk.person("anna", "admin")
    desk.push("old", anna, op("sheet", ID, None, {"tags": {"add": ["m"]}}))
    desk.push("old", anna, op("sheet", ID, {}, {"tags": {"add": ["m"]}}))
    desk.lines["new"] = {"old": 1}
    desk.push("new", anna, op("sheet", ID, {}, {"tags": {"remove": ["m"]}}))
    assert desk.values(ID)["tags"] == ["m"]
