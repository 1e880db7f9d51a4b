"""How many students without a place fit at a request as it might be, while nobody else moves: found by doing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from matching.problem import Pair, Problem, Request
from matching.referee.lookup import Lookup
from matching.why.causes import Cause, obstacle


def with_request(problem: Problem, request: Request, *, school_places: int = 0) -> Problem:
    """The problem with this request in place of the one of that id, and so many more places at its school."""
    schools = problem.schools
    if school_places:
        schools = tuple(
            replace(each, max_students=each.max_students + school_places)
            if each.id == request.school and each.max_students is not None
            else each
            for each in schools
        )
    requests = tuple(request if each.id == request.id else each for each in problem.requests)
    return replace(problem, requests=requests, schools=schools)


def fill(
    problem: Problem, plan: Iterable[Pair], request: Request, waiting: Iterable[str], most: int
) -> tuple[str, ...]:
    """Students of `waiting` who can all join the plan at the request, one after the other, at most `most`.

    The request's minimum is not looked at until they are all there: too few is nobody.
    """
    lookup = Lookup(with_request(problem, replace(request, min_students=min(1, request.min_students))))
    asked = lookup.requests[request.id]
    placed, joined = list(plan), list[str]()
    there = sum(pair.request == request.id for pair in placed)
    for name in waiting:
        if len(joined) == most:
            break
        student = lookup.students[name]
        alone = student.duo is None or not student.duo.required
        if alone and obstacle(lookup, placed, student, asked).cause is Cause.OTHER_GOALS:
            placed.append(Pair(name, request.id))
            joined.append(name)
    return tuple(joined) if there + len(joined) >= request.min_students else ()
