"""The proxy of one device: takes its connections and lets each request meet its fate."""

import asyncio
from asyncio import StreamReader, StreamWriter, Task
from collections.abc import Coroutine
from contextlib import suppress
from random import Random
from typing import Any

from clients.demo.proxy.exchange import Answer, Request, Road, read_request
from clients.demo.proxy.http import PIECE, BadMessageError, Head
from clients.demo.proxy.profile import GOOD, Fate, Profile
from clients.demo.proxy.stats import Stats
from clients.demo.proxy.streams import Caller, listen, sever

PATIENCE = 10
"""A held request whose device was let down waits so many times ``hold_ms`` for a later one."""


class Proxy:
    """A bad network between one device and the server.

    HTTP/1.1 requests are taken whole and then delivered, repeated, delayed, dropped or broken as
    the profile's chances decide; a connection that asks for an upgrade (WebSocket) passes as raw
    bytes. The fates of requests that come one after another depend on the seed alone.

    Args:
        upstream_port: where the server listens; it may come and go.
        seed: decides every fault.
        profile: the network to begin with.
        upstream_host: where the server listens.
    """

    def __init__(
        self,
        upstream_port: int,
        seed: int | str,
        profile: Profile = GOOD,
        upstream_host: str = "127.0.0.1",
    ) -> None:
        self.stats = Stats()
        self._profile = profile
        # Two streams: how a message falls into pieces must not change the fate of the next one.
        self._fates = Random(f"{seed}/fates")  # noqa: S311
        weather = Random(f"{seed}/weather")  # noqa: S311
        self._road = Road(upstream_host, upstream_port, weather, lambda: self._profile)
        self._server: asyncio.Server | None = None
        self._tasks: set[Task[None]] = set()
        self._devices: set[StreamWriter] = set()
        self._passed = asyncio.Condition()
        self._latest_passed = 0

    @property
    def profile(self) -> Profile:
        """The network as it is now."""
        return self._profile

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Begins to listen; returns the port.

        Raises:
            OSError: the port is taken.
        """
        self._server = await listen(self._accepted, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def set_profile(self, profile: Profile) -> None:
        """Changes the network from the next piece on; going dark severs what stands."""
        self._profile = profile
        if profile.refuse:
            await self._sever_all()

    async def close(self) -> None:
        """Stops listening, severs every connection, ends every task."""
        if self._server is not None:
            self._server.close()
        await self._sever_all()
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None

    async def _sever_all(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for writer in list(self._devices):
            sever(writer)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _accepted(self, caller: Caller, reader: StreamReader, writer: StreamWriter) -> None:
        if self._profile.refuse:
            self.stats.refused += 1
            sever(writer)
            return
        task = self._spawn(self._serve(caller, reader, writer))
        self._devices.add(writer)
        task.add_done_callback(lambda _: self._devices.discard(writer))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _serve(self, caller: Caller, reader: StreamReader, writer: StreamWriter) -> None:
        """Request after request of one connection, until either side has had enough."""
        try:
            keep = True
            while keep and (read := await read_request(reader, writer)):
                self.stats.requests += 1
                request = Request(self.stats.requests, *read)
                keep = await self._unless_gone(caller, self._meet_fate(request, reader, writer))
        except (OSError, BadMessageError):
            sever(writer)
        finally:
            # An answer that was passed on whole may still be on its way: it ends in order.
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _unless_gone(self, caller: Caller, work: Coroutine[Any, Any, bool]) -> bool:
        """Does the work, but drops it when the device leaves meanwhile."""
        doing, leaving = asyncio.create_task(work), asyncio.create_task(caller.gone.wait())
        try:
            await asyncio.wait((doing, leaving), return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else False
        finally:
            for task in (doing, leaving):
                task.cancel()
            await asyncio.gather(doing, leaving, return_exceptions=True)

    async def _meet_fate(
        self, request: Request, reader: StreamReader, device: StreamWriter
    ) -> bool:
        """Sends one request through its fate; whether the connection can take another."""
        try:
            if request.head.is_upgrade:
                return await self._upgrade(request, reader, device)
            match self._profile.fate(self._fates):
                case Fate.DELIVER:
                    return await self._deliver(request, device)
                case Fate.REPEAT:
                    return await self._repeat(request, device)
                case Fate.HOLD:
                    return await self._hold(request, device)
                case Fate.LOSE_ACK:
                    await self._answer(request)
                    self.stats.acks_lost += 1
                case Fate.TRUNCATE_REQUEST:
                    await self._truncate_request(request)
                case Fate.TRUNCATE_RESPONSE:
                    await self._truncate_response(request, device)
        except ConnectionRefusedError:
            self.stats.refused += 1
        except (OSError, BadMessageError):
            pass
        sever(device)
        return False

    async def _deliver(self, request: Request, device: StreamWriter) -> bool:
        await self._road.wait()
        async with self._road.server() as (reader, writer):
            await self._road.carry(writer, request.raw)
            answer = Answer(self._road, reader, request.head.method)
            answered = await answer.head()
            await answer.relay(answered, device)
        await self._has_passed(request)
        return _can_go_on(request.head, answered)

    async def _answer(self, request: Request) -> tuple[Head, bytes]:
        """Delivers a request and reads its whole answer."""
        await self._road.wait()
        async with self._road.server() as (reader, writer):
            await self._road.carry(writer, request.raw)
            answer = await Answer(self._road, reader, request.head.method).whole()
        await self._has_passed(request)
        return answer

    async def _repeat(self, request: Request, device: StreamWriter) -> bool:
        """Two copies, at once or one after the other; either answer may be the one that returns."""
        if self._fates.random() < 0.5:
            first, second = await asyncio.gather(self._answer(request), self._answer(request))
        else:
            first, second = await self._answer(request), await self._answer(request)
        self.stats.repeated += 1
        answered, data = self._fates.choice((first, second))
        await self._road.wait()
        await self._road.carry(device, data)
        return _can_go_on(request.head, answered)

    async def _hold(self, request: Request, device: StreamWriter) -> bool:
        """Lets a later request go first; a device that will not wait is let down meanwhile."""
        patience = self._profile.hold_ms / 1000
        if await self._is_overtaken(request, patience):
            self.stats.reordered += 1
            return await self._deliver(request, device)
        self._spawn(self._stray(request, patience * PATIENCE))
        sever(device)
        return False

    async def _stray(self, request: Request, patience: float) -> None:
        """Delivers a held request after its device has given up; nobody gets the answer."""
        overtaken = await self._is_overtaken(request, patience)
        with suppress(OSError, BadMessageError):
            await self._answer(request)
            self.stats.reordered += overtaken

    async def _is_overtaken(self, request: Request, patience: float) -> bool:
        """Waits so many seconds until a later request has been answered; whether one has."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience), self._passed:
                await self._passed.wait_for(lambda: self._latest_passed > request.serial)
        return self._latest_passed > request.serial

    async def _has_passed(self, request: Request) -> None:
        async with self._passed:
            self._latest_passed = max(self._latest_passed, request.serial)
            self._passed.notify_all()

    async def _truncate_request(self, request: Request) -> None:
        await self._road.wait()
        async with self._road.server() as (_, writer):
            size = self._road.break_point(len(request.raw))
            await self._road.carry(writer, request.raw[:size])
            # Ended in order, or the reset could overtake the part that is meant to arrive.
            writer.close()
            await writer.wait_closed()
            self.stats.truncated += 1

    async def _truncate_response(self, request: Request, device: StreamWriter) -> None:
        _, data = await self._answer(request)
        await self._road.wait()
        await self._road.carry(device, data[: self._road.break_point(len(data))])
        self.stats.truncated += 1

    async def _upgrade(self, request: Request, reader: StreamReader, device: StreamWriter) -> bool:
        """Passes the request on and, if the server agrees, raw bytes both ways until one ends."""
        await self._road.wait()
        async with self._road.server() as (server_reader, server_writer):
            await self._road.carry(server_writer, request.raw)
            answer = Answer(self._road, server_reader, request.head.method)
            answered = await answer.head()
            await answer.relay(answered, device)
            if answered.status != 101:
                return _can_go_on(request.head, answered)
            pumps = [
                asyncio.create_task(self._pump(reader, server_writer)),
                asyncio.create_task(self._pump(server_reader, device)),
            ]
            try:
                await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pump in pumps:
                    pump.cancel()
                await asyncio.gather(*pumps, return_exceptions=True)
        sever(device)
        return False

    async def _pump(self, reader: StreamReader, writer: StreamWriter) -> None:
        while piece := await reader.read(PIECE):
            await self._road.wait()
            if self._road.breaks():
                await self._road.carry(writer, piece[: self._road.break_point(len(piece))])
                self.stats.cut += 1
                return
            await self._road.carry(writer, piece)


def _can_go_on(request: Head, response: Head) -> bool:
    """Whether the device may use its connection again."""
    is_bounded = isinstance(response.response_body(request.method), int) or (
        "transfer-encoding" in response.fields
    )
    return is_bounded and not request.closes and not response.closes
