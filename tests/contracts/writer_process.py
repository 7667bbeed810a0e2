"""Writes until it is killed, and says which mutations were decided: one line each.

python -m tests.contracts.writer_process ENGINE FOLDER FIRST
"""

import asyncio
import sys
from pathlib import Path

from tests.contracts.actors import OFFICE, Hub, customer
from tests.contracts.engines import ENGINES, Clock

DEVICES = 6


async def write(hub: Hub, place: int, first: int) -> None:
    desk = await hub.device(f"d{place}", OFFICE)
    row = await desk.push([], after=(2**40, "A" * 12))
    assert row.instruction is not None
    desk.after = row.instruction.match
    number = first
    while True:
        acts = [desk.act(customer(f"{place}-{number + i}")) for i in range(5)]
        answer = await desk.send(*acts)
        assert answer.no == []
        number += 5
        sys.stdout.write(f"{place} {number - 1} {answer.done}\n")
        sys.stdout.flush()


async def main(engine: str, folder: str, first: int) -> None:
    hub = Hub(ENGINES[engine](Path(folder)), Clock())
    await hub.open()
    await asyncio.gather(*(write(hub, place, first) for place in range(DEVICES)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
