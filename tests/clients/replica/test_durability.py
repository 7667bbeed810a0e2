"""What a device says is saved survives ``kill -9`` one instruction later, and nothing is torn."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from clients.replica.errors import NotEnrolled, NotSaved, StoreInUse
from clients.replica.replica import Replica
from clients.replica.store.store import Identity
from sync.session import Decide, Effect, Keep, Seal
from tests.clients.replica.world import ACTOR, World

WRITER = """
import os, sys
from clients.replica.ids import new_id
from clients.replica.replica import Replica
replica = Replica.open(sys.argv[1])
while True:
    made = replica.mutate("A" * 22, [
        ["item", new_id(replica.now(), os.urandom), None, {"name": "x", "kind": "drink"}],
        ["item", new_id(replica.now(), os.urandom), None, {"name": "y", "kind": "drink"}],
    ])
    print(made.n, made.uid, flush=True)
"""


def enrolled(path: Path) -> None:
    with Replica.open(path) as replica:
        replica.store.enrol("abc", Identity("http://x", "s", {}, None, None, "driver", "p"))


@pytest.mark.parametrize("after", [1, 7, 40])
def test_kill_in_the_middle_of_writing(tmp_path: Path, after: int) -> None:
    path = tmp_path / "store.sqlite"
    enrolled(path)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline().split() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    said += [line.split() for line in writer.stdout if line.endswith("\n")]
    writer.wait()
    writer.stdout.close()
    with Replica.open(path) as replica:
        kept = {str(row.n): row.uid for row in replica.store.outbox.all()}
        for n, uid in said:
            assert kept[n] == uid
        numbers = sorted(map(int, kept))
        assert numbers == list(range(1, len(numbers) + 1))
        assert replica.store.session.last == len(numbers)
        # Both records of an act, or none.
        assert replica.how_many("item") == 2 * len(numbers)
        assert replica.how_many("item", {"name": "x"}) == len(numbers)


def test_the_file_is_for_its_owner_and_one_process(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    enrolled(path)
    with Replica.open(path):
        for file in tmp_path.iterdir():
            assert file.stat().st_mode & 0o777 == 0o600
        attempt = subprocess.run(
            [
                sys.executable, "-c",
                "import sys, clients.replica.store.database as d; d.BUSY_S = 0.1\n"
                "from clients.replica.replica import Replica\n"
                "Replica.open(sys.argv[1])",
                str(path),
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert StoreInUse.__name__ in attempt.stderr


def test_a_commit_is_forced_to_the_disk(world: World) -> None:
    connection = world.device().store.database.connection
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_full_disk_is_said_and_nothing_is_kept(world: World) -> None:
    replica = world.device()
    replica.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    connection = replica.store.database.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    kept = replica.how_many("item")
    with contextlib.suppress(NotSaved):
        for _ in range(2_000):
            replica.create(ACTOR, "item", {"name": "茶" * 40, "kind": "drink"})
            kept += 1
    assert kept < 2_000
    with pytest.raises(NotSaved):
        replica.create(ACTOR, "item", {"name": "茶" * 40, "kind": "drink"})
    connection.execute("PRAGMA max_page_count = 1000000")
    assert replica.how_many("item") == kept
    made = replica.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    assert made.n == kept + 1


def test_an_empty_store_records_nothing(tmp_path: Path) -> None:
    with Replica.open(tmp_path / "new.sqlite") as replica:
        with pytest.raises(NotEnrolled):
            replica.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
        assert replica.all("item") == []


def test_a_step_that_fails_half_way_leaves_all_as_it_was(world: World) -> None:
    replica = world.device()
    made = replica.create(ACTOR, "item", {"name": "茶", "kind": "drink"})
    before = replica.store.session
    replica.store.database.connection.execute("DROP TABLE seals")
    effects: list[Effect] = [Decide(1, 1, {}, {}), Keep(Seal(1, 1, "m", [], []))]
    with pytest.raises(sqlite3.OperationalError):
        replica.store.step(lambda session: (session, effects), 0)
    assert replica.store.session == before
    assert replica.stats().waiting == 1
    assert replica.get("item", made.ids[0]) is not None
    assert [row.state for row in replica.store.outbox.all()] == ["pending"]
