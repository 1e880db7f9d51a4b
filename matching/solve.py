"""The solver: the best plan on every goal in turn, with a bound and a proof for each."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from matching.eligibility import limits_of
from matching.exchange import digest
from matching.goals import goals_in_order
from matching.graph import build_graph
from matching.problem import Problem
from matching.solution import Conflict, EngineReport, Progress, Solution, Status
from matching.solver.ledger import Ledger
from matching.solver.plan import assignments_of, unplaced_of
from matching.solver.search import Search, plan_in
from matching.solver.ties import settle_ties
from matching.solver.watch import Watch

ENGINE_VERSION: Final = "1.0"


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    threads: int = 2,
    stop: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
    base: Solution | None = None,
) -> Solution:
    """The best plan on every goal in turn, or the pins that contradict each other (exchange format, 4).

    After `seconds`, or once `stop` says so, the best plan so far with what is proven of it. `progress` hears of
    every goal as it begins and ends, and of new bounds in between. `base` is the solution of the same problem with
    fewer pins: the search begins with its plan, and what is proven of it is not proven again.
    """
    watch = Watch(seconds, stop, threads)
    graph = build_graph(problem)
    search = Search.begin(graph, watch, None if base is None else plan_in(graph, base.assignments))
    if search is None:
        from matching.solver.conflict import find_conflict  # only here: the solvers behind it are slow to load

        return infeasible(problem, find_conflict(graph), watch)
    ledger = Ledger(search, progress, () if base is None or overruling(problem, base) else base.goals)
    for goal in goals_in_order(problem):
        ledger.settle(goal)
    settle_ties(search)
    results = ledger.results()
    return Solution(
        problem_digest=digest(problem),
        status=Status.OPTIMAL if all(result.proven for result in results) else Status.FEASIBLE,
        assignments=assignments_of(graph, search.chosen),
        unplaced=unplaced_of(graph, search.chosen),
        goals=results,
        engine=report(watch),
    )


def overruling(problem: Problem, base: Solution) -> bool:
    """Whether a pin that the base's plan does not hold overrules a limit: then plans may be better than the base."""
    held = {(each.student, each.request) for each in base.assignments}
    new = [pin for pin in problem.pins if (pin.student, pin.request) not in held]
    return any(limits_of(problem, pin.student, pin.request) for pin in new)


def infeasible(problem: Problem, conflict: Conflict, watch: Watch) -> Solution:
    """The answer when no valid plan holds the pins."""
    return Solution(
        problem_digest=digest(problem),
        status=Status.INFEASIBLE,
        assignments=(),
        unplaced=(),
        goals=(),
        engine=report(watch),
        conflict=(conflict,),
    )


def report(watch: Watch) -> EngineReport:
    """Which engine this was, and what it took."""
    seconds = round(watch.elapsed(), 3)
    return EngineReport(version=ENGINE_VERSION, ortools=version("ortools"), seconds=seconds, threads=watch.threads)
