"""A device as the load generator keeps it: the sync core's session and the lean HTTP client."""

import gzip
import random
import time

import msgspec

from bench.http import Line, Reply, call, request
from bench.orders import Op
from clients.replica.ids import new_nonce
from schemas.wire.down import Answer
from sync.replica import ask, begin, write
from sync.session import Session, Written

CODING = "gzip"
"""What the device runtime sends, from COMPRESS_FROM bytes on (clients/replica/transport)."""

decode_answer = msgspec.json.Decoder(Answer[msgspec.Raw]).decode


class Credential(msgspec.Struct, frozen=True):
    """What enrolment gave: the replica's id, its secret, and the person it is bound to."""

    replica: str
    secret: str
    person: str


class Slice(msgspec.Struct, frozen=True):
    """A ready body. ``first``, ``last``: the numbers in it. ``plain``: its size uncompressed."""

    first: int
    last: int
    body: bytes
    plain: int


class Device:
    """Cuts slices ahead of time and sends them. A copy of the data directory goes with a fresh
    ``Device`` of the same ``session``."""

    def __init__(self, credential: Credential, session: Session | None = None) -> None:
        self.credential = credential
        self.session = session or begin(credential.replica)
        self._random = random.Random(credential.replica)
        self._token = ""
        self._line: Line | None = None

    @property
    def token(self) -> str:
        """The access token of the last :meth:`sign_in`."""
        return self._token

    def written(self, ops: list[Op]) -> list[Written]:
        """The mutations of a slice, one op each, numbered and with their uids."""
        rows: list[Written] = []
        now_ms = time.time_ns() // 1_000_000
        for op in ops:
            self.session, row = write(
                self.session, self.credential.person, msgspec.json.encode([op]),
                new_nonce(self._random.randbytes), now_ms, len(rows),
            )  # fmt: skip
            rows.append(row)
        return rows

    def cut(self, ops: list[Op], *, coding: str | None = CODING) -> Slice:
        """A slice of mutations as the device runtime builds it, counted as decided."""
        rows = self.written(ops)
        asked, _ = ask(self.session, rows, [], time.time_ns() // 1_000_000, pull=False,
                       count=len(rows))  # fmt: skip
        assert len(asked.do) == len(rows)
        self.session.after = (rows[-1].n, rows[-1].uid)
        plain = msgspec.json.encode(asked)
        body = gzip.compress(plain, 6, mtime=0) if coding else plain
        return Slice(rows[0].n, rows[-1].n, body, len(plain))

    async def sign_in(self, line: Line) -> None:
        """Takes a line to the server and gets a token."""
        self._line = line
        given = {"replica": self.credential.replica, "secret": self.credential.secret}
        access = await call(line, "POST", "/auth/device", given)
        self._token = access["access_token"]

    async def push(self, piece: bytes, *, coding: str | None = CODING) -> Reply:
        """Hands a slice's body in; verdicts only."""
        return await self.send("POST", "/sync/push", piece, coding=coding)

    async def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        coding: str | None = None,
        accept: str = "identity",
    ) -> Reply:
        """Any exchange in the device's name."""
        assert self._line is not None
        text = request(method, path, body, token=self._token, coding=coding, accept=accept)
        reply = await self._line.exchange(text)
        if reply.status >= 300:
            raise RuntimeError(f"{method} {path}: {reply.status} {reply.body[:400]!r}")
        return reply

    def close(self) -> None:
        """Closes the connection."""
        if self._line is not None:
            self._line.close()


def exceptions(reply: Reply, piece: Slice) -> int:
    """How many mutations of a slice did not simply merge.

    Raises:
        RuntimeError: some are not decided, or were refused.
    """
    answer = decode_answer(reply.body)
    if answer.done != piece.last or answer.instruction is not None:
        raise RuntimeError(f"not decided: {reply.body[:400]!r}")
    refused = [no for no in answer.no if no[1] == "refused"]
    if refused:
        raise RuntimeError(f"refused: {refused[0]}")
    return len(answer.no)
