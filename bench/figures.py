"""Figures, the marks they are held against, and the table of both."""

from collections.abc import Iterable

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """What is to be reached. ``least``: more is better; else less is."""

    value: float
    least: bool


def at_least(value: float) -> Mark:
    """Reached by so much or more."""
    return Mark(value, least=True)


def at_most(value: float) -> Mark:
    """Reached by so much or less."""
    return Mark(value, least=False)


class Figure(msgspec.Struct, frozen=True):
    """One line of the table. ``mark``: None for what is told only to explain the others."""

    what: str
    value: float
    unit: str = ""
    mark: Mark | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the mark is reached; None where there is none."""
        if self.mark is None:
            return None
        return self.value >= self.mark.value if self.mark.least else self.value <= self.mark.value


def table(figures: Iterable[Figure]) -> str:
    """The figures in Markdown."""
    lines = ["| what | measured | mark | reached | |", "|---|--:|--:|:-:|---|"]
    for figure in figures:
        mark = ""
        if figure.mark is not None:
            side = "≥" if figure.mark.least else "≤"
            mark = f"{side} {written(figure.mark.value, figure.unit)}"
        reached = {None: "", True: "yes", False: "**no**"}[figure.reached]
        value = written(figure.value, figure.unit)
        lines.append(f"| {figure.what} | {value} | {mark} | {reached} | {figure.note} |")
    return "\n".join(lines)


def written(value: float, unit: str) -> str:
    """A value with three significant digits and its unit."""
    magnitude = abs(value)
    if magnitude >= 1_000:
        text = f"{value:,.0f}"
    elif magnitude >= 100:
        text = f"{value:.0f}"
    elif magnitude >= 10:
        text = f"{value:.1f}"
    elif magnitude >= 1:
        text = f"{value:.2f}"
    else:
        text = f"{value:.3g}"
    return f"{text} {unit}".rstrip()


def quantile(values: list[float], q: float) -> float:
    """The value below which the part ``q`` of all lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(q * (len(ordered) - 1)))]
