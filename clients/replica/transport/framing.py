"""The two framings: JSON, and MessagePack with ops and documents as binary values.

Inside the device everything is as in JSON (:class:`msgspec.Raw` holds JSON text); the MessagePack
framing wraps and unwraps at this border.
"""

from typing import Any, Protocol, TypeVar, cast

import msgspec
from msgspec import Raw

from schemas.wire.down import (
    Answer,
    Behind,
    Changes,
    Expiring,
    Happened,
    Pong,
    Presence,
    Ready,
    Trouble,
    Verdicts,
)
from schemas.wire.up import Hello, Mutation, Ping, Push, RequestSync, Room, Sync, Token, Vouched

Up = Hello | Push[Raw] | Token | Ping | Room | RequestSync
Down = (
    Ready | Changes[Raw] | Verdicts[Raw] | Happened | Presence | Behind | Expiring | Pong | Trouble
)
_Packed = (
    Ready
    | Changes[bytes]
    | Verdicts[bytes]
    | Happened
    | Presence
    | Behind
    | Expiring
    | Pong
    | Trouble
)
T = TypeVar("T")


class Framing(Protocol):
    """How messages become bytes. Decoding raises :class:`msgspec.DecodeError`."""

    media: str

    def encode(self, message: Any) -> bytes:
        """A request body, or a frame without records."""
        ...

    def decode(self, data: bytes, type: type[T]) -> T:
        """A message without records."""
        ...

    def encode_sync(self, request: Sync[Raw]) -> bytes:
        """A request with a slice of the outbox."""
        ...

    def decode_answer(self, data: bytes) -> Answer[Raw]:
        """An answer with records."""
        ...

    def encode_frame(self, frame: Up) -> str | bytes:
        """A frame of the live socket."""
        ...

    def decode_frame(self, data: str | bytes) -> Down:
        """A frame of the live socket."""
        ...


class Json:
    """JSON, on sockets as text frames."""

    media = "application/json"

    def __init__(self) -> None:
        self._answer = msgspec.json.Decoder(Answer[Raw])
        self._frame: msgspec.json.Decoder[Down] = msgspec.json.Decoder(Down)

    def encode(self, message: Any) -> bytes:
        """A body without records."""
        return msgspec.json.encode(message)

    def decode(self, data: bytes, type: type[T]) -> T:
        """A message without records."""
        return msgspec.json.decode(data, type=type)

    def encode_sync(self, request: Sync[Raw]) -> bytes:
        """A request with a slice of the outbox."""
        return msgspec.json.encode(request)

    def decode_answer(self, data: bytes) -> Answer[Raw]:
        """An answer with records."""
        return self._answer.decode(data)

    def encode_frame(self, frame: Up) -> str | bytes:
        """A frame of the live socket."""
        return msgspec.json.encode(frame).decode()

    def decode_frame(self, data: str | bytes) -> Down:
        """A frame of the live socket."""
        return self._frame.decode(data)


class MessagePack:
    """MessagePack, on sockets as binary frames."""

    media = "application/msgpack"

    def __init__(self) -> None:
        self._answer = msgspec.msgpack.Decoder(Answer[bytes])
        self._frame: msgspec.msgpack.Decoder[_Packed] = msgspec.msgpack.Decoder(_Packed)

    def encode(self, message: Any) -> bytes:
        """A body without records."""
        return msgspec.msgpack.encode(message)

    def decode(self, data: bytes, type: type[T]) -> T:
        """A message without records."""
        return msgspec.msgpack.decode(data, type=type)

    def encode_sync(self, request: Sync[Raw]) -> bytes:
        """A request with a slice of the outbox."""
        return msgspec.msgpack.encode(_pack(request))

    def decode_answer(self, data: bytes) -> Answer[Raw]:
        """An answer with records."""
        return _unpack(self._answer.decode(data))

    def encode_frame(self, frame: Up) -> str | bytes:
        """A frame of the live socket."""
        if isinstance(frame, Push):
            return msgspec.msgpack.encode(Push(frame.id, _pack(frame.sync)))
        return msgspec.msgpack.encode(frame)

    def decode_frame(self, data: str | bytes) -> Down:
        """A frame of the live socket."""
        if isinstance(data, str):
            raise msgspec.DecodeError("a text frame in a binary framing")
        frame = self._frame.decode(data)
        if isinstance(frame, Changes):
            arrivals = _raw(frame.arrivals)
            unpacked: Any = msgspec.structs.replace(frame, arrivals=arrivals)
            return cast("Changes[Raw]", unpacked)
        if isinstance(frame, Verdicts):
            return Verdicts(frame.id, _unpack(frame.answer))
        return frame


def _pack(request: Sync[Raw]) -> Sync[bytes]:
    slice_ = [Mutation(m.nonce, m.after, bytes(m.ops), m.by) for m in request.do]
    vouch = [
        Vouched(v.first, v.last, v.mac, [_repack(no) for no in v.no], v.fix) for v in request.vouch
    ]
    packed: Any = msgspec.structs.replace(request, do=slice_, vouch=vouch)
    return cast("Sync[bytes]", packed)


def _repack(no: Raw) -> Raw:
    return Raw(msgspec.msgpack.encode(msgspec.json.decode(no)))


def _unpack(answer: Answer[bytes]) -> Answer[Raw]:
    unpacked: Any = msgspec.structs.replace(answer, arrivals=_raw(answer.arrivals))
    return cast("Answer[Raw]", unpacked)


def _raw(arrivals: list[tuple[str, list[bytes]]]) -> list[tuple[str, list[Raw]]]:
    return [(entity, [Raw(document) for document in documents]) for entity, documents in arrivals]
