"""What a repair asks: the problem as it is now, held against the plan as it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from matching.problem import Pair, Problem
from matching.rules import Goal
from matching.solution import Solution

FIRST: Final = (Goal.PLACED, Goal.CHANGES)
"""What the choices differ on; the problem's other goals follow in their order."""


def question(problem: Problem, solution: Solution) -> Problem:
    """The problem with the solution's plan as `previous`, and `placed` and `changes` before its other goals."""
    previous = tuple(Pair(each.student, each.request) for each in solution.assignments)
    others = tuple(goal for goal in problem.goals if goal not in FIRST)
    return replace(problem, previous=previous, goals=(*FIRST, *others))


def gone(problem: Problem, solution: Solution) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The students and the requests that the solution names and the problem does not have, sorted."""
    students = {each.student for each in solution.assignments} | {each.student for each in solution.unplaced}
    requests = {each.request for each in solution.assignments}
    left = students - {student.id for student in problem.students}
    return tuple(sorted(left)), tuple(sorted(requests - {request.id for request in problem.requests}))


def without_students(problem: Problem, gone: Collection[str]) -> Problem:
    """The problem after these students have left: no pin, ban or trip is theirs, and a fellow goes on alone."""
    left = frozenset(gone)
    stay = (each for each in problem.students if each.id not in left)
    return replace(
        problem,
        students=tuple(replace(s, duo=None) if s.duo and s.duo.with_student in left else s for s in stay),
        pins=tuple(pin for pin in problem.pins if pin.student not in left),
        bans=tuple(ban for ban in problem.bans if ban.student not in left),
        listed_minutes=tuple(trip for trip in problem.listed_minutes if trip[0] not in left),
    )


def with_closed(problem: Problem, closed: Collection[str]) -> Problem:
    """The problem after these requests take nobody any more; they keep their names, so that wishes keep their ranks."""
    shut = frozenset(closed)
    requests = (replace(r, min_students=0, max_students=0) if r.id in shut else r for r in problem.requests)
    return replace(problem, requests=tuple(requests))
