"""``fieldpost serve`` as a process of its own, and what Linux says that it costs."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.http import HOST, call, connect

TICKS = os.sysconf("SC_CLK_TCK")
READY_S = 30.0
STOP_S = 15.0


class Server:
    """A running server. ``pid``: of the process that was started; its children count with it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.port = port
        self._process = process

    def cpu(self) -> float:
        """Seconds of CPU that it has used so far."""
        spent = 0
        for pid in _family(self._process.pid):
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            spent += sum(int(field) for field in fields[11:15])
        return spent / TICKS

    def memory(self) -> int:
        """Its resident memory, bytes."""
        pages = 0
        for pid in _family(self._process.pid):
            pages += int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def served(data: Path) -> AsyncGenerator[Server]:
    """Serves a data directory while the block runs.

    Raises:
        RuntimeError: it did not come up, or died meanwhile; with the end of what it said.
    """
    port = free_port()
    log = data.parent / f"{data.name}.log"
    command = [
        str(Path(sys.executable).with_name("fieldpost")), "serve", "--host", HOST,
        "--port", str(port), "--data", str(data),
    ]  # fmt: skip
    process = await asyncio.to_thread(_start, command, log)
    try:
        await _ready(process, port, log)
        yield Server(process, port)
        if process.poll() is not None:
            raise RuntimeError(f"the server died: {_tail(log)}")
    finally:
        await asyncio.to_thread(_stop, process)


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def _ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = await connect(port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        try:
            await call(connection, "GET", "/auth/health")
            return
        finally:
            connection.close()
    raise RuntimeError(f"the server did not come up: {_tail(log)}")


def _start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tail(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-2_000:]


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found
