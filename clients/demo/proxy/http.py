"""Finds where HTTP/1.1 messages begin and end (RFC 9112, section 6), and keeps their bytes."""

from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from collections.abc import AsyncIterator
from enum import Enum

from msgspec import Struct

HEAD_LIMIT = 64 * 1024
PIECE = 16 * 1024
"""Bodies are relayed in pieces of at most so many bytes."""


class BadMessageError(Exception):
    """What came is not HTTP/1.1, or it ended in the middle."""


class Ends(Enum):
    """What ends a body whose length the head does not tell."""

    CHUNKED = "chunked"
    CLOSE = "close"


class Head(Struct, frozen=True):
    """A start line and its fields, with the bytes they came in; names are in lower case."""

    raw: bytes
    start: str
    fields: dict[str, str]

    @property
    def method(self) -> str:
        """The method of a request."""
        return self.start.partition(" ")[0]

    @property
    def status(self) -> int:
        """The status code of a response.

        Raises:
            BadMessageError: the line is no status line.
        """
        parts = self.start.split(" ", 2)
        if len(parts) < 2 or not parts[0].startswith("HTTP/") or not parts[1].isdecimal():
            raise BadMessageError(f"not a status line: {self.start!r}")
        return int(parts[1])

    @property
    def is_upgrade(self) -> bool:
        """Whether a request asks for another protocol on this connection."""
        return "upgrade" in self.fields and "upgrade" in self.fields.get("connection", "").lower()

    @property
    def closes(self) -> bool:
        """Whether the sender closes the connection after this message."""
        return "close" in self.fields.get("connection", "").lower()

    @property
    def expects_continue(self) -> bool:
        """Whether a request's body comes only after an interim answer."""
        return self.fields.get("expect", "").lower() == "100-continue"

    def request_body(self) -> int | Ends:
        """The length of a request's body, or what ends it."""
        return self._body(otherwise=0)

    def response_body(self, method: str) -> int | Ends:
        """The length of the body of a response to such a request, or what ends it."""
        if method == "HEAD" or self.status in (204, 304) or self.status < 200:
            return 0
        return self._body(otherwise=Ends.CLOSE)

    def _body(self, otherwise: int | Ends) -> int | Ends:
        if self.fields.get("transfer-encoding", "").lower().endswith("chunked"):
            return Ends.CHUNKED
        length = self.fields.get("content-length")
        if length is None:
            return otherwise
        if not length.isdecimal():
            raise BadMessageError(f"content-length {length!r}")
        return int(length)


async def read_head(reader: StreamReader) -> Head | None:
    """The next head, or None when the connection ended before one began.

    Raises:
        BadMessageError: it is malformed, longer than the reader's limit, or ends in the middle.
    """
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except IncompleteReadError as error:
        if error.partial.strip():
            raise BadMessageError("the connection ended inside a head") from error
        return None
    except LimitOverrunError as error:
        raise BadMessageError("the head is too long") from error
    start, *lines = raw.decode("latin-1").strip().split("\r\n")
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadMessageError(f"not a field: {line!r}")
        fields[name.strip().lower()] = value.strip()
    return Head(raw, start, fields)


async def pieces(reader: StreamReader, body: int | Ends) -> AsyncIterator[bytes]:
    """The bytes of a body as they come, framing included.

    Raises:
        BadMessageError: the body ends early or its chunks are malformed.
    """
    if body is Ends.CLOSE:
        while piece := await reader.read(PIECE):
            yield piece
    elif body is Ends.CHUNKED:
        async for piece in _chunks(reader):
            yield piece
    else:
        assert isinstance(body, int)  # noqa: S101 - the two other cases are above
        async for piece in _exactly(reader, body):
            yield piece


async def _exactly(reader: StreamReader, length: int) -> AsyncIterator[bytes]:
    while length:
        piece = await reader.read(min(PIECE, length))
        if not piece:
            raise BadMessageError("the connection ended inside a body")
        length -= len(piece)
        yield piece


async def _chunks(reader: StreamReader) -> AsyncIterator[bytes]:
    size = -1
    while size:
        line = await _line(reader)
        yield line
        size = _chunk_size(line)
        if size:
            async for piece in _exactly(reader, size + 2):
                yield piece
    trailer = b""
    while trailer != b"\r\n":
        trailer = await _line(reader)
        yield trailer


def _chunk_size(line: bytes) -> int:
    digits = line.split(b";")[0].strip()
    if not digits or digits.strip(b"0123456789abcdefABCDEF"):
        raise BadMessageError(f"not a chunk: {line!r}")
    return int(digits, 16)


async def _line(reader: StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n")
    except (IncompleteReadError, LimitOverrunError) as error:
        raise BadMessageError("the connection ended inside a chunked body") from error
