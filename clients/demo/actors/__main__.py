"""``python -m clients.demo.actors``: the nursery, which forks a process for each device.

What all devices need is imported and built once before, so that thirty of them start in a moment
and share their memory. Orders come in and reports go out as JSON lines
(:mod:`clients.demo.actors.orders`); when the input ends, so do the devices.
"""

import argparse
import asyncio
import gc
import os
import selectors
import signal
import sys
import traceback
from pathlib import Path

import msgspec

from clients.demo.actors.device import Device, Pace
from clients.demo.actors.orders import Ended, Finish, Order, Report, Start
from clients.demo.plan import ActorPlan, build_plan
from clients.demo.world import World, build_world

LOOK_S = 0.2


def say(report: Report) -> None:
    """Writes one line at once: short enough that lines of several processes never mix."""
    os.write(sys.stdout.fileno(), msgspec.json.encode(report) + b"\n")


class Nursery:
    """Forks devices, stops them, and tells of their end.

    Args:
        world: the organisation.
        plans: device -> what is done on it.
        pace: how fast the day runs.
    """

    def __init__(self, world: World, plans: dict[str, ActorPlan], pace: Pace) -> None:
        self._world = world
        self._plans = plans
        self._pace = pace
        self._devices: dict[int, str] = {}

    def follow(self, order: Order) -> None:
        """Does what one line says."""
        if isinstance(order, Start):
            pid = os.fork()
            if not pid:
                self._be(order)
            self._devices[pid] = order.device
            return
        for pid, device in self._devices.items():
            if device == order.device:
                os.kill(pid, signal.SIGTERM)

    def reap(self) -> None:
        """Tells of the processes that have ended."""
        while self._devices:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            say(Ended(self._devices.pop(pid), os.waitstatus_to_exitcode(status)))

    def end(self) -> None:
        """Nobody is there any more to tell of anything."""
        for pid in self._devices:
            os.kill(pid, signal.SIGKILL)

    def _be(self, start: Start) -> None:
        """The rest of the life of a forked process."""
        status = 1
        try:
            sys.stdin.close()
            device = Device(start, self._plans[start.device], self._world, self._pace, say)
            outcome = asyncio.run(device.run())
            Path(start.result).write_bytes(msgspec.json.encode(outcome))
            status = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            sys.stderr.flush()
            os._exit(status)


def main() -> None:
    """Reads the command line, then orders."""
    parser = argparse.ArgumentParser(prog="python -m clients.demo.actors")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--at", type=int, required=True)
    parser.add_argument("--scale", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--patience", type=float, required=True)
    parser.add_argument("--begin", required=True)
    given = parser.parse_args()
    world = build_world(given.seed, given.at, given.scale)
    plan = build_plan(world, given.seed)
    plans = {one.device: one for one in (*plan.actors, plan.clone.plan)}
    nursery = Nursery(world, plans, Pace(given.seconds, given.patience, given.begin))
    decoder = msgspec.json.Decoder(Start | Finish)
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin.buffer, selectors.EVENT_READ)
        waiting = b""
        while True:
            nursery.reap()
            if not selector.select(LOOK_S):
                continue
            read = os.read(sys.stdin.fileno(), 65536)
            if not read:
                break
            *lines, waiting = (waiting + read).split(b"\n")
            for line in lines:
                nursery.follow(decoder.decode(line))
    nursery.end()


if __name__ == "__main__":
    main()
