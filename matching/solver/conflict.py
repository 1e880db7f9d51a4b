"""Pins that contradict each other: a smallest set of them, and the limit they break together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from matching.graph import Graph, Ints, build_graph
from matching.problem import Pair, Problem
from matching.rules import Limit
from matching.solution import Conflict
from matching.solver.components import components
from matching.solver.start import first_plan


def find_conflict(graph: Graph) -> Conflict:
    """A smallest set of pins that no valid plan holds; the graph's problem must have one."""
    pins = smallest(graph.problem, contradicting(graph))
    held = replace(graph.problem, pins=pins)
    limit = next((limit for limit in RELAXED if possible(RELAXED[limit](held, None))), Limit.PIN)
    return Conflict(limit=limit, pins=pins, ids=broken_at(held, limit))


def possible(problem: Problem) -> bool:
    """Whether some valid plan holds all pins of the problem."""
    graph = build_graph(problem)
    parts = components(graph, np.arange(len(graph.student)), duos_count=False)
    return all(first_plan(graph, part) is not None for part in parts)


def contradicting(graph: Graph) -> tuple[Pair, ...]:
    """Few pins that contradict each other, or all: a pin elsewhere may keep away a student whom this part needs."""
    pins = broken_part(graph)
    return tuple(sorted(graph.problem.pins)) if possible(replace(graph.problem, pins=pins)) else pins


def broken_part(graph: Graph) -> tuple[Pair, ...]:
    """The pins of the first part by ids that has no valid plan, in order."""
    parts = components(graph, np.arange(len(graph.student)), duos_count=False)
    for pins, part in sorted(((pins_of(graph, part), part) for part in parts), key=lambda both: both[0]):
        if pins and first_plan(graph, part) is None:
            return pins
    raise AssertionError("the pins do not contradict each other")


def pins_of(graph: Graph, part: Ints) -> tuple[Pair, ...]:
    """The pins among these pairs, in order."""
    names = {graph.problem.students[student].id for student in graph.student[part[graph.pinned[part]]].tolist()}
    return tuple(sorted(pin for pin in graph.problem.pins if pin.student in names))


def smallest(problem: Problem, pins: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Leave out one pin after another as long as the rest still contradict each other.

    All are asked again after one was left out: a pin overrules limits, so without it more may be impossible, not less.
    """
    before: tuple[Pair, ...] = ()
    while before != pins:
        before = pins
        for pin in before:
            rest = tuple(other for other in pins if other != pin)
            if not possible(replace(problem, pins=rest)):
                pins = rest
    return pins


def broken_at(problem: Problem, limit: Limit) -> tuple[str, ...]:
    """The one place where the limit is broken, or all places the pins touch when it is broken at several at once."""
    touched = places_touched(problem, limit)
    alone = [name for name in touched if limit in RELAXED and possible(RELAXED[limit](problem, name))]
    if not alone:
        return tuple(touched)
    return duo_of(problem, alone[0]) if limit is Limit.DUO else (alone[0],)


def duo_of(problem: Problem, name: str) -> tuple[str, ...]:
    """The student and the fellow."""
    student = next(student for student in problem.students if student.id == name)
    return (name,) if student.duo is None else (name, student.duo.with_student)


def places_touched(problem: Problem, limit: Limit) -> list[str]:
    """The requests, schools or students of the pins, whichever the limit speaks of, in order."""
    school_of = {request.id: request.school for request in problem.requests}
    if limit in (Limit.SCHOOL, Limit.QUOTA):
        names = [school_of[pin.request] for pin in problem.pins]
    elif limit is Limit.DUO:
        names = [pin.student for pin in problem.pins]
    else:
        names = [pin.request for pin in problem.pins]
    return list(dict.fromkeys(names))


def without_places(problem: Problem, name: str | None) -> Problem:
    """Any number of students at this request, or at all."""
    room = len(problem.students)
    return replace(
        problem,
        requests=tuple(
            replace(request, min_students=1, max_students=room) if name in (None, request.id) else request
            for request in problem.requests
        ),
    )


def without_school(problem: Problem, name: str | None) -> Problem:
    """No cap on this school, or on any."""
    schools = [
        replace(school, max_students=None) if name in (None, school.id) else school for school in problem.schools
    ]
    return replace(problem, schools=tuple(schools))


def without_quota(problem: Problem, name: str | None) -> Problem:
    """No quota at this school, or at any."""
    if name is None:
        return replace(problem, quotas=())
    others = [school.id for school in problem.schools if school.id != name]
    spread = [
        replace(quota, school=school)
        for quota in problem.quotas
        for school in (others if quota.school is None else [quota.school])
        if school != name
    ]
    return replace(problem, quotas=tuple(spread))


def without_duo(problem: Problem, name: str | None) -> Problem:
    """No required duo for this student and the fellow, or for anybody."""
    students = [
        replace(student, duo=None)
        if student.duo is not None and student.duo.required and name in (None, student.id, student.duo.with_student)
        else student
        for student in problem.students
    ]
    return replace(problem, students=tuple(students))


def without_schedule(problem: Problem, name: str | None) -> Problem:
    """No limit on the students at once at this request, or at any."""
    requests = [
        replace(request, at_once=None) if name in (None, request.id) else request for request in problem.requests
    ]
    return replace(problem, requests=tuple(requests))


Relax = Callable[[Problem, str | None], Problem]

RELAXED: Final[dict[Limit, Relax]] = {
    Limit.PLACES: without_places,
    Limit.SCHOOL: without_school,
    Limit.QUOTA: without_quota,
    Limit.DUO: without_duo,
    Limit.SCHEDULE: without_schedule,
}
