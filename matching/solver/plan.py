"""A plan as the exchange format tells it: who goes where and when, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from matching.eligibility import ROWS_AT_ONCE, tables_of
from matching.graph import Chosen, Graph, Ints
from matching.ground.ground import Ground
from matching.problem import Request, Student
from matching.solution import Assignment, Unplaced
from matching.solver.caps import groups
from matching.solver.schedule import WEEK, need_of, timetable


def assignments_of(graph: Graph, chosen: Chosen) -> tuple[Assignment, ...]:
    """The placed students with their half-days, by student id, which half-days are given out by, too."""
    students, requests = graph.problem.students, graph.problem.requests
    found = []
    for request, at in groups(graph.request[chosen]):
        here = sorted((students[student] for student in graph.student[chosen[at]]), key=lambda student: student.id)
        days = half_days_of(requests[request], here)
        if days is None:
            raise AssertionError(f"the half-days of request {requests[request].id} do not fit")
        for student, half_days in zip(here, days, strict=True):
            found.append(Assignment(student=student.id, request=requests[request].id, half_days=half_days))
    return tuple(sorted(found, key=lambda assignment: assignment.student))


def half_days_of(request: Request, students: Sequence[Student]) -> list[tuple[str, ...]] | None:
    """As `timetable`; where no half-day can be too full, each student's first ones that do."""
    if request.at_once is not None and request.at_once < len(students):
        return timetable(request, students)
    needs = [need_of(student, request) for student in students]
    days = ([*need.forced, *sorted(need.free, key=WEEK.__getitem__)[: need.more]] for need in needs)
    return [tuple(sorted(each, key=WEEK.__getitem__)) for each in days]


def unplaced_of(graph: Graph, chosen: Chosen) -> tuple[Unplaced, ...]:
    """The students without a place, by id, each with the reason."""
    students = graph.problem.students
    out = np.setdiff1d(np.arange(len(students)), graph.student[chosen])
    there = np.bincount(graph.student, minlength=len(students))[out] > 0
    found = [Unplaced(student=students[index].id, reason="no_place_left") for index in out[there]]
    for at in range(0, np.count_nonzero(~there), ROWS_AT_ONCE):
        found.extend(without_pairs(graph.ground, out[~there][at : at + ROWS_AT_ONCE]))
    return tuple(sorted(found, key=lambda row: row.student))


def without_pairs(ground: Ground, rows: Ints) -> Iterator[Unplaced]:
    """Nothing was possible, told per limit; or it was, but in no valid plan, so that no place was left."""
    tables = tables_of(ground, rows)
    nothing = np.logical_or.reduce(list(tables.values())).all(axis=1)
    counts = {str(limit): out.sum(axis=1).tolist() for limit, out in tables.items()}
    for at, index in enumerate(rows.tolist()):
        student = ground.problem.students[index].id
        if nothing[at]:
            rules = {limit: per_student[at] for limit, per_student in counts.items() if per_student[at]}
            yield Unplaced(student=student, reason="no_eligible_request", rules=rules)
        else:
            yield Unplaced(student=student, reason="no_place_left")
