"""A chart with logarithmic axes as SVG: lines and marks with names, readable without colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH, HEIGHT = 860, 480
LEFT, RIGHT, TOP, BOTTOM = 80, 640, 30, 420
INK: Final = "#1c2430"
GRID: Final = "#d8dde3"
COLOURS: Final = ("#0b5c4a", "#8a3b00", "#274c9e", "#7a1f5c", "#4d5560", "#6b5900")
MARKS: Final = ("circle", "square", "diamond", "triangle", "wedge", "bar")


@dataclass(frozen=True, kw_only=True)
class Series:
    """Points (x, y) above 0; a point of `open` is drawn hollow, a `line` without marks dashed."""

    name: str
    points: Sequence[tuple[float, float]]
    open: frozenset[int] = frozenset()
    line: bool = False


def chart(*, title: str, description: str, across: str, up: str, series: Sequence[Series]) -> str:
    """The picture; `title` and `description` are what a screen reader says."""
    xs = _Axis.over([x for one in series for x, _ in one.points], LEFT, RIGHT)
    ys = _Axis.over([y for one in series for _, y in one.points], BOTTOM, TOP)
    body = [*_grid(xs, ys, across, up)]
    for number, one in enumerate(series):
        body += _drawn(one, number, xs, ys)
        body += _named(one, number)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="title description" font-family="sans-serif" font-size="14" fill="{INK}">\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="description">{escape(description)}</desc>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


@dataclass(frozen=True)
class _Axis:
    """From a number to a place, by whole powers of ten."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, numbers: Sequence[float], start: float, end: float) -> _Axis:
        low = math.floor(math.log10(min(numbers)))
        return cls(low, max(low + 1, math.ceil(math.log10(max(numbers)))), start, end)

    def at(self, number: float) -> float:
        part = (math.log10(number) - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)

    @property
    def tens(self) -> list[int]:
        return list(range(self.low, self.high + 1))


def _grid(xs: _Axis, ys: _Axis, across: str, up: str) -> Iterator[str]:
    for ten in xs.tens:
        x = xs.at(10**ten)
        yield f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{BOTTOM}" stroke="{GRID}"/>'
        yield f'<text x="{x}" y="{BOTTOM + 20}" text-anchor="middle">{_number(ten)}</text>'
    for ten in ys.tens:
        y = ys.at(10**ten)
        yield f'<line x1="{LEFT}" y1="{y}" x2="{RIGHT}" y2="{y}" stroke="{GRID}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 5}" text-anchor="end">{_number(ten)}</text>'
    yield f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 15}" text-anchor="middle">{escape(across)}</text>'
    middle = (TOP + BOTTOM) / 2
    yield f'<text x="20" y="{middle}" text-anchor="middle" transform="rotate(-90 20 {middle})">{escape(up)}</text>'


def _number(ten: int) -> str:
    return f"{10**ten:,}" if ten >= 0 else f"{10.0**ten:.{-ten}f}"


def _drawn(one: Series, number: int, xs: _Axis, ys: _Axis) -> Iterator[str]:
    places = [(xs.at(x), ys.at(y)) for x, y in one.points]
    colour = COLOURS[number % len(COLOURS)]
    dash = ' stroke-dasharray="6 5"' if one.line else ""
    path = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
    if not one.line:
        for index, (x, y) in enumerate(places):
            yield _mark(number, x, y, hollow=index in one.open)


def _named(one: Series, number: int) -> Iterator[str]:
    y = TOP + 16 + 26 * number
    colour = COLOURS[number % len(COLOURS)]
    dash = ' stroke-dasharray="6 5"' if one.line else ""
    yield f'<line x1="{RIGHT + 15}" y1="{y}" x2="{RIGHT + 45}" y2="{y}" stroke="{colour}" stroke-width="2"{dash}/>'
    if not one.line:
        yield _mark(number, RIGHT + 30, y, hollow=False)
    yield f'<text x="{RIGHT + 52}" y="{y + 5}">{escape(one.name)}</text>'


def _mark(number: int, x: float, y: float, *, hollow: bool) -> str:
    colour = COLOURS[number % len(COLOURS)]
    paint = f'fill="{"#ffffff" if hollow else colour}" stroke="{colour}" stroke-width="2"'
    shapes = {
        "circle": f"M{x - 5},{y} a5,5 0 1,0 10,0 a5,5 0 1,0 -10,0 Z",
        "square": f"M{x - 5},{y - 5} h10 v10 h-10 Z",
        "diamond": f"M{x},{y - 6} l6,6 l-6,6 l-6,-6 Z",
        "triangle": f"M{x},{y - 6} l6,11 h-12 Z",
        "wedge": f"M{x},{y + 6} l6,-11 h-12 Z",
        "bar": f"M{x - 6},{y - 2} h12 v4 h-12 Z",
    }
    return f'<path d="{shapes[MARKS[number % len(MARKS)]]}" {paint}/>'
