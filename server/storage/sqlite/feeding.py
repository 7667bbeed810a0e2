"""The feed as the pager reads it, in one read transaction."""

import json
import sqlite3
from typing import Any

from server.storage.contract import Page
from server.storage.needs import Granted
from server.storage.paging import Arrival, Departure, Lost, Paging, Rows, Span
from server.storage.sqlite.losing import lost_records
from server.storage.sqlite.names import Names, Organisation

# A record that left and was deleted elsewhere goes, too: a scope gained since says nothing of what
# was deleted in it before.
_CHANGED = """
SELECT f.seq, f.record, r.type, r.version, r.document, CASE WHEN r.deleted THEN r.id END
FROM feed f CROSS JOIN records r ON r.key = f.record AND r.seq = f.seq
WHERE f.org = ? AND f.scope = ? AND f.seq > ? AND f.seq <= ? AND (r.deleted = 0 OR f.seq > ?)
ORDER BY f.seq LIMIT ?"""
_HELD = """
EXISTS (SELECT 1 FROM feed h WHERE h.org = r.org AND h.scope IN ({places}) AND h.seq = r.seq
        AND h.record = r.key)"""
_LEFT = """
SELECT d.seq, d.record, r.type, r.id
FROM departures d CROSS JOIN records r ON r.key = d.record
WHERE d.org = ? AND d.scope = ? AND d.seq > ? AND d.seq <= ? AND NOT (r.deleted = 0 AND {held})
ORDER BY d.seq LIMIT ?"""
_LOST = """
SELECT r.seq, r.key, r.type, r.id FROM json_each(?) j CROSS JOIN records r ON r.key = j.value
WHERE r.org = ? AND NOT (r.deleted = 0 AND {held})"""
_GRANTS = """
SELECT s.name, g.count, g.first, g.since, g.until FROM grants g JOIN scopes s ON s.key = g.scope
WHERE g.org = ? AND g.person = ?"""


def held_condition(scopes: int) -> str:
    """SQL that says whether the record ``r`` stands in one of so many scopes (as parameters)."""
    return _HELD.format(places=", ".join("?" * scopes))


def granted_of(connection: sqlite3.Connection, org: int, person: str) -> dict[str, Granted]:
    """A person's scopes as they are stored."""
    return {row[0]: Granted(*row[1:]) for row in connection.execute(_GRANTS, (org, person))}


class Feed:
    """Answers the pager's questions about one person in one organisation."""

    def __init__(
        self, connection: sqlite3.Connection, names: Names, organisation: Organisation, person: str
    ) -> None:
        self._connection = connection
        self._names = names
        self._org = organisation.key
        self._person = person

    def page(self, paging: Paging) -> Page:
        """Runs the pager to its end."""
        try:
            asked = next(paging)
            while True:
                rows = self._lost(asked) if isinstance(asked, Lost) else self._span(asked)
                asked = paging.send(rows)
        except StopIteration as end:
            page: Page = end.value
            return page

    def _span(self, span: Span) -> Rows:
        scope = self._names.known_scope(self._org, span.scope)
        if scope is None:
            return [], []
        values = (self._org, scope, span.after, span.until, span.floor, span.limit)
        changed: list[Arrival] = self._connection.execute(_CHANGED, values).fetchall()
        after = max(span.after, span.floor)
        if after >= span.until:
            return changed, []
        place = (self._org, scope, after, span.until)
        return changed, self._departed(_LEFT, place, span.held, (span.limit,))

    def _lost(self, lost: Lost) -> Rows:
        scope = self._names.known_scope(self._org, lost.scope)
        if scope is None:
            return [], []
        keys = lost_records(self._connection, self._org, self._person, scope)
        return [], self._departed(_LOST, (json.dumps(keys), self._org), lost.held, ())

    def _departed(
        self, sql: str, before: tuple[Any, ...], held: frozenset[str], after: tuple[int, ...]
    ) -> list[Departure]:
        keys = [self._names.known_scope(self._org, name) for name in sorted(held)]
        known = [key for key in keys if key is not None]
        statement = sql.format(held=held_condition(len(known)))
        return self._connection.execute(statement, (*before, *known, *after)).fetchall()
