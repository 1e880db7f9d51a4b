"""A plan as the exchange format tells it: who goes where and when, and why the others do not."""

from __future__ import annotations

import numpy as np

from matching.eligibility import Ground, rules_of
from matching.graph import Chosen, Graph
from matching.solution import Assignment, Unplaced
from matching.solver.caps import groups
from matching.solver.schedule import timetable


def assignments_of(graph: Graph, chosen: Chosen) -> tuple[Assignment, ...]:
    """The placed students with their half-days, by student id."""
    students, requests = graph.problem.students, graph.problem.requests
    found = []
    for request, at in groups(graph.request[chosen]):
        here = [students[student] for student in graph.student[chosen[at]]]
        days = timetable(requests[request], here)
        if days is None:
            raise AssertionError(f"the half-days of request {requests[request].id} do not fit")
        for student, half_days in zip(here, days, strict=True):
            found.append(Assignment(student=student.id, request=requests[request].id, half_days=half_days))
    return tuple(sorted(found, key=lambda assignment: assignment.student))


def unplaced_of(graph: Graph, chosen: Chosen) -> tuple[Unplaced, ...]:
    """The students without a place, by id, each with the reason."""
    students = graph.problem.students
    out = np.setdiff1d(np.arange(len(students)), graph.student[chosen])
    there = np.bincount(graph.student, minlength=len(students))[out] > 0
    found = [Unplaced(student=students[index].id, reason="no_place_left") for index in out[there]]
    found.extend(unplaced(graph.ground, index) for index in out[~there].tolist())
    return tuple(sorted(found, key=lambda row: row.student))


def unplaced(ground: Ground, index: int) -> Unplaced:
    """Nothing was possible, told per limit; or it was, but in no valid plan, so that no place was left."""
    student, out = ground.problem.students[index], rules_of(ground, index)
    if not np.logical_or.reduce(list(out.values())).all():
        return Unplaced(student=student.id, reason="no_place_left")
    rules = {str(limit): int(table.sum()) for limit, table in out.items() if table.any()}
    return Unplaced(student=student.id, reason="no_eligible_request", rules=rules)
