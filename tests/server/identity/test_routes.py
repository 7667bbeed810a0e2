"""The endpoints of identity over HTTP."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import CATALOGUE
from server.identity.identity import Identity
from server.identity.organisations import Created
from server.metadata import metadata

from .conftest import PASSWORD, Time, add

API = "/api/v1"
POSTS = (
    "/auth/login", "/auth/refresh", "/auth/logout", "/auth/device", "/devices/enrol",
    "/devices/enrolments", "/users",
)  # fmt: skip


async def login(client: httpx.AsyncClient, name: str = "admin-gas", **more: Any) -> dict[str, Any]:
    body = {"user_name": name, "password": PASSWORD, "client": "app", **more}
    answer = await client.post(f"{API}/auth/login", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def bearer(client: httpx.AsyncClient, name: str = "admin-gas") -> dict[str, str]:
    return {"Authorization": f"Bearer {(await login(client, name))['access_token']}"}


def refused(answer: httpx.Response, code: str) -> dict[str, Any]:
    problem = dict(answer.json())
    assert (answer.status_code, problem["code"]) == (CATALOGUE[code].status, code)
    assert answer.headers["content-type"].startswith("application/problem+json")
    return problem


async def test_an_app_gets_its_refresh_token_in_the_answer(
    client: httpx.AsyncClient, gas: Created
) -> None:
    body = {"user_name": "admin@gas.example", "password": PASSWORD, "client": "app"}
    answer = await client.post(f"{API}/auth/login", json=body)
    got = answer.json()
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert (got["token_type"], got["expires_in"]) == ("Bearer", 900)
    assert got["user"] == {
        "id": gas.admin, "user_name": "admin-gas", "email": "admin@gas.example",
        "role": "admin", "organisation": gas.organisation,
    }  # fmt: skip
    again = await client.post(f"{API}/auth/refresh", json={"refresh_token": got["refresh_token"]})
    assert again.json()["refresh_token"] not in {None, got["refresh_token"]}
    assert "set-cookie" not in again.headers


async def test_a_browser_gets_a_cookie_that_no_script_reads(
    client: httpx.AsyncClient, gas: Created
) -> None:
    body = {"user_name": "admin-gas", "password": PASSWORD}
    answer = await client.post(f"{API}/auth/login", json=body)
    assert answer.json()["refresh_token"] is None
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", "secure", "path=/api", "max-age=2592000"):
        assert part in cookie
    first = client.cookies["fieldpost_refresh"]
    again = await client.post(f"{API}/auth/refresh", json={})
    assert again.status_code == 200
    assert again.json()["refresh_token"] is None
    assert client.cookies["fieldpost_refresh"] != first
    out = await client.post(f"{API}/auth/logout", json={})
    assert out.status_code == 204
    assert "fieldpost_refresh" not in client.cookies
    refused(await client.post(f"{API}/auth/refresh", json={}), "auth/required")


async def test_logging_out_ends_what_the_browser_held(
    client: httpx.AsyncClient, gas: Created
) -> None:
    body = {"user_name": "admin-gas", "password": PASSWORD}
    access = (await client.post(f"{API}/auth/login", json=body)).json()["access_token"]
    cookie = client.cookies["fieldpost_refresh"]
    await client.post(f"{API}/auth/logout", json={})
    answer = await client.get(f"{API}/auth/profile", headers={"Authorization": f"Bearer {access}"})
    refused(answer, "auth/expired")
    answer = await client.post(f"{API}/auth/refresh", json={"refresh_token": cookie})
    refused(answer, "auth/expired")


async def test_a_reused_token_is_refused(
    client: httpx.AsyncClient, gas: Created, time: Time
) -> None:
    token = {"refresh_token": (await login(client))["refresh_token"]}
    assert (await client.post(f"{API}/auth/refresh", json=token)).status_code == 200
    time.pass_(11)
    refused(await client.post(f"{API}/auth/refresh", json=token), "auth/reused")


async def test_a_locked_account_says_when_to_come_back(
    client: httpx.AsyncClient, gas: Created
) -> None:
    body = {"user_name": "admin-gas", "password": "wrong"}
    for _ in range(5):
        refused(await client.post(f"{API}/auth/login", json=body), "auth/credentials")
    answer = await client.post(f"{API}/auth/login", json={**body, "password": PASSWORD})
    assert refused(answer, "auth/locked")["retry_after"] == 1
    assert answer.headers["retry-after"] == "1"


async def test_profile(
    client: httpx.AsyncClient, identity: Identity, gas: Created, coffee: Created
) -> None:
    await identity.organisations.join(coffee.organisation, gas.admin, "barista")
    headers = await bearer(client)
    answer = (await client.get(f"{API}/auth/profile", headers=headers)).json()
    assert answer["user"]["id"] == gas.admin
    assert answer["replica"] is None
    assert answer["organisations"] == [
        {"id": gas.organisation, "name": "gas", "role": "admin"},
        {"id": coffee.organisation, "name": "coffee", "role": "barista"},
    ]


async def test_profile_without_or_with_a_bad_or_old_token(
    client: httpx.AsyncClient, gas: Created, time: Time
) -> None:
    headers = await bearer(client)
    refused(await client.get(f"{API}/auth/profile"), "auth/required")
    answer = await client.get(f"{API}/auth/profile", headers={"Authorization": "Bearer x"})
    refused(answer, "auth/invalid")
    time.pass_(900)
    refused(await client.get(f"{API}/auth/profile", headers=headers), "auth/expired")


async def test_health_tells_the_truth(client: httpx.AsyncClient, engine: AsyncEngine) -> None:
    answer = await client.get(f"{API}/auth/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    async with engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
    refused(await client.get(f"{API}/auth/health"), "server/busy")


async def test_a_device_from_code_to_revocation(
    client: httpx.AsyncClient, identity: Identity, gas: Created, coffee: Created
) -> None:
    lin = await add(identity, gas.organisation, "lin", "driver")
    office, abroad = await bearer(client), await bearer(client, "admin-coffee")
    invited = await client.post(f"{API}/devices/enrolments", json={"person": lin}, headers=office)
    assert (invited.status_code, invited.json()["expires_in"]) == (201, 600)
    body = {"code": invited.json()["code"], "name": "Phone", "app": "1.0"}
    enrolled = await client.post(f"{API}/devices/enrol", json=body)
    assert enrolled.status_code == 201
    assert enrolled.headers["cache-control"] == "no-store"
    device = enrolled.json()
    assert set(device) == {"replica", "secret", "organisation", "person", "station", "role"}
    assert device["organisation"] == {
        "id": gas.organisation, "name": "gas", "time_zone": "Asia/Taipei", "currency": "TWD",
        "languages": ["zh-TW", "en"],
    }  # fmt: skip
    refused(await client.post(f"{API}/devices/enrol", json=body), "enrol/code")

    credential = {"replica": device["replica"], "secret": device["secret"]}
    granted = (await client.post(f"{API}/auth/device", json=credential)).json()
    assert (granted["user"]["id"], granted["replica"]) == (lin, device["replica"])
    held = {"Authorization": f"Bearer {granted['access_token']}"}
    profile = (await client.get(f"{API}/auth/profile", headers=held)).json()
    assert profile["replica"] == device["replica"]

    listed = (await client.get(f"{API}/devices", headers=office)).json()
    assert [each["replica"] for each in listed["devices"]] == [device["replica"]]
    assert listed["next"] is None
    assert "secret" not in listed["devices"][0]
    assert (await client.get(f"{API}/devices", headers=abroad)).json()["devices"] == []
    refused(await client.get(f"{API}/devices", headers=held), "auth/forbidden")

    revoke = f"{API}/devices/{device['replica']}/revoke"
    refused(await client.post(revoke, headers=held), "auth/forbidden")
    refused(await client.post(revoke, headers=abroad), "device/unknown")
    revoked = await client.post(revoke, headers=office)
    assert (revoked.status_code, revoked.json()["revoked_by"]) == (200, gas.admin)
    refused(await client.get(f"{API}/auth/profile", headers=held), "device/revoked")
    refused(await client.post(f"{API}/auth/device", json=credential), "device/revoked")
    rest = await client.post(f"{API}/auth/device", json={**credential, "escrow": True})
    assert (rest.json()["escrow"], rest.json()["user"]) == (True, None)


async def test_signing_in_on_a_device_over_http(
    client: httpx.AsyncClient, identity: Identity, gas: Created
) -> None:
    office = await bearer(client)
    body = {"station": "S" * 22, "role": "barista"}
    invited = await client.post(f"{API}/devices/enrolments", json=body, headers=office)
    body = {"code": invited.json()["code"], "name": "Tablet", "app": "1.0"}
    device = (await client.post(f"{API}/devices/enrol", json=body)).json()
    credential = {"replica": device["replica"], "secret": device["secret"]}
    alone = (await client.post(f"{API}/auth/device", json=credential)).json()
    assert (alone["user"], alone["signed_out"]) == (None, "auth/required")
    headers = {"Authorization": f"Bearer {alone['access_token']}"}
    refused(await client.get(f"{API}/auth/profile", headers=headers), "auth/expired")
    await add(identity, gas.organisation, "mei", "barista")
    session = await login(client, "mei", device=credential)
    token = {"refresh_token": session["refresh_token"]}
    both = (await client.post(f"{API}/auth/device", json={**credential, **token})).json()
    assert (both["user"]["user_name"], both["replica"]) == ("mei", device["replica"])


async def test_pages_of_devices(
    client: httpx.AsyncClient, identity: Identity, gas: Created
) -> None:
    office = await bearer(client)
    for number in range(5):
        invited = await client.post(
            f"{API}/devices/enrolments", json={"person": gas.admin}, headers=office
        )
        body = {"code": invited.json()["code"], "name": f"Phone {number}", "app": "1.0"}
        await client.post(f"{API}/devices/enrol", json=body)
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    sizes: list[int] = []
    while True:
        page = (await client.get(f"{API}/devices", params=query, headers=office)).json()
        sizes.append(len(page["devices"]))
        seen += [each["replica"] for each in page["devices"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert sizes == [2, 2, 1]
    assert len(set(seen)) == 5
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/auth/login", {}),
        ("/auth/login", {"user_name": "a", "password": "b", "admin": True}),
        ("/auth/login", {"user_name": "a\0b", "password": "b"}),
        ("/auth/login", {"user_name": "x" * 255, "password": "b"}),
        ("/auth/login", {"user_name": "a", "password": "b", "client": "robot"}),
        ("/auth/login", {"user_name": "a", "password": "b", "device": {"replica": "UP"}}),
        ("/auth/login", []),
        ("/auth/refresh", {"refresh_token": "short"}),
        ("/auth/device", {"replica": "toolonganame", "secret": "A" * 43}),
        ("/auth/device", {"replica": "a", "secret": "A" * 42}),
        ("/devices/enrol", {"code": "1234", "name": "x", "app": "1"}),
        ("/devices/enrol", {"code": "0000-0000-0000", "name": "", "app": "1"}),
        ("/devices/enrol", {"code": "0000-0000-0000", "name": "a\nb", "app": "1"}),
    ],
)
async def test_bad_bodies_are_named(client: httpx.AsyncClient, path: str, body: object) -> None:
    answer = await client.post(f"{API}{path}", json=body)
    assert refused(answer, "request/invalid")["errors"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b'{"user_name":"\\ud800","password":"x"}', b"[" * 5_000,
        b'{"user_name":"\xff","password":"x"}',
    ],
)  # fmt: skip
async def test_unreadable_bodies_are_no_failure(
    client: httpx.AsyncClient, gas: Created, body: bytes
) -> None:
    headers = {"content-type": "application/json"}
    headers |= await bearer(client)
    for path in POSTS:
        answer = await client.post(f"{API}{path}", content=body, headers=headers)
        refused(answer, "request/malformed")


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_only_json_is_read(client: httpx.AsyncClient, gas: Created, media: str) -> None:
    headers = {"content-type": media, **await bearer(client)}
    for path in POSTS:
        answer = await client.post(f"{API}{path}", content=b"{}", headers=headers)
        refused(answer, "request/media")


async def test_bodies_are_small(client: httpx.AsyncClient, gas: Created) -> None:
    body = b"[" + b"[]," * 30_000 + b"1]"
    headers = {"content-type": "application/json", **await bearer(client)}
    for path in POSTS:
        answer = await client.post(f"{API}{path}", content=body, headers=headers)
        refused(answer, "request/too-large")


async def test_a_line_feed_at_the_end_is_none_of_a_name(
    client: httpx.AsyncClient, gas: Created
) -> None:
    body = {"name": "Eve", "user_name": "eve\n", "password": PASSWORD, "role": "driver"}
    answer = await client.post(f"{API}/users", json=body, headers=await bearer(client))
    assert "user_name" in refused(answer, "request/invalid")["errors"]
    for field in ({"refresh_token": "A" * 43 + "\n"}, {"refresh_token": "A" * 44}):
        refused(await client.post(f"{API}/auth/refresh", json=field), "request/invalid")


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "after=UP", "after=a%00"])
async def test_bad_queries_are_named(client: httpx.AsyncClient, gas: Created, query: str) -> None:
    answer = await client.get(f"{API}/devices?{query}", headers=await bearer(client))
    refused(answer, "request/invalid")


@pytest.mark.parametrize("replica", ["UPPER", "toolonganame", "a%00b", "%ff"])
async def test_an_impossible_replica_is_named(
    client: httpx.AsyncClient, gas: Created, replica: str
) -> None:
    answer = await client.post(f"{API}/devices/{replica}/revoke", headers=await bearer(client))
    refused(answer, "request/invalid")
