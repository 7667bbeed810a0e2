"""``python -m bench profile inserts|updates|pull``: the whole application in this process, called
over ASGI without a network, under :mod:`cProfile`, the writer's and the readers' threads with it.
Times are CPU of the thread, so waiting costs nothing. cProfile makes small functions look dearer
than they are: believe the order, not the seconds."""

import argparse
import asyncio
import cProfile
import gc
import pstats
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from litestar import Litestar

from bench.ground import Ground, fill, prepare
from bench.http import Reply
from bench.load import push_all
from bench.pull import bootstrap
from bench.writes import Work, inserts, work_of
from server.app import create_app
from server.settings import Settings

KINDS = ("inserts", "updates", "pull")
DEVICES = 10
LOADED = 5_000


class InProcess:
    """An application instead of a connection to a server; its CPU is this process's."""

    def __init__(self, app: Litestar) -> None:
        self._app: Any = app

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        return time.process_time()

    def close(self) -> None:
        """Nothing is open."""

    async def exchange(self, text: bytes) -> Reply:
        """One exchange, from the request's text."""
        head, _, body = text.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        method, path, _ = first.decode().split(" ")
        pairs = (line.split(b": ", 1) for line in lines)
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
            "root_path": "", "headers": [(name.lower(), value) for name, value in pairs],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
        }  # fmt: skip
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        await self._app(scope, receive, send)
        headers = b"".join(b"%s: %s\r\n" % pair for pair in said[0]["headers"])
        return Reply(said[0]["status"], headers, b"".join(m["body"] for m in said[1:]))


class Stage:
    """What is profiled, ready to go: devices on an open application."""

    def __init__(self, ground: Ground, app: Litestar) -> None:
        self.ground = ground
        self.server = InProcess(app)
        self.devices = ground.devices(DEVICES)

    async def act(self, kind: str, count: int, profiles: list[cProfile.Profile]) -> str:
        """Does so much of a kind, the last part of it under the profiler; what to say of it."""
        for device in self.devices:
            await device.sign_in(self.server)
        if kind == "pull":
            with profiled(profiles):
                booted = await bootstrap(self.devices[1], "zstd")
            return f"{len(booted.documents):,} documents in {booted.seconds:.2f} s"
        loaded = Work([], [])
        if kind == "updates":
            loaded = inserts(self.ground, self.devices, LOADED)
            await push_all(self.server, self.devices, loaded.slices)
        work = work_of(kind, self.ground, self.devices, count, loaded)
        with profiled(profiles):
            load = await push_all(self.server, self.devices, work.slices)
        return f"{load.writes:,} writes, {load.rate:,.0f}/s under the profiler"


@contextmanager
def profiled(profiles: list[cProfile.Profile]) -> Generator[None]:
    """Profiles this thread; the others are in ``profiles`` already."""
    for each in profiles:
        each.clear()
    own = cProfile.Profile(time.thread_time)
    profiles.append(own)
    own.enable()
    try:
        yield
    finally:
        own.disable()


@contextmanager
def profiled_threads(profiles: list[cProfile.Profile]) -> Generator[None]:
    """Every thread that starts meanwhile gets a profile of its own."""
    run = threading.Thread.run

    def run_profiled(self: threading.Thread) -> None:
        own = cProfile.Profile(time.thread_time)
        profiles.append(own)
        own.enable()
        try:
            run(self)
        finally:
            own.disable()

    threading.Thread.run = run_profiled  # type: ignore[method-assign]
    try:
        yield
    finally:
        threading.Thread.run = run  # type: ignore[method-assign]


async def profile(kind: str, count: int, profiles: list[cProfile.Profile], folder: Path) -> str:
    """Prepares a ground, and profiles one kind of work on it."""
    ground = await prepare(folder / "profile", DEVICES)
    if kind == "pull":
        await fill(ground, count)
    with profiled_threads(profiles):
        app = await asyncio.to_thread(create_app, Settings(data=ground.data))
        async with app.lifespan():
            return await Stage(ground, app).act(kind, count, profiles)


def main(arguments: list[str]) -> int:
    """Prints the dearest functions, by their own time and by all below them."""
    parser = argparse.ArgumentParser(prog="python -m bench profile", description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--count", type=int, default=20_000, help="writes, or records to pull")
    parser.add_argument("--lines", type=int, default=35)
    options = parser.parse_args(arguments)
    gc.set_threshold(50_000, 20, 50)
    profiles: list[cProfile.Profile] = []
    with tempfile.TemporaryDirectory(prefix="fieldpost-bench-") as folder:
        told = asyncio.run(profile(options.kind, options.count, profiles, Path(folder)))
    print(told)
    stats = pstats.Stats(*(each for each in profiles if each.getstats()))
    stats.strip_dirs()
    for order in ("tottime", "cumulative"):
        stats.sort_stats(order).print_stats(options.lines)
    return 0
