"""Whatever a client sends: a problem with a stable code, nothing written, and the next works."""

import asyncio
import gzip
from typing import Any

import httpx
import msgspec
import pytest
import zstandard

from server.identity.tables import device_people, devices
from tests.server.app.world import Phone, World, fresh_id

GOOD: list[Any] = ["customer", "", None, {"name": "王太太"}]
JSON = {"Content-Type": "application/json"}


def create(**values: Any) -> list[Any]:
    return ["customer", fresh_id(), None, {"name": "a", **values}]


async def raw(phone: Phone, body: bytes, path: str = "/sync", **headers: str) -> httpx.Response:
    sent = {**phone.headers, **JSON, **headers}
    return await phone.world.client.post(f"/api/v1{path}", content=body, headers=sent)


async def expect(phone: Phone, response: httpx.Response, status: int, code: str) -> None:
    """The problem, and that nothing of it was written, and that the next request works."""
    assert (response.status_code, response.json().get("code")) == (status, code), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert await phone.world.services.storage.head(phone.world.organisation) == phone.head
    answer = await phone.sync([create()])
    assert "no" not in answer


@pytest.fixture
async def phone(world: World) -> Phone:
    phone = await world.phone("mei")
    await phone.settle()
    phone.head = await world.services.storage.head(world.organisation)
    return phone


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"nonsense", b"\xff\xfe", b'{"v":1,"s":1,"c":"\xff"}', b'{"v":NaN,"s":1}',
     b'{"v":1,"s":1,"do":[["abcdefgh",0,' + b"[" * 200_000 + b"]" * 200_000 + b"]]}",
     b'{"v":1,"s":1,"c":"\\ud800"}'],
    ids=["empty", "half", "words", "bytes", "utf-8", "nan", "deep", "surrogate"],
)  # fmt: skip
async def test_malformed_json(phone: Phone, body: bytes) -> None:
    await expect(phone, await raw(phone, body), 400, "request/malformed")


@pytest.mark.parametrize(
    "body", [b"", b"\xc1", b"\x81\xa1v", b"\x93" * 100_000], ids=["empty", "never", "half", "deep"]
)
async def test_malformed_messagepack(phone: Phone, body: bytes) -> None:
    response = await raw(phone, body, **{"Content-Type": "application/msgpack"})
    assert response.status_code in {400, 422}
    await expect(phone, response, response.status_code, response.json()["code"])


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"v": "1"}, "v"),
    ({"c": 5}, "c"),
    ({"after": [1]}, "after"),
    ({"after": [-1, ""]}, "after[0]"),
    ({"by": ["somebody"]}, "by[0]"),
    ({"room": 0}, "room"),
    ({"room": 10**9}, "room"),
    ({"at": 10**18}, "at"),
    ({"do": [["short", 0, []]]}, "do[0][0]"),
    ({"do": [["abcdefgh", 1.5, []]]}, "do[0][1]"),
    ({"do": [["abcdefgh", 0, [], 3]]}, "do[0][3]"),
    ({"do": [["abcdefgh", -(2**53) + 1, [], 0]]}, "do[0][1]"),
    ({"do": [["abcdefgh", 0, None]]}, "do[0][0]"),
    ({"held": {"x": -1}}, "held[...]"),
    ({"s": 99}, "s"),
    ({"unknown": 1}, "body"),
]


@pytest.mark.parametrize(("change", "field"), WRONG)
async def test_a_wrong_field_is_named(phone: Phone, change: dict[str, Any], field: str) -> None:
    response = await phone.send({**phone.slice(), **change})
    assert field in response.json()["errors"]
    await expect(phone, response, 422, "request/invalid")


