"""Many devices behind one process of proxies."""

import asyncio
import json
import subprocess
import sys

import pytest

from clients.demo.proxy import DARK, Network
from tests.clients.demo.tiny_server import (
    TinyServer,
    ask,
)


async def test_a_network_gives_each_device_its_own_weather() -> None:
    server = TinyServer()
    await server.start()
    network = Network(server.port, 5)
    one, other = await network.open("one"), await network.open("other", DARK)
    with pytest.raises(ValueError, match="open already"):
        await network.open("one")
    assert await ask(one, b"hello") == b"HELLO"
    assert await ask(other, b"hello") is None
    await network.set_profile("other", "good")
    assert await ask(other, b"hello") == b"HELLO"
    assert {device: stats.requests for device, stats in network.stats().items()} == {
        "one": 1,
        "other": 1,
    }
    with pytest.raises(KeyError):
        await network.set_profile("third", "good")
    await network.close()
    assert await ask(one, b"hello") is None
    await server.stop()


async def test_a_process_of_proxies_follows_its_input() -> None:
    server = TinyServer()
    await server.start()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "clients.demo.proxy", "--upstream-port", str(server.port),
        "--seed", "1", "--device", "a", "--device", "b",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout

    async def tell(line: bytes) -> dict[str, object]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(line + b"\n")
        answer: dict[str, object] = json.loads(await process.stdout.readline())
        return answer

    async with asyncio.timeout(20):
        ports = json.loads(await process.stdout.readline())["ports"]
        assert await ask(ports["a"], b"one") == b"ONE"
        assert await tell(b'{"type": "SetProfile", "device": "b", "profile": "dark"}') == {}
        assert await ask(ports["b"], b"two") is None
        unknown = await tell(b'{"type": "SetProfile", "device": "c", "profile": "dark"}')
        assert unknown == {"error": "unknown: c"}
        assert set(await tell(b"nonsense")) == {"error"}
        stats = (await tell(b'{"type": "Report"}'))["stats"]
        assert isinstance(stats, dict)
        assert stats["a"]["requests"] == 1
        assert stats["b"]["refused"] == 1
        process.stdin.close()
        assert await process.wait() == 0
    await server.stop()
