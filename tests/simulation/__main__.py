"""``make simulate N=10000``: so many random histories. Prints the seed of every one that breaks."""

import argparse
import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.simulation.ground import lay
from tests.simulation.history import tell


def main() -> int:
    """Runs the histories on all cores; exits 1 if an invariant broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=None, help="the first seed; default: random")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    first = random.SystemRandom().randrange(10**9) if arguments.seed is None else arguments.seed
    print(f"seeds {first} to {first + arguments.histories - 1}", flush=True)
    started = time.monotonic()
    broken = 0
    with tempfile.TemporaryDirectory(prefix="simulation-") as folder:
        template = asyncio.run(lay(Path(folder)))
        seeds = [(seed, template) for seed in range(first, first + arguments.histories)]
        with multiprocessing.get_context("spawn").Pool(arguments.jobs) as pool:
            for done, (seed, trouble) in enumerate(pool.imap_unordered(tell, seeds, 4), 1):
                if trouble is not None:
                    broken += 1
                    print(f"BROKEN seed {seed}\n{trouble}", flush=True)
                if done % 500 == 0:
                    print(f"{done} histories, {broken} broken", flush=True)
    seconds = time.monotonic() - started
    print(f"{arguments.histories} histories in {seconds:.0f} s, {broken} broken (seed {first})")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
