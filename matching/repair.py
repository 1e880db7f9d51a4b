"""Repair: the plans a person chooses from when a plan no longer fits, from most placed to fewest moved."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matching.choice import Choice, Choices, Found
from matching.exchange import digest
from matching.graph import Graph, build_graph
from matching.mend.front import front
from matching.mend.point import Point
from matching.mend.question import gone, question
from matching.mend.settling import choice
from matching.problem import Problem
from matching.solution import Conflict, Solution
from matching.solver.plan import unplaced_of
from matching.solver.watch import Watch


def choices(
    problem: Problem,
    solution: Solution,
    *,
    seconds: float | None = None,
    threads: int = 2,
    stop: Callable[[], bool] | None = None,
    progress: Callable[[Found], None] | None = None,
) -> Choices:
    """The front of (students unplaced, students moved) from the plan of `solution` to plans of `problem`.

    The solution may be of an earlier problem and name students and requests that are gone, each student once. A student
    of its plan who is still in the problem and not at the same request, or without a place, is moved, as the goal
    `changes` counts. The other goals follow in their order; the plans share what time the front has left of `seconds`.
    `progress` hears of every plan that may be one of them as its two numbers are known.
    """
    watch = Watch(seconds, stop, threads)
    asked = question(problem, solution)
    graph = build_graph(asked)
    found = front(graph, watch, heard_by(progress, watch))
    students, requests = gone(problem, solution)
    return Choices(
        question=asked,
        gone_students=students,
        gone_requests=requests,
        complete=found is None or found.complete,
        choices=() if found is None else settled(graph, found.points, watch),
        conflict=(conflict(graph),) if found is None else (),
    )


def conflict(graph: Graph) -> Conflict:
    """The pins that contradict each other."""
    from matching.solver.conflict import find_conflict  # only here: the solvers behind it take half a second to load

    return find_conflict(graph)


def heard_by(progress: Callable[[Found], None] | None, watch: Watch) -> Callable[[Point], None]:
    """Tells the listener of a point."""

    def hear(point: Point) -> None:
        if progress is not None:
            seconds = round(watch.elapsed(), 3)
            progress(Found(unplaced=point.unplaced, moved=point.moved, proven=point.proven, seconds=seconds))

    return hear


def settled(graph: Graph, points: tuple[Point, ...], watch: Watch) -> tuple[Choice, ...]:
    """The plan of each point, its other goals settled in an equal share of the time that is left."""
    known_as = digest(graph.problem)
    reasons = unplaced_of(graph, np.zeros(0, dtype=np.int64))
    shares = range(len(points), 0, -1)
    return tuple(
        choice(point, share_of(watch, share), known_as, reasons) for point, share in zip(points, shares, strict=True)
    )


def share_of(watch: Watch, parts: int) -> Watch:
    """A watch for one part of what is left."""
    left = watch.left()
    return Watch(None if left is None else left / parts, watch.stop, watch.threads)
