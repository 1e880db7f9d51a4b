"""A plan as the exchange format tells it: who goes where and when, and why the others do not."""

from __future__ import annotations

import numpy as np

from matching.eligibility import Ground, eligible_block, ruled_out_on
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
    out = np.setdiff1d(np.arange(len(graph.problem.students)), graph.student[chosen])
    return tuple(sorted((unplaced(graph.ground, int(index)) for index in out), key=lambda row: row.student))


def unplaced(ground: Ground, index: int) -> Unplaced:
    """Nothing was possible, told per limit, or the goals prefer others."""
    student = ground.problem.students[index]
    if eligible_block(ground, slice(index, index + 1)).any():
        return Unplaced(student=student.id, reason="no_place_left")
    rules = {str(limit): count for limit, count in ruled_out_on(ground, index).items()}
    return Unplaced(student=student.id, reason="no_eligible_request", rules=rules)
