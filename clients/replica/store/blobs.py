"""Photos and other files that wait for their upload. The file itself stays until the server's hash
matches: the record goes first, the bytes follow, resumable across restarts.
"""

import sqlite3
from typing import Literal

import msgspec

BlobState = Literal["waiting", "uploading", "received", "refused"]


class Blob(msgspec.Struct):
    """One file. ``sent``: bytes that the server has; ``upload``: where it takes the rest."""

    id: str
    path: str
    sha256: str
    size: int
    media: str
    entity: str
    record: str
    sent: int = 0
    state: BlobState = "waiting"
    upload: str | None = None
    added_at: int = 0


_COLUMNS = ", ".join(Blob.__struct_fields__)
_OPEN = "state IN ('waiting', 'uploading')"


class Blobs:
    """Reads and writes ``blobs``. Calls belong into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, blob: Blob) -> None:
        """A new file to upload; one that is known stays as it is."""
        marks = ", ".join("?" * len(Blob.__struct_fields__))
        self._connection.execute(
            f"INSERT OR IGNORE INTO blobs ({_COLUMNS}) VALUES ({marks})",  # noqa: S608
            msgspec.structs.astuple(blob),
        )

    def open(self) -> list[Blob]:
        """Files whose bytes are not all received, oldest first."""
        return self._select(f"WHERE {_OPEN} ORDER BY added_at, id")

    def all(self) -> list[Blob]:
        """All files that are known."""
        return self._select("")

    def of(self, entity: str, record: str) -> list[Blob]:
        """The files of one record."""
        return self._select("WHERE entity = ? AND record = ? ORDER BY added_at", entity, record)

    def progress(self, id: str, sent: int, upload: str | None) -> None:
        """The server has so many bytes."""
        self._connection.execute(
            "UPDATE blobs SET sent = ?, upload = ?, state = 'uploading' WHERE id = ?",
            (sent, upload, id),
        )

    def finish(self, id: str, state: Literal["received", "refused"]) -> None:
        """The server has it and its hash matches, or will not have it."""
        self._connection.execute("UPDATE blobs SET state = ? WHERE id = ?", (state, id))

    def waiting(self) -> int:
        """How many files are not received."""
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM blobs WHERE {_OPEN}"  # noqa: S608
        ).fetchone()
        return int(count)

    def _select(self, tail: str, *values: str) -> list[Blob]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM blobs {tail}",  # noqa: S608
            values,
        )
        return [Blob(*row) for row in rows]
