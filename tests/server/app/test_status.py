"""Health, what clients discover, figures, and the page for people."""

import re

import pytest

from schemas.registry import REGISTRY
from tests.server.app.world import World


async def test_alive_and_ready(world: World) -> None:
    for path in ("/healthz", "/readyz"):
        response = await world.client.get(path)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_a_server_without_its_database_is_not_ready(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unhealthy(_: object) -> bool:
        return False

    monkeypatch.setattr("server.identity.identity.Identity.is_healthy", unhealthy)
    response = await world.client.get("/readyz")
    assert (response.status_code, response.json()["code"]) == (503, "server/busy")
    assert response.headers["retry-after"] == "2"


async def test_meta_says_what_a_client_needs(world: World) -> None:
    told = (await world.client.get("/meta")).json()
    assert (told["protocol"], told["schema"], told["oldest_schema"]) == (1, 1, 1)
    assert told["limits"]["body"] == world.services.settings.body_limit
    assert told["entities"] == [entity.plural for entity in REGISTRY.entities]


async def test_metrics_count_what_happens(world: World) -> None:
    phone = await world.phone("mei")
    await phone.sync([["customer", "AZNcAZNcAZNcAZNcAZNcAZ", None, {"name": "a"}]],
                     [["customer", "AZNcAZNcAZNcAZNcAZNcAa", None, {"name": 5}]])  # fmt: skip
    text = (await world.client.get("/metrics")).text
    assert 'fieldpost_mutations_total{verdict="merged"} 1.0' in text
    assert 'fieldpost_mutations_total{verdict="refused"} 1.0' in text
    assert re.search(r'_count\{method="POST",route="/api/v1/sync",status="200"\} 1\.0', text)
    assert "fieldpost_sockets 0.0" in text


async def test_the_figures_are_counts_and_nothing_else(world: World) -> None:
    phone = await world.phone("mei")
    await phone.sync()
    world.services.identity.directory.forget(world.organisation)
    figures = (await world.client.get("/status.json")).json()
    assert figures["devices"] == 1
    assert figures["records"] == 5
    assert figures["position"] == await world.services.storage.head(world.organisation)
    assert all(isinstance(value, int | None) for k, value in figures.items() if k != "version")


@pytest.mark.parametrize(
    ("asked", "accept", "language", "word"),
    [
        ("", "zh-TW", "zh-TW", "伺服器運作中"),
        ("", "en", "en", "The server is running"),
        ("?lang=zh-TW", "en", "zh-TW", "裝置"),
        ("?lang=en", "zh-TW", "en", "Devices"),
        ("?lang=<script>", "en", "en", "Devices"),
    ],
)
async def test_the_page_speaks_both_languages(
    world: World, asked: str, accept: str, language: str, word: str
) -> None:
    page = await world.client.get(f"/status{asked}", headers={"Accept-Language": accept})
    assert page.headers["content-language"] == language
    assert f'<html lang="{language}">' in page.text
    assert word in page.text
    assert not re.search(r"\{[a-z_]+\}", page.text)


async def test_the_page_keeps_to_itself_under_a_strict_policy(world: World) -> None:
    page = await world.client.get("/status")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("page", "style", "script"):
        path = {"page": "/status", "style": "/status.css", "script": "/status.js"}[name]
        text = (await world.client.get(path)).text
        assert not re.search(r"(?:src|href|url|fetch|import)\W{0,3}(?:https?:)?//", text)
    assert not re.search(r"<script>|<style|\sstyle=|\son[a-z]+=", page.text)
