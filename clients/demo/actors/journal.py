"""What a device's person did, written down beside the replica's store and never read from it.

One JSON line for each act that the device accepted. The audit takes it for the truth: whatever
stands here must have a fate at the hub, and counters must add up to what stands here.
"""

from pathlib import Path
from types import TracebackType

import msgspec

Key = tuple[str, str]
"""(entity, id)."""


class Add(msgspec.Struct, frozen=True, array_like=True):
    """So many more (or fewer) of a counter."""

    entity: str
    id: str
    field: str
    amount: int


class Count(msgspec.Struct, frozen=True, array_like=True):
    """A stock-take: ``figure`` stood on the shelf, which the device recorded as ``offset``."""

    entity: str
    id: str
    field: str
    figure: int
    offset: int


class Deed(msgspec.Struct, omit_defaults=True):
    """One accepted act.

    ``act``: the kind of act in the day plan. ``touches``: records that it writes. ``numbers``:
    (series, number) that it gave out. ``late``: the office had taken the stop away.
    """

    uid: str
    act: str
    actor: str
    minute: float
    touches: list[Key]
    adds: list[Add] = []
    counts: list[Count] = []
    numbers: list[tuple[str, int]] = []
    late: bool = False


class Journal:
    """Appends deeds to a file; every line is handed to the system before :meth:`write` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)

    def write(self, deed: Deed) -> None:
        """Adds one deed."""
        self._file.write(msgspec.json.encode(deed) + b"\n")

    def close(self) -> None:
        """Ends it; no more deeds."""
        self._file.close()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read(path: Path) -> list[Deed]:
    """The deeds of a journal, in order; none where there is no file."""
    if not path.exists():
        return []
    decoder = msgspec.json.Decoder(Deed)
    return [decoder.decode(line) for line in path.read_bytes().splitlines()]
