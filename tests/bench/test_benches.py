"""Each bench runs against a real server, at the least size that measures anything."""

from pathlib import Path

import pytest

from bench import pull, rest, sockets, wire, writes
from bench.__main__ import BENCHES, main, measure
from bench.figures import Figure
from bench.profile import KINDS
from bench.size import Size

TINY = Size(
    devices=(2,), writes=400, loaded=400, bootstrap=300, rounds=1, small=200, large=400, pulls=2,
    sockets=3, seconds=0.2, settle=0.2, rest_seconds=0.3,
)  # fmt: skip


def of(figures: list[Figure]) -> dict[str, float]:
    assert [
        figure.what for figure in figures if not figure.value and "CPU" not in figure.what
    ] == []
    return {figure.what: figure.value for figure in figures}


@pytest.mark.slow
async def test_writes(tmp_path: Path) -> None:
    found = of(await writes.run(TINY, tmp_path))
    for kind in ("inserts", "updates", "mixed"):
        assert found[f"{kind}, 2 devices: writes"] > 100


@pytest.mark.slow
async def test_pull(tmp_path: Path) -> None:
    found = of(await pull.run(TINY, tmp_path))
    assert found["inserts into 400 records against none"] > 0.01
    assert any(what.endswith("zstd: bytes a document") for what in found)


async def test_wire(tmp_path: Path) -> None:
    found = of(await wire.run(TINY, tmp_path))
    assert found["100 edits, compressed: up, each"] < found["one edit: up"]


@pytest.mark.slow
async def test_sockets(tmp_path: Path) -> None:
    figures = await sockets.run(TINY, tmp_path)
    assert not [figure.what for figure in figures if "missing" in figure.what]
    assert sum(figure.what.endswith(": p99") for figure in figures) == 2


async def test_rest(tmp_path: Path) -> None:
    assert len(of(await rest.run(TINY, tmp_path))) == 5


async def test_a_report_names_the_machine_and_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    async def bench(_: Size, folder: Path) -> list[Figure]:
        assert folder.name == "rest"
        return [Figure("told", 1)]

    monkeypatch.setitem(BENCHES, "rest", (bench, "How it was taken."))
    report = await measure(["rest"], TINY)
    assert "cores" in report
    assert "How it was taken.\n\n| what |" in report
    assert "\n| told | 1.00 |  |  |  |\n" in report


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["reads"])
    assert "no such bench: reads" in capsys.readouterr().err


@pytest.mark.parametrize("kind", KINDS)
def test_profile_names_the_hot_path(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", kind, "--count", "1000", "--lines", "200"]) == 0
    said = capsys.readouterr().out
    expected = "paging.py" if kind == "pull" else "trial.py"
    assert expected in said
