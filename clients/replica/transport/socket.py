"""The live socket: one WebSocket, authenticated by its first frame, frames in and frames out."""

from types import TracebackType

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from clients.replica.errors import Rejected, TransportError, Unreachable, rejected
from clients.replica.metrics import Metrics
from clients.replica.transport.framing import Down, Framing, Up
from schemas.problems import CATALOGUE
from schemas.wire.down import Ready, Trouble
from schemas.wire.up import Hello

OPEN_TIMEOUT_S = 10.0
MAX_FRAME = 16 * 1024 * 1024


class Blocked(TransportError):
    """The network or the server does not let a WebSocket through: poll instead."""


class Socket:
    """An open, authenticated socket. Use it as an asynchronous context manager.

    ``hello``: its first frame. ``headers``: of the handshake.

    Raises:
        Blocked: no WebSocket came about.
        Rejected: the server refused the first frame.
        Unreachable: the connection was lost.
    """

    def __init__(
        self,
        url: str,
        hello: Hello,
        *,
        headers: dict[str, str],
        framing: Framing,
        metrics: Metrics,
    ) -> None:
        self._url = url
        self._hello = hello
        self._headers = headers
        self._framing = framing
        self._metrics = metrics
        self._connection: ClientConnection | None = None
        self.ready = Ready(0, 30)

    async def __aenter__(self) -> "Socket":
        try:
            # Heartbeats are frames of the protocol, so that a proxy cannot answer for the server.
            self._connection = await connect(
                self._url, additional_headers=self._headers, open_timeout=OPEN_TIMEOUT_S,
                ping_interval=None, max_size=MAX_FRAME, close_timeout=1.0,
            )  # fmt: skip
        except (InvalidHandshake, InvalidURI, OSError, TimeoutError) as error:
            raise Blocked(f"{type(error).__name__}: {error}") from error
        try:
            await self.send(self._hello)
            frame = await self.receive()
            if isinstance(frame, Trouble):
                raise problem(frame)
            if not isinstance(frame, Ready):
                raise Unreachable("not an answer of this server")
        except BaseException:
            await self._connection.close()
            raise
        self.ready = frame
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.close()

    async def send(self, frame: Up) -> None:
        """Sends a frame."""
        data = self._framing.encode_frame(frame)
        try:
            await self._open.send(data)
        except ConnectionClosed as error:
            raise Unreachable(f"socket closed: {error}") from error
        self._metrics.frames_up += 1
        self._metrics.bytes_up += len(data)

    async def receive(self) -> Down:
        """The next frame. May be cancelled; nothing is lost by it."""
        try:
            data = await self._open.recv()
        except ConnectionClosed as error:
            raise Unreachable(f"socket closed: {error}") from error
        self._metrics.frames_down += 1
        self._metrics.bytes_down += len(data)
        try:
            return self._framing.decode_frame(data)
        except msgspec.DecodeError as error:
            raise Unreachable(f"not an answer of this server: {error}") from error

    @property
    def _open(self) -> ClientConnection:
        if self._connection is None:
            raise Unreachable("the socket is not open")
        return self._connection


def problem(frame: Trouble) -> Rejected:
    """The exception for a ``problem`` frame."""
    kind = CATALOGUE.get(frame.code)
    status = kind.status if kind is not None else 400
    document = {"code": frame.code, "title": frame.title, "errors": frame.errors}
    return rejected(status, document, None)
