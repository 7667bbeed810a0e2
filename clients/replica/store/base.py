"""The base: records as they were received; and the stage, where a page waits for the rest."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from schemas.lifts import lift_document
from schemas.wire.version import SCHEMA
from sync.overlay import Document
from sync.session import Page

Key = tuple[str, str]
"""(entity, id)."""

decode = msgspec.json.Decoder(dict[str, Any]).decode


class _Named(msgspec.Struct):
    id: str


_name = msgspec.json.Decoder(_Named).decode


class Base:
    """Reads and writes ``base`` and ``stage``. Calls belong into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, key: Key) -> Document | None:
        """One record, or None."""
        row = self._connection.execute(
            "SELECT doc FROM base WHERE entity = ? AND id = ?", key
        ).fetchone()
        return decode(row[0]) if row else None

    def count(self) -> int:
        """How many records are here."""
        (count,) = self._connection.execute("SELECT count(*) FROM base").fetchone()
        return int(count)

    def vectors(self) -> Iterator[tuple[str, str, dict[str, int]]]:
        """Entity, id and vector of every record."""
        for entity, id, vector in self._connection.execute(
            "SELECT entity, id, json_extract(doc, '$._.v') FROM base"
        ):
            yield entity, id, msgspec.json.decode(vector)

    def show(self, page: Page) -> set[Key]:
        """Takes a page in: arrivals, then departures, then what is gone. Returns what changed."""
        return self._take("base", page)

    def stage(self, page: Page) -> None:
        """Keeps a page aside; a later one says the last word about a record."""
        self._take("stage", page)

    def unstage(self) -> None:
        """Empties the stage."""
        self._connection.execute("DELETE FROM stage")

    def unveil(self, *, replace: bool) -> set[Key]:
        """Takes the stage in. Returns what changed; with ``replace`` that is everything."""
        run = self._connection.execute
        changed: set[Key] = set(run("SELECT entity, id FROM stage"))
        if replace:
            changed |= set(run("SELECT entity, id FROM base"))
            run("DELETE FROM base")
        else:
            run(
                "DELETE FROM base WHERE (entity, id) IN "
                "(SELECT entity, id FROM stage WHERE doc IS NULL)"
            )
        run(
            "INSERT OR REPLACE INTO base (entity, id, doc, schema) "
            "SELECT entity, id, doc, schema FROM stage WHERE doc IS NOT NULL"
        )
        self.unstage()
        return changed

    def lift(self) -> bool:
        """Brings documents of an older schema version up to this app's.

        Returns False where some were written in a newer one (the app went back a version): those
        can only be pulled anew.
        """
        (newer,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM base WHERE schema > ?)", (SCHEMA,)
        ).fetchone()
        for table in ("base", "stage"):
            older = self._connection.execute(
                f"SELECT entity, id, doc, schema FROM {table} "  # noqa: S608 - one of two names
                "WHERE schema < ? AND doc IS NOT NULL",
                (SCHEMA,),
            ).fetchall()
            self._write(
                table,
                (
                    (entity, id, msgspec.json.encode(lift_document(entity, schema, decode(doc))))
                    for entity, id, doc, schema in older
                ),
            )
        return not newer

    def _take(self, table: str, page: Page) -> set[Key]:
        changed: set[Key] = set()
        for entity, documents in page.arrivals:
            rows = [(entity, _name(document).id, bytes(document)) for document in documents]
            self._write(table, rows)
            changed.update((entity, id) for entity, id, _ in rows)
        for entity, ids in (*page.departures, *page.gone):
            self._remove(table, entity, ids)
            changed.update((entity, id) for id in ids)
        return changed

    def _write(self, table: str, rows: Iterable[tuple[str, str, bytes]]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table} (entity, id, doc, schema) "  # noqa: S608
            f"VALUES (?, ?, ?, {SCHEMA})",
            ((entity, id, document.decode()) for entity, id, document in rows),
        )

    def _remove(self, table: str, entity: str, ids: Sequence[str]) -> None:
        if table == "base":
            statement = "DELETE FROM base WHERE entity = ? AND id = ?"
        else:
            statement = (
                "INSERT OR REPLACE INTO stage (entity, id, doc, schema) "  # noqa: S608
                f"VALUES (?, ?, NULL, {SCHEMA})"
            )
        self._connection.executemany(statement, ((entity, id) for id in ids))
