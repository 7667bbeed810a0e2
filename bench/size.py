"""How much of everything is measured."""

import msgspec


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """``devices``: the counts at which writes are measured. ``writes``: per measurement.
    ``loaded``: records that updates go to. ``bootstrap``: records of a first pull, ``rounds``
    times. ``small``, ``large``: records in the stores that are compared. ``pulls``: of 100 changes.
    ``sockets``, ``seconds``: of the fan-out; ``settle``: seconds before and after for what
    is still under way. ``rest_seconds``: of REST beside sync.
    """

    devices: tuple[int, ...] = (10, 50)
    writes: int = 60_000
    loaded: int = 20_000
    bootstrap: int = 50_000
    rounds: int = 5
    small: int = 10_000
    large: int = 1_000_000
    pulls: int = 60
    sockets: int = 1_000
    seconds: float = 15.0
    settle: float = 1.0
    rest_seconds: float = 15.0


FULL = Size()
QUICK = Size(
    devices=(10,), writes=10_000, loaded=2_000, bootstrap=5_000, rounds=2, small=1_000,
    large=20_000, pulls=10, sockets=50, seconds=2.0, rest_seconds=3.0,
)  # fmt: skip
