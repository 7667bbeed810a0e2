"""What a proxy did to its traffic."""

from msgspec import Struct


class Stats(Struct):
    """Counters since the proxy started.

    Attributes:
        requests: complete HTTP requests taken from the device, upgrades included.
        repeated: requests of which the server got two.
        acks_lost: requests that the server answered and whose answer was dropped.
        truncated: requests or answers of which only a part went on.
        cut: raw (upgraded) connections cut in the middle.
        reordered: requests that went to the server after a later one on another connection.
        refused: connections reset at once because the network was dark, and requests that met
            a server that was not there.
    """

    requests: int = 0
    repeated: int = 0
    acks_lost: int = 0
    truncated: int = 0
    cut: int = 0
    reordered: int = 0
    refused: int = 0
