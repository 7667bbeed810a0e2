"""One round trip, as devices make it."""

import gzip
from typing import Any

import msgspec
import pytest
import zstandard

from server.bootstrap import Founding, Newcomer, bootstrap
from tests.server.app.world import Phone, World, fresh_id


def customer(name: str, id: str | None = None) -> list[Any]:
    return ["customer", id or fresh_id(), None, {"name": name}]


async def test_one_round_decides_and_brings_what_is_new(world: World) -> None:
    phone = await world.phone("mei")
    id = fresh_id()
    answer = await phone.sync([customer("王太太", id)])
    assert (answer["first"], answer["done"]) == (1, 1)
    assert answer["mac"]
    arrived = {r["id"]: r for _, records in answer["in"] for r in records}
    assert arrived[id]["name"] == "王太太"
    assert arrived[id]["_"]["v"] == {phone.replica: 1}
    assert set(world.founded.people.values()) <= set(arrived)


async def test_nothing_to_say_is_204(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    response = await phone.send(phone.slice())
    assert (response.status_code, response.content) == (204, b"")


async def test_a_repeated_slice_gets_the_same_verdicts(world: World) -> None:
    phone = await world.phone("mei")
    request = phone.slice([customer("a")], [["customer", fresh_id(), None, {"name": 5}]])
    first, again = [(await phone.send(request)).json() for _ in range(2)]
    assert first["done"] == 2
    assert first["no"][0][:2] == [2, "refused"]
    assert {k: again[k] for k in ("done", "no", "mac")} == {
        k: first[k] for k in ("done", "no", "mac")
    }
    listed = await world.client.get("/api/v1/customers", headers=await world.headers())
    assert listed.json()["total"] == 1


async def test_push_alone_brings_no_records(world: World) -> None:
    phone = await world.phone("mei")
    answer = (await phone.send(phone.slice([customer("a")]), "/sync/push")).json()
    assert answer["done"] == 1
    assert {"in", "c", "more"}.isdisjoint(answer)


async def test_a_driver_holds_what_the_route_brings_and_loses_it(world: World) -> None:
    phone = await world.phone("chang")
    await phone.settle()
    ids = await world.route_of("chang")
    other = await world.route_of("wu", "Route 2")
    arrived = await phone.settle()
    assert set(ids.values()) <= set(arrived)
    assert not set(other.values()) & set(arrived)
    url = f"/api/v1/routes/{ids['route']}"
    change = {"driver": world.person("wu")}
    moved = await world.client.patch(url, json=change, headers=await world.headers())
    assert moved.status_code == 200, moved.text
    answer = await phone.sync()
    assert {id for _, left in answer["out"] for id in left} == set(ids.values())


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_bodies_travel_compressed_both_ways(world: World, coding: str) -> None:
    phone = await world.phone("mei")
    body = msgspec.json.encode(phone.slice(*[[customer(f"客戶 {n}")] for n in range(40)]))
    packed = gzip.compress(body) if coding == "gzip" else zstandard.compress(body)
    response = await world.client.post(
        "/api/v1/sync",
        content=packed,
        headers={
            **phone.headers, "Content-Type": "application/json", "Content-Encoding": coding,
            "Accept-Encoding": coding,
        },
    )  # fmt: skip
    assert response.headers["content-encoding"] == coding
    assert "accept-encoding" in response.headers["vary"].lower()
    assert response.json()["done"] == 40


async def test_messagepack_carries_ops_and_documents_as_binary(world: World) -> None:
    phone = await world.phone("mei")
    request = phone.slice([customer("王太太")])
    request["do"] = [[n, at, msgspec.json.encode(ops)] for n, at, ops in request["do"]]
    response = await world.client.post(
        "/api/v1/sync",
        content=msgspec.msgpack.encode(request),
        headers={**phone.headers, "Content-Type": "application/msgpack"},
    )
    assert response.headers["content-type"] == "application/msgpack"
    answer = msgspec.msgpack.decode(response.content)
    assert answer["done"] == 1
    documents = dict(answer["in"])["customer"]
    assert msgspec.json.decode(documents[0])["name"] == "王太太"


async def test_an_old_app_is_told_to_upgrade_and_may_push(world: World) -> None:
    phone = await world.phone("mei")
    answer = (await phone.send(phone.slice([customer("a")], s=0))).json()
    assert answer["done"] == 1
    assert answer["instruction"]["do"] == "upgrade"
    assert "in" not in answer


async def test_another_protocol_is_a_problem(world: World) -> None:
    phone = await world.phone("mei")
    response = await phone.send(phone.slice(v=9))
    assert (response.status_code, response.json()["code"]) == (426, "sync/protocol")


async def test_a_device_alone_hands_in_and_reads_nothing(world: World) -> None:
    phone = await world.phone("mei")
    await world.client.post("/api/v1/auth/logout", json={}, headers=phone.headers)
    phone.token = await world.token({"replica": phone.replica, "secret": phone.secret})
    answer = (await phone.send(phone.slice([customer("a")]))).json()
    assert answer["done"] == 1
    assert "no" not in answer
    assert "in" not in answer
    refused = await world.client.get("/api/v1/sync/changes", headers=phone.headers)
    assert (refused.status_code, refused.json()["code"]) == (401, "auth/expired")


async def test_a_revoked_device_hands_in_to_escrow_and_is_wiped(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    admin = await world.headers()
    revoked = await world.client.post(f"/api/v1/devices/{phone.replica}/revoke", headers=admin)
    assert revoked.status_code == 200
    barred = await phone.send(phone.slice([customer("a")]))
    assert (barred.status_code, barred.json()["code"]) == (403, "device/revoked")
    credential = {"replica": phone.replica, "secret": phone.secret}
    phone.token = await world.token(credential, escrow=True)
    answer = (await phone.send(phone.slice([customer("a")]))).json()
    assert answer["done"] == 1
    assert answer["instruction"]["do"] == "wipe"
    assert "in" not in answer
    listed = await world.client.get("/api/v1/customers", headers=admin)
    assert listed.json()["total"] == 0
    changes = await world.client.get("/api/v1/sync/changes", headers=phone.headers)
    assert changes.json()["code"] == "device/revoked"


async def test_a_person_without_a_device_pulls_and_may_not_push(world: World) -> None:
    headers = await world.headers("mei")
    pulled = await world.client.post(
        "/api/v1/sync", json={"v": 1, "s": 1, "c": ""}, headers=headers
    )
    assert pulled.status_code == 200
    assert pulled.json()["c"]
    phone = await world.phone("mei")
    request = phone.slice([customer("a")])
    refused = await world.client.post("/api/v1/sync", json=request, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "device/required")


async def test_blocks_are_topped_up_and_used(world: World) -> None:
    phone = await world.phone("mei")
    answer = await phone.sync(held={"delivery_order.number": 0})
    first, last = answer["blocks"]["delivery_order.number"][0]
    assert first < last
    buyer = fresh_id()
    order = {"customer": buyer, "number": first}
    answer = await phone.sync(
        [["customer", buyer, None, {"name": "王太太"}],
         ["delivery_order", fresh_id(), None, order]]
    )  # fmt: skip
    assert "no" not in answer


async def test_a_receipt_says_that_everything_is_in(world: World) -> None:
    phone = await world.phone("mei")
    answer = await phone.sync([customer("a")], receipt=True)
    assert answer["receipt"]["n"] == 1
    assert answer["receipt"]["seal"]


async def test_other_organisations_are_not_there(world: World) -> None:
    admin = Newcomer(name="林", user_name="lin", password="correct horse battery", role="admin")
    await bootstrap(world.services, Founding(name="Oat & Co", admin=admin))
    foreign = await world.make("customers", "lin", name="nobody's business")
    phone = await world.phone("mei")
    assert foreign["id"] not in await phone.settle()
    op = ["customer", foreign["id"], {}, {"name": "mine"}]
    answer = await phone.sync([op])
    assert answer["no"][0][1:] == ["refused", ["record/unknown", {}, {"id": foreign["id"]}]]
    read = await world.client.get(
        f"/api/v1/customers/{foreign['id']}", headers=await world.headers()
    )
    assert read.status_code == 404


async def test_the_last_contact_of_a_device_is_noted(world: World) -> None:
    phone: Phone = await world.phone("mei")
    await phone.sync()
    await world.client.get("/status.json")
    device = await world.services.identity.directory.device(world.organisation, phone.replica)
    assert device is not None
    listed = await world.client.get("/api/v1/devices", headers=await world.headers())
    assert listed.json()["devices"][0]["last_contact"]
