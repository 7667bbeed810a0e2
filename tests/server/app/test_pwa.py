"""The browser's app as it is served: what a build leaves, and the street map of an operator."""

import asyncio
import gzip
import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.types import Receive, Scope, Send

from server.envelope import Envelope
from server.web.pwa import POLICY, Pwa
from tests.rules.tree import ROOT
from tests.server.app.world import World, assemble, running

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = b"export const here = 1;\n" * 100
MAP = bytes(range(256)) * 2_000
"""Longer than what is read at once."""


async def other(_scope: Scope, _receive: Receive, send: Send) -> None:
    """The application behind."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"nothing", "more_body": False})


def browser(folder: Path, streets: Path | None = None) -> httpx.AsyncClient:
    def unheard(scope: Scope, status: int, seconds: float) -> None:
        """Nobody keeps figures here."""

    whole = Envelope(Pwa(other, folder, streets), 1_000_000, unheard)

    async def app(scope: Any, receive: Receive, send: Send) -> None:
        # As the framework does before it hands anything on.
        scope["state"] = {}
        await whole(scope, receive, send)

    transport: Any = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://hub.example")


def rebuild(folder: Path) -> None:
    """Another build takes the place of one."""
    (folder / "assets" / "later-e5.js").write_text("2")
    (folder / "index.html").write_text("<!doctype html><title>newer</title>")
    os.utime(folder / "index.html", (0, 1))


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>app</title>")
    (folder / "sw.js").write_text("self.skipWaiting();")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "assets" / "main-a1.js").write_bytes(SCRIPT)
    (folder / "assets" / "main-a1.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "assets" / "main-a1.js.br").write_bytes(b"brotli")
    (folder / "assets" / "worker-b2.mjs").write_text("1")
    (folder / "assets" / "noto-c3.woff2").write_bytes(b"wOF2")
    (tmp_path / "secret.txt").write_text("not to be seen")
    return folder


@pytest.fixture
def streets(tmp_path: Path) -> Path:
    path = tmp_path / "taipei.pmtiles"
    path.write_bytes(MAP)
    return path


@pytest.fixture
def client(build: Path, streets: Path) -> httpx.AsyncClient:
    return browser(build, streets)


@pytest.fixture
def bare(tmp_path: Path) -> httpx.AsyncClient:
    return browser(tmp_path / "nothing")


@pytest.fixture
def mapped(tmp_path: Path, streets: Path) -> World:
    return assemble(tmp_path / "mapped", web_map=streets)


@pytest.mark.parametrize(
    ("path", "media", "caching"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/worker-b2.mjs", "text/javascript; charset=utf-8", "immutable"),
        ("/assets/noto-c3.woff2", "font/woff2", "immutable"),
        ("/map/streets.pmtiles", "application/vnd.pmtiles", "no-cache"),
    ],
)
async def test_each_file_has_its_type_its_policy_and_its_time(
    client: httpx.AsyncClient, path: str, media: str, caching: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert caching in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["permissions-policy"].startswith("camera=(self), geolocation=(self)")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in answer.headers


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in POLICY


@pytest.mark.parametrize("path", ["/office/dispatch", "/station/AZNc/queue", "/sign-in", "/sync"])
async def test_a_screen_s_address_opens_the_app(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers=PAGE)
    assert (answer.status_code, answer.text) == (200, "<!doctype html><title>app</title>")
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing", "/api", "/healthz", "/metrics", "/meta", "/status", "/status.json",
        "/assets/gone-d4.js", "/gone.png", "/map/nothing", "/../secret.txt", "/%2e%2e/secret.txt",
        "/assets/main-a1.js.br",
    ],
)  # fmt: skip
async def test_what_is_the_server_s_stays_the_server_s(
    client: httpx.AsyncClient, path: str
) -> None:
    assert (await client.get(path, headers=PAGE)).text == "nothing"


async def test_only_reading_is_answered(client: httpx.AsyncClient) -> None:
    assert (await client.post("/", headers=PAGE)).text == "nothing"
    head = await client.head("/assets/main-a1.js")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 0


async def test_a_variant_is_sent_to_those_who_take_it(client: httpx.AsyncClient) -> None:
    path = "/assets/main-a1.js"
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert (plain.content, plain.headers["vary"]) == (SCRIPT, "Accept-Encoding")
    zipped = await client.get(path, headers={"Accept-Encoding": "gzip, deflate"})
    assert (zipped.content, zipped.headers["content-encoding"]) == (SCRIPT, "gzip")
    head = await client.head(path, headers={"Accept-Encoding": "gzip, br"})
    assert head.headers["content-encoding"] == "br"
    refused = await client.head(path, headers={"Accept-Encoding": "br;q=0, gzip"})
    assert refused.headers["content-encoding"] == "gzip"
    tags = {answer.headers["etag"] for answer in (plain, zipped, head)}
    assert len(tags) == 3


async def test_what_a_browser_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/")
    again = await client.get("/", headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-15", 0, 15),
        ("bytes=300000-", 300_000, len(MAP) - 1),
        ("bytes=-5", len(MAP) - 5, len(MAP) - 1),
        (f"bytes=10-{len(MAP) * 2}", 10, len(MAP) - 1),
        (f"bytes=-{len(MAP) * 2}", 0, len(MAP) - 1),
    ],
)
async def test_a_map_is_read_piece_by_piece(
    client: httpx.AsyncClient, asked: str, first: int, last: int
) -> None:
    answer = await client.get("/map/streets.pmtiles", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(MAP)}"
    assert answer.content == MAP[first : last + 1]


@pytest.mark.parametrize("asked", [f"bytes={len(MAP)}-", "bytes=9-1", "bytes=-0"])
async def test_a_piece_that_is_not_there(client: httpx.AsyncClient, asked: str) -> None:
    answer = await client.get("/map/streets.pmtiles", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{len(MAP)}"


@pytest.mark.parametrize("asked", ["bytes=-", "pages=1-2", "bytes=0-1,4-5", "x"])
async def test_what_is_no_range_gets_the_whole(client: httpx.AsyncClient, asked: str) -> None:
    answer = await client.get("/map/streets.pmtiles", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, MAP)


async def test_a_piece_of_a_map_that_was_replaced_is_the_whole_new_one(
    client: httpx.AsyncClient,
) -> None:
    headers = {"Range": "bytes=0-1", "If-Range": '"another"'}
    answer = await client.get("/map/streets.pmtiles", headers=headers)
    assert (answer.status_code, answer.content) == (200, MAP)


@pytest.mark.parametrize("path", ["/", "/office/dispatch"])
async def test_without_a_build_the_page_says_how_to_make_one(
    bare: httpx.AsyncClient, path: str
) -> None:
    answer = await bare.get(path, headers=PAGE)
    assert answer.status_code == 503
    assert "make pwa" in answer.text
    assert "尚未建置" in answer.text


async def test_a_new_build_is_noticed(bare: httpx.AsyncClient, build: Path, tmp_path: Path) -> None:
    assert (await bare.get("/", headers=PAGE)).status_code == 503
    await asyncio.to_thread(build.rename, tmp_path / "nothing")
    assert (await bare.get("/", headers=PAGE)).status_code == 200
    assert (await bare.get("/assets/main-a1.js")).content == SCRIPT
    assert (await bare.get("/assets/later-e5.js")).text == "nothing"
    await asyncio.to_thread(rebuild, tmp_path / "nothing")
    assert (await bare.get("/assets/later-e5.js")).text == "2"


async def test_what_a_new_build_has_taken_away_is_not_there(
    client: httpx.AsyncClient, build: Path
) -> None:
    assert (await client.get("/assets/main-a1.js")).status_code == 200
    rebuild(build)
    for name in ("main-a1.js", "main-a1.js.gz", "main-a1.js.br"):
        (build / "assets" / name).unlink()
    assert (await client.get("/assets/main-a1.js")).status_code == 404
    page = await client.get("/", headers=PAGE)
    assert "newer" in page.text
    assert (await client.get("/assets/later-e5.js")).text == "2"


async def test_a_build_that_is_under_way_says_so_and_then_serves(
    client: httpx.AsyncClient, build: Path
) -> None:
    index = (build / "index.html").read_text()
    (build / "index.html").unlink()
    assert (await client.get("/", headers=PAGE)).status_code == 503
    (build / "index.html").write_text(index)
    assert (await client.get("/", headers=PAGE)).status_code == 200


async def test_meta_says_whether_there_is_a_street_map(world: World, mapped: World) -> None:
    assert (await world.client.get("/meta")).json()["street_map"] is None
    async with running(mapped) as other:
        told = (await other.client.get("/meta")).json()["street_map"]
        assert (await other.client.get(told)).content == MAP


def test_the_wheel_carries_the_build() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'artifacts = ["server/web/app/**"]' in project
