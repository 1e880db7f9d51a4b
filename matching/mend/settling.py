"""Takes a point of the front through the goals after its two numbers."""

from __future__ import annotations

from collections.abc import Iterable

from matching.choice import Choice
from matching.goals import goals_in_order, stages_of_goal
from matching.graph import Graph
from matching.mend.moves import moves, newly_placed
from matching.mend.point import Point
from matching.mend.question import FIRST
from matching.mend.still import Still
from matching.rules import Goal
from matching.solution import GoalResult, Solution, Status, Unplaced
from matching.solve import report
from matching.solver.ledger import Entry, Ledger
from matching.solver.plan import assignments_of
from matching.solver.search import Search
from matching.solver.ties import settle_ties
from matching.solver.watch import Watch


def choice(point: Point, watch: Watch, known_as: str, reasons: Iterable[Unplaced]) -> Choice:
    """The best plan that is as good on both numbers, as far as time allows.

    `known_as` is the question's digest; `reasons` say of every student why, should they stay without a place.
    """
    graph, problem = point.graph, point.graph.problem
    search = Still(graph, watch, point.plan) if watch.over() else point.search()
    search.watch = watch
    goals = results(point, search)
    plan = assignments_of(graph, search.chosen)
    placed = {each.student for each in plan}
    return Choice(
        unplaced=point.unplaced,
        moved=point.moved,
        proven=point.proven,
        moves=moves(problem, plan),
        newly_placed=newly_placed(problem, plan),
        solution=Solution(
            problem_digest=known_as,
            status=Status.OPTIMAL if all(goal.proven for goal in goals) else Status.FEASIBLE,
            assignments=plan,
            unplaced=tuple(reason for reason in reasons if reason.student not in placed),
            goals=goals,
            engine=report(watch),
        ),
    )


def results(point: Point, search: Search) -> tuple[GoalResult, ...]:
    """Every goal's value and bound: the two of the front as they are known, the others settled now."""
    graph = point.graph
    ledger = Ledger(search, None)
    bounds = (point.least_unplaced - len(graph.problem.students), point.least_moved)
    for goal, bound in zip(FIRST, bounds, strict=True):
        ledger.entries.append(entry(graph, goal, bound))
    for goal in goals_in_order(graph.problem)[len(FIRST) :]:
        ledger.settle(goal)
    settle_ties(search)
    return ledger.results()


def entry(graph: Graph, goal: Goal, bound: int) -> Entry:
    """A goal whose one number no plan has below `bound`."""
    (stage,) = stages_of_goal(graph, goal)
    return Entry(goal, (stage,), (bound - stage.constant,), 0.0)
