"""Random mutations through the planner, against a model that knows no vectors."""

import random
from typing import Any

import pytest

from tests.sync.desk import STAMP, Desk, rid
from tests.sync.model import Act, Model, Name
from tests.sync.ward import HOSPITAL, PHASES, op, sheet

ID = rid("sheet")
REPLICAS = "abcde"
REGISTERS = {"text": "latest", "memo": "keep", "seal": "first", "phase": "rank"}


class Play:
    """One sheet, a few replicas that know more or less of it, and the model beside it."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.desk = Desk(HOSPITAL)
        self.anna = self.desk.person("anna", "admin")
        self.model = Model()
        self.known: dict[str, dict[str, int]] = {r: {"a": 1} for r in REPLICAS}
        self.clock = dict.fromkeys(REPLICAS, STAMP)
        made = {"text": "made", "stock": {"add": 5}, "tags": {"add": ["m"]}}
        outcome = self.desk.push("a", self.anna, op("sheet", ID, None, made), stamp=STAMP)
        does = {
            "text": ("set", "made"), "phase": ("set", "open"),
            "stock": ("add", 5), "tags": ("put", ["m"]),
        }  # fmt: skip
        self.model.acts.append(Act(("a", 1), outcome.stamp, frozenset(), does))

    def step(self) -> None:
        replica = self.draw.choice(REPLICAS)
        if self.draw.random() < 0.35:
            self.known[replica] = self.desk.seen(ID)
        seen, saw = self.glance(replica)
        body, does, is_delete = self.act(saw)
        self.clock[replica] += self.draw.randrange(1, 40)
        before = self.desk.kept[ID]
        change = op("sheet", ID, seen, body)
        outcome = self.desk.push(replica, self.anna, change, stamp=self.clock[replica])
        if outcome.problem is not None:
            assert self.desk.kept[ID] == before
            assert outcome.problem.code in ("field/first", "transition/never", "transition/illegal")
            assert does.keys() & {"seal", "phase"}
            return
        for part in outcome.parted:
            del does[part[2]]
        name = (replica, outcome.n)
        order = len(self.model.acts)
        self.model.acts.append(Act(name, outcome.stamp, saw, does, is_delete, order))

    def glance(self, replica: str) -> tuple[dict[str, int], frozenset[Name]]:
        """What an op claims to have seen, at times too much, and what that means."""
        seen = dict(self.known[replica])
        saw = {a.name for a in self.model.acts if seen.get(a.name[0], 0) >= a.name[1]}
        saw |= {a.name for a in self.model.acts if a.name[0] == replica}
        if self.draw.random() < 0.1:
            other = self.draw.choice(REPLICAS)
            seen[other] = 10**9
            saw |= {a.name for a in self.model.acts if a.name[0] == other}
        if self.draw.random() < 0.5:
            seen.pop(replica, None)  # one's own numbers are implied
        return seen, frozenset(saw)

    def act(self, saw: frozenset[Name]) -> tuple[Any, dict[str, tuple[str, Any]], bool]:
        if self.draw.random() < 0.08:
            return None, {}, True
        body: dict[str, Any] = {}
        does: dict[str, tuple[str, Any]] = {}
        for _ in range(self.draw.randrange(1, 4)):
            self.change(body, does)
        return body, does, False

    def change(self, body: dict[str, Any], does: dict[str, tuple[str, Any]]) -> None:
        some = str(self.draw.randrange(9))
        match self.draw.randrange(7):
            case 0 | 1:
                name = self.draw.choice(["text", "memo", "seal"])
                value = None if some == "0" else some
                body[name], does[name] = value, ("set", value)
            case 2:
                leave, enter = self.draw.choice(PHASES), self.draw.choice(PHASES)
                body["phase"], does["phase"] = [leave, enter], ("set", enter)
            case 3 | 4:
                body["stock"], does["stock"] = {"add": int(some) - 4}, ("add", int(some) - 4)
            case 5:
                body["stock"], does["stock"] = {"count": int(some)}, ("count", int(some))
            case _:
                verb, act = self.draw.choice([("add", "put"), ("remove", "take")])
                elements = [self.draw.choice("mnop"), "m"][: self.draw.randrange(1, 3)]
                body["tags"], does["tags"] = {verb: elements}, (act, elements)

    def compare(self) -> None:
        record, model = self.desk.record(ID), self.model
        for name, resolver in REGISTERS.items():
            expected = model.register(name, resolver, sheet.fields[name].order)
            assert record.values.get(name) == expected, name
        assert record.values["stock"] == model.counter("stock")
        assert record.values["tags"] == model.members("tags")
        assert record.deleted is model.deleted()
        conflicts = {name for name in REGISTERS if model.conflict(name)}
        if model.conflict("stock", "count"):
            conflicts.add("stock")
        meta = self.desk.document(ID)["_"]
        assert meta.get("c", {}).keys() == conflicts
        late = {tuple(entry[1]) for entry in meta.get("r", {}).get("stock", ())}
        assert late == model.late("stock")
        assert ("revived" in meta.get("f", ())) is model.revived()
        last: dict[str, int] = {}
        for act in model.acts:
            last[act.name[0]] = act.name[1]
        assert record.vector == last


@pytest.mark.parametrize("seed", range(120))
def test_the_planner_shows_what_the_model_says(seed: int) -> None:
    play = Play(seed)
    for _ in range(30):
        play.step()
        play.compare()


@pytest.mark.parametrize("seed", range(6))
def test_long_plays_agree_too(seed: int) -> None:
    play = Play(1_000 + seed)
    for _ in range(150):
        play.step()
    play.compare()
    assert len(play.model.acts) > 60


@pytest.mark.parametrize("seed", range(40))
def test_a_group_decides_what_one_by_one_would_have_decided(seed: int) -> None:
    """The same mutations in one commit group: same verdicts, same records."""
    draw = random.Random(seed)
    anna = rid("anna")
    mutations: list[tuple[str, str, list[Any]]] = []
    for _ in range(25):
        id = rid(f"s{draw.randrange(4)}")
        body: Any = draw.choice(
            [
                {"text": str(draw.randrange(9))}, {"stock": {"add": draw.randrange(-3, 3)}},
                {"phase": [draw.choice(PHASES), draw.choice(PHASES)]}, {"tags": {"add": ["m"]}},
                {"seal": str(draw.randrange(9))}, None,
            ]
        )  # fmt: skip
        seen: Any = draw.choice([None, {}, {"a": draw.randrange(9), "b": draw.randrange(9)}])
        if seen is None and isinstance(body, dict) and "phase" in body:
            body = {}
        mutations.append((draw.choice("ab"), anna, [op("sheet", id, seen, body)]))
    one, group = Desk(HOSPITAL), Desk(HOSPITAL)
    for desk in (one, group):
        desk.person("anna", "admin")
    singly = [one.push(replica, actor, *ops) for replica, actor, ops in mutations]
    grouped = group.together(*mutations)
    assert [o.exception() for o in singly] == [o.exception() for o in grouped]
    assert one.kept == group.kept
    assert one.sequence == group.sequence
    assert one.refusals == group.refusals
