"""``/live``: one device's socket, from its first frame to its last."""

import asyncio
from typing import Any

import msgspec
from litestar import WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.handlers import WebsocketRouteHandler

from schemas.problems import Problem
from schemas.wire.down import Pong, Ready, Verdicts
from schemas.wire.up import Hello, Number, Ping, Push, RequestSync, Room, Token
from schemas.wire.version import PROTOCOL
from server.exchange.framing import JSON_FRAMING, PACKED_FRAMING, Decoder, Frame, Framing
from server.exchange.live import BEAT, TIMEOUT, UNAUTHORISED, Live
from server.exchange.outlet import Ended, Outlet
from server.exchange.socket import Socket, trouble
from server.problems import language_of

DEADLINE = 10.0
"""Seconds for the first frame."""
REFUSED = 4400


def live_route(live: Live, limit: int) -> WebsocketRouteHandler:
    """The handler. ``limit``: bytes that may wait for one slow socket."""

    @websocket("/live")
    async def handle(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        outlet = Outlet(socket.send, limit)
        opened: Socket | None = None
        try:
            hello, opened = await _open(live, socket, outlet)
            live.enter(opened)
            opened.tell(Ready(live.exchange.now, BEAT))
            if hello.c is not None:
                await _obey(live, opened, RequestSync(hello.c))
            await _talk(live, socket, opened)
        except (WebSocketDisconnect, _Refused, Ended):
            return
        finally:
            if opened is not None:
                live.leave(opened)
            outlet.drop()

    return handle


class _Refused(Exception):
    """The first frame was none that opens a socket; it was told so and is closed."""


class _Push(msgspec.Struct, tag_field="t", tag="push"):
    """Of a push, what its answer needs."""

    id: Number


_PUSHES: dict[Framing, Decoder[_Push]] = {
    JSON_FRAMING: msgspec.json.Decoder(_Push),
    PACKED_FRAMING: msgspec.msgpack.Decoder(_Push),
}


async def _open(live: Live, wire: WebSocket[Any, Any, Any], outlet: Outlet) -> tuple[Hello, Socket]:
    language = language_of(wire.headers.get("accept-language"))
    framing: Framing = JSON_FRAMING
    try:
        async with asyncio.timeout(DEADLINE):
            framing, data = await _receive(wire)
        hello = framing.frame(data)
        if not isinstance(hello, Hello):
            raise Problem("auth/required")
        if hello.v != PROTOCOL:
            raise Problem("sync/protocol")
        principal = live.exchange.identity.authenticator.verify(hello.token)
        principal.reader()
        if principal.replica is not None:
            await live.exchange.device(principal)
    except TimeoutError:
        await outlet.close(TIMEOUT)
        raise _Refused from None
    except Problem as problem:
        outlet.offer(framing.send(trouble(problem, language)), must=True)
        is_credential = problem.code.startswith(("auth/", "device/"))
        await outlet.close(UNAUTHORISED if is_credential else REFUSED, problem.code)
        raise _Refused from None
    now = asyncio.get_running_loop().time()
    return hello, Socket(principal, hello.token, framing, outlet, language, hello.s, now)


async def _talk(live: Live, wire: WebSocket[Any, Any, Any], socket: Socket) -> None:
    loop, outlet = asyncio.get_running_loop(), socket.outlet

    async def hear() -> tuple[Framing, bytes]:
        await outlet.has_room()
        return await _receive(wire)

    while True:
        framing, data = await outlet.attend(hear)
        if outlet.is_closed:
            continue
        socket.heard = loop.time()
        try:
            if framing is not socket.framing:
                raise Problem("request/media")
            frame = framing.frame(data)
        except Problem as problem:
            socket.trouble(problem, _push_in(framing, data))
        else:
            await _obey(live, socket, frame)


async def _obey(live: Live, socket: Socket, frame: Frame) -> None:
    """Does what one frame asks for; a problem is said and the socket stays open."""
    id = frame.id if isinstance(frame, Push) else None
    try:
        match frame:
            case Ping(n):
                socket.tell(Pong(n, live.exchange.now))
            case Push():
                await _push(live, socket, frame)
            case RequestSync(c):
                await live.catch_up(socket, c)
            case Token(token):
                live.renew(socket, token)
            case Room():
                _enter_room(live, socket, frame)
            case Hello():
                raise Problem("request/invalid", fields={"t": "hello comes first, and once"})
    except Problem as problem:
        socket.trouble(problem, id)


async def _push(live: Live, socket: Socket, frame: Push[Any]) -> None:
    exchange, framing = live.exchange, socket.framing
    pushed = await exchange.push(socket.principal, frame.sync, framing)
    socket.tell(Verdicts(frame.id, exchange.answer(pushed, None, framing, None)))


def _enter_room(live: Live, socket: Socket, frame: Room) -> None:
    """Presence at a station for those who may read it, and in one's own role."""
    organisation = socket.principal.organisation
    kind = "role" if frame.do == "join_role" else "station"
    room = f"{kind}:{frame.id}"
    if frame.do == "leave_station":
        socket.rooms.discard(room)
        live.rooms.leave(organisation, room, socket)
        return
    if kind == "role":
        allowed = socket.principal.role in {frame.id, "admin"}
    else:
        allowed = bool(socket.scopes & {room, "event"})
    if not allowed:
        raise Problem("auth/forbidden")
    socket.rooms.add(room)
    live.rooms.join(organisation, room, socket)


def _push_in(framing: Framing, data: bytes) -> int | None:
    """Which push a frame is that could not be read as a whole; None where that is not to be had."""
    try:
        return _PUSHES[framing].decode(data).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


async def _receive(wire: WebSocket[Any, Any, Any]) -> tuple[Framing, bytes]:
    message: Any = await wire.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(detail="gone", code=message.get("code", 1006))
    text = message.get("text")
    if text is not None:
        try:
            return JSON_FRAMING, text.encode()
        except UnicodeEncodeError:
            return JSON_FRAMING, b""
    return PACKED_FRAMING, message.get("bytes") or b""
