"""A phone and its clone; and the checksum that says whether two hold the same."""

from typing import Any

from sync.digest import digest
from tests.server.app.world import Phone, World, fresh_id


def create(name: str) -> list[Any]:
    return ["customer", fresh_id(), None, {"name": name}]


async def test_a_clone_goes_on_under_a_new_id(world: World) -> None:
    phone = await world.phone("mei")
    await phone.sync([create("shared")])
    clone = Phone(world, {"replica": phone.replica, "secret": phone.secret,
                          "person": phone.person}, phone.token)  # fmt: skip
    clone.after, clone.cursor, shared = phone.after, phone.cursor, phone.uids
    await phone.sync([create("by the phone")])
    answer = (await clone.send(clone.slice([create("by the clone")]))).json()
    assert answer["instruction"]["do"] == "rekey"
    offer = {"first": 1, "uids": "".join(shared + clone.uids)}
    rekeyed = (await clone.send(offer, "/sync/rekey")).json()
    assert rekeyed["parent"] == [phone.replica, 1]
    assert rekeyed["known"] == {shared[0]: [phone.replica, 1]}
    clone.replica, clone.after = rekeyed["replica"], (0, "")
    assert clone.replica != phone.replica
    clone.token = await world.token({"replica": clone.replica, "secret": clone.secret})
    assert (await clone.sync([create("by the clone")]))["done"] == 1
    assert (await phone.sync([create("the phone again")]))["done"] == 3
    listed = await world.client.get("/api/v1/customers", headers=await world.headers())
    assert listed.json()["total"] == 4


async def test_who_was_signed_in_stays_so(world: World) -> None:
    phone = await world.phone("mei")
    body = {
        "user_name": "mei", "password": "correct horse battery", "client": "app",
        "device": {"replica": phone.replica, "secret": phone.secret},
    }  # fmt: skip
    signed_in = (await world.client.post("/api/v1/auth/login", json=body)).json()
    phone.token = signed_in["access_token"]
    rekeyed = (await phone.send({"first": 1, "uids": ""}, "/sync/rekey")).json()
    credential = {
        "replica": rekeyed["replica"], "secret": phone.secret,
        "refresh_token": signed_in["refresh_token"],
    }  # fmt: skip
    renewed = (await world.client.post("/api/v1/auth/device", json=credential)).json()
    assert renewed["signed_out"] is None
    assert renewed["user"]["user_name"] == "mei"


async def test_a_lost_answer_signs_nobody_out(world: World) -> None:
    phone = await world.phone("mei")
    body = {
        "user_name": "mei", "password": "correct horse battery", "client": "app",
        "device": {"replica": phone.replica, "secret": phone.secret},
    }  # fmt: skip
    signed_in = (await world.client.post("/api/v1/auth/login", json=body)).json()
    phone.token = signed_in["access_token"]
    lost = (await phone.send({"first": 1, "uids": ""}, "/sync/rekey")).json()
    credential = {
        "replica": phone.replica, "secret": phone.secret,
        "refresh_token": signed_in["refresh_token"],
    }  # fmt: skip
    before = (await world.client.post("/api/v1/auth/device", json=credential)).json()
    assert before["user"]["user_name"] == "mei"
    again = (await phone.send({"first": 1, "uids": ""}, "/sync/rekey")).json()
    assert again == lost
    credential |= {"replica": again["replica"], "refresh_token": before["refresh_token"]}
    after = (await world.client.post("/api/v1/auth/device", json=credential)).json()
    assert after["user"]["user_name"] == "mei"


async def test_a_phone_is_revoked_under_every_id_that_it_has_had(world: World) -> None:
    phone = await world.phone("mei")
    told = (await phone.send({"first": 1, "uids": ""}, "/sync/rekey")).json()
    url = f"/api/v1/devices/{told['replica']}/revoke"
    assert (await world.client.post(url, headers=await world.headers())).status_code == 200
    for id in (told["replica"], phone.replica):
        credential = {"replica": id, "secret": phone.secret}
        answer = await world.client.post("/api/v1/auth/device", json=credential)
        assert (answer.status_code, answer.json()["code"]) == (403, "device/revoked")
    assert (await phone.send(phone.slice([create("by a thief")]))).status_code == 403


async def test_a_digest_agrees_or_lists_what_the_hub_holds(world: World) -> None:
    phone = await world.phone("mei")
    await phone.sync([create("a")])
    answer = (await phone.send(phone.slice(c=""))).json()
    held = [(e, r["id"], r["_"]["v"]) for e, records in answer["in"] for r in records]
    own = {"c": answer["c"], "sum": digest(held)}
    same = (await phone.send(own, "/sync/digest")).json()
    assert same == {"same": True, "sum": own["sum"]}
    wrong = {**own, "sum": digest(held[1:]), "list": True}
    differs = (await phone.send(wrong, "/sync/digest")).json()
    assert differs["same"] is False
    listed = [(e, i, v) for e, by_id in differs["records"].items() for i, v in by_id.items()]
    assert digest(listed) == own["sum"]


async def test_a_digest_of_an_old_cursor_says_so(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    await world.make("customers", name="new")
    answer = (await phone.send({"c": phone.cursor, "sum": "x"}, "/sync/digest")).json()
    assert answer["now"] is False
    assert answer["same"] is False
