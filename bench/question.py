"""A problem as plain arrays, so that every other solver is handed the same pairs and numbers, ready made."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.goals import stages_of_goal, weights
from matching.graph import Graph, build_graph
from matching.problem import Problem, Request, Student
from matching.rules import HALF_DAYS, Goal

Array = NDArray[np.int64]
NONE = -1


@dataclass(frozen=True, eq=False)
class Question:
    """Everything a matching needs, in whole numbers; NONE where there is no limit.

    Shapes: `student request school pinned` (pairs,); `college` (students,); `most least at_once needed school_of`
    (requests,); `cap weight` (schools,); `quotas` (n, 3): college, school, most; `duos` (n, 3): two students,
    required; `days` (n, 3): pair, half-day, forced, for requests with `at_once`; `stages` (n, 3): place of the goal
    in the list, 1 when coverage counts, 1 when duos count; `costs` (n, pairs): what has to be least.
    """

    student: Array
    request: Array
    school: Array
    pinned: Array
    college: Array
    most: Array
    least: Array
    at_once: Array
    needed: Array
    school_of: Array
    cap: Array
    weight: Array
    quotas: Array
    duos: Array
    days: Array
    stages: Array
    costs: Array

    def save(self, path: Path) -> None:
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Question:
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def question_of(problem: Problem) -> Question:
    """The problem's candidate pairs, limits and goals; the lottery is left out, which only the engine is asked."""
    graph = build_graph(problem)
    colleges = {name: n for n, name in enumerate(dict.fromkeys(s.college for s in problem.students))}
    stages, costs = _stages(graph)
    requests, schools = problem.requests, problem.schools
    return Question(
        student=_whole(graph.student),
        request=_whole(graph.request),
        school=_whole(graph.school),
        pinned=_whole(graph.pinned),
        college=_whole([colleges[student.college] for student in problem.students]),
        most=_whole([request.max_students for request in requests]),
        least=_whole([request.min_students for request in requests]),
        at_once=_whole([NONE if request.at_once is None else request.at_once for request in requests]),
        needed=_whole([request.half_days_needed for request in requests]),
        school_of=_whole(graph.ground.school_of),
        cap=_whole([NONE if school.max_students is None else school.max_students for school in schools]),
        weight=_whole(weights(problem)),
        quotas=_quotas(problem, graph, colleges),
        duos=_table([(first, second, int(required)) for first, second, required in graph.duos]),
        days=_days(graph),
        stages=stages,
        costs=costs,
    )


def _stages(graph: Graph) -> tuple[Array, Array]:
    found = [
        ((place, int(stage.counts_coverage), int(stage.counts_duos)), _whole(stage.cost))
        for place, goal in enumerate(graph.problem.goals)
        for stage in stages_of_goal(graph, Goal(goal))
    ]
    return _table([kind for kind, _ in found]), np.stack([cost for _, cost in found])


def _quotas(problem: Problem, graph: Graph, colleges: dict[str, int]) -> Array:
    at = graph.ground.school_at
    return _table(
        [
            (colleges[quota.college], NONE if quota.school is None else at[quota.school], quota.max_students)
            for quota in problem.quotas
            if quota.college in colleges
        ]
    )


def _days(graph: Graph) -> Array:
    students, requests = graph.problem.students, graph.problem.requests
    limited = [n for n, request in enumerate(requests) if request.at_once is not None]
    found: list[tuple[int, int, int]] = []
    for pair in np.nonzero(np.isin(graph.request, limited))[0].tolist():
        found += [(pair, *day) for day in _open_days(students[graph.student[pair]], requests[graph.request[pair]])]
    return _table(found)


def _open_days(student: Student, request: Request) -> list[tuple[int, int]]:
    """The half-days this student may come, and whether it must be this one: so where a pin overruled them."""
    free = [day for day in request.half_days if day in student.half_days]
    if len(free) >= request.half_days_needed:
        return [(HALF_DAYS.index(day), 0) for day in free]
    return [(HALF_DAYS.index(day), int(day in free)) for day in request.half_days]


def _whole(values: object) -> Array:
    return np.asarray(values, dtype=np.int64)


def _table(rows: list[tuple[int, int, int]]) -> Array:
    return np.array(rows, dtype=np.int64).reshape(-1, 3)
