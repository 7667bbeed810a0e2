"""Compressed bodies: what is taken, and what must not cost the server its time."""

import gzip
import time

import pytest
import zstandard

from schemas.problems import Problem
from server.compression import inflate
from tests.server.app.world import World

LIMIT = 8_000_000
PACK = {"gzip": gzip.compress, "zstd": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("body", [b"", b"{}", b"0" * LIMIT])
def test_one_member_is_a_body(coding: str, body: bytes) -> None:
    assert inflate(PACK[coding](body), coding, LIMIT) == body


@pytest.mark.parametrize("coding", PACK)
def test_no_more_than_the_limit_is_inflated(coding: str) -> None:
    with pytest.raises(Problem, match="request/too-large"):
        inflate(PACK[coding](b"0" * (LIMIT + 1)), coding, LIMIT)


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("rest", [b"\0", b"{}", "another"])
def test_what_follows_it_is_refused(coding: str, rest: bytes | str) -> None:
    whole = PACK[coding](b"{}" * 500)
    with pytest.raises(Problem, match="request/malformed"):
        inflate(whole + (whole if isinstance(rest, str) else rest), coding, LIMIT)


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("broken", [b"plain", "cut"])
def test_a_broken_body_is_refused(coding: str, broken: bytes | str) -> None:
    cut = PACK[coding](b"a text that does not end")[:-5]
    with pytest.raises(Problem, match="request/malformed"):
        inflate(cut if isinstance(broken, str) else broken, coding, LIMIT)


@pytest.mark.parametrize("coding", PACK)
async def test_many_empty_members_cost_no_time(world: World, coding: str) -> None:
    one = PACK[coding](b"")
    headers = {"Content-Encoding": coding, "Content-Type": "application/json"}
    began = time.perf_counter()
    answer = await world.client.post(
        "/api/v1/auth/login", content=one * (2_000_000 // len(one)), headers=headers
    )
    # It was three seconds and more, with the event loop held.
    assert time.perf_counter() - began < 1
    assert (answer.status_code, answer.json()["code"]) == (400, "request/malformed")
