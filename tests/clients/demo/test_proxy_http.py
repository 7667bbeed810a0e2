"""What the bad network must not break: messages pass it as they are, whatever their form."""

from contextlib import suppress

import pytest

from clients.demo.proxy import GOOD
from tests.clients.demo.proxied import proxied
from tests.clients.demo.tiny_server import (
    ask,
    connection,
    read_answer,
    request,
)


async def test_a_good_network_passes_many_requests_on_one_connection() -> None:
    async with proxied(GOOD) as (server, proxy, port):
        async with connection(port) as (reader, writer):
            for number in range(5):
                writer.write(request(b"body %d" % number))
                assert await read_answer(reader) == (200, b"BODY %d" % number)
        assert server.bodies == [b"body %d" % number for number in range(5)]
        assert proxy.stats.requests == 5


async def test_pipelined_requests_are_answered_in_order() -> None:
    async with proxied() as (_, _, port), connection(port) as (reader, writer):
        writer.write(request(b"one") + request(b"two"))
        assert await read_answer(reader) == (200, b"ONE")
        assert await read_answer(reader) == (200, b"TWO")


async def test_chunked_bodies_pass_both_ways_as_they_are() -> None:
    async with proxied() as (server, _, port), connection(port) as (reader, writer):
        head = b"POST /chunked HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        writer.write(head + b"3\r\nabc\r\n6\r\ndefghi\r\n0\r\n\r\n")
        answer = await reader.readuntil(b"Digest: none\r\n\r\n")
        assert answer.endswith(
            b"\r\n\r\n5;note=1\r\nABCDE\r\n4;note=1\r\nFGHI\r\n0\r\nDigest: none\r\n\r\n"
        )
        writer.write(request(b"next"))
        assert await read_answer(reader) == (200, b"NEXT")
        assert server.bodies == [b"abcdefghi", b"next"]


async def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    async with proxied() as (_, _, port), connection(port) as (reader, writer):
        writer.write(request(b"x" * 50_000, "/close"))
        answer = await reader.read()
        assert answer == b"HTTP/1.1 200 OK\r\n\r\n" + b"X" * 50_000


async def test_an_answer_without_a_body_leaves_the_connection_open() -> None:
    async with proxied() as (_, _, port), connection(port) as (reader, writer):
        writer.write(request(b"", "/empty"))
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 204")
        writer.write(request(b"", "/early"))
        assert await read_answer(reader) == (200, b"")


async def test_a_body_that_waits_for_its_invitation_gets_one() -> None:
    async with proxied() as (server, _, port), connection(port) as (reader, writer):
        head, body = request(b"large").split(b"\r\n\r\n")
        writer.write(head + b"\r\nExpect: 100-continue\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(body)
        assert await read_answer(reader) == (200, b"LARGE")
        assert server.bodies == [b"large"]


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"POST / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"x" * 200_000,
    ],
)
async def test_nonsense_ends_the_connection_and_nothing_else(nonsense: bytes) -> None:
    async with proxied() as (server, _, port):
        async with connection(port) as (reader, writer):
            writer.write(nonsense)
            with suppress(ConnectionError):
                assert await reader.read() == b""
        assert await ask(port, b"sane") == b"SANE"
        assert server.bodies[-1] == b"sane"
