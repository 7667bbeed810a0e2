"""A process that is told things on its input and answers on its output, one JSON line each."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

STOP_S = 10.0
"""How long it may take to end when its input does."""
LIMIT = 1 << 20
"""The longest line, bytes."""


class Lines:
    """``python -m MODULE`` as such a process.

    Args:
        module: what to run.
        arguments: of the command line.
        log: where its standard error goes.
    """

    def __init__(self, module: str, arguments: list[str], log: Path) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._log = log
        self._process: Process | None = None

    async def start(self) -> None:
        """Starts it."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=log, limit=LIMIT,
                start_new_session=True,
            )  # fmt: skip

    async def say(self, line: bytes) -> None:
        """Sends one line."""
        stdin = self._running.stdin
        if stdin is not None:
            stdin.write(line + b"\n")
            await stdin.drain()

    async def hear(self) -> bytes:
        """The next line; empty when the process is over."""
        stdout = self._running.stdout
        return await stdout.readline() if stdout is not None else b""

    async def stop(self) -> None:
        """Ends its input, and it with that."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            async with asyncio.timeout(STOP_S):
                await process.communicate()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    @property
    def _running(self) -> Process:
        if self._process is None:
            raise RuntimeError("the process was not started")
        return self._process
