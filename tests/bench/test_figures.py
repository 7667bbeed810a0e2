"""The table says what was measured, against what, and whether it was reached."""

import re

import pytest

from bench.figures import Figure, at_least, at_most, quantile, table, written


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("rate", 40_000, "/s", at_least(40_000)), True),
        (Figure("rate", 39_999, "/s", at_least(40_000)), False),
        (Figure("wait", 5.0, "ms", at_most(5)), True),
        (Figure("wait", 5.1, "ms", at_most(5)), False),
        (Figure("told", 1), None),
    ],
)
def test_a_mark_is_reached_or_not(figure: Figure, reached: bool | None) -> None:
    assert figure.reached is reached


def test_the_table_has_a_line_for_each_figure() -> None:
    text = table([Figure("rate", 41_234, "/s", at_least(40_000), "well"), Figure("told", 0.0251)])
    lines = text.splitlines()
    assert lines[2] == "| rate | 41,234 /s | ≥ 40,000 /s | yes | well |"
    assert lines[3] == "| told | 0.0251 |  |  |  |"
    assert all(len(re.findall(r"\|", line)) == 6 for line in lines)


def test_what_is_missed_stands_out() -> None:
    assert "**no**" in table([Figure("wait", 9, "ms", at_most(5))])


@pytest.mark.parametrize(
    ("value", "text"),
    [(123_456.7, "123,457 B"), (123.4, "123 B"), (12.34, "12.3 B"), (1.234, "1.23 B")],
)
def test_three_digits_are_kept(value: float, text: str) -> None:
    assert written(value, "B") == text


@pytest.mark.parametrize(("q", "value"), [(0.0, 1), (0.5, 51), (0.95, 96), (1.0, 101)])
def test_quantiles_are_values_that_occurred(q: float, value: float) -> None:
    assert quantile([float(n) for n in range(101, 0, -1)], q) == value
