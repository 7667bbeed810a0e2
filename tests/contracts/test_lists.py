"""Lists, single records, history and figures: only what the reader may see."""

import base64

import msgspec
import pytest

from schemas.problems import Problem
from server.storage.contract import Filter, Listed, Query
from sync import digest as checksum
from tests.contracts.actors import (
    ANN,
    BOB,
    BOSS,
    OFFICE,
    ORG,
    ROLES,
    Hub,
    customer,
    delete,
    edit,
    order,
    rid,
    route,
    stop,
)


async def ask(hub: Hub, entity: str, *filters: Filter, **more: object) -> Listed:
    person = str(more.pop("person", OFFICE))
    query = {"organisation": ORG, "person": person, "role": ROLES[person], "entity": entity}
    return await hub.storage.query(Query(**query, filters=list(filters), **more))  # type: ignore[arg-type]


def names(listed: Listed) -> list[str]:
    return [record.id.rstrip("_") for record in listed.records]


@pytest.fixture
async def shop(hub: Hub) -> Hub:
    for i, name in enumerate(["wang", "li", "wu", "chen", "lin"]):
        district = {"district": "信義區"} if i % 2 else {}
        await hub.write(customer(name, phone=f"09{i}", sizes={"add": [4, 20][: i % 3]}, **district))
    await hub.write(order("o1", "wang", total=5, state=[None, "confirmed"]), order("o2", "li"))
    await hub.staff(ANN)
    await hub.write(route("r1", ANN), stop("s1", "r1", customer="wang", order="o1"))
    await hub.write(customer("gone"))
    await hub.write(delete("customer", "gone"))
    return hub


async def test_the_newest_change_comes_first(shop: Hub) -> None:
    assert names(await ask(shop, "customer")) == ["wang", "lin", "chen", "wu", "li"]
    await shop.write(edit("customer", "li", phone="7"))
    listed = await ask(shop, "customer")
    assert names(listed)[0] == "li"
    assert listed.total == 5


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter("district", "eq", "信義區"), {"li", "chen"}),
        (Filter("district", "eq", None), {"wang", "wu", "lin"}),
        (Filter("district", "ne", "信義區"), {"wang", "wu", "lin"}),
        (Filter("phone", "lt", "092"), {"wang", "li"}),
        (Filter("phone", "le", "092"), {"wang", "li", "wu"}),
        (Filter("phone", "gt", "092"), {"chen", "lin"}),
        (Filter("phone", "ge", "092"), {"wu", "chen", "lin"}),
        (Filter("phone", "in", ["090", "094", "x"]), {"wang", "lin"}),
        (Filter("phone", "in", []), set[str]()),
        (Filter("sizes", "has", 4), {"li", "wu", "lin"}),
        (Filter("sizes", "has", 20), {"wu"}),
        (Filter("id", "eq", rid("wu")), {"wu"}),
        (Filter("id", "in", [rid("wu"), rid("gone")]), {"wu"}),
        (Filter("cylinders", "eq", 0), {"wang", "li", "wu", "chen", "lin"}),
    ],
)
async def test_filters(shop: Hub, wanted: Filter, expected: set[str]) -> None:
    listed = await ask(shop, "customer", wanted)
    assert set(names(listed)) == expected
    assert listed.total == len(expected)


async def test_filters_on_what_is_indexed(shop: Hub) -> None:
    assert names(await ask(shop, "delivery_order", Filter("state", "eq", "confirmed"))) == ["o1"]
    assert names(await ask(shop, "delivery_order", Filter("customer", "eq", rid("li")))) == ["o2"]
    await shop.write(edit("delivery_order", "o2", state=["draft", "confirmed"]))
    confirmed = Filter("state", "eq", "confirmed")
    assert set(names(await ask(shop, "delivery_order", confirmed))) == {"o1", "o2"}
    await shop.write(delete("delivery_order", "o1"))
    assert names(await ask(shop, "delivery_order", confirmed)) == ["o2"]
    number = Filter("number", "eq", 2)
    assert names(await ask(shop, "delivery_order", number)) == ["o2"]


async def test_text_is_searched_for_in_the_declared_fields(shop: Hub) -> None:
    await shop.write(customer("m1", address="100% _路\\號"), customer("m2", address="百 路"))
    assert names(await ask(shop, "customer", text="信義")) == []
    assert set(names(await ask(shop, "customer", text="路"))) == {"m1", "m2"}
    for text in ("100%", "_路", "\\", "% _"):
        assert names(await ask(shop, "customer", text=text)) == ["m1"]
    assert set(names(await ask(shop, "customer", text="LI"))) == {"li", "lin"} - {"lin"} | {"lin"}


@pytest.mark.parametrize("sort", ["name", "-name", "district", "-district", "id", "-id", None])
@pytest.mark.parametrize("limit", [1, 2, 7])
async def test_pages_join_without_gap_or_repeat(shop: Hub, sort: str | None, limit: int) -> None:
    whole = names(await ask(shop, "customer", sort=sort))
    found: list[str] = []
    after = None
    while True:
        listed = await ask(shop, "customer", sort=sort, limit=limit, after=after)
        found += names(listed)
        assert listed.total == 5
        after = listed.next
        if after is None:
            break
    assert found == whole
    assert len(set(found)) == 5
    if sort in {"name", "-name"}:
        assert found == sorted(found, reverse=sort.startswith("-"))