@pytest.mark.parametrize(
    "ops",
    [
        [["spaceship", "AZNcAZNcAZNcAZNcAZNcAZ", None, {"name": "a"}]],
        [["customer", "AZNcAZNcAZNcAZNcAZNcAZ", None, {"name": "a", "moons": 3}]],
        [["customer", "short", None, {"name": "a"}]],
        [["customer", "AZNcAZNcAZNcAZNcAZNcAZ", None, {"name": 5}]],
        [["customer", "AZNcAZNcAZNcAZNcAZNcAZ", {"a": -1}, {"name": "b"}]],
        "not even a list",
        {"ops": []},
        [[]],
        [None],
    ],
)
async def test_ops_that_cannot_be_read_are_refused_alone(phone: Phone, ops: Any) -> None:
    answer = await phone.sync([create()], ops, [create()])
    assert answer["done"] == 3
    assert [(n, verdict, problem[0]) for n, verdict, problem in answer["no"]] == [
        (2, "refused", "mutation/invalid")
    ]


@pytest.mark.parametrize("text", [b'"\\ud800"', b"1e999", b"[" * 5_000 + b"]" * 5_000])
async def test_hostile_values_inside_ops(phone: Phone, text: bytes) -> None:
    ops = b'[["customer","%s",null,{"name":%s}]]' % (fresh_id().encode(), text)
    request = msgspec.json.encode({**phone.slice(), "do": [["abcdefgh", 0, msgspec.Raw(ops)]]})
    response = await raw(phone, request)
    if response.status_code == 200:
        assert [no[1] for no in response.json()["no"]] == ["refused"]
    else:
        assert (response.status_code, response.json()["code"]) == (400, "request/malformed")


async def test_a_stamp_of_the_year_9999_is_brought_back(phone: Phone) -> None:
    far = 2**53 - 2
    answer = await phone.sync([create()], at=far)
    assert answer["fix"][0][1] < far
    refused = await phone.send(phone.slice([create()], at=253_402_300_799_000 * 1024))
    assert (refused.status_code, refused.json()["code"]) == (422, "request/invalid")


async def test_a_gap_is_answered_with_an_instruction(phone: Phone) -> None:
    answer = (await phone.send(phone.slice([create()], after=[7, "AAAAAAAAAAAA"]))).json()
    assert answer["instruction"]["do"] == "rewind"
    assert "done" not in answer
    assert await phone.world.services.storage.head(phone.world.organisation) == phone.head


async def test_other_content_under_a_decided_number_parts_histories(phone: Phone) -> None:
    await phone.sync([create()])
    phone.after = (0, "")
    answer = (await phone.send(phone.slice([create()]))).json()
    assert answer["instruction"]["do"] == "rekey"
    assert "done" not in answer


@pytest.mark.parametrize("cursor", ["x", "1.2", "1.-2.3", "1.2.3~", "9" * 3_000, "1.2.3~a=1.²"])
async def test_a_hostile_cursor(phone: Phone, cursor: str) -> None:
    await expect(phone, await phone.send(phone.slice(c=cursor)), 422, "sync/cursor")
    response = await phone.world.client.get(
        "/api/v1/sync/changes", params={"cursor": cursor}, headers=phone.headers
    )
    assert (response.status_code, response.json()["code"]) == (422, "sync/cursor")


async def test_a_cursor_from_the_future_resyncs(phone: Phone) -> None:
    answer = (await phone.send(phone.slice(c="1.999999.0"))).json()
    assert answer["instruction"]["do"] == "resync"


async def test_a_mutation_of_ten_megabytes(phone: Phone) -> None:
    response = await phone.send(phone.slice([create(note="x" * 10_000_000)]))
    await expect(phone, response, 413, "request/too-large")


async def test_a_mutation_over_its_own_limit_is_refused_alone(phone: Phone) -> None:
    answer = await phone.sync([create(note="x" * 300_000)], [create()])
    assert answer["done"] == 2
    assert answer["no"][0][:2] == [1, "refused"]


