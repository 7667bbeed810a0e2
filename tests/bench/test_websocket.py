"""Frames are found however they arrive."""

import struct

import pytest

from bench.receiver import Ears
from bench.websocket import LiveSocket


class Wire:
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.sent.append(data)


def frame(payload: bytes, code: int = 1) -> bytes:
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", 0x80 | code, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", 0x80 | code, 126, size) + payload
    return struct.pack("!BBQ", 0x80 | code, 127, size) + payload


@pytest.mark.parametrize("step", [1, 3, 70_000])
def test_frames_of_every_size_come_whole(step: int) -> None:
    payloads = [b"a", b"b" * 125, b"c" * 126, b"d" * 65_535, b"e" * 65_536, b"f"]
    heard: list[bytes] = []
    wire = Wire()
    socket = LiveSocket(b"hello", lambda payload, _: heard.append(payload))
    socket.connection_made(wire)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    stream = b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + b"".join(map(frame, payloads))
    for at in range(0, len(stream), step):
        socket.data_received(stream[at : at + step])
    assert heard == payloads
    assert wire.sent[1].endswith(b"hello")


def test_a_ping_is_answered_and_a_close_noted() -> None:
    wire = Wire()
    socket = LiveSocket(b"hello", lambda _, at: None)
    socket.connection_made(wire)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    socket.data_received(b"HTTP/1.1 101 x\r\n\r\n" + frame(b"p", 9) + frame(b"", 8))
    assert wire.sent[-1] == b"\x8a\x81\0\0\0\0p"
    assert socket.closed


def test_a_refused_upgrade_is_an_error() -> None:
    socket = LiveSocket(b"hello", lambda _, at: None)
    with pytest.raises(ConnectionError, match="403"):
        socket.data_received(b"HTTP/1.1 403 Forbidden\r\n\r\n")


def test_ears_note_each_write_once_a_socket() -> None:
    ears = Ears(2)
    change = b'{"t":"changes","in":[["delivery_order",[{"note":"#000007#"}]]]}'
    for at, payload in enumerate([b'{"t":"ready"}', b'{"t":"ready"}', change, change]):
        ears.hear(payload, at)
    ears.hear(b'{"t":"event","id":"#000009#"}', 9)
    ears.hear(b'{"t":"behind"}', 9)
    assert ears.all_ready.is_set()
    assert ears.came == {7: [2, 3]}
    assert (ears.frames, ears.behind) == (6, 1)
