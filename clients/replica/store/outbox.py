"""The outbox: own mutations with their fate, and the seals that vouch for it."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from sync.replica import KEEP_MS, SLICE_COUNT
from sync.session import Decide, Renumber, Seal, Session, Written

COLUMNS = "seq, replica, n, uid, nonce, actor, stamp, ops, schema, state, detail, fixed, settled"
_NEEDS = "state IN ('refused', 'parted') AND resolved = 0"


class Entry(msgspec.Struct):
    """One mutation for the person's list. ``before``: what each op's fields showed before it."""

    written: Written
    before: list[dict[str, Any] | None]
    made_at: int
    sent_at: int | None
    decided_at: int | None
    resolved: bool


class Outbox:
    """Reads and writes ``outbox`` and ``seals``. Calls belong into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # Writing

    def next_seq(self) -> int:
        """The place that the next mutation gets."""
        row = self._connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"
        ).fetchone()
        return (row[0] if row else 0) + 1

    def add(self, row: Written, before: list[dict[str, Any] | None], now_ms: int) -> None:
        """A new mutation."""
        self._connection.execute(
            f"INSERT INTO outbox ({COLUMNS}, before, made_at) "  # noqa: S608 - our own columns
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.seq, row.replica, row.n, row.uid, row.nonce, row.actor, row.stamp,
                (row.ops or b"[]").decode(), row.schema, row.state, None, 0, 0,
                msgspec.json.encode(before).decode(), now_ms,
            ),
        )  # fmt: skip

    def sent(self, replica: str, first: int, last: int, now_ms: int) -> None:
        """A request carries these numbers."""
        self._connection.execute(
            "UPDATE outbox SET state = 'sent', sent_at = coalesce(sent_at, ?) "
            "WHERE replica = ? AND n BETWEEN ? AND ? AND state = 'pending'",
            (now_ms, replica, first, last),
        )

    def decide(self, replica: str, effect: Decide, now_ms: int) -> None:
        """Verdicts. One that is refused again keeps the first reason: the hub, which saw no more
        than a void number, cannot name it."""
        run = self._connection.execute
        again = [n for n, (state, _) in effect.named.items() if state == "refused"]
        run(
            "UPDATE outbox SET state = 'merged', detail = NULL, decided_at = ? "  # noqa: S608
            "WHERE replica = ? AND n BETWEEN ? AND ? "
            f"AND NOT (state = 'refused' AND n IN ({', '.join('?' * len(again))}))",
            (now_ms, replica, effect.first, effect.last, *again),
        )
        for n, (state, detail) in effect.named.items():
            run(
                "UPDATE outbox SET state = ?, detail = ? "
                "WHERE replica = ? AND n = ? AND state != 'refused'",
                (state, detail.decode(), replica, n),
            )
        for n, stamp in effect.fix.items():
            run("UPDATE outbox SET fixed = ? WHERE replica = ? AND n = ?", (stamp, replica, n))

    def refuse(self, seq: int, detail: bytes, now_ms: int) -> None:
        """This one cannot even be sent; its number goes out empty, its input waits for a person."""
        self._connection.execute(
            "UPDATE outbox SET state = 'refused', detail = ?, decided_at = ? WHERE seq = ?",
            (detail.decode(), now_ms, seq),
        )

    def settle(self, replica: str, upto: int) -> list[int]:
        """The overlay is done with these. Returns their places."""
        rows = self._connection.execute(
            "UPDATE outbox SET settled = 1 WHERE settled = 0 AND "
            "state NOT IN ('pending', 'sent') AND (replica != ? OR n <= ?) RETURNING seq",
            (replica, upto),
        ).fetchall()
        return [seq for (seq,) in rows]

    def settle_one(self, seq: int) -> None:
        """The base shows what this one did."""
        self._connection.execute("UPDATE outbox SET settled = 1 WHERE seq = ?", (seq,))

    def unsettle(self) -> None:
        """A new base knows only what its hub decided: the rest goes back on top of it."""
        self._connection.execute(
            "UPDATE outbox SET settled = 0 WHERE state IN ('pending', 'sent') AND settled = 1"
        )

    def reopen(self, replica: str, first: int) -> None:
        """The hub has lost these decisions."""
        self._connection.execute(
            "UPDATE outbox SET state = 'sent', decided_at = NULL WHERE replica = ? AND n >= ? "
            "AND state IN ('merged', 'conflict', 'parted')",
            (replica, first),
        )

    def renumber(self, effect: Renumber, now_ms: int) -> None:
        """New dots after a rekey; what vouched for the former ones is void."""
        run = self._connection.execute
        for seq, (replica, n, state) in effect.moves.items():
            decided = None if state == "pending" else now_ms
            named = effect.details.get(seq, b"").decode() or None
            run(
                "UPDATE outbox SET replica = ?, n = ?, state = ?, "
                "detail = CASE WHEN ? = 'merged' THEN NULL ELSE coalesce(?, detail) END, "
                "decided_at = CASE WHEN ? IS NULL THEN NULL ELSE coalesce(decided_at, ?) END "
                "WHERE seq = ?",
                (replica, n, state, state, named, decided, decided, seq),
            )
        run("DELETE FROM seals")

    def resolve(self, seq: int) -> None:
        """The person has dealt with a refused one: its input may go."""
        self._connection.execute(
            "UPDATE outbox SET resolved = 1, "
            "ops = CASE WHEN state = 'refused' THEN NULL ELSE ops END WHERE seq = ?",
            (seq,),
        )

    def keep(self, seal: Seal) -> None:
        """A seal, to give back after a restore; it stands for the narrower ones of its range."""
        self._connection.execute(
            "DELETE FROM seals WHERE first >= ? AND last <= ?", (seal.first, seal.last)
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO seals (first, last, mac, no, fix) VALUES (?, ?, ?, ?, ?)",
            (
                seal.first, seal.last, seal.mac, msgspec.json.encode(seal.no).decode(),
                msgspec.json.encode(seal.fix).decode(),
            ),
        )  # fmt: skip

    def forget(self, session: Session, now_ms: int) -> tuple[int, str] | None:
        """Lets go of the oldest decided mutations that are 14 days old and in a backup, in number
        order; those that a person must still deal with keep their input. Returns the new floor.
        """
        run = self._connection.execute
        old = now_ms - KEEP_MS
        floor: tuple[int, str] | None = None
        for n, uid, decided_at in run(
            "SELECT n, uid, decided_at FROM outbox WHERE replica = ? AND n > ? AND n <= ? "
            "ORDER BY n",
            (session.replica, session.floor[0], min(session.safe, session.after[0])),
        ):
            if decided_at is None or decided_at > old:
                break
            floor = (n, uid)
        if floor is not None:
            run(
                f"DELETE FROM outbox WHERE replica = ? AND n <= ? AND NOT ({_NEEDS})",  # noqa: S608
                (session.replica, floor[0]),
            )
            run("DELETE FROM seals WHERE last <= ?", (floor[0],))
        if session.safe:
            run(
                "DELETE FROM outbox WHERE replica != ? AND decided_at <= ? "  # noqa: S608
                f"AND state NOT IN ('pending', 'sent') AND NOT ({_NEEDS})",
                (session.replica, old),
            )
        return floor

    def former(self, replica: str) -> bool:
        """Whether decisions under other ids are kept."""
        (found,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE replica != ? AND n > 0)", (replica,)
        ).fetchone()
        return bool(found)

    # Reading

    def after(self, replica: str, n: int, limit: int = SLICE_COUNT + 1) -> list[Written]:
        """What stands behind a number, in order."""
        return self._rows("replica = ? AND n > ? ORDER BY n LIMIT ?", replica, n, limit)

    def range(self, replica: str, first: int, last: int) -> list[Written]:
        """The mutations of a range of numbers."""
        return self._rows("replica = ? AND n BETWEEN ? AND ? ORDER BY n", replica, first, last)

    def open(self) -> list[Written]:
        """What the overlay may have to show."""
        return self._rows("settled = 0 ORDER BY seq")

    def all(self) -> list[Written]:
        """All that is kept, oldest first."""
        return self._rows("1 ORDER BY seq")

    def uid_at(self, replica: str, n: int) -> str | None:
        """The uid of a kept number."""
        row = self._connection.execute(
            "SELECT uid FROM outbox WHERE replica = ? AND n = ?", (replica, n)
        ).fetchone()
        return row[0] if row else None

    def seals(self, n: int) -> list[Seal]:
        """The seals that reach past a number."""
        rows = self._connection.execute(
            "SELECT first, last, mac, no, fix FROM seals WHERE last > ? ORDER BY first", (n,)
        )
        return [
            Seal(first, last, mac, msgspec.json.decode(no), msgspec.json.decode(fix))
            for first, last, mac, no, fix in rows
        ]

    def any_after(self, replica: str, n: int) -> bool:
        """Whether something stands behind a number."""
        (found,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE replica = ? AND n > ?)", (replica, n)
        ).fetchone()
        return bool(found)

    def waiting(self) -> int:
        """How many mutations have no verdict."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sent')"
        ).fetchone()
        return int(count)

    def needs(self) -> int:
        """How many mutations need the person."""
        (count,) = self._connection.execute(
            f"SELECT count(*) FROM outbox WHERE {_NEEDS}"  # noqa: S608
        ).fetchone()
        return int(count)

    def entries(self, *, needs_only: bool = False, limit: int = 500) -> list[Entry]:
        """The person's list, newest first."""
        where = _NEEDS if needs_only else "1"
        return self._entries(f"WHERE {where} ORDER BY seq DESC LIMIT ?", limit)

    def entry(self, seq: int) -> Entry | None:
        """One of them."""
        return next(iter(self._entries("WHERE seq = ?", seq)), None)

    def _rows(self, where: str, *values: Any) -> list[Written]:
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM outbox WHERE {where}",  # noqa: S608 - our own words
            values,
        )
        return list(map(_written, rows))

    def _entries(self, tail: str, *values: Any) -> list[Entry]:
        rows: Iterable[tuple[Any, ...]] = self._connection.execute(
            f"SELECT {COLUMNS}, before, made_at, sent_at, decided_at, resolved "  # noqa: S608
            f"FROM outbox {tail}",
            values,
        )
        return [
            Entry(
                written=_written(row),
                before=msgspec.json.decode(row[13]),
                made_at=row[14],
                sent_at=row[15],
                decided_at=row[16],
                resolved=bool(row[17]),
            )
            for row in rows
        ]


def _written(row: tuple[Any, ...]) -> Written:
    ops, detail = row[7], row[10]
    return Written(
        seq=row[0],
        replica=row[1],
        n=row[2],
        uid=row[3],
        nonce=row[4],
        actor=row[5],
        stamp=row[6],
        ops=None if ops is None else ops.encode(),
        schema=row[8],
        state=row[9],
        detail=None if detail is None else detail.encode(),
        fixed=row[11],
        settled=bool(row[12]),
    )
