"""Charts as shapes: where lines and bars go, computed here and drawn as SVG by the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from django import template

register = template.Library()

WIDTH, HEIGHT = 330, 150
LEFT, TOP = 48, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis, in drawing units, with its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundChart:
    """Two stepped lines that meet when the proof is complete; the area between them is what can still be won."""

    found: str
    bound: str
    gap: str
    end_x: float
    found_y: float
    bound_y: float
    found_label_y: float
    bound_label_y: float
    across: list[Tick]
    upward: list[Tick]


@register.simple_tag
def bound_chart(points: Sequence[Mapping[str, float | None]]) -> BoundChart | None:
    """Lines for `points` of seconds, value and bound, in order of time; nothing when fewer than two are complete."""
    known = [
        (float(point["seconds"] or 0), float(point["value"]), float(point["bound"]))
        for point in points
        if point["value"] is not None and point["bound"] is not None
    ]
    if len(known) < 2:
        return None
    upward = _round_steps(min(min(p[1:]) for p in known), max(max(p[1:]) for p in known), 4)
    across = _round_steps(0, max(p[0] for p in known), 3)

    def x(seconds: float) -> float:
        return round(LEFT + WIDTH * seconds / across[-1], 1)

    def y(value: float) -> float:
        return round(TOP + HEIGHT * (upward[-1] - value) / (upward[-1] - upward[0]), 1)

    found = _steps([(x(s), y(value)) for s, value, _bound in known])
    bound = _steps([(x(s), y(bound)) for s, _value, bound in known])
    (end_x, found_y), bound_y = found[-1], bound[-1][1]
    apart = max(0.0, (24 - abs(found_y - bound_y)) / 2) * (1 if bound_y >= found_y else -1)
    return BoundChart(
        found=_path(found),
        bound=_path(bound),
        gap=_path(found + bound[::-1]) + "Z",
        end_x=end_x,
        found_y=found_y,
        bound_y=bound_y,
        found_label_y=found_y - apart + 4,
        bound_label_y=bound_y + apart + 4,
        across=[Tick(at=x(value), text=_number(value)) for value in across],
        upward=[Tick(at=y(value), text=_number(value)) for value in upward],
    )


def _steps(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A value holds until the next one is found: go right first, then up or down."""
    line = [points[0]]
    for (_x, before), (at, after) in pairwise(points):
        line += [(at, before), (at, after)] if after != before else [(at, before)]
    return line


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:g},{y:g}" for x, y in points)


def _round_steps(low: float, high: float, count: int) -> list[float]:
    """About `count` steps of 1, 2, 2.5 or 5 times a power of ten that cover low to high."""
    rough = (high - low or abs(high) or 1) / count
    power = 10.0 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * 0.999)
    first, last = floor(low / step), ceil(high / step)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
