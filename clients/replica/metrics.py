"""What the device counts of its own traffic (requirement G10)."""

import msgspec


class Metrics(msgspec.Struct):
    """Since the engine was made. Bytes are those of bodies as they travelled, compressed.

    ``rounds``: answers taken in; ``pushed``: mutations sent, repeats included; ``retries``:
    attempts after a failure; ``failures`` by code; ``mended``: digests that disagreed. Latencies
    are of requests that did not ask the hub to wait, ms; ``latency`` is a running mean that
    forgets (one eighth of each new value, as in RFC 6298).
    """

    requests: int = 0
    rounds: int = 0
    pushed: int = 0
    pulled: int = 0
    retries: int = 0
    mended: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    frames_up: int = 0
    frames_down: int = 0
    latency: float = 0.0
    latency_max: float = 0.0
    failures: dict[str, int] = {}

    def time(self, ms: float) -> None:
        """Notes how long one request took."""
        self.latency = ms if not self.latency else self.latency + (ms - self.latency) / 8
        self.latency_max = max(self.latency_max, ms)

    def fail(self, code: str) -> None:
        """Notes a failure."""
        self.failures[code] = self.failures.get(code, 0) + 1
