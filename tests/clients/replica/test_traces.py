"""What left a device cannot be read out of its file."""

import random
import re
from pathlib import Path

import msgspec
from msgspec import Raw

from clients.replica.replica import Replica
from clients.replica.store.store import Identity
from clients.replica.store.traces import KEPT_MS
from sync.session import Page, Show

DOCUMENT = re.compile(rb'\{"id":"([0-9a-f]{22})"')


def opened(path: Path) -> Replica:
    replica = Replica.open(path)
    if not replica.store.enrolled:
        replica.store.enrol("abc", Identity("http://x", "s", {}, None, None, "driver", "p"))
    return replica


def show(replica: Replica, page: Page) -> None:
    replica.store.step(lambda session: (session, [Show(page)]), 1_000)


def live_through(replica: Replica, rng: random.Random) -> set[str]:
    """Records come, change and leave, one at a time; those that are there at the end."""
    here: set[str] = set()
    for _ in range(1_500):
        dice = rng.random()
        if dice < 0.7 or not here:
            id = rng.choice(sorted(here)) if here and dice < 0.25 else f"{rng.getrandbits(80):022x}"
            here.add(id)
            document = {"id": id, "name": "y" * rng.randint(20, 900), "_": {"v": {"a": 1}}}
            show(replica, Page([("item", [Raw(msgspec.json.encode(document))])], [], []))
        else:
            id = rng.choice(sorted(here))
            here.discard(id)
            show(replica, Page([], [("item", [id])], []))
    return here


def read_out(path: Path) -> set[str]:
    logs = (path, path.with_name(path.name + "-wal"))
    return {id.decode() for each in logs if each.exists()
            for id in DOCUMENT.findall(each.read_bytes())}  # fmt: skip


def test_nothing_is_left_in_a_file_that_was_closed(tmp_path: Path) -> None:
    for seed in range(4):
        path = tmp_path / f"{seed}.sqlite"
        with opened(path) as replica:
            here = live_through(replica, random.Random(seed))
        assert read_out(path) == here


def test_a_device_that_is_never_closed_cleans_up_after_hours(tmp_path: Path) -> None:
    path = tmp_path / "tablet.sqlite"
    with opened(path) as replica:
        here = live_through(replica, random.Random(1))
        replica.store.forget(1_000 + KEPT_MS)
        assert read_out(path) == here
        assert replica.how_many("item") == len(here)


def test_what_was_killed_is_cleaned_when_it_is_next_closed(tmp_path: Path) -> None:
    path, copy = tmp_path / "phone.sqlite", tmp_path / "killed.sqlite"
    with opened(path) as replica:
        here = live_through(replica, random.Random(2))
        replica.store.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy.write_bytes(path.read_bytes())
    with opened(copy) as again:
        assert again.how_many("item") == len(here)
    assert read_out(copy) == here
