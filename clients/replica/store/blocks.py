"""Numbers that people read aloud, from the blocks that the hub reserved for this device."""

import sqlite3

LOW = 32
"""With fewer left, the next request names the series, and the hub tops it up."""


class Blocks:
    """Reads and writes ``blocks``. Calls belong into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, blocks: dict[str, list[tuple[int, int]]]) -> None:
        """New blocks, first and last number of each; what is known already is left as it is."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO blocks (series, first, last, next) VALUES (?, ?, ?, ?)",
            [
                (series, first, last, first)
                for series, pairs in blocks.items()
                for first, last in pairs
            ],
        )
        self._connection.execute("DELETE FROM blocks WHERE next > last")

    def take(self, series: str) -> int | None:
        """The next number, or None where none is left."""
        row = self._connection.execute(
            "UPDATE blocks SET next = next + 1 WHERE series = ?1 AND first = "
            "(SELECT min(first) FROM blocks WHERE series = ?1 AND next <= last) "
            "RETURNING next - 1",
            (series,),
        ).fetchone()
        return int(row[0]) if row else None

    def left(self, series: str) -> int:
        """How many numbers are left."""
        (left,) = self._connection.execute(
            "SELECT coalesce(sum(last - next + 1), 0) FROM blocks WHERE series = ?", (series,)
        ).fetchone()
        return int(left)

    def drop(self) -> None:
        """The device has another id: its numbers are no longer its to give."""
        self._connection.execute("DELETE FROM blocks")
