"""One point of the front: a plan, what no plan does better, and the way back into the search among its equals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.goals import cost_of, stages_of_goal
from matching.graph import Chosen, Graph
from matching.mend.bounded import bounded
from matching.rules import Goal
from matching.solver.search import Number, Search
from matching.solver.watch import Watch


@dataclass(frozen=True, eq=False, kw_only=True)
class Point:
    """A plan with how many are unplaced and moved; `search` gives one among the plans that are as good on both.

    No plan that leaves no more students unplaced moves fewer than `least_moved`; no plan at all leaves fewer unplaced
    than `least_unplaced`. `proven`: no plan is as good on both numbers and better on one.
    """

    graph: Graph
    plan: Chosen
    search: Callable[[], Search]
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
    return point(search, len(graph.problem.students) + placed.bound, changed.bound)


def fewest_moved(first: Point, watch: Watch) -> Point:
    """The fewest moved at all, then the fewest unplaced; begins with the plan of the fewest unplaced."""
    search = bounded(first.graph, watch, None, first.plan)
    changed = advance(search, Goal.CHANGES)
    advance(search, Goal.PLACED)
    return lighter(point(search, first.least_unplaced, changed.bound), watch)


def at_most_unplaced(before: Point, watch: Watch, most: int) -> Point:
    """The fewest moved when at most so many are unplaced; `before` is the point of one fewer."""
    search = bounded(before.graph, watch, most, before.plan)
    changed = advance(search, Goal.CHANGES)
    found = point(search, before.least_unplaced, changed.bound)
    return lighter(replace(found, proven=found.proven and before.least_moved > found.moved), watch)


def advance(search: Search, goal: Goal) -> Number:
    """The search one goal of one stage further; the stage's constant is in the number."""
    (stage,) = stages_of_goal(search.graph, goal)
    number = search.advance(stage)
    return Number(number.value + stage.constant, number.bound + stage.constant)


def point(search: Search, least_unplaced: int, least_moved: int) -> Point:
    """The search's plan as a point, proven when every number so far is."""
    (stage,) = stages_of_goal(search.graph, Goal.CHANGES)
    return Point(
        graph=search.graph,
        plan=search.chosen,
        search=lambda: search,
        unplaced=len(search.graph.problem.students) - len(search.chosen),
        moved=cost_of(search.graph, stage, search.chosen) + stage.constant,
        least_unplaced=least_unplaced,
        least_moved=least_moved,
        proven=search.exact,
    )


def lighter(found: Point, watch: Watch) -> Point:
    """The same point without the arrays of a flow, which is soon found again from the plan."""
    if found.search().side is not None:
        return found

    def begin() -> Search:
        search = bounded(found.graph, watch, found.unplaced, found.plan)
        advance(search, Goal.CHANGES)
        return search

    return replace(found, search=begin)
