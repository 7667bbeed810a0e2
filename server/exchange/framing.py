"""The two framings of the same messages: JSON with documents inline, MessagePack with documents and
ops as binary values."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

import msgspec
from litestar import Request

from schemas.problems import Problem
from schemas.wire.up import (
    Digest,
    Hello,
    Ping,
    Push,
    Rekey,
    RequestSync,
    Room,
    Sync,
    Token,
    Vouched,
)
from server.problems import invalid
from server.storage.contract import Page

JSON = "application/json"
MSGPACK = "application/msgpack"
_PACKED = frozenset({MSGPACK, "application/vnd.msgpack", "application/x-msgpack"})

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Frame = Hello | Push[Any] | Token | Ping | Room | RequestSync


class Fragment(msgspec.Struct, frozen=True):
    """Encoded members of a map, how many, without the head of the map itself."""

    count: int
    body: bytes


Grouped = Iterable[tuple[str, list[bytes]]]


class Decoder(Protocol[T_co]):
    """A typed decoder of either framing."""

    def decode(self, data: bytes, /) -> T_co:
        """The message in some bytes."""
        ...


class Framing:
    """JSON: ops and documents are spliced as they stand."""

    media = JSON

    def __init__(self) -> None:
        self._sync: Decoder[Sync[Any]] = msgspec.json.Decoder(Sync[msgspec.Raw])
        self._rekey: Decoder[Rekey] = msgspec.json.Decoder(Rekey)
        self._digest: Decoder[Digest] = msgspec.json.Decoder(Digest)
        self._frame: Decoder[Frame] = msgspec.json.Decoder(
            Hello | Push[msgspec.Raw] | Token | Ping | Room | RequestSync
        )
        self.encode = msgspec.json.Encoder().encode

    def sync(self, body: bytes) -> Sync[Any]:
        """Reads one round's request."""
        return read(self._sync, body)

    def rekey(self, body: bytes) -> Rekey:
        """Reads an offer of uids."""
        return read(self._rekey, body)

    def digest(self, body: bytes) -> Digest:
        """Reads a checksum."""
        return read(self._digest, body)

    def frame(self, data: bytes) -> Frame:
        """Reads one frame of the live socket."""
        return read(self._frame, data)

    def ops(self, value: Any) -> bytes | None:
        """The text of a mutation's ops; None where the number is void."""
        text = bytes(value)
        return None if text == b"null" else text

    def vouched(self, value: Vouched) -> Vouched:
        """An earlier answer with its exceptions as JSON."""
        return value

    def documents(self, groups: Grouped) -> list[tuple[str, list[Any]]]:
        """Documents as this framing carries them."""
        return [(entity, [msgspec.Raw(each) for each in stored]) for entity, stored in groups]

    def send(self, message: Any) -> str | bytes:
        """One frame of the live socket."""
        return self.encode(message).decode()

    def fragment(self, changes: Page) -> Fragment:
        """What is shared by the ``changes`` frames of many sockets."""
        parts = self._parts(changes)
        return Fragment(len(parts), self.encode(parts)[1:])

    def changes(self, since: str, c: str, fragment: Fragment) -> str | bytes:
        """A ``changes`` frame: one socket's small header before a shared fragment."""
        return f'{{"t":"changes","since":"{since}","c":"{c}",' + fragment.body.decode()

    def _parts(self, changes: Page) -> dict[str, Any]:
        parts = {
            "in": self.documents(changes.arrivals), "out": changes.departures,
            "gone": changes.gone,
        }  # fmt: skip
        return {name: part for name, part in parts.items() if part}


class Packed(Framing):
    """MessagePack: ops and documents are JSON text in binary values."""

    media = MSGPACK

    def __init__(self) -> None:
        self._sync = msgspec.msgpack.Decoder(Sync[bytes | None])
        self._rekey = msgspec.msgpack.Decoder(Rekey)
        self._digest = msgspec.msgpack.Decoder(Digest)
        self._frame = msgspec.msgpack.Decoder(
            Hello | Push[bytes | None] | Token | Ping | Room | RequestSync
        )
        self.encode = msgspec.msgpack.Encoder().encode

    def ops(self, value: Any) -> bytes | None:
        """The text of a mutation's ops; None where the number is void."""
        return None if value == b"null" else value

    def vouched(self, value: Vouched) -> Vouched:
        """An earlier answer with its exceptions as JSON."""
        try:
            no = [msgspec.Raw(msgspec.json.encode(msgspec.msgpack.decode(n))) for n in value.no]
        except (TypeError, ValueError) as error:
            raise Problem("request/invalid", fields={"vouch": "not JSON-like"}) from error
        return msgspec.structs.replace(value, no=no)

    def documents(self, groups: Grouped) -> list[tuple[str, list[Any]]]:
        """Documents as this framing carries them."""
        return list(groups)

    def send(self, message: Any) -> str | bytes:
        """One frame of the live socket."""
        return self.encode(message)

    def changes(self, since: str, c: str, fragment: Fragment) -> str | bytes:
        """A ``changes`` frame: one socket's small header before a shared fragment."""
        header = self.encode({"t": "changes", "since": since, "c": c})
        return bytes([header[0] + fragment.count]) + header[1:] + fragment.body


JSON_FRAMING = Framing()
PACKED_FRAMING = Packed()


def read(decoder: Decoder[T], body: bytes) -> T:
    """Decodes a body.

    Raises:
        Problem: ``request/invalid`` with the field, ``request/malformed``.
    """
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("request/malformed") from error


def incoming(request: Request[Any, Any, Any]) -> Framing:
    """The framing of a request's body, by its ``Content-Type``.

    Raises:
        Problem: ``request/media``.
    """
    media = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if media == JSON:
        return JSON_FRAMING
    if media in _PACKED:
        return PACKED_FRAMING
    raise Problem("request/media")


def outgoing(request: Request[Any, Any, Any], default: Framing) -> Framing:
    """The framing of the answer, by ``Accept``; where that names none, ``default``.

    Raises:
        Problem: ``request/not-acceptable``.
    """
    accept = request.headers.get("accept")
    if accept is None:
        return default
    named = {
        media.strip().lower()
        for media, _, parameters in (part.partition(";") for part in accept.split(","))
        if parameters.replace(" ", "") not in {"q=0", "q=0.0"}
    }
    if named & _PACKED:
        return PACKED_FRAMING
    if JSON in named:
        return JSON_FRAMING
    if named & {"*/*", "application/*"}:
        return default
    raise Problem("request/not-acceptable")
