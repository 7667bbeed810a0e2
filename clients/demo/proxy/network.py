"""The networks of many devices in one process: a port for each, a profile and a stream of each."""

from clients.demo.proxy.profile import GOOD, PROFILES, Profile
from clients.demo.proxy.proxy import Proxy
from clients.demo.proxy.stats import Stats


class Network:
    """One proxy per device, all in front of one server.

    Args:
        upstream_port: where the server listens.
        seed: with a device's name it decides all faults of that device.
        upstream_host: where the server listens.
    """

    def __init__(self, upstream_port: int, seed: int, upstream_host: str = "127.0.0.1") -> None:
        self._upstream = (upstream_host, upstream_port)
        self._seed = seed
        self._proxies: dict[str, Proxy] = {}

    async def open(self, device: str, profile: Profile = GOOD) -> int:
        """Begins to listen for a device; returns the port.

        Raises:
            ValueError: the device is open already.
            OSError: no port is free.
        """
        if device in self._proxies:
            raise ValueError(f"{device} is open already")
        host, port = self._upstream
        proxy = Proxy(port, f"{self._seed}/{device}", profile, host)
        listening = await proxy.start()
        self._proxies[device] = proxy
        return listening

    async def set_profile(self, device: str, profile: str) -> None:
        """Changes a device's network to the profile of that name.

        Raises:
            KeyError: there is no such device or no such profile.
        """
        await self._proxies[device].set_profile(PROFILES[profile])

    def stats(self) -> dict[str, Stats]:
        """What has happened to each device's traffic so far."""
        return {device: proxy.stats for device, proxy in self._proxies.items()}

    async def close(self) -> None:
        """Closes every device's proxy."""
        for proxy in self._proxies.values():
            await proxy.close()
        self._proxies.clear()
