"""A station's tablet: several people read on one device, each what they may."""

from typing import Any

from tests.server.app.world import PASSWORD, Phone, World


async def tablet(world: World) -> dict[str, Any]:
    """A tablet that is bound to a station and to nobody."""
    station = await world.make("stations", name="A 吧台")
    by = await world.headers()
    asked = {"station": station["id"], "role": "dispatcher"}
    code = await world.client.post("/api/v1/devices/enrolments", json=asked, headers=by)
    assert code.status_code == 201, code.text
    enrol = {"code": code.json()["code"], "name": "tablet", "app": "test"}
    enrolled = await world.client.post("/api/v1/devices/enrol", json=enrol)
    assert enrolled.status_code == 201, enrolled.text
    found: dict[str, Any] = enrolled.json()
    return found


async def sign_in(world: World, device: dict[str, Any], user_name: str) -> Phone:
    """The tablet in the hands of somebody."""
    body = {
        "user_name": user_name, "password": PASSWORD, "client": "app",
        "device": {"replica": device["replica"], "secret": device["secret"]},
    }  # fmt: skip
    response = await world.client.post("/api/v1/auth/login", json=body)
    assert response.status_code == 200, response.text
    person = {**device, "person": world.person(user_name)}
    return Phone(world, person, response.json()["access_token"])


async def test_what_one_person_read_on_a_tablet_is_not_read_on_by_another(world: World) -> None:
    device = await tablet(world)
    route = await world.route_of("chang")
    mei = await sign_in(world, device, "mei")
    assert route["customer"] in await mei.settle()
    chang = await sign_in(world, device, "chang")
    chang.cursor = mei.cursor
    assert (await chang.sync())["instruction"] == {"do": "resync"}
    chang.cursor = ""
    assert route["stop"] in await chang.settle()


async def test_the_same_person_goes_on_after_signing_in_again(world: World) -> None:
    device = await tablet(world)
    first = await sign_in(world, device, "mei")
    await first.settle()
    made = await world.make("customers", name="王太太")
    again = await sign_in(world, device, "mei")
    again.cursor = first.cursor
    assert await again.settle() == [made["id"]]


async def test_a_bound_device_has_no_reader_in_its_cursor(world: World) -> None:
    phone = await world.phone("mei")
    await phone.settle()
    assert phone.cursor
    assert phone.cursor.count(".") == 2
