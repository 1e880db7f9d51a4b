"""Whether any valid plan holds some pins, by trying every plan that could matter; only where those are few."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import prod
from typing import Final

from matching.problem import Pair, Problem, Request, Student
from matching.referee import pairs
from matching.referee.lookup import Lookup

MOST_PLANS: Final = 5_000

Judge = Callable[[Lookup, Sequence[Pair]], bool]
"""Whether placements keep every limit over all pairs together but the schedule."""


def a_plan_holds(problem: Problem, pins: Sequence[Pair], keeps_limits: Judge) -> bool | None:
    """Whether some valid plan holds these pins and knows no other; None when there is too much to try.

    Only students count whom the pins need: those who fill a pinned request up to its least number, and fellows of
    required duos, and so on from there. Out of any valid plan the others can be taken, and it stays valid.
    """
    lookup = Lookup(replace(problem, pins=tuple(pins)))
    choices = _choices(lookup)
    if prod(len(choice) for choice in choices) > MOST_PLANS:
        return None
    answers = [_valid(lookup, plan, keeps_limits) for plan in _plans(choices)]
    return True if True in answers else None if None in answers else False


def _plans(choices: list[list[Pair | None]]) -> Iterator[list[Pair]]:
    for plan in product(*choices):
        yield [pair for pair in plan if pair]


def _valid(lookup: Lookup, plan: list[Pair], keeps_limits: Judge) -> bool | None:
    return keeps_limits(lookup, plan) and _has_schedule(lookup, plan)


def _choices(lookup: Lookup) -> list[list[Pair | None]]:
    """For each student who counts, the places that count, and none unless the student is pinned."""
    found: set[Pair] = set()
    waiting = list(lookup.pins)
    while waiting:
        pair = waiting.pop()
        if pair not in found:
            found.add(pair)
            waiting.extend(_needs(lookup, pair))
    places: dict[str, list[Pair | None]] = defaultdict(list)
    for pair in sorted(found):
        places[pair.student].append(pair)
    pinned = {pin.student for pin in lookup.pins}
    return [choice if student in pinned else [*choice, None] for student, choice in places.items()]


def _needs(lookup: Lookup, pair: Pair) -> Iterator[Pair]:
    """Other placements that this one could call for."""
    request, student = lookup.requests[pair.request], lookup.students[pair.student]
    if sum(pin.request == request.id for pin in lookup.pins) < request.min_students:
        yield from _open(lookup, lookup.problem.students, [request])
    if student.duo and student.duo.required:
        at_school = [other for other in lookup.problem.requests if other.school == request.school]
        yield from _open(lookup, [lookup.students[student.duo.with_student]], at_school)


def _open(lookup: Lookup, students: Iterable[Student], requests: Sequence[Request]) -> Iterator[Pair]:
    pin_of = {pin.student: pin.request for pin in lookup.pins}
    for student in students:
        for request in requests:
            free_to_go = pin_of.get(student.id, request.id) == request.id
            if free_to_go and pairs.eligible(lookup, student, request):
                yield Pair(student.id, request.id)


def _has_schedule(lookup: Lookup, plan: list[Pair]) -> bool | None:
    """Whether every request has half-days for its students; None when one has too many ways to try."""
    students_at: dict[str, list[Student]] = defaultdict(list)
    for pair in plan:
        students_at[pair.request].append(lookup.students[pair.student])
    answers = [_fits(lookup, lookup.requests[request], students) for request, students in students_at.items()]
    return False if False in answers else None if None in answers else True


def _fits(lookup: Lookup, request: Request, students: list[Student]) -> bool | None:
    ways = [_half_days(lookup, request, student) for student in students]
    if request.at_once is None:
        return all(ways)
    if prod(len(way) for way in ways) > MOST_PLANS:
        return None
    return any(_most_at_once(chosen) <= request.at_once for chosen in product(*ways))


def _most_at_once(chosen: Sequence[tuple[str, ...]]) -> int:
    return max(Counter(half_day for half_days in chosen for half_day in half_days).values(), default=0)


def _half_days(lookup: Lookup, request: Request, student: Student) -> list[tuple[str, ...]]:
    """Every choice of half-days for one student at one request."""
    free = [half_day for half_day in request.half_days if half_day in student.half_days]
    missing = request.half_days_needed - len(free)
    if missing <= 0:
        return list(combinations(free, request.half_days_needed))
    others = [half_day for half_day in request.half_days if half_day not in free]
    overruled = Pair(student.id, request.id) in lookup.pins
    return [(*free, *more) for more in combinations(others, missing)] if overruled else []