async def test_too_many_mutations_at_once(phone: Phone) -> None:
    do: list[Any] = [["abcdefgh", n, []] for n in range(5_001)]
    await expect(phone, await phone.send({**phone.slice(), "do": do}), 413, "request/too-large")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_a_bomb_is_not_inflated(phone: Phone, coding: str) -> None:
    zeros = b"0" * 200_000_000
    bomb = gzip.compress(zeros, 9) if coding == "gzip" else zstandard.compress(zeros)
    response = await raw(phone, bomb, **{"Content-Encoding": coding})
    await expect(phone, response, 413, "request/too-large")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("cut", [0, 9, -4])
async def test_a_broken_coding(phone: Phone, coding: str, cut: int) -> None:
    whole = msgspec.json.encode(phone.slice([create()]))
    packed = gzip.compress(whole) if coding == "gzip" else zstandard.compress(whole)
    response = await raw(phone, packed[:cut], **{"Content-Encoding": coding})
    await expect(phone, response, 400, "request/malformed")


async def test_an_unknown_coding_or_type(phone: Phone) -> None:
    response = await raw(phone, b"{}", **{"Content-Encoding": "br"})
    await expect(phone, response, 415, "request/media")
    phone.head += 1
    response = await raw(phone, b"<xml/>", **{"Content-Type": "text/xml"})
    await expect(phone, response, 415, "request/media")


async def test_an_answer_in_no_format_that_there_is(phone: Phone) -> None:
    response = await raw(phone, b"{}", Accept="image/png")
    await expect(phone, response, 406, "request/not-acceptable")


async def test_an_unknown_device(phone: Phone) -> None:
    engine = phone.world.services.engine
    async with engine.begin() as connection:
        await connection.execute(device_people.delete())
        await connection.execute(devices.delete())
    phone.world.services.identity.directory.forget(phone.world.organisation)
    response = await phone.send(phone.slice([create()]))
    assert (response.status_code, response.json()["code"]) == (404, "device/unknown")


@pytest.mark.parametrize(
    ("header", "code"),
    [("", "auth/required"), ("Bearer x.y.z", "auth/invalid"), ("Basic abc", "auth/required"),
     ("Bearer " + "a" * 9_000, "auth/invalid")],
)  # fmt: skip
async def test_no_credentials(phone: Phone, header: str, code: str) -> None:
    headers = {"Authorization": header} if header else {}
    response = await phone.world.client.post("/api/v1/sync", json=phone.slice(), headers=headers)
    assert response.headers["www-authenticate"] == "Bearer"
    await expect(phone, response, 401, code)


async def test_half_a_request_writes_nothing(phone: Phone) -> None:
    """The client goes away in the middle of its body."""
    body = msgspec.json.encode(phone.slice([create()]))
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": body[: len(body) // 2], "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/sync", "raw_path": b"/api/v1/sync",
        "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "asgi": {"version": "3.0"},
        "headers": [(b"authorization", phone.headers["Authorization"].encode()),
                    (b"content-type", b"application/json")],
    }  # fmt: skip
    app: Any = phone.world.app
    async with asyncio.timeout(5):
        await app(scope, receive, send)
    assert sent[0]["status"] == 400
    assert await phone.world.services.storage.head(phone.world.organisation) == phone.head
    assert (await phone.sync([create()]))["done"] == 1


@pytest.mark.parametrize(
    "body",
    [{"first": 1, "uids": "short"}, {"first": -1, "uids": ""}, {"uids": ""},
     {"first": 1, "uids": "A" * (12 * 200_001)}],
)  # fmt: skip
async def test_a_rekey_that_offers_nonsense(phone: Phone, body: dict[str, Any]) -> None:
    await expect(phone, await phone.send(body, "/sync/rekey"), 422, "request/invalid")


@pytest.mark.parametrize("query", ["room=0", "room=x", "wait=-1", "wait=9999", "s=7", "odd=1"])
async def test_a_query_that_is_none(phone: Phone, query: str) -> None:
    response = await phone.world.client.get(f"/api/v1/sync/changes?{query}", headers=phone.headers)
    await expect(phone, response, 422, "query/invalid")
