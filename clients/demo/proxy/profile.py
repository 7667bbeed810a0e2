"""How bad the network is: chances and sizes, and the four profiles that the day plan names."""

from enum import Enum
from random import Random

from msgspec import Struct


class Fate(Enum):
    """What becomes of one HTTP request."""

    DELIVER = "deliver"
    REPEAT = "repeat"
    LOSE_ACK = "lose_ack"
    HOLD = "hold"
    TRUNCATE_REQUEST = "truncate_request"
    TRUNCATE_RESPONSE = "truncate_response"


class Profile(Struct, frozen=True, kw_only=True):
    """One quality of network. Chances are 0 to 1.

    Attributes:
        name: as the day plan calls it.
        latency_ms: one way, added in each direction.
        jitter_ms: the latency varies by up to so much either way, never below 0.
        bytes_per_second: per direction of a connection; None is unlimited.
        refuse: connections are reset at once, and those that stand are severed.
        repeat: chance that the server gets a request twice; one of the answers returns.
        lose_ack: chance that the server gets a request and its answer is dropped.
        hold: chance that a request waits for a later one on another connection to go first.
        hold_ms: how long the device is kept waiting for that; then its connection is severed and
            the request is sent after the next one, or after ten times as long.
        truncate_request: chance that the server gets only a part.
        truncate_response: chance that the device gets only a part.
        cut: chance, per piece that passes a raw connection, that it is severed inside that piece.
        stall: chance, per piece, that everything stands still for ``stall_ms``.
        stall_ms: length of a stall.
    """

    name: str
    latency_ms: float = 0
    jitter_ms: float = 0
    bytes_per_second: int | None = None
    refuse: bool = False
    repeat: float = 0
    lose_ack: float = 0
    hold: float = 0
    hold_ms: float = 500
    truncate_request: float = 0
    truncate_response: float = 0
    cut: float = 0
    stall: float = 0
    stall_ms: float = 0

    def fate(self, rng: Random) -> Fate:
        """Draws what becomes of the next request."""
        fates = {
            Fate.REPEAT: self.repeat,
            Fate.LOSE_ACK: self.lose_ack,
            Fate.HOLD: self.hold,
            Fate.TRUNCATE_REQUEST: self.truncate_request,
            Fate.TRUNCATE_RESPONSE: self.truncate_response,
        }
        drawn = rng.random()
        for fate, chance in fates.items():
            drawn -= chance
            if drawn < 0:
                return fate
        return Fate.DELIVER

    def delay(self, rng: Random) -> float:
        """Seconds that the next piece is late by latency."""
        return max(0.0, self.latency_ms + rng.uniform(-self.jitter_ms, self.jitter_ms)) / 1000

    def drag(self, rng: Random, size: int) -> float:
        """Seconds that a piece of so many bytes takes by bandwidth and stalls."""
        seconds = size / self.bytes_per_second if self.bytes_per_second else 0.0
        return seconds + (self.stall_ms / 1000 if rng.random() < self.stall else 0.0)


GOOD = Profile(name="good", latency_ms=4, jitter_ms=2)
SLOW = Profile(name="slow", latency_ms=120, jitter_ms=60, bytes_per_second=48_000)
LOSSY = Profile(
    name="lossy",
    latency_ms=30,
    jitter_ms=25,
    bytes_per_second=250_000,
    repeat=0.08,
    lose_ack=0.08,
    hold=0.04,
    hold_ms=300,
    truncate_request=0.05,
    truncate_response=0.05,
    cut=0.04,
    stall=0.03,
    stall_ms=600,
)
DARK = Profile(name="dark", refuse=True)

PROFILES: dict[str, Profile] = {profile.name: profile for profile in (GOOD, SLOW, LOSSY, DARK)}
