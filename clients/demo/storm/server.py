"""The server as a process: founded, started, killed without warning, started again."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import IO

import httpx

from clients.demo.seed.accounts import ADMIN, PASSWORD

COMMAND = (sys.executable, "-c", "from clients.cli.main import main; main()")
"""The command ``fieldpost``, whatever the search path says."""
START_S = 40.0
"""How long the server may take to answer."""
STOP_S = 15.0
"""How long it may take to end in order."""


class ServerFailed(Exception):
    """The server did not start, or ended by itself."""


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def found(data: Path, name: str) -> None:
    """Makes an empty organisation with its administrator (``fieldpost init``).

    Raises:
        ServerFailed: the command refused.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [
            *COMMAND, "init", "--name", name, "--admin", ADMIN, "--admin-name", "系統管理員",
            "--data", str(data),
        ],
        env={**os.environ, "FIELDPOST_ADMIN_PASSWORD": PASSWORD},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(done.stderr.strip() or done.stdout.strip())


class Server:
    """One server process after another on the same data and the same port.

    Args:
        data: the data directory.
        port: where it listens.
        host: where it listens.
        log: where its output goes; None leaves it on the terminal.
    """

    def __init__(
        self, data: Path, port: int, *, host: str = "127.0.0.1", log: Path | None = None
    ) -> None:
        self.url = f"http://{host}:{port}"
        self.starts = 0
        self._arguments = ["serve", "--host", host, "--port", str(port), "--data", str(data)]
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Starts it; returns when it answers, or was ended meanwhile.

        Raises:
            ServerFailed: it does not.
        """
        with self._output() as output:
            # A group of its own: a Ctrl-C on the terminal reaches the server through us, in order.
            process = self._process = subprocess.Popen(  # noqa: ASYNC220, S603
                [*COMMAND, *self._arguments], stdout=output, stderr=output,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        self.starts += 1
        loop = asyncio.get_running_loop()
        until = loop.time() + START_S
        async with httpx.AsyncClient(base_url=self.url, timeout=2.0) as client:
            while loop.time() < until:
                if self._process is not process:
                    return  # it was ended while it began, and whoever did that begins it anew
                if process.poll() is not None:
                    raise ServerFailed(self._last_words())
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get("/api/v1/auth/health")).is_success:
                        return
                await asyncio.sleep(0.1)
        raise ServerFailed(f"no answer within {START_S:.0f} s. {self._last_words()}")

    async def kill(self) -> None:
        """SIGKILL: no last word, nothing finished."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """SIGTERM: open requests are finished first."""
        await self._end(signal.SIGTERM)

    async def wait(self) -> int:
        """Waits until it ends by itself; its status."""
        if self._process is None:
            return 0
        return await asyncio.to_thread(self._process.wait)

    async def _end(self, with_signal: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, with_signal)
        try:
            await asyncio.to_thread(process.wait, STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            await asyncio.to_thread(process.wait)

    @contextlib.contextmanager
    def _output(self) -> Generator[IO[bytes] | None]:
        if self._log is None:
            yield None
            return
        with self._log.open("ab") as log:
            yield log

    def _last_words(self) -> str:
        if self._log is None or not self._log.exists():
            return ""
        return self._log.read_text(errors="replace")[-2_000:]
