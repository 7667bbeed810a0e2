"""What changes the file besides mutations: organisations, replicas, roles."""

import secrets

from schemas.access import ROLE_SCOPES
from server.storage.contract import Committed
from server.storage.sqlite.committing import Transaction
from server.storage.sqlite.losing import held_at_loss
from server.storage.sqlite.names import find_organisation
from server.storage.sqlite.reading import Snapshot
from sync.clock import stamp_at

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"

_NEW_REPLICA = """
INSERT INTO replicas (org, id, family, parent, line, n, uid, stamp, clean, offered, unproved, read,
                      born, safe, own, retired, contact)
VALUES (?, ?, ?, ?, ?, 0, '', ?, ?, 0, 0, 0, ?, 0, ?, 0, ?)"""


def add_organisation(transaction: Transaction, id: str) -> None:
    """Registers an organisation; one that is there stays as it is."""
    row = transaction.connection.execute(
        "INSERT INTO organisations (id, epochs, seq, forgotten, created) VALUES (?, '[1]', 0, 0, ?)"
        " ON CONFLICT DO NOTHING RETURNING key",
        (id, transaction.now),
    ).fetchone()
    if row is not None:
        add_own_replica(transaction, row[0])


def add_own_replica(transaction: Transaction, org: int) -> None:
    """Gives the server a fresh id in an organisation."""
    id = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    row = transaction.connection.execute(
        "SELECT seq FROM organisations WHERE key = ?", (org,)
    ).fetchone()
    values = (org, id, id, None, "{}", 0, 0, row[0], True, transaction.now)
    transaction.connection.execute(_NEW_REPLICA, values)


def add_replica(transaction: Transaction, organisation: str, id: str, since: int) -> None:
    """Registers a device's replica; one that is there stays as it is."""
    found = find_organisation(transaction.connection, organisation)
    # A new device has lost nothing yet. On a hub that was restored it may be an old one, which
    # was forgotten with its queue.
    clean = found.seq if len(found.epochs) == 1 else 0
    transaction.connection.execute(
        _NEW_REPLICA + " ON CONFLICT DO NOTHING",
        (
            found.key, id, id, None, "{}", stamp_at(since), clean, found.seq, False,
            transaction.now,
        ),
    )  # fmt: skip


def role_of(snapshot: Snapshot, organisation: str, person: str) -> str | None:
    """The role that a person last read with."""
    found = find_organisation(snapshot.connection, organisation)
    row = snapshot.connection.execute(
        "SELECT role FROM people WHERE org = ? AND person = ?", (found.key, person)
    ).fetchone()
    return None if row is None else row[0]


def set_role(transaction: Transaction, organisation: str, person: str, role: str) -> None:
    """Notes a person's role. A change of it is a change of scopes, and takes a sequence."""
    connection = transaction.connection
    found = find_organisation(connection, organisation)
    row = connection.execute(
        "SELECT role FROM people WHERE org = ? AND person = ?", (found.key, person)
    ).fetchone()
    connection.execute(
        "INSERT OR REPLACE INTO people (org, person, role) VALUES (?, ?, ?)",
        (found.key, person, role),
    )
    if row is None or row[0] == role:
        return
    before, after = set(ROLE_SCOPES.get(row[0], ())), set(ROLE_SCOPES.get(role, ()))
    seq = found.seq + 1
    connection.execute("UPDATE organisations SET seq = ? WHERE key = ?", (seq, found.key))
    for name in sorted(after - before):
        scope = transaction.names.scope(found.key, name)
        connection.execute(
            "INSERT INTO grants (org, person, scope, count, first, since, until)"
            " VALUES (?, ?, ?, 0, ?, ?, NULL)"
            " ON CONFLICT DO UPDATE SET since = excluded.since, until = NULL",
            (found.key, person, scope, seq, seq),
        )
    for name in sorted(before - after):
        scope = transaction.names.scope(found.key, name)
        held = held_at_loss(connection, found.key, person, scope)
        connection.execute(
            "INSERT INTO grants (org, person, scope, count, first, since, until, held)"
            " VALUES (?, ?, ?, 0, 0, 0, ?, ?)"
            " ON CONFLICT DO UPDATE SET until = excluded.until, held = excluded.held",
            (found.key, person, scope, seq, held),
        )
    transaction.notes.append(Committed(organisation, seq, frozenset(), [], frozenset({person})))
