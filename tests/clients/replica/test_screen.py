"""What the screen reads: lists over indexes with own writes in their place."""

import time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from clients.replica.replica import Replica
from sync.overlay import Add, Document
from sync.session import Page, Show
from tests.clients.replica.world import ACTOR, World

ROUTES = [c * 22 for c in "RST"]


def fill(replica: Replica, entity: str, documents: list[Document]) -> None:
    """Puts documents into the base, as a page from the hub would."""
    raw = [Raw(msgspec.json.encode({"_": {"v": {"hub": 1}}, **d})) for d in documents]
    effects = [Show(Page([(entity, raw)], [], []))]
    replica.store.step(lambda session: (session, list(effects)), 0)


def stop(i: int, **more: Any) -> Document:
    return {"id": f"{i:022d}", "route": ROUTES[i % 3], "state": "planned", "sequence": i, **more}


def ids(documents: list[Document]) -> list[int]:
    return [int(document["id"]) for document in documents]


def test_lists_filter_order_and_page(world: World) -> None:
    replica = world.device()
    fill(replica, "stop", [stop(i, **({"note": "甲"} if i % 2 else {})) for i in range(12)])
    assert ids(replica.all("stop", {"route": ROUTES[0]})) == [0, 3, 6, 9]
    assert ids(replica.all("stop", {"route": ROUTES[:2]}, "-sequence", limit=3)) == [10, 9, 7]
    assert ids(replica.all("stop", {"note": None}, limit=2, offset=1)) == [2, 4]
    assert ids(replica.all("stop", {"note": "甲", "state": "planned"})) == [1, 3, 5, 7, 9, 11]
    assert ids(replica.all("stop", order=["note", "-sequence"]))[:3] == [10, 8, 6]
    assert replica.how_many("stop", {"route": ROUTES[1]}) == 4
    assert replica.all("route") == []
    for bad in ({"nothing": 1}, {"x'); DROP TABLE base; --": 1}):
        with pytest.raises(KeyError):
            replica.all("stop", bad)
    with pytest.raises(KeyError):
        replica.all("stop", order="nothing")


def test_own_writes_stand_in_their_place(world: World) -> None:
    replica = world.device()
    fill(replica, "stop", [stop(i) for i in range(9)])
    replica.edit(ACTOR, "stop", f"{3:022d}", {"route": ROUTES[1], "sequence": 4.5})
    replica.delete(ACTOR, "stop", f"{4:022d}")
    made = replica.create(ACTOR, "stop", {"route": ROUTES[1], "sequence": 2}, f"{99:022d}")
    assert made.ids == (f"{99:022d}",)
    shown = replica.all("stop", {"route": ROUTES[1]}, "sequence")
    assert ids(shown) == [1, 99, 3, 7]
    assert ids(replica.all("stop", {"route": ROUTES[1]}, "sequence", limit=2, offset=1)) == [99, 3]
    assert replica.how_many("stop", {"route": ROUTES[1]}) == 4
    assert replica.how_many("stop", {"route": ROUTES[0]}) == 2
    assert replica.how_many("stop") == 9


rows = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([None, 1, 2.5, "a", "王"])), max_size=8
)


@settings(max_examples=30)
@given(stored=rows, own=rows, down=st.booleans(), offset=st.integers(0, 3))
def test_any_mix_reads_as_if_it_were_one_list(
    tmp_path_factory: pytest.TempPathFactory, stored: Any, own: Any, down: bool, offset: int
) -> None:
    world = World(tmp_path_factory.mktemp("mix"))
    replica = world.device()
    fill(replica, "stop", [stop(i, note=note) for i, note in dict(stored).items()])
    for i, note in dict(own).items():
        id = f"{i:022d}"
        if note is None or isinstance(note, str):
            if replica.get("stop", id) is None:
                replica.create(ACTOR, "stop", {"route": ROUTES[0], "note": note}, id)
            else:
                replica.edit(ACTOR, "stop", id, {"note": note})
    order = "-note" if down else "note"
    whole = replica.all("stop", order=order)

    def rank(document: Document) -> tuple[int, Any]:
        note = document.get("note")
        return (0, 0) if note is None else (2, note) if isinstance(note, str) else (1, note)

    ranks = [rank(document) for document in whole]
    assert ranks == sorted(ranks, reverse=down)
    assert sorted(ids(whole)) == sorted({*dict(stored), *(
        i for i, note in dict(own).items() if note is None or isinstance(note, str)
    )})  # fmt: skip
    assert replica.all("stop", order=order, limit=2, offset=offset) == whole[offset : offset + 2]
    world.close()


def test_a_list_over_fifty_thousand_records_costs_what_it_shows(world: World) -> None:
    replica = world.device()
    routes = [f"{i:022d}" for i in range(500)]
    documents = [stop(i) | {"route": routes[i % 500]} for i in range(50_000)]
    fill(replica, "stop", documents)
    replica.edit(ACTOR, "stop", documents[7]["id"], {"note": "x"})
    started = time.perf_counter()
    assert len(replica.all("stop", {"route": routes[7]}, "sequence")) == 100
    one = time.perf_counter() - started
    started = time.perf_counter()
    assert len(replica.all("stop")) == 50_000
    all_of_them = time.perf_counter() - started
    assert one < all_of_them / 20
    plan = replica.store.database.connection.execute(
        "EXPLAIN QUERY PLAN SELECT doc FROM base WHERE entity = 'stop' "
        "AND json_extract(doc, '$.route') = ?", ("x",)
    ).fetchall()  # fmt: skip
    assert "base_stop_route" in str(plan)


def test_what_is_in_conflict_is_found_without_reading_the_rest(world: World) -> None:
    replica = world.device()
    siblings = [["乙", ["b", 2], 9, "p"], ["甲", ["a", 1], 8, "q"]]
    fill(replica, "stop", [stop(i) for i in range(5)])
    fill(replica, "stop", [stop(7, note="乙", _={"v": {"a": 1}, "c": {"note": siblings}})])
    ((entity, document),) = replica.conflicts()
    assert (entity, int(document["id"])) == ("stop", 7)
    replica.edit(ACTOR, "stop", document["id"], {"note": "丙"})
    assert replica.conflicts() == []


def test_a_counter_is_seen_with_own_adds(world: World) -> None:
    replica = world.device()
    fill(replica, "customer", [{"id": "c" * 22, "name": "王", "cylinders": 3}])
    replica.edit(ACTOR, "customer", "c" * 22, {"cylinders": Add(-1)})
    replica.count(ACTOR, "customer", "c" * 22, "deposit", 500)
    shown = replica.get("customer", "c" * 22)
    assert shown is not None
    assert (shown["cylinders"], shown["deposit"]) == (2, 500)
