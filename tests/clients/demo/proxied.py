"""A tiny server behind a proxy, and patience."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest

from clients.demo.proxy import Profile, Proxy
from tests.clients.demo.tiny_server import TinyServer

CLEAN = Profile(name="clean")


@asynccontextmanager
async def proxied(
    profile: Profile = CLEAN, seed: int = 1
) -> AsyncGenerator[tuple[TinyServer, Proxy, int]]:
    """A server, its proxy and the proxy's port; afterwards nothing of the proxy may be left."""
    server = TinyServer()
    await server.start()
    before = asyncio.all_tasks()
    proxy = Proxy(server.port, seed, profile)
    port = await proxy.start()
    try:
        async with asyncio.timeout(10):
            yield server, proxy, port
    finally:
        await proxy.close()
        await server.stop()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() <= before
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition to become true; the test's time-out bounds it."""
    for _ in range(2_000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never happened")
