"""Requests: what they carry, what is compressed, when tokens are renewed, what is no contact."""

import asyncio
import gzip
from collections.abc import Callable

import httpx
import msgspec
import pytest
from msgspec import Raw

from clients.replica.enrol import enrol
from clients.replica.errors import Broken, Rejected, Throttled, Unauthorised, Unreachable
from clients.replica.replica import Replica
from clients.replica.transport.http import Http, seconds_until
from schemas.wire.up import Mutation, Sync
from tests.clients.replica.world import ACTOR, World, seeded

Handler = Callable[[httpx.Request], httpx.Response]


class Server:
    """Hands out tokens, and answers with what it is told to."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.tokens = 0
        self.expires_in = 900
        self.more: dict[str, object] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/v1/auth/device":
            self.tokens += 1
            token = {"access_token": f"t{self.tokens}", "expires_in": self.expires_in}
            self.requests.append(request)
            return httpx.Response(200, json={**token, **self.more})
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def http(world: World, server: Handler, replica: Replica | None = None) -> Http:
    replica = replica or world.device()
    return Http(
        replica.store, now=lambda: world.hub.now, random=seeded("x"), app="1.2.3",
        transport=httpx.MockTransport(server),
    )  # fmt: skip


def request(count: int = 0) -> Sync[Raw]:
    ops = Raw(b'[["item","' + ACTOR.encode() + b'",{},{"price":1}]]')
    return Sync(v=1, s=1, c="c", do=[Mutation("nonce123", 0, ops) for _ in range(count)])


def problem(status: int, code: str, **headers: str) -> httpx.Response:
    return httpx.Response(
        status, json={"code": code, "title": "x"},
        headers={k.replace("_", "-"): v for k, v in headers.items()},
    )  # fmt: skip


async def test_every_request_says_who_it_is(world: World) -> None:
    body = httpx.ByteStream(b'{"at":1}')
    media = {"Content-Type": "application/json"}
    server = Server(httpx.Response(200, stream=body, headers=media), httpx.Response(204))
    client = http(world, server)
    answer = await client.sync(request())
    assert answer is not None
    assert answer.at == 1
    assert await client.sync(request()) is None
    _, first, second = server.requests
    assert first.url == "http://hub.test/api/v1/sync"
    assert first.headers["Authorization"] == "Bearer t1"
    assert first.headers["X-Client-Version"] == "1.2.3"
    assert first.headers["X-Client-Timestamp"] == str(world.hub.now)
    assert len(first.headers["X-Request-Id"]) == 22
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]
    assert (client.metrics.requests, server.tokens) == (3, 1)
    assert client.metrics.bytes_up > 0
    assert client.metrics.bytes_down == 8
    await client.close()


async def test_long_bodies_travel_compressed_and_short_ones_as_they_are(world: World) -> None:
    server = Server(httpx.Response(204), httpx.Response(204))
    client = http(world, server)
    await client.sync(request(1))
    await client.sync(request(100))
    _, short, long = server.requests
    assert "Content-Encoding" not in short.headers
    assert long.headers["Content-Encoding"] == "gzip"
    assert len(long.content) / 100 < 35
    assert len(msgspec.json.decode(gzip.decompress(long.content))["do"]) == 100
    await client.close()


async def test_a_push_alone_has_its_own_path(world: World) -> None:
    server = Server(httpx.Response(204))
    client = http(world, server)
    alone = request(1)
    alone.c = None
    await client.sync(alone)
    assert server.requests[1].url.path == "/api/v1/sync/push"
    await client.close()


async def test_a_token_is_renewed_before_its_end_and_upon_refusal(world: World) -> None:
    server = Server(problem(401, "auth/expired"), httpx.Response(204))
    client = http(world, server)
    await client.sync(request())
    assert [r.headers.get("Authorization") for r in server.requests] == [
        None, "Bearer t1", None, "Bearer t2",
    ]  # fmt: skip
    server.answers += [problem(401, "auth/invalid"), problem(401, "auth/invalid")]
    with pytest.raises(Unauthorised):
        await client.sync(request())
    await client.close()


async def test_a_token_is_renewed_shortly_before_its_end(world: World) -> None:
    server = Server(httpx.Response(204), httpx.Response(204))
    server.expires_in = 31
    client = http(world, server)
    await client.sync(request())
    assert server.tokens == 1
    await asyncio.sleep(1.05)
    await client.sync(request())
    assert server.tokens == 2
    await client.close()


async def test_a_rotated_refresh_token_is_kept(world: World) -> None:
    server = Server(httpx.Response(204))
    server.more = {"refresh_token": "second", "user": None}
    replica = world.device()
    client = http(world, server, replica)
    identity = replica.store.identity
    assert identity is not None
    replica.store.remember(msgspec.structs.replace(identity, refresh_token="first"))
    await client.sync(request())
    sent = msgspec.json.decode(server.requests[0].content)
    assert sent["refresh_token"] == "first"
    kept = replica.store.identity
    assert kept is not None
    assert kept.refresh_token == "second"
    await client.close()


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("no"),
        httpx.ReadTimeout("no"),
        httpx.Response(200, html="<html>Welcome to the hotel</html>"),
        httpx.Response(302, headers={"Location": "http://portal.test"}),
        httpx.Response(404, html="not here"),
        httpx.Response(200, json={"hello": "portal"}),
        httpx.Response(200, content=b'{"at":', headers={"Content-Type": "application/json"}),
    ],
    ids=["refused", "timeout", "portal", "redirect", "foreign 404", "foreign JSON", "cut"],
)
async def test_what_is_no_answer_of_the_hub_is_no_contact(
    world: World, answer: httpx.Response | Exception
) -> None:
    client = http(world, Server(answer))
    with pytest.raises(Unreachable):
        await client.sync(request())
    await client.close()


async def test_problems_by_kind(world: World) -> None:
    server = Server(
        problem(429, "request/rate", Retry_After="7"),
        problem(503, "server/busy"),
        problem(500, "request/failed"),
        httpx.Response(502, html="bad gateway"),
        problem(409, "sync/gap"),
    )
    client = http(world, server)
    with pytest.raises(Throttled) as throttled:
        await client.sync(request())
    assert throttled.value.retry_after == 7
    for kind, code in [
        (Throttled, "server/busy"), (Broken, "request/failed"), (Broken, "http/502"),
        (Rejected, "sync/gap"),
    ]:  # fmt: skip
        with pytest.raises(kind) as caught:
            await client.sync(request())
        assert caught.value.code == code
    assert client.metrics.failures["sync/gap"] == 1
    await client.close()


def test_retry_after_is_seconds_or_a_date() -> None:
    assert seconds_until("12", 0) == 12
    assert seconds_until("Thu, 01 Jan 1970 00:01:00 GMT", 10_000) == 50
    assert seconds_until("Thu, 01 Jan 1970 00:01:00 GMT", 10_000_000) == 0
    assert seconds_until("soon", 0) is None
    assert seconds_until(None, 0) is None


async def test_enrolment_gives_the_store_its_identity(world: World) -> None:
    given = {
        "replica": "abc123", "secret": "s" * 43, "organisation": {"id": "o", "time_zone": "x"},
        "person": ACTOR, "station": None, "role": "driver",
    }  # fmt: skip
    heard: list[httpx.Request] = []

    def server(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(201, json=given)

    path = world.folder / "new.sqlite"
    replica = await enrol(
        "http://hub.test/", "CODE-CODE-CODE", "phone", path,
        transport=httpx.MockTransport(server),
    )  # fmt: skip
    assert str(heard[0].url) == "http://hub.test/api/v1/devices/enrol"
    body = msgspec.json.decode(heard[0].content)
    assert (body["code"], body["name"]) == ("CODE-CODE-CODE", "phone")
    assert replica.store.session.replica == "abc123"
    identity = replica.store.identity
    assert identity is not None
    assert (identity.url, identity.role, identity.person) == ("http://hub.test", "driver", ACTOR)
    assert path.stat().st_mode & 0o777 == 0o600
    replica.close()


async def test_a_used_code_enrols_nothing(world: World) -> None:
    path = world.folder / "new.sqlite"
    with pytest.raises(Rejected) as caught:
        await enrol(
            "http://hub.test", "USED", "phone", path,
            transport=httpx.MockTransport(lambda _: problem(404, "enrol/code")),
        )  # fmt: skip
    assert caught.value.code == "enrol/code"
    replica = world.opened("new")
    assert not replica.store.enrolled


async def test_enrolling_anew_keeps_the_queue_and_offers_it(world: World) -> None:
    a = world.device()
    made = a.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    identity = a.store.identity
    assert identity is not None
    a.store.enrol(world.hub.enrol(), identity)
    assert a.get("item", made.ids[0]) is not None
    await world.sync(a)
    assert world.hub.document(made.ids[0]) is not None
    assert a.get("item", made.ids[0]) == world.hub.document(made.ids[0])
