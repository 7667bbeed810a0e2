"""A replica whose history has parted gets a new id; what is known of its acts is told."""

import functools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from schemas.problems import Problem
from schemas.wire.down import Rekeyed
from server.storage.sqlite.committing import Transaction
from server.storage.sqlite.loading import Loader
from server.storage.sqlite.names import Organisation, find_organisation
from sync.matching import last_match
from sync.uid import unpack
from sync.vector import join

Dot = tuple[str, int]

_FAMILY = """
SELECT o.id, r.first, r.uids, r.no FROM replicas o JOIN receipts r ON r.org = o.org
       AND r.replica = o.key
WHERE o.org = ? AND o.family = ? ORDER BY r.key"""
_EVERYBODY = """
SELECT o.id, r.first, r.uids, r.no FROM receipts r JOIN replicas o ON o.key = r.replica
WHERE r.org = ? ORDER BY r.key"""
_GIVEN = """
SELECT id FROM replicas WHERE org = ? AND parent = ? AND line = ? AND n = 0 AND NOT retired"""
_LINE = "SELECT id, line, clean FROM replicas WHERE org = ? AND id IN ({places})"
_FAMILIES = """
SELECT family FROM replicas WHERE org = ? AND own = 0
       AND (id IN ({places}) OR family IN ({places})) ORDER BY key"""
_NEW = """
INSERT INTO replicas (org, id, family, parent, line, n, uid, stamp, clean, offered, unproved, read,
                      born, safe, own, retired, contact)
VALUES (?, ?, ?, ?, ?, 0, '', ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)"""

_decode_no = msgspec.json.Decoder(list[list[Any]]).decode
_decode_line = msgspec.json.Decoder(dict[str, int]).decode


def rekey(
    transaction: Transaction,
    organisation: str,
    id: str,
    first: int,
    uids: list[str],
    fresh: str,
    former: Sequence[str],
) -> Rekeyed:
    """See :meth:`server.storage.contract.Storage.rekey`. Number blocks move to the new id.

    Acts that were refused are not counted as known: they may be tried again under the new id.

    Raises:
        Problem: ``device/unknown``.
    """
    connection = transaction.connection
    found = find_organisation(connection, organisation)
    row = Loader(connection, transaction.names, found).replica(id)
    if row is None or row.own:
        raise Problem("device/unknown")
    row.family = _unite(connection, found.key, [row.family, *former])
    before = _before(connection, found.key, former)
    _bury(transaction, found, row.family, set(former) - before.keys())
    offered = set(uids)
    seen: dict[str, int] = {}
    recorded: dict[int, str] = {}
    known: dict[str, Dot] = {}
    otherwise: dict[str, list[Any]] = {}
    # A device that was enrolled anew has no history under its id: its acts may be anybody's.
    adopted = row.n == 0 and row.parent is None
    sql, which = (_EVERYBODY, ()) if adopted else (_FAMILY, (row.family,))
    for replica, start, packed, no in connection.execute(sql, (found.key, *which)):
        exceptions = {n: verdict for n, *verdict in _decode_no(no)}
        for n, uid in _numbered(start, packed):
            if replica == id:
                recorded[n] = uid
            if replica in before and uid in offered:
                seen[replica] = n
            verdict = exceptions.get(n)
            if uid not in offered or uid in known or (verdict and verdict[0] == "refused"):
                continue
            known[uid] = (replica, n)
            if verdict:
                otherwise[uid] = verdict
    matched = last_match(recorded, first, uids)
    family = row.family
    if adopted and known:
        family = _unite(connection, found.key, [next(iter(known.values()))[0], family])
    # What a device wrote under its former ids it has seen, as far as they are its own; and where it
    # last had nothing to send, it was under the last of them.
    lines = [before[former_id][0] for former_id in seen]
    line = functools.reduce(join, [*lines, row.line, seen, {id: matched}])
    clean = row.clean
    if adopted and seen:
        clean = max(before[former_id][1] for former_id in seen)
    text = msgspec.json.encode(line, order="sorted").decode()
    given = connection.execute(_GIVEN, (found.key, id, text)).fetchone()
    if given is not None:
        # The answer was lost, or a twin asks that is still the same.
        return Rekeyed(given[0], (id, matched), known, otherwise, found.epoch)
    key = connection.execute(
        _NEW + " RETURNING key",
        (found.key, fresh, family, id, text, row.stamp, clean, row.offered, row.unproved, row.read,
         found.seq, False, transaction.now),
    ).fetchone()[0]  # fmt: skip
    connection.execute("UPDATE blocks SET replica = ? WHERE replica = ?", (key, row.key))
    return Rekeyed(fresh, (id, matched), known, otherwise, found.epoch)


def _before(
    connection: sqlite3.Connection, org: int, former: Sequence[str]
) -> dict[str, tuple[dict[str, int], int]]:
    """Former ids that are known here -> what they had seen of their parents, and ``clean``."""
    rows = connection.execute(_LINE.format(places=", ".join("?" * len(former))), (org, *former))
    return {id: (_decode_line(line), clean) for id, line, clean in rows}


def _bury(
    transaction: Transaction, found: Organisation, family: str, unknown: Iterable[str]
) -> None:
    """Enters former ids that a restored hub has forgotten, as retired ones of the family: by them
    the family is found when a twin comes that had them, too."""
    transaction.connection.executemany(
        _NEW,
        [
            (found.key, id, family, None, "{}", 0, 0, 0, 0, 0, found.seq, True, transaction.now)
            for id in sorted(unknown)
        ],
    )


def _numbered(first: int, packed: bytes) -> Iterator[tuple[int, str]]:
    return enumerate(unpack(packed), first)


def _unite(connection: sqlite3.Connection, org: int, ids: Sequence[str]) -> str:
    """Makes the families of these replicas one, and gives its name: that of the oldest.

    A restored hub may have forgotten how a device's ids descend from one another; what they all
    decided must still count once.
    """
    places = ", ".join("?" * len(ids))
    rows = connection.execute(
        _FAMILIES.format(places=places),
        (org, *ids, *ids),
    )
    families = list(dict.fromkeys(row[0] for row in rows))
    connection.executemany(
        "UPDATE replicas SET family = ? WHERE org = ? AND family = ?",
        [(families[0], org, other) for other in families[1:]],
    )
    return str(families[0])
