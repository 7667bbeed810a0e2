"""A small storm with real processes ends with every replica alike; larger ones run at length."""

import os
import subprocess
from pathlib import Path

import pytest

from clients.demo.plan import build_plan
from clients.demo.storm.server import COMMAND
from clients.demo.storm.timeline import Kill, Over, Restore, Weather, timeline
from clients.demo.world import build_world

AT_MS = 1_772_406_000_000


def demo(*words: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """``fieldpost demo`` to its end."""
    return subprocess.run(
        [*COMMAND, "demo", *words], env={**os.environ, "COLUMNS": "160"}, timeout=seconds,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def number(text: str, row: str) -> int:
    """The figure in the row of the report that begins so."""
    line = next(line for line in text.splitlines() if line.strip().startswith(row))
    return int(line.split()[-1].replace(",", ""))


@pytest.mark.xdist_group("storm")
def test_a_small_storm_loses_nothing(tmp_path: Path) -> None:
    done = demo(
        "--seed", "1", "--storm", "--scale", "0.05", "--minutes", "0.25",
        "--keep", str(tmp_path / "kept"), seconds=115,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every one has its fate" in done.stdout
    assert number(done.stdout, "server killed and started again") == 2
    assert number(done.stdout, "histories that parted") == 1
    assert number(done.stdout, "stops delivered after they were given away") >= 1
    assert number(done.stdout, "shelves counted by more than one person") >= 1
    assert number(done.stdout, "mutations in all") > 500
    stores = {path.stem for path in (tmp_path / "kept" / "devices").glob("*.sqlite")}
    assert {"driver1", "driver2", "driver2-restored", "barista1", "organiser1"} <= stores
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in left, "a process outlived the demonstration"


def test_a_folder_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = demo("--keep", str(tmp_path), seconds=60)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.xdist_group("storm")
@pytest.mark.parametrize(
    ("seed", "scale", "minutes"), [(2, "0.1", "0.5"), (3, "0.2", "0.6"), (4, "1", "1.5")]
)
def test_larger_storms_lose_nothing(seed: int, scale: str, minutes: str) -> None:
    done = demo("--seed", str(seed), "--storm", "--scale", scale, "--minutes", minutes, seconds=390)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_storm_has_its_weather_its_kills_and_its_copy_in_order() -> None:
    plan = build_plan(build_world(1, AT_MS, 0.05), 1)
    events = timeline(plan, storm=True)
    minutes = [minute for minute, _ in events]
    assert minutes == sorted(minutes)
    assert isinstance(events[-1][1], Over)
    kills = [minute for minute, event in events if isinstance(event, Kill)]
    assert kills == list(plan.kills)
    restored = [event for _, event in events if isinstance(event, Restore)]
    assert restored == [Restore("driver2-restored")]
    stormy = {event.device for _, event in events if isinstance(event, Weather)}
    assert stormy == {*(actor.device for actor in plan.actors), "driver2-restored"}


def test_on_a_calm_day_nothing_happens_until_it_is_over() -> None:
    plan = build_plan(build_world(1, AT_MS, 0.05), 1)
    assert timeline(plan, storm=False) == [(600.0, Over())]
