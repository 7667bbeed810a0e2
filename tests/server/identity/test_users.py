"""Accounts opened over HTTP."""

import httpx

from server.identity.organisations import Created
from tests.server.identity.conftest import Profiles
from tests.server.identity.test_routes import bearer, refused

NEW = {"name": "王小明", "user_name": "ming", "password": "long enough words", "role": "driver"}


async def test_an_administrator_opens_an_account_that_can_sign_in(
    client: httpx.AsyncClient, gas: Created, profiles: Profiles
) -> None:
    answer = await client.post("/api/v1/users", json=NEW, headers=await bearer(client))
    assert answer.status_code == 201
    assert answer.json()["role"] == "driver"
    signed_in = await client.post(
        "/api/v1/auth/login", json={"user_name": "ming", "password": NEW["password"]}
    )
    assert signed_in.json()["user"]["id"] == answer.json()["id"]


async def test_names_are_taken_once(client: httpx.AsyncClient, gas: Created) -> None:
    headers = await bearer(client)
    await client.post("/api/v1/users", json=NEW, headers=headers)
    again = await client.post("/api/v1/users", json=NEW, headers=headers)
    assert again.status_code == 409
    refused(again, "conflict/taken")


async def test_only_administrators_open_accounts(client: httpx.AsyncClient, gas: Created) -> None:
    await client.post("/api/v1/users", json=NEW, headers=await bearer(client))
    answer = await client.post(
        "/api/v1/auth/login", json={"user_name": "ming", "password": NEW["password"]}
    )
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    more = {**NEW, "user_name": "other"}
    refused(await client.post("/api/v1/users", json=more, headers=headers), "auth/forbidden")
    refused(await client.post("/api/v1/users", json=more), "auth/required")


async def test_bad_accounts_are_named(client: httpx.AsyncClient, gas: Created) -> None:
    answer = await client.post(
        "/api/v1/users", json={**NEW, "role": "king"}, headers=await bearer(client)
    )
    assert answer.status_code == 422
    refused(answer, "request/invalid")
