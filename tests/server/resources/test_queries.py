"""Lists: filters, text, order, pages; and what is none of them."""

from typing import Any

import httpx
import pytest

from tests.server.app.world import World


async def items(world: World) -> dict[str, str]:
    """Some stock; name -> id."""
    station = (await world.make("stations", name="B"))["id"]
    found: dict[str, str] = {}
    for name, threshold, stock in (("燕麥奶", 5, 12), ("全脂牛奶", 8, 3), ("豆漿", 5, 0)):
        made = await world.make(
            "inventory_items", station=station, name=name, threshold=threshold, stock=stock
        )
        found[name] = made["id"]
    return found


async def names(world: World, **query: Any) -> list[str]:
    response = await ask(world, **query)
    assert response.status_code == 200, response.text
    return [record["name"] for record in response.json()["data"]]


async def ask(world: World, **query: Any) -> httpx.Response:
    parameters = {name.replace("__", "."): value for name, value in query.items()}
    return await world.client.get(
        "/api/v1/inventory_items", params=parameters, headers=await world.headers()
    )


async def test_filters(world: World) -> None:
    await items(world)
    assert set(await names(world, threshold=5)) == {"燕麥奶", "豆漿"}
    assert set(await names(world, threshold__ne=5)) == {"全脂牛奶"}
    assert set(await names(world, stock__gt=0, threshold__le=5)) == {"燕麥奶"}
    assert set(await names(world, stock__ge=3, stock__lt=12)) == {"全脂牛奶"}
    assert set(await names(world, name__in="豆漿,燕麥奶")) == {"燕麥奶", "豆漿"}
    assert await names(world, name="豆") == []


async def test_more_filters_than_anybody_needs_are_refused(world: World) -> None:
    url = "/api/v1/inventory_items?" + "&".join(["name=a"] * 1_100)
    answer = await world.client.get(url, headers=await world.headers())
    assert (answer.status_code, answer.json()["code"]) == (422, "query/invalid")
    assert "name" in answer.text


async def test_text_is_found_in_chinese_by_one_character(world: World) -> None:
    await items(world)
    assert set(await names(world, q="奶")) == {"燕麥奶", "全脂牛奶"}
    assert await names(world, q="%") == []


async def test_elements_of_sets(world: World) -> None:
    await world.make("customers", name="a", sizes=[20])
    await world.make("customers", name="b", sizes=[16, 20])
    headers = await world.headers()
    found = await world.client.get("/api/v1/customers?sizes=16", headers=headers)
    assert [record["name"] for record in found.json()["data"]] == ["b"]


async def test_order(world: World) -> None:
    await items(world)
    assert await names(world, sort="stock") == ["豆漿", "全脂牛奶", "燕麥奶"]
    assert await names(world, sort="-stock") == ["燕麥奶", "全脂牛奶", "豆漿"]
    assert await names(world) == ["豆漿", "全脂牛奶", "燕麥奶"]


@pytest.mark.parametrize("sort", [{}, {"sort": "stock"}, {"sort": "-threshold"}])
async def test_pages_go_on_where_they_ended(world: World, sort: dict[str, str]) -> None:
    expected = set(await items(world))
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        response = (await ask(world, limit=1, **sort, **after)).json()
        assert response["total"] == 3
        seen += [record["name"] for record in response["data"]]
        if response["next"] is None:
            break
        after = {"after": response["next"]}
    assert len(seen) == 3
    assert set(seen) == expected


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"moons": 3}, "moons"),
        ({"threshold": "many"}, "threshold"),
        ({"threshold__like": "5"}, "threshold.like"),
        ({"station__lt": "x"}, "station.lt"),
        ({"sort": "moons"}, "sort"),
        ({"limit": 0}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "１"}, "limit"),
        ({"name": "x" * 2_000}, "name"),
        ({"q": "a\0b"}, "q"),
    ],
)
async def test_what_is_no_query(world: World, query: dict[str, Any], wrong: str) -> None:
    response = await ask(world, **query)
    assert (response.status_code, response.json()["code"]) == (422, "query/invalid")
    assert wrong in response.json()["errors"]


async def test_a_hostile_page(world: World) -> None:
    await items(world)
    for after in ("x", "' OR 1=1", "1." + "9" * 500, "W10"):
        response = await ask(world, after=after)
        assert (response.status_code, response.json()["code"]) == (422, "query/invalid"), after
