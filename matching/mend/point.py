"""One point of the front: a plan, what no plan does better, and the way back into the search among its equals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matching.goals import Stage, cost_of, stages_of_goal
from matching.graph import Chosen, Graph
from matching.rules import Goal
from matching.solver.search import Search


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


@dataclass(frozen=True, eq=False)
class Front:
    """Points with ever more students unplaced and fewer moved; `complete` when proven that these are all."""

    points: tuple[Point, ...]
    complete: bool


def only_stage(graph: Graph, goal: Goal) -> Stage:
    """The stage of a goal that is one number."""
    (stage,) = stages_of_goal(graph, goal)
    return stage


def moved_in(graph: Graph, plan: Chosen) -> int:
    """How many students a plan moves."""
    stage = only_stage(graph, Goal.CHANGES)
    return cost_of(graph, stage, plan) + stage.constant


def unplaced_in(graph: Graph, plan: Chosen) -> int:
    """How many students of the problem a plan leaves without a place."""
    return len(graph.problem.students) - len(plan)