@pytest.mark.parametrize(
    "broken",
    [
        {"filters": [Filter("nonsense", "eq", 1)]}, {"filters": [Filter("name", "like", "x")]},
        {"filters": [Filter("name", "has", "x")]}, {"filters": [Filter("sizes", "eq", 4)]},
        {"filters": [Filter("name", "in", "x")]}, {"filters": [Filter("name", "in", ["x"] * 501)]},
        {"filters": [Filter("name", "eq", {"a": 1})]}, {"filters": [Filter("name", "eq", 2**70)]},
        {"filters": [Filter("name", "eq", "\ud800")]}, {"filters": [Filter("_", "eq", 1)]},
        {"filters": [Filter("name') OR 1=1 --", "eq", 1)]}, {"text": "\ud800"},
        {"sort": "nonsense"}, {"sort": "sizes"}, {"sort": "--name"}, {"sort": ""},
        {"after": "x"}, {"after": "é"}, {"after": base64.urlsafe_b64encode(b"[1").decode()},
        {"after": base64.urlsafe_b64encode(b'[{"a":1},1]').decode()},
        {"after": base64.urlsafe_b64encode(b"[99999999999999999999999,1]").decode()},
    ],
)  # fmt: skip
async def test_a_broken_query_is_refused(shop: Hub, broken: dict[str, object]) -> None:
    filters = broken.pop("filters", [])
    with pytest.raises(Problem, match="query/invalid"):
        await ask(shop, "customer", *filters, **broken)  # type: ignore[misc]


async def test_a_list_holds_only_what_the_reader_may_see(shop: Hub) -> None:
    assert names(await ask(shop, "customer", person=ANN)) == ["wang"]
    assert (await ask(shop, "customer", person=ANN)).total == 1
    assert names(await ask(shop, "customer", person=BOB)) == []
    assert names(await ask(shop, "delivery_order", person=ANN, sort="number")) == ["o1"]
    assert (await ask(shop, "customer", person=ANN, text="li")).total == 0


async def test_the_admin_sees_events_too(shop: Hub) -> None:
    await shop.write(["station", rid("bar"), None, {"name": "bar"}], actor=BOSS, role="admin")
    drink = {"station": rid("bar"), "drink": "latte"}
    await shop.write(["drink_order", rid("d1"), None, drink], actor=BOSS, role="admin")
    assert names(await ask(shop, "drink_order", person=BOSS)) == ["d1"]
    assert names(await ask(shop, "drink_order")) == []


async def test_one_record(shop: Hub) -> None:
    get = shop.storage.get
    assert (await get(ORG, ANN, "driver", "customer", rid("wang"))).id == rid("wang")
    for person, entity, id in (
        (ANN, "customer", rid("li")), (ANN, "customer", rid("nobody")), (ANN, "order", rid("wang")),
        (OFFICE, "delivery_order", rid("wang")), (OFFICE, "customer", rid("gone")),
        (OFFICE, "customer", "\ud800"), (OFFICE, "customer", ""),
    ):  # fmt: skip
        with pytest.raises(Problem, match="record/unknown"):
            await get(ORG, person, ROLES[person], entity, id)


async def test_history_tells_every_step_newest_first(shop: Hub) -> None:
    await shop.write(edit("customer", "wang", phone="2", name="Wang"))
    desk = await shop.device("desk", OFFICE)
    await desk.do(edit("customer", "wang", {}, phone="3"))
    await shop.write(edit("customer", "wang", phone=None))
    history = await shop.storage.history(ORG, OFFICE, "dispatcher", "customer", rid("wang"))
    assert [(r.act, r.actor) for r in history] == [("edit", OFFICE)] * 3 + [("create", OFFICE)]
    assert history[0].fields["phone"][1] is None
    assert history[1].replica == "desk"
    assert history[2].fields == {"phone": ["090", "2"], "name": ["wang", "Wang"]}
    assert history[3].fields["phone"] == [None, "090"]
    assert history[3].fields["name"] == [None, "wang"]
    assert [r.position for r in history[:3]] == sorted(r.position for r in history[:3])[::-1]
    assert history[0].at == shop.clock.now
    with pytest.raises(Problem, match="record/unknown"):
        await shop.storage.history(ORG, ANN, "driver", "customer", rid("li"))


async def test_the_digest_agrees_with_a_device_that_has_read_all(shop: Hub) -> None:
    for person in (ANN, OFFICE):
        device = await shop.device(person[:3], person)
        await device.follow()
        now, records = await shop.storage.digest(ORG, person, device.role, device.cursor)
        assert now
        mine = [(device.entity[id], id, d["_"]["v"]) for id, d in device.base.items()]
        theirs = [(e, id, v) for e, by_id in records.items() for id, v in by_id.items()]
        assert checksum.digest(mine) == checksum.digest(theirs)
        await shop.write(edit("customer", "wang", note=person))
        assert not (await shop.storage.digest(ORG, person, device.role, device.cursor))[0]
    assert not (await shop.storage.digest(ORG, ANN, "driver", ""))[0]


async def test_scopes_and_figures(shop: Hub) -> None:
    assert await shop.storage.scopes(ORG, ANN, "driver") == {
        "everyone", f"user:{ANN}", f"route:{rid('r1')}"
    }  # fmt: skip
    await shop.device("desk", OFFICE)
    figures = await shop.storage.statistics(ORG)
    assert figures["records"] == 11
    assert figures["replicas"] == 1
    assert figures["head"] == await shop.storage.head(ORG)
    assert await shop.storage.epoch(ORG) == 1
    assert msgspec.json.encode(figures)
