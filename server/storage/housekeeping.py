"""What storage does by itself between requests: sweeping often, forgetting seldom."""

import asyncio
import logging
from typing import Protocol

from schemas.problems import Problem

log = logging.getLogger(__name__)

SWEEP_EVERY_S = 10.0
SWEEP_ROWS = 2_000
"""Feed rows of one step: a few milliseconds of the writer's time."""
SWEEP_STEPS = 20
PURGE_EVERY_S = 3600.0
PURGE_RECORDS = 500
PURGE_STEPS = 100
DAY_MS = 24 * 3600 * 1000
HORIZON_MS = 60 * DAY_MS
"""How long a silent device is waited for, unless the operator says otherwise."""


class Kept(Protocol):
    """What is kept in order."""

    async def organisations(self) -> list[str]:
        """Every organisation."""
        ...

    async def sweep(self, rows: int) -> int:
        """Looks at so many feed rows and removes the stale ones."""
        ...

    async def purge(self, organisation: str, horizon_ms: int, limit: int) -> int:
        """Forgets what the horizon has passed."""
        ...


async def keep_house(storage: Kept, horizon_ms: int, closing: asyncio.Event) -> None:
    """Runs until it is told to close. A busy writer is left alone until the next round."""
    loop = asyncio.get_running_loop()
    due = loop.time() + SWEEP_EVERY_S
    while not await _is_set(closing, SWEEP_EVERY_S):
        try:
            for _ in range(SWEEP_STEPS):
                await storage.sweep(SWEEP_ROWS)
            if loop.time() >= due:
                due = loop.time() + PURGE_EVERY_S
                for organisation in await storage.organisations():
                    for _ in range(PURGE_STEPS):
                        if not await storage.purge(organisation, horizon_ms, PURGE_RECORDS):
                            break
        except Problem as problem:
            log.warning("housekeeping waits: %s", problem)


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False
