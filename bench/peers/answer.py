"""What every other solver is asked for, and what it answers: goal after goal, within one time limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from bench.question import Array


@dataclass(frozen=True)
class Reached:
    """How one entry of a goal ended; the number is to be least, None when no plan was found."""

    place: int
    value: int | None
    bound: int | None
    proven: bool


class Solver(Protocol):
    """A program that can be solved for one sum after another."""

    def least(self, columns: Array, costs: Array, seconds: float) -> tuple[int | None, int | None, bool]:
        """The least sum found, what no plan beats, and whether that is proven."""

    def keep(self, columns: Array, costs: Array, value: int) -> None:
        """From now on the sum stays at most `value`."""


def in_turn(solver: Solver, stages: Sequence[tuple[int, Array, Array]], seconds: float) -> list[Reached]:
    """Each entry with the time that the ones before have left; ends at the first that is not proven."""
    ends = perf_counter() + seconds
    found: list[Reached] = []
    for place, columns, costs in stages:
        if not len(columns):
            found.append(Reached(place, 0, 0, proven=True))
            continue
        left = ends - perf_counter()
        if left <= 0:
            return [*found, Reached(place, None, None, proven=False)]
        value, bound, proven = solver.least(columns, costs, left)
        found.append(Reached(place, value, bound, proven))
        if value is None or not proven:
            return found
        solver.keep(columns, costs, value)
    return found
