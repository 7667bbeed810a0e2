"""The bad network: one process of proxies, a port for each device."""

from pathlib import Path
from typing import Any

import msgspec

from clients.demo.proxy.stats import Stats
from clients.demo.storm.lines import Lines


class NetworkFailed(Exception):
    """The process of proxies did not do what it was told."""


class BadNetwork:
    """Proxies between the devices and the server.

    Args:
        port: where the server listens.
        seed: decides every fault.
        devices: who gets a port.
        log: where the process complains.
    """

    def __init__(self, port: int, seed: int, devices: list[str], log: Path) -> None:
        arguments = ["--upstream-port", str(port), "--seed", str(seed)]
        for device in devices:
            arguments += ["--device", device]
        self._lines = Lines("clients.demo.proxy", arguments, log)
        self._devices = devices
        self.ports: dict[str, int] = {}

    async def start(self) -> None:
        """Starts the process; ``ports`` is filled when this returns.

        Raises:
            NetworkFailed: it did not start.
        """
        await self._lines.start()
        self.ports = (await self._answer())["ports"]

    async def set_profile(self, device: str, profile: str) -> None:
        """Changes a device's network.

        Raises:
            NetworkFailed: there is no such device or profile.
        """
        command = {"type": "SetProfile", "device": device, "profile": profile}
        await self._lines.say(msgspec.json.encode(command))
        await self._answer()

    async def calm(self) -> None:
        """Every network is good."""
        for device in self._devices:
            await self.set_profile(device, "good")

    async def stats(self) -> Stats:
        """What has happened to all traffic so far."""
        await self._lines.say(msgspec.json.encode({"type": "Report"}))
        answer = msgspec.convert((await self._answer())["stats"], dict[str, Stats])
        total = Stats()
        for each in answer.values():
            for name in Stats.__struct_fields__:
                setattr(total, name, getattr(total, name) + getattr(each, name))
        return total

    async def stop(self) -> None:
        """Ends the process."""
        await self._lines.stop()

    async def _answer(self) -> dict[str, Any]:
        line = await self._lines.hear()
        if not line:
            raise NetworkFailed("the process of proxies ended")
        answer = msgspec.json.decode(line, type=dict[str, Any])
        if "error" in answer:
            raise NetworkFailed(answer["error"])
        return answer
