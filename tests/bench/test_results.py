"""Each run writes its half of the results and leaves the other alone."""

from pathlib import Path

from bench import results
from bench.browser import Line, read, report


def test_a_half_replaces_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    results.write("server", "# Measured\n\nold", path)
    results.write("browser", f"{results.BROWSER}\n\nslow", path)
    results.write("server", "# Measured\n\nnew\n", path)
    assert path.read_text() == f"# Measured\n\nnew\n\n{results.BROWSER}\n\nslow\n"
    results.write("browser", f"{results.BROWSER}\n\nquick\n", path)
    assert path.read_text() == f"# Measured\n\nnew\n\n{results.BROWSER}\n\nquick\n"


def test_the_browser_may_come_first(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    results.write("browser", f"{results.BROWSER}\n\nquick", path)
    results.write("server", "# Measured", path)
    assert path.read_text() == f"# Measured\n\n{results.BROWSER}\n\nquick\n"


def test_figures_stand_in_tables_by_group() -> None:
    lines = read(
        '{"group":"taps","what":"shown","value":9.5,"unit":"ms","mark":16,"load":0.2}\n'
        '{"group":"weight","what":"queue","value":260,"unit":"kB","mark":250,"load":1}\n'
        '{"group":"taps","what":"score","value":96,"unit":"","mark":95,"least":true,"load":0}\n'
    )
    assert lines[0] == Line("taps", "shown", 9.5, "ms", 0.2, 16)
    told = report(["2 cores"], lines)
    assert told.startswith(results.BROWSER)
    assert "- 2 cores\n" in told
    assert told.count("| what |") == 2
    assert "| shown | 9.50 ms | ≤ 16.0 ms | yes | load 0.2 |" in told
    assert "| queue | 260 kB | ≤ 250 kB | **no** | load 1.0 |" in told
    assert "| score | 96.0 | ≥ 95.0 | yes | load 0.0 |" in told
