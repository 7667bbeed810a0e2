"""A bad network: TCP proxies between devices and the server that fail on purpose, from a seed."""

from clients.demo.proxy.network import Network
from clients.demo.proxy.profile import DARK, GOOD, LOSSY, PROFILES, SLOW, Profile
from clients.demo.proxy.proxy import Proxy
from clients.demo.proxy.stats import Stats

__all__ = ["DARK", "GOOD", "LOSSY", "PROFILES", "SLOW", "Network", "Profile", "Proxy", "Stats"]
