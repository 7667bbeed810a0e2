"""The integer keys behind names: types, scopes, organisations. They never change once given."""

import sqlite3

import msgspec

from schemas.problems import Problem

_decode_epochs = msgspec.json.Decoder(list[int]).decode


class Organisation(msgspec.Struct):
    """A row of ``organisations``. ``epochs``: of its history, the present one last; each restore
    adds one, so a copy that was put aside for a while has no part in what came meanwhile."""

    key: int
    id: str
    epochs: list[int]
    seq: int
    forgotten: int

    @property
    def epoch(self) -> int:
        """The present one."""
        return self.epochs[-1]


def find_organisation(connection: sqlite3.Connection, id: str) -> Organisation:
    """One organisation as it stands in this transaction.

    Raises:
        Problem: ``record/unknown``.
    """
    row = connection.execute(
        "SELECT key, id, epochs, seq, forgotten FROM organisations WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        raise Problem("record/unknown", params={"organisation": id})
    key, id, epochs, seq, forgotten = row
    return Organisation(key, id, _decode_epochs(epochs), seq, forgotten)


class Names:
    """Keys of types and scopes, remembered per connection.

    What a transaction added is forgotten with :meth:`forget` when it is rolled back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._scopes: dict[tuple[int, str], int] = {}
        rows = connection.execute("SELECT name, key FROM types").fetchall()
        self.type_keys: dict[str, int] = dict(rows)
        self.types: dict[int, str] = {key: name for name, key in rows}

    def forget(self) -> None:
        """Forgets scopes, since some may never have come to be."""
        self._scopes.clear()

    def scope(self, org: int, name: str) -> int:
        """The key of a scope, which is made where there is none yet."""
        key = self.known_scope(org, name)
        if key is None:
            row = self._connection.execute(
                "INSERT INTO scopes (org, name) VALUES (?, ?) RETURNING key", (org, name)
            ).fetchone()
            key = self._scopes[org, name] = int(row[0])
        return key

    def known_scope(self, org: int, name: str) -> int | None:
        """The key of a scope, None where nothing ever stood in it."""
        key = self._scopes.get((org, name))
        if key is not None:
            return key
        row = self._connection.execute(
            "SELECT key FROM scopes WHERE org = ? AND name = ?", (org, name)
        ).fetchone()
        if row is None:
            return None
        key = self._scopes[org, name] = int(row[0])
        return key
