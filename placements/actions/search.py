"""Carries a run out: claims it, asks the solver, hands the answer in."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections

from matching import exchange
from matching.exchange import TooLargeError
from matching.problem import Problem
from matching.solution import Solution
from placements.actions.claims import claim_run
from placements.actions.results import fail_run, finish_run, judge
from placements.actions.watch import Clock, Listener, Watch
from placements.models import Run

logger = logging.getLogger(__name__)


def carry_out(
    *, run: Run, clock: Clock, told: Listener | None = None, interrupted: Callable[[], bool] = lambda: False
) -> str:
    """Claim the run, search, store what was found; the state it ended in, or "" when another worker has it.

    `told` hears every piece of news; `interrupted` is asked often and stops the search, keeping its best plan.
    What the solver raises is logged and makes the run fail; so does a round that the memory here cannot hold.
    """
    claimed = claim_run(run=run, worker=this_worker(), at=clock())
    if claimed is None:
        return ""
    try:
        return search(claimed, clock, told, interrupted)
    except TooLargeError as error:
        return fail_run(run=claimed, failure=f"memory\n{error}", at=clock())
    except Exception as error:
        logger.exception("run %s broke off", claimed.pk)
        return fail_run(run=claimed, failure=f"error\n{type(error).__name__}", at=clock())


def this_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def search(run: Run, clock: Clock, told: Listener | None, interrupted: Callable[[], bool]) -> str:
    """Solve and judge while the watch goes on: on a whole country the referee takes its time too."""
    problem = exchange.read_problem(run.snapshot.problem)
    with Watch(run=run, clock=clock, told=told) as watch:
        solution = solve(problem, run, watch, interrupted)
        faults = judge(problem, solution)
    close_old_connections()  # a long search may outlive the database's patience
    return finish_run(run=run, solution=solution, faults=faults, progress=watch.lines.rows(), at=clock())


def solve(problem: Problem, run: Run, watch: Watch, interrupted: Callable[[], bool]) -> Solution:
    from matching.solve import solve as best_plan  # here and not above: the web imports this file, never the solver

    return best_plan(
        problem,
        seconds=run.seconds,
        threads=settings.SOLVE_THREADS,
        stop=lambda: watch.wants_to_stop() or interrupted(),
        progress=watch.hear,
    )
