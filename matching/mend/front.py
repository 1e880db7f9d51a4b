"""The front of (students unplaced, students moved): per number unplaced the fewest moved, dominated points left out.

One of the two numbers is bounded and the other made least, bound after bound (Haimes, Lasdon and Wismer 1971).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matching.graph import Graph
from matching.mend.point import Point, at_most_unplaced, fewest_moved, fewest_unplaced
from matching.solver.watch import Watch


@dataclass(frozen=True, eq=False)
class Front:
    """Points with ever more students unplaced and fewer moved; `complete` when proven that these are all."""

    points: tuple[Point, ...]
    complete: bool


def front(graph: Graph, watch: Watch, hear: Callable[[Point], None]) -> Front | None:
    """The front as far as time allows; None when the pins contradict each other."""
    first = fewest_unplaced(graph, watch)
    if first is None:
        return None
    hear(first)
    if watch.over():
        return Front((first,), complete=False)
    last = fewest_moved(first, watch)
    hear(last)
    inner = between(first, last, watch, hear)
    walked = len(inner) == max(0, last.unplaced - first.unplaced - 1)
    sure = walked and first.proven and last.proven and all(point.least_moved == point.moved for point in inner)
    return Front(unbeaten([first, *inner, last]), complete=sure)


def between(first: Point, last: Point, watch: Watch, hear: Callable[[Point], None]) -> list[Point]:
    """The fewest moved per number unplaced between those of the ends, as far as time allows."""
    found = [first]
    for most in range(first.unplaced + 1, last.unplaced):
        if watch.over():
            break
        found.append(at_most_unplaced(found[-1], watch, most))
        hear(found[-1])
    return found[1:]


def unbeaten(points: list[Point]) -> tuple[Point, ...]:
    """The points that no other beats, each pair of numbers once, fewest unplaced first."""
    once = {(point.unplaced, point.moved): point for point in reversed(points)}
    return tuple(once[key] for key in sorted(once) if not any(other.beats(once[key]) for other in points))
