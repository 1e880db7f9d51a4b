"""One point of the front: a plan by way of its search, and what no plan does better."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.goals import cost_of, stages_of_goal
from matching.graph import Chosen, Graph, Ints
from matching.rules import Goal
from matching.side import SidePart
from matching.solver.program import FREE
from matching.solver.search import Number, Search
from matching.solver.watch import Watch


@dataclass(frozen=True, eq=False, kw_only=True)
class Point:
    """A plan with how many are unplaced and moved.

    No plan that leaves no more students unplaced moves fewer than `least_moved`; no plan at all leaves fewer unplaced
    than `least_unplaced`. `proven`: no plan is as good on both numbers and better on one.
    """

    search: Search
    unplaced: int
    moved: int
    least_unplaced: int
    least_moved: int
    proven: bool

    def beats(self, other: Point) -> bool:
        """Whether this plan is as good on both numbers and better on one."""
        ours, theirs = (self.unplaced, self.moved), (other.unplaced, other.moved)
        return ours != theirs and self.unplaced <= other.unplaced and self.moved <= other.moved


def fewest_unplaced(graph: Graph, watch: Watch) -> Point | None:
    """The fewest unplaced, then the fewest moved; None when the pins contradict each other."""
    search = Search.begin(graph, watch)
    if search is None:
        return None
    placed = advance(search, Goal.PLACED)
    changed = advance(search, Goal.CHANGES)
    return point(search, least_unplaced=len(graph.problem.students) + placed.bound, least_moved=changed.bound)


def fewest_moved(graph: Graph, watch: Watch, least_unplaced: int) -> Point | None:
    """The fewest moved at all, then the fewest unplaced; None when the pins contradict each other."""
    search = Search.begin(graph, watch)
    if search is None:
        return None
    changed = advance(search, Goal.CHANGES)
    advance(search, Goal.PLACED)
    return point(search, least_unplaced=least_unplaced, least_moved=changed.bound)


def at_most_unplaced(graph: Graph, watch: Watch, most: int, before: Point) -> Point:
    """The fewest moved when at most so many are unplaced; `before` is the point of one fewer."""
    search = bounded(graph, watch, most, before.search.chosen)
    changed = advance(search, Goal.CHANGES)
    found = point(search, least_unplaced=before.least_unplaced, least_moved=changed.bound)
    return replace(found, proven=found.proven and before.least_moved > found.moved)


def bounded(graph: Graph, watch: Watch, most: int, start: Chosen) -> Search:
    """A search among the plans that leave at most so many unplaced, as `start` does: all pairs in one part."""
    pairs: Ints = np.arange(len(graph.student))
    part = SidePart(graph, pairs, start)
    placed = np.zeros(len(part.values), dtype=np.int64)
    placed[: len(pairs)] = 1
    part.program = part.program.with_row(placed, len(graph.problem.students) - most, FREE)
    return Search(graph, watch, None, part)


def advance(search: Search, goal: Goal) -> Number:
    """The search one goal of one stage further; the stage's constant is in the number."""
    (stage,) = stages_of_goal(search.graph, goal)
    number = search.advance(stage)
    return Number(number.value + stage.constant, number.bound + stage.constant)


def point(search: Search, *, least_unplaced: int, least_moved: int) -> Point:
    """The search's plan as a point, proven when every number so far is."""
    (stage,) = stages_of_goal(search.graph, Goal.CHANGES)
    return Point(
        search=search,
        unplaced=len(search.graph.problem.students) - len(search.chosen),
        moved=cost_of(search.graph, stage, search.chosen) + stage.constant,
        least_unplaced=least_unplaced,
        least_moved=least_moved,
        proven=search.exact,
    )
