"""REST for the entities, on customers, orders, stations and stock."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.server.app.world import World, fresh_id

V1 = "/api/v1"


async def ask(
    world: World, method: str, path: str, user: str = "wang", base: str = V1, **more: Any
) -> httpx.Response:
    headers = {**await world.headers(user), **more.pop("headers", {})}
    return await world.client.request(method, base + path, headers=headers, **more)


async def stock(world: World, **values: Any) -> dict[str, Any]:
    station = await world.make("stations", name="B")
    return await world.make("inventory_items", station=station["id"], name="oat", **values)


async def test_create_read_edit_delete(world: World) -> None:
    made = await ask(world, "POST", "/customers", json={"name": "王太太", "sizes": [20]})
    assert made.status_code == 201
    record = made.json()
    assert made.headers["location"] == f"/api/v1/customers/{record['id']}"
    read = await ask(world, "GET", f"/customers/{record['id']}")
    assert read.json() == record
    assert read.headers["etag"] == made.headers["etag"]
    edited = await ask(
        world, "PATCH", f"/customers/{record['id']}",
        json={"phone": "0912", "sizes": {"add": [16], "remove": [20]}, "cylinders": {"add": 2}},
    )  # fmt: skip
    assert edited.status_code == 200
    shown = edited.json()
    assert (shown["phone"], shown["sizes"], shown["cylinders"]) == ("0912", [16], 2)
    assert shown["name"] == "王太太"
    gone = await ask(world, "DELETE", f"/customers/{record['id']}")
    assert (gone.status_code, gone.content) == (204, b"")
    for method in ("GET", "PATCH", "DELETE"):
        again = await ask(world, method, f"/customers/{record['id']}", json={"name": "x"})
        assert (again.status_code, again.json()["code"]) == (404, "record/unknown")


async def test_null_takes_a_value_away(world: World) -> None:
    made = await world.make("customers", name="a", phone="0912")
    edited = await ask(world, "PATCH", f"/customers/{made['id']}", json={"phone": None})
    assert "phone" not in edited.json()
    refused = await ask(world, "PATCH", f"/customers/{made['id']}", json={"name": None})
    assert refused.status_code == 422
    assert "name" in refused.json()["errors"]


async def test_an_id_may_be_given_once(world: World) -> None:
    id = fresh_id()
    assert (await world.make("customers", name="a", id=id))["id"] == id
    again = await ask(world, "POST", "/customers", json={"name": "b", "id": id})
    assert (again.status_code, again.json()["code"]) == (409, "record/exists")


async def test_a_state_is_named_and_the_step_is_found(world: World) -> None:
    ids = await world.route_of("chang")
    url = f"/stops/{ids['stop']}"
    for state in ("arrived", "delivered", "delivered"):
        moved = await ask(world, "PATCH", url, "chang", json={"state": state})
        assert (moved.status_code, moved.json()["state"]) == (200, state)
    never = await ask(world, "PATCH", url, "chang", json={"state": "failed"})
    assert (never.status_code, never.json()["code"]) == (409, "transition/illegal")


async def test_a_state_that_several_change_at_once_is_never_torn(world: World) -> None:
    ids = await world.route_of("chang")
    url = f"/stops/{ids['stop']}"
    answers = await asyncio.gather(
        *(ask(world, "PATCH", url, json={"state": "arrived"}) for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["state"] for answer in answers} == {"arrived"}


async def test_a_count_is_the_figure_on_the_shelf(world: World) -> None:
    item = await stock(world, stock=10)
    url = f"/inventory_items/{item['id']}"
    await ask(world, "PATCH", url, json={"stock": {"add": -3}})
    counted = await ask(world, "PATCH", url, json={"stock": {"count": 37}})
    assert counted.json()["stock"] == 37
    sold = await ask(world, "PATCH", url, json={"stock": {"add": -2}})
    assert sold.json()["stock"] == 35
    again = await ask(world, "PATCH", url, json={"stock": {"count": 40}})
    assert again.json()["stock"] == 40


@pytest.mark.parametrize("change", [{}, {"count": "many"}, 5])
async def test_a_counter_that_is_neither_added_to_nor_counted(world: World, change: Any) -> None:
    item = await stock(world)
    refused = await ask(world, "PATCH", f"/inventory_items/{item['id']}", json={"stock": change})
    assert refused.status_code == 422
    assert any(field.startswith("stock") for field in refused.json()["errors"])


async def test_a_conflict_is_closed_by_naming_the_sibling(world: World) -> None:
    made = await world.make("customers", name="a")
    phones = [await world.phone("mei"), await world.phone("mei")]
    for phone in phones:
        await phone.settle()
    for place, phone in enumerate(phones):
        op = ["customer", made["id"], made["_"]["v"], {"name": f"by phone {place}"}]
        await phone.sync([op])
    url = f"/customers/{made['id']}"
    siblings = (await ask(world, "GET", url)).json()["_"]["c"]["name"]
    chosen = siblings[1]
    closed = await ask(world, "PATCH", url, json={"_accept": {"name": chosen[1]}})
    assert closed.status_code == 200, closed.text
    assert closed.json()["name"] == chosen[0]
    assert "c" not in closed.json()["_"]
    unknown = await ask(world, "PATCH", url, json={"_accept": {"name": ["zz", 9]}})
    assert (unknown.status_code, unknown.json()["code"]) == (409, "accept/unknown")
    odd = await ask(world, "PATCH", url, json={"_accept": {"moons": ["zz", 9]}})
    assert (odd.status_code, odd.json()["errors"]) == (422, {"_accept.moons": "no such field"})


async def test_if_match_guards_a_write(world: World) -> None:
    made = await ask(world, "POST", "/customers", json={"name": "a"})
    url, tag = f"/customers/{made.json()['id']}", made.headers["etag"]
    first = await ask(world, "PATCH", url, json={"name": "b"}, headers={"If-Match": tag})
    assert first.status_code == 200
    for stale in (tag, "W/" + first.headers["etag"], '"x"'):
        late = await ask(world, "PATCH", url, json={"name": "c"}, headers={"If-Match": stale})
        assert (late.status_code, late.json()["code"]) == (412, "record/changed")
    either = {"If-Match": f'"1", {first.headers["etag"]}'}
    assert (await ask(world, "DELETE", url, headers=either)).status_code == 204


async def test_what_is_known_already_is_not_sent_again(world: World) -> None:
    made = await ask(world, "POST", "/customers", json={"name": "a"})
    url = f"/customers/{made.json()['id']}"
    known = {"If-None-Match": made.headers["etag"]}
    assert (await ask(world, "GET", url, headers=known)).status_code == 304
    listed = await ask(world, "GET", "/customers")
    assert listed.headers["etag"].startswith("W/")
    known = {"If-None-Match": listed.headers["etag"]}
    unchanged = await ask(world, "GET", "/customers", headers=known)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    await world.make("customers", name="b")
    assert (await ask(world, "GET", "/customers", headers=known)).status_code == 200
    other = await ask(world, "GET", "/customers", "chang", headers=known)
    assert other.status_code == 200


async def test_an_idempotency_key_writes_once(world: World) -> None:
    key = {"Idempotency-Key": "retry-1"}
    first = await ask(world, "POST", "/customers", json={"name": "a"}, headers=key)
    again = await ask(world, "POST", "/customers", json={"name": "a"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    other = await ask(world, "POST", "/customers", json={"name": "b"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency/mismatch")
    somebody = await ask(world, "POST", "/customers", "mei", json={"name": "c"}, headers=key)
    assert somebody.status_code == 201
    assert (await ask(world, "GET", "/customers")).json()["total"] == 2
    url = f"/customers/{first.json()['id']}"
    gone = [await ask(world, "DELETE", url, headers={"Idempotency-Key": "d"}) for _ in "ab"]
    assert [answer.status_code for answer in gone] == [204, 204]


async def test_a_key_keeps_what_its_request_meant_when_it_was_made(world: World) -> None:
    wang = await world.make("customers", name="wang")
    made = await ask(world, "POST", "/delivery_orders", json={"customer": wang["id"]})
    url = f"/delivery_orders/{made.json()['id']}"
    step = {"Idempotency-Key": "confirm", "If-Match": made.headers["etag"]}
    first, again = [
        await ask(world, "PATCH", url, json={"state": "confirmed"}, headers=step) for _ in "ab"
    ]
    assert (again.status_code, again.json()) == (200, first.json())
    assert again.headers["etag"] == first.headers["etag"]
    other = await ask(world, "PATCH", url, json={"note": "x"}, headers=step)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency/mismatch")
    # It changed nothing then, so it changes nothing now, though the order has gone on.
    still = {"Idempotency-Key": "confirm-again"}
    await ask(world, "PATCH", url, json={"state": "confirmed"}, headers=still)
    await ask(world, "PATCH", url, json={"state": "assigned"})
    late = await ask(world, "PATCH", url, json={"state": "confirmed"}, headers=still)
    assert late.status_code == 200
    assert (await ask(world, "GET", url)).json()["state"] == "assigned"


async def test_an_edit_that_changes_nothing_holds_to_its_terms(world: World) -> None:
    made = await ask(world, "POST", "/customers", json={"name": "a"})
    url = f"/customers/{made.json()['id']}"
    same = await ask(world, "PATCH", url, json={}, headers={"If-Match": made.headers["etag"]})
    assert (same.status_code, same.headers["etag"]) == (200, made.headers["etag"])
    stale = await ask(world, "PATCH", url, json={}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "record/changed")


async def test_the_organisation_is_founded_once_and_never_deleted(world: World) -> None:
    made = await ask(world, "POST", "/organisations", json={"name": "Fake"})
    assert (made.status_code, made.json()["code"]) == (403, "write/forbidden")
    (own,) = (await ask(world, "GET", "/organisations")).json()["data"]
    url = f"/organisations/{own['id']}"
    gone = await ask(world, "DELETE", url)
    assert (gone.status_code, gone.json()["code"]) == (403, "write/forbidden")
    renamed = await ask(world, "PATCH", url, json={"name": "New"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "New")


async def test_history_tells_who_did_what(world: World) -> None:
    made = await world.make("customers", name="a")
    await ask(world, "PATCH", f"/customers/{made['id']}", "mei", json={"name": "b"})
    history = (await ask(world, "GET", f"/customers/{made['id']}/history")).json()["data"]
    assert [(step["act"], step["actor"]) for step in history] == [
        ("edit", world.person("mei")), ("create", world.person("wang")),
    ]  # fmt: skip
    assert history[0]["fields"] == {"name": ["a", "b"]}
    assert [step["received"] for step in history] == [step["at"] for step in history]


async def test_history_tells_from_which_device_it_came_and_when(world: World) -> None:
    made = await world.make("customers", name="a", note="old", sizes=[4], cylinders=3)
    phone = await world.phone("mei")
    await phone.settle()
    done = world.services.clock()
    body = {"note": "new", "sizes": {"add": [16]}, "cylinders": {"add": -2}}
    edit = ["customer", made["id"], made["_"]["v"], body]
    await phone.sync([edit], at=done * 1024)
    await world.make("customers", name="later")
    url = f"/customers/{made['id']}/history"
    (step, _) = (await ask(world, "GET", url)).json()["data"]
    assert (step["replica"], step["device"]) == (phone.replica, "phone")
    assert step["at"] == done
    assert done <= step["received"] <= world.services.clock()
    assert step["fields"] == {"note": ["old", "new"], "sizes": [[4], [16, 4]], "cylinders": [3, 1]}


async def test_a_batch_answers_each_on_its_own(world: World) -> None:
    made = await world.make("customers", name="a")
    requests: list[Any] = [
        {"body": {"name": "b"}},
        {"method": "PATCH", "id": made["id"], "body": {"name": "c"}},
        {"method": "PATCH", "id": fresh_id(), "body": {"name": "c"}},
        {"method": "POST", "body": {"moons": 3}},
        {"method": "DELETE", "id": made["id"]},
        {"method": "GET", "id": made["id"]},
        "nonsense",
    ]
    answer = await ask(world, "POST", "/customers/batch", json={"requests": requests})
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [r["data"]["name"] for r in results[:2]] == ["b", "c"]
    assert results[4] == {"data": None}
    codes = [r["error"]["code"] for r in (results[2], results[3], *results[5:])]
    assert codes == ["record/unknown", "request/invalid", "record/unknown", "request/invalid"]


async def test_a_batch_of_a_hundred_thousand(world: World) -> None:
    answer = await ask(world, "POST", "/customers/batch", json={"requests": [{}] * 100_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "request/too-large")


async def test_a_repeated_batch_writes_once(world: World) -> None:
    body = {"requests": [{"body": {"name": "a"}}, {"body": {"name": "b"}}]}
    key = {"Idempotency-Key": "batch"}
    first, again = [
        (await ask(world, "POST", "/customers/batch", json=body, headers=key)).json()
        for _ in range(2)
    ]
    assert first == again
    assert (await ask(world, "GET", "/customers")).json()["total"] == 2


async def test_the_unversioned_paths_are_version_one(world: World) -> None:
    made = await ask(world, "POST", "/customers/", base="/api", json={"name": "a"})
    assert made.status_code == 201
    put = await ask(
        world, "PUT", f"/customers/{made.json()['id']}/", base="/api", json={"name": "b"}
    )
    assert (put.status_code, put.json()["name"]) == (200, "b")
    strict = await ask(world, "PUT", f"/customers/{made.json()['id']}", json={"name": "c"})
    assert (strict.status_code, strict.json()["code"]) == (405, "request/method")
    assert "PATCH" in strict.headers["allow"]


async def test_a_role_may_write_what_it_may(world: World) -> None:
    made = await ask(world, "POST", "/routes", "chang", json={"name": "a", "day": "2026-11-21"})
    assert (made.status_code, made.json()["code"]) == (403, "write/forbidden")
    ids = await world.route_of("chang")
    hidden = await ask(world, "GET", f"/customers/{ids['customer']}", "wu")
    assert (hidden.status_code, hidden.json()["code"]) == (404, "record/unknown")
    shown = await ask(world, "GET", f"/customers/{ids['customer']}", "chang")
    assert shown.status_code == 200
    assert (await ask(world, "GET", "/customers", "chang")).json()["total"] == 1
    assert (await ask(world, "GET", "/customers", "wu")).json()["total"] == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "request/malformed"),
        (b"9 and more", 400, "request/malformed"),
        (b'{"name":"\xff"}', 400, "request/malformed"),
        (b'{"name":"\\ud800"}', 400, "request/malformed"),
        (b'{"name":' + b"[" * 100_000, 400, "request/malformed"),
        (b'{"note":NaN}', 400, "request/malformed"),
        (b"[]", 422, "request/invalid"),
        (b'{"name":"a","moons":3}', 422, "request/invalid"),
        (b'{"name":"a","cylinders":1.5}', 422, "request/invalid"),
        (b'{"name":"a","sizes":[20,21]}', 422, "request/invalid"),
        (b'{"name":"' + b"x" * 10_000_000 + b'"}', 413, "request/too-large"),
    ],
)
async def test_a_body_that_is_none(world: World, body: bytes, status: int, code: str) -> None:
    head = await world.services.storage.head(world.organisation)
    headers = {"Content-Type": "application/json"}
    refused = await ask(world, "POST", "/customers", content=body, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert await world.services.storage.head(world.organisation) == head
    assert await world.make("customers", name="next")


async def test_a_whole_number_may_be_written_with_a_point(world: World) -> None:
    headers = {"Content-Type": "application/json"}
    body = b'{"name":"a","cylinders":2.0,"sizes":[20.0]}'
    made = await ask(world, "POST", "/customers", content=body, headers=headers)
    assert (made.json()["cylinders"], made.json()["sizes"]) == (2, [20])
