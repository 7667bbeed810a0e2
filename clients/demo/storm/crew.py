"""All devices at work, as the storm sees them: started, watched, brought to rest."""

import asyncio
import contextlib
from pathlib import Path

import msgspec

from clients.demo.actors.orders import Ended, Finish, Report, Start, Status
from clients.demo.storm.lines import Lines


class CrewFailed(Exception):
    """A device process ended though nobody told it to."""


class Crew:
    """The nursery and its devices.

    Args:
        arguments: of ``python -m clients.demo.actors``.
        log: where device processes complain.
    """

    def __init__(self, arguments: list[str], log: Path) -> None:
        self._lines = Lines("clients.demo.actors", arguments, log)
        self._log = log
        self._decoder = msgspec.json.Decoder(Status | Ended)
        self._reading: asyncio.Task[None] | None = None
        self._heard = asyncio.Event()
        self.statuses: dict[str, Status] = {}
        self.ended: dict[str, int] = {}
        self.moved_at = 0.0

    async def start(self) -> None:
        """Starts the nursery."""
        await self._lines.start()
        self._reading = asyncio.create_task(self._read())

    async def send(self, start: Start) -> None:
        """A device begins."""
        await self._lines.say(msgspec.json.encode(start))

    async def until_ready(self, devices: list[str], seconds: float) -> None:
        """Waits until these devices have all that they may see.

        Raises:
            CrewFailed: one of them ended.
            TimeoutError: some were not ready in time.
        """
        async with asyncio.timeout(seconds):
            while not all(self._is_ready(device) for device in devices):
                self.check()
                await self._hear()

    async def until_quiet(self, quiet: float, seconds: float) -> bool:
        """Waits until nothing waits anywhere and nobody has done anything for ``quiet`` seconds.

        Returns whether that came about within ``seconds``.

        Raises:
            CrewFailed: a device ended.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while loop.time() < until:
            self.check()
            waiting = any(one.waiting or one.ahead for one in self.statuses.values())
            if not waiting and loop.time() - self.moved_at >= quiet:
                return True
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    await self._hear()
        return False

    async def finish(self, devices: list[str], seconds: float) -> None:
        """Every device syncs once more and ends.

        Raises:
            TimeoutError: some did not end in time.
        """
        for device in devices:
            await self._lines.say(msgspec.json.encode(Finish(device)))
        async with asyncio.timeout(seconds):
            while not all(device in self.ended for device in devices):
                await self._hear()

    async def stop(self) -> None:
        """Ends the nursery, and whatever still lives there."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        await self._lines.stop()

    def check(self) -> None:
        """Whether all are still at work.

        Raises:
            CrewFailed: one is not.
        """
        if self.ended:
            complaint = self._log.read_text(errors="replace")[-2_000:]
            raise CrewFailed(f"{', '.join(sorted(self.ended))} ended. {complaint}")

    def _is_ready(self, device: str) -> bool:
        status = self.statuses.get(device)
        return status is not None and status.ready

    async def _hear(self) -> None:
        self._heard.clear()
        await self._heard.wait()

    async def _read(self) -> None:
        while line := await self._lines.hear():
            self._take(self._decoder.decode(line))
            self._heard.set()

    def _take(self, report: Report) -> None:
        if isinstance(report, Ended):
            self.ended[report.device] = report.status
            return
        before = self.statuses.get(report.device)
        self.statuses[report.device] = report
        moved = before is None or (before.done, before.waiting, before.ahead) != (
            report.done, report.waiting, report.ahead,
        )  # fmt: skip
        if moved:
            self.moved_at = asyncio.get_running_loop().time()
