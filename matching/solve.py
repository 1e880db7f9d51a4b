"""The solver: the best plan on every goal in turn, with a bound and a proof for each."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from matching.exchange import digest
from matching.goals import goals_in_order
from matching.graph import build_graph
from matching.problem import Problem
from matching.solution import Conflict, EngineReport, Progress, Solution, Status
from matching.solver.ledger import Ledger
from matching.solver.plan import assignments_of, unplaced_of
from matching.solver.search import Search
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
) -> Solution:
    """The best plan on every goal in turn, or the pins that contradict each other (exchange format, 4).

    After `seconds`, or once `stop` says so, the best plan so far with what is proven of it. `progress` hears of
    every goal as it begins and ends.
    """
    watch = Watch(seconds, stop, threads)
    graph = build_graph(problem)
    search = Search.begin(graph, watch)
    if search is None:
        from matching.solver.conflict import find_conflict  # only here: the solvers behind it are slow to load

        return infeasible(problem, find_conflict(graph), watch)
    ledger = Ledger(search, progress)
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
