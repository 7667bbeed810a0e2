"""Ids and the names of replicas."""

import base64
import re
import uuid
from collections.abc import Callable

from server.identity.ids import new_id, new_replica

from .conftest import Time


def test_id_is_a_uuid_of_version_7_that_carries_the_time(
    time: Time, noise: Callable[[int], bytes]
) -> None:
    text = new_id(time, noise)
    assert re.fullmatch("[A-Za-z0-9_-]{22}", text)
    value = uuid.UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    assert value.version == 7
    assert value.variant == uuid.RFC_4122
    assert value.int >> 80 == time.now


def test_ids_of_one_instant_differ(time: Time, noise: Callable[[int], bytes]) -> None:
    assert len({new_id(time, noise) for _ in range(1000)}) == 1000


def test_all_random_bits_are_used(time: Time) -> None:
    zeros, ones = new_id(time, bytes), new_id(time, lambda size: b"\xff" * size)
    a, b = (int.from_bytes(base64.urlsafe_b64decode(t + "==")) for t in (zeros, ones))
    assert (a ^ b).bit_count() == 74


def test_replica_is_short_and_uses_the_whole_alphabet(noise: Callable[[int], bytes]) -> None:
    names = [new_replica(noise) for _ in range(500)]
    assert all(re.fullmatch("[a-z0-9]{8}", name) for name in names)
    assert len(set("".join(names))) == 36
