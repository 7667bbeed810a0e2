"""What every answer carries, and every error looks like, whatever it is about."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.problems import CATALOGUE
from server.problems import language_of
from tests.server.app.world import PASSWORD, World, assemble, fresh_id, running

ORIGIN = "https://office.example"


async def test_every_answer_has_an_id_and_a_time(world: World) -> None:
    for path in ("/healthz", "/nothing", "/api/v1/customers"):
        response = await world.client.get(path, headers={"X-Request-Id": "abc-1"})
        assert response.headers["x-request-id"] == "abc-1"
        assert float(response.headers["x-process-time"]) >= 0
        assert response.headers["server-timing"].startswith("app;dur=")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "<script>"])
async def test_an_id_that_is_none_is_replaced(world: World, given: str) -> None:
    response = await world.client.get("/healthz", headers={"X-Request-Id": given})
    assert len(response.headers["x-request-id"]) == 36


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/at/all", 404, "request/not-found"),
        ("GET", "/api/v1/nothing", 404, "request/not-found"),
        ("GET", "/api/v1", 404, "request/not-found"),
        ("POST", "/api/v1/nothing", 404, "request/not-found"),
        ("GET", "/api/nothing", 404, "request/not-found"),
        ("PUT", "/api/v1/customers", 405, "request/method"),
        ("GET", "/api/v1/customers", 401, "auth/required"),
        ("GET", "/api/v1/devices", 401, "auth/required"),
        ("POST", "/api/v1/auth/login", 400, "request/malformed"),
    ],
)
async def test_every_error_is_a_problem_in_the_readers_language(
    world: World, method: str, path: str, status: int, code: str
) -> None:
    for language, title in (("zh-TW,zh;q=0.9", CATALOGUE[code].zh), ("fr", CATALOGUE[code].en)):
        headers = {"Accept-Language": language, "Content-Type": "application/json"}
        response = await world.client.request(method, path, headers=headers, content=b"{")
        document = response.json()
        assert response.headers["content-type"] == "application/problem+json"
        assert (response.status_code, document["status"]) == (status, status)
        assert (document["code"], document["title"]) == (code, title)
        assert document["type"] == f"/problems/{code}"
        assert response.headers["x-request-id"] in document["instance"]
        assert "Accept-Language" in response.headers["vary"]


async def test_wrong_fields_of_the_framework_are_named_too(world: World) -> None:
    body = {"user_name": 5, "password": "x"}
    response = await world.client.post("/api/v1/auth/login", json=body)
    assert (response.status_code, response.json()["code"]) == (422, "request/invalid")
    assert "user_name" in response.json()["errors"]


async def test_wrong_fields_are_told_in_the_readers_language(world: World) -> None:
    body = {"user_name": 5, "password": "x"}
    for language, told in (("zh-TW", "應為文字"), ("en", "must be text")):
        response = await world.client.post(
            "/api/v1/auth/login", json=body, headers={"Accept-Language": language}
        )
        assert response.json()["errors"] == {"user_name": told}


async def test_a_long_mistake_is_not_told_back_whole(world: World) -> None:
    headers, long = await world.headers(), {"x" * 50_000: 1}
    login = await world.client.post("/api/v1/auth/login", json=long)
    record = await world.client.post("/api/v1/customers", json=long, headers=headers)
    for response in (login, record):
        assert (response.status_code, response.json()["code"]) == (422, "request/invalid")
        assert len(response.text) < 1_000


async def test_nobody_enrols_for_a_station_that_is_not_there(world: World) -> None:
    headers, asked = await world.headers(), {"station": fresh_id(), "role": "barista"}
    path = "/api/v1/devices/enrolments"
    refused = await world.client.post(path, json=asked, headers=headers)
    assert (refused.status_code, refused.json()["errors"]) == (422, {"station": "unknown"})
    station = await world.make("stations", name="Station 1")
    asked["station"] = station["id"]
    assert (await world.client.post(path, json=asked, headers=headers)).status_code == 201


async def test_405_says_what_is_allowed(world: World) -> None:
    response = await world.client.put("/api/v1/customers")
    assert {"GET", "POST"} <= {name.strip() for name in response.headers["allow"].split(",")}


async def test_a_locked_account_says_when_to_come_again(world: World) -> None:
    body = {"user_name": "mei", "password": "wrong password"}
    tries = [await world.client.post("/api/v1/auth/login", json=body) for _ in range(8)]
    response = tries[-1]
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0


async def test_a_defect_is_told_apart_and_tells_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_: Any) -> int:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(world.services.storage, "head", broken)
    response = await world.client.get("/api/v1/customers", headers=await world.headers())
    assert (response.status_code, response.json()["code"]) == (500, "request/failed")
    assert "secret" not in response.text
    said = ""
    while "secret detail" not in said:
        await asyncio.sleep(0.01)
        said += capsys.readouterr().out
    assert response.headers["x-request-id"] in said
    assert PASSWORD not in said


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"), ("", "en"), ("zh-TW", "zh-TW"), ("en,zh-TW", "en"),
        ("en;q=0.5,zh;q=0.8", "zh-TW"), ("fr,de", "en"), ("*", "en"), ("zh-TW;q=x", "en"),
        ("zh-Hant-TW,en;q=0.9", "zh-TW"), ("zh;q=0", "en"),
    ],
)  # fmt: skip
def test_the_readers_language(header: str | None, language: str) -> None:
    assert language_of(header) == language


@pytest.fixture
def with_origins(tmp_path: Path) -> World:
    return assemble(tmp_path, cors_origins=(ORIGIN,))


async def preflight(client: httpx.AsyncClient, origin: str) -> httpx.Response:
    return await client.options(
        "/api/v1/customers",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "PATCH",
            "Access-Control-Request-Headers": "authorization, if-match, idempotency-key",
        },
    )


async def test_an_origin_that_was_set_may_call(with_origins: World) -> None:
    async with running(with_origins) as world:
        allowed = await preflight(world.client, ORIGIN)
        assert allowed.headers["access-control-allow-origin"] == ORIGIN
        assert allowed.headers["access-control-allow-credentials"] == "true"
        assert "PATCH" in allowed.headers["access-control-allow-methods"]
        for path in ("/api/v1/customers", "/nothing"):
            response = await world.client.get(path, headers={"Origin": ORIGIN})
            assert response.headers["access-control-allow-origin"] == ORIGIN
            exposed = response.headers["access-control-expose-headers"].lower()
            for name in ("x-request-id", "retry-after", "etag", "server-timing"):
                assert name in exposed


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://office.example", f"{ORIGIN}.evil.example", "null"]
)
async def test_other_origins_may_not(with_origins: World, origin: str) -> None:
    async with running(with_origins) as world:
        refused = await preflight(world.client, origin)
        assert "access-control-allow-origin" not in refused.headers
        response = await world.client.get("/meta", headers={"Origin": origin})
        assert "access-control-allow-origin" not in response.headers


async def test_without_a_setting_no_origin_may(world: World) -> None:
    refused = await preflight(world.client, ORIGIN)
    assert "access-control-allow-origin" not in refused.headers


async def test_small_answers_are_not_compressed(world: World) -> None:
    asked = {"Accept-Encoding": "zstd, gzip"}
    small = await world.client.get("/healthz", headers=asked)
    assert "content-encoding" not in small.headers
    large = await world.client.get("/api/v1/openapi.json", headers=asked)
    assert large.headers["content-encoding"] == "zstd"
    for refusal in ("identity", "zstd;q=0, gzip;q=0", "br"):
        plain = await world.client.get("/api/v1/openapi.json", headers={"Accept-Encoding": refusal})
        assert "content-encoding" not in plain.headers
        assert "Accept-Encoding" in plain.headers["vary"]


async def test_https_is_kept_to(world: World) -> None:
    plain = await world.client.get("/healthz")
    assert "strict-transport-security" not in plain.headers
    secure = await world.client.get("https://hub.example/healthz")
    assert "max-age=" in secure.headers["strict-transport-security"]
