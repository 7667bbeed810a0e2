"""The process that holds many live sockets and notes when each frame came: ``python -m
bench.receiver``, a :class:`Task` on standard input, a :class:`Heard` on standard output at the end.

It answers ``ready`` when every socket has been told so, and ends with its standard input."""

import asyncio
import re
import resource
import sys
import time
from collections.abc import Sequence

import msgspec
import uvloop

from bench.websocket import LiveSocket, open_socket

MARKER = re.compile(rb"#(\d{6})#")
CONNECT_AT_ONCE = 25
READY_S = 60.0
BEAT_S = 15.0


class Task(msgspec.Struct):
    """``hellos``: the first frames, one socket each."""

    port: int
    hellos: list[str]


class Heard(msgspec.Struct):
    """``came``: marker -> when each socket heard it (ns). ``frames``: all that came; ``behind``:
    how often a socket was sent off to pull; ``cpu``: seconds that this process needed from
    ``ready`` on."""

    came: dict[int, list[int]]
    frames: int
    behind: int
    cpu: float
    closed: int


class Ears:
    """What all sockets heard. Equal frames are looked into once."""

    def __init__(self, sockets: int) -> None:
        self.came: dict[int, list[int]] = {}
        self.frames = self.behind = self.ready = 0
        self.all_ready = asyncio.Event()
        self._sockets = sockets
        self._known: dict[bytes, tuple[int, ...]] = {}

    def hear(self, payload: bytes, at: int) -> None:
        """One frame on one socket."""
        self.frames += 1
        markers = self._known.get(payload)
        if markers is None:
            markers = self._look(payload)
        for marker in markers:
            self.came.setdefault(marker, []).append(at)

    def _look(self, payload: bytes) -> tuple[int, ...]:
        if payload.startswith(b'{"t":"ready"'):
            self.ready += 1
            if self.ready == self._sockets:
                self.all_ready.set()
            return ()
        if payload.startswith(b'{"t":"behind"'):
            self.behind += 1
            return ()
        if not payload.startswith((b'{"t":"changes"', b'{"t":"event"')):
            return ()
        if len(self._known) > 1_000:
            self._known.clear()
        is_change = payload.startswith(b'{"t":"changes"')
        markers = tuple(int(m) for m in MARKER.findall(payload)) if is_change else ()
        self._known[payload] = markers
        return markers


async def main() -> None:
    """Opens, listens until standard input ends, tells."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard) if hard > soft else (soft, hard))
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    ears = Ears(len(task.hellos))
    sockets: list[LiveSocket] = []
    for at in range(0, len(task.hellos), CONNECT_AT_ONCE):
        chunk = task.hellos[at : at + CONNECT_AT_ONCE]
        opening = (open_socket(task.port, hello.encode(), ears.hear) for hello in chunk)
        sockets += await asyncio.gather(*opening)
    async with asyncio.timeout(READY_S):
        await ears.all_ready.wait()
    print("ready", flush=True)
    ears.frames = 0
    cpu = time.process_time()
    beating = asyncio.create_task(_beat(sockets))
    await asyncio.to_thread(sys.stdin.buffer.read)
    cpu = time.process_time() - cpu
    beating.cancel()
    closed = sum(socket.closed for socket in sockets)
    heard = Heard(ears.came, ears.frames, ears.behind, cpu, closed)
    sys.stdout.buffer.write(msgspec.json.encode(heard))
    sys.stdout.buffer.flush()


async def _beat(sockets: Sequence[LiveSocket]) -> None:
    """Heartbeats, spread over the time between two."""
    while True:
        for socket in sockets:
            socket.send(b'{"t":"ping"}')
            await asyncio.sleep(BEAT_S / len(sockets))


if __name__ == "__main__":
    uvloop.run(main())
