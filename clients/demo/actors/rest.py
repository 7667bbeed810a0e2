"""The end of a device's day: everything handed in, everything pulled, checksums compared."""

import asyncio
import contextlib

import msgspec

from clients.demo.actors.orders import Outcome
from clients.replica.engine import Engine
from clients.replica.errors import TransportError
from clients.replica.replica import Replica

TRIES = 40
AGAIN_S = 0.25


class Acts(msgspec.Struct, frozen=True):
    """What became of the acts of the plan, as :class:`Outcome` counts them."""

    done: int = 0
    unmet: int = 0
    impossible: int = 0


async def come_to_rest(replica: Replica, acts: Acts, *, rekeyed: bool = False) -> Outcome:
    """Syncs until all is in, and asks the hub for its receipt and its checksum."""
    engine = Engine(replica)
    receipt, agrees = None, False
    try:
        for _ in range(TRIES):
            with contextlib.suppress(TransportError):
                receipt = await engine.receipt()
                agrees = await engine.rounds.check() is None
                break
            await asyncio.sleep(AGAIN_S)
    finally:
        await engine.close()
    return Outcome(
        digest=agrees, receipt=receipt is not None, mended=engine.metrics.mended, rekeyed=rekeyed,
        done=acts.done, unmet=acts.unmet, impossible=acts.impossible,
    )  # fmt: skip
