"""The golden vectors: what every implementation of the core answers, this one included."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.problems import Problem
from schemas.registry import REGISTRY
from schemas.wire.down import Instruction
from sync.clock import Clock, admit
from sync.feed import Backfill, Cursor, parse
from sync.matching import last_match, match
from sync.overlay import view
from sync.uid import uid_of
from tests.sync.desk import NOW, Desk, verdict

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "vectors"
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}


def vectors(name: str) -> pytest.MarkDecorator:
    """Runs a test once for each case of a file."""
    cases = FILES[name]["vectors"]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@pytest.mark.parametrize("name", FILES)
def test_each_file_explains_itself_and_names_each_case_once(name: str) -> None:
    assert FILES[name]["about"].endswith(".")
    names = [case["name"] for case in FILES[name]["vectors"]]
    assert len(names) == len(set(names)) > 5
    assert all(case.keys() == {"name", "given", "when", "then"} for case in FILES[name]["vectors"])


def test_each_file_has_a_runner() -> None:
    assert FILES.keys() == {"merge", "clock", "uid", "matching", "cursor", "overlay", "session"}


@vectors("merge")
def test_merge(case: dict[str, Any]) -> None:
    desk = Desk()
    person = desk.person("person", "admin")
    assert (person, NOW) == (FILES["merge"]["person"], FILES["merge"]["now"])
    desk.lines = case["given"].get("parents", {})
    for done in case["given"]["mutations"]:
        desk.push(done["replica"], person, *done["ops"], stamp=done["stamp"])
    when, then = case["when"], case["then"]
    outcome = desk.push(when["replica"], person, *when["ops"], stamp=when["stamp"])
    assert verdict(outcome) == then["verdict"]
    assert outcome.parted == then.get("parted", [])
    assert desk.record(then["record"]).deleted is then.get("deleted", False)
    if "document" in then:
        assert desk.document(then["record"]) == then["document"]


@vectors("clock")
def test_clock(case: dict[str, Any]) -> None:
    given, when, then = case["given"], case["when"], case["then"]
    if "admit" in when:
        assert admit(when["admit"], given["previous"], given["hub"]) == then["stamp"]
        return
    clock = Clock(**given)
    if "tick" in when:
        assert clock.tick(when["tick"]) == then["stamp"]
    elif "hear" in when:
        clock.hear(when["hear"])
    else:
        clock.measure(*when["measure"])
    assert (clock.last, clock.offset) == (then["last"], then["offset"])


@vectors("uid")
def test_uid(case: dict[str, Any]) -> None:
    given = case["given"]
    ops = case["when"]["ops"].encode()
    assert uid_of(given["nonce"], given["actor"], given["stamp"], ops) == case["then"]["uid"]


@vectors("matching")
def test_matching(case: dict[str, Any]) -> None:
    decided = {int(n): uid for n, uid in case["given"]["decided"].items()}
    when, then = case["when"], case["then"]
    if "first" in when:
        assert last_match(decided, when["first"], when["uids"]) == then["parted_at"]
        return
    tip = max(decided, default=0)
    after = (when["after"][0], when["after"][1])
    found = match((tip, decided.get(tip, "")), decided, after, when["offered"])
    if "known" in then:
        assert found == then["known"]
    else:
        n, uid = then.get("match", (0, ""))
        assert found == Instruction(then["do"], (n, uid))


@vectors("cursor")
def test_cursor(case: dict[str, Any]) -> None:
    text, then = case["when"]["text"], case["then"]
    if "problem" in then:
        with pytest.raises(Problem, match=then["problem"]):
            parse(text)
        return
    behind = {scope: Backfill(*where) for scope, where in then["behind"].items()}
    reader = then.get("reader", "")
    cursor = Cursor(then["epoch"], then["position"], then["generation"], behind, reader)
    assert parse(text) == cursor
    assert cursor.text() == text


@vectors("overlay")
def test_overlay(case: dict[str, Any]) -> None:
    given = case["given"]
    ops = [(op, (dot[0], dot[1])) for op, dot in case["when"]["ops"]]
    before = json.dumps(given)
    assert view(REGISTRY[given["entity"]], given["base"], ops) == case["then"]["view"]
    assert json.dumps(given) == before, "nothing that was handed in is changed"
