"""The limits over all pairs together as the referee reads them, one function per limit, named as the limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from matching.problem import Pair, Quota, Request, Student
from matching.referee.broken import Broken
from matching.referee.lookup import Lookup, Placed
from matching.rules import Limit
from matching.solution import Assignment

Plan = Sequence[Placed]


def pin(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    """Every pinned pair stands."""
    standing = {Pair(placed.student, placed.request) for placed in plan}
    for pinned in lookup.problem.pins:
        if pinned not in standing:
            sentence = f"student {pinned.student} is pinned to request {pinned.request} and is not there"
            yield Broken(rule=Limit.PIN, sentence=sentence, student=pinned.student, request=pinned.request)


def places(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    """A request has no students, or from its least to its most."""
    taken = Counter(placed.request for placed in plan)
    for request in lookup.problem.requests:
        if taken[request.id] and not request.min_students <= taken[request.id] <= request.max_students:
            allowed = f"0 or from {request.min_students} to {request.max_students}"
            sentence = f"request {request.id} has {taken[request.id]} students, may have {allowed}"
            yield Broken(rule=Limit.PLACES, sentence=sentence, request=request.id, school=request.school)


def school(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    """A school has at most so many students over all its requests."""
    taken = Counter(lookup.requests[placed.request].school for placed in plan)
    for row in lookup.problem.schools:
        if row.max_students is not None and taken[row.id] > row.max_students:
            sentence = f"school {row.id} has {taken[row.id]} students, may have {row.max_students}"
            yield Broken(rule=Limit.SCHOOL, sentence=sentence, school=row.id)


def quota(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    """A college has at most so many students at a school; every quota that applies holds."""
    taken = Counter(
        (lookup.students[placed.student].college, lookup.requests[placed.request].school) for placed in plan
    )
    for row in lookup.problem.quotas:
        for school_id in _schools_of(row, lookup):
            if taken[row.college, school_id] > row.max_students:
                sentence = (
                    f"college {row.college} has {taken[row.college, school_id]} students "
                    f"at school {school_id}, may have {row.max_students}"
                )
                yield Broken(rule=Limit.QUOTA, sentence=sentence, school=school_id, college=row.college)


def _schools_of(row: Quota, lookup: Lookup) -> Iterable[str]:
    return lookup.schools if row.school is None else (row.school,)


def duo(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    """The two of a required duo are at the same school, or both without a place."""
    school_of = {placed.student: lookup.requests[placed.request].school for placed in plan}
    for student in lookup.problem.students:
        if student.duo and student.duo.required and student.id < student.duo.with_student:
            here, there = school_of.get(student.id), school_of.get(student.duo.with_student)
            if here != there:
                sentence = (
                    f"students {student.id} and {student.duo.with_student} go together, "
                    f"but are at {here or 'no school'} and {there or 'no school'}"
                )
                yield Broken(rule=Limit.DUO, sentence=sentence, student=student.id)


def schedule(lookup: Lookup, plan: Sequence[Assignment]) -> Iterator[Broken]:
    """Each student comes on the half-days needed, and no half-day holds more at once than the request takes."""
    for placed in plan:
        student, request = lookup.students[placed.student], lookup.requests[placed.request]
        wrong = _wrong_half_days(lookup, student, request, placed.half_days)
        if wrong:
            sentence = f"student {student.id} at request {request.id} {wrong}"
            yield Broken(rule=Limit.SCHEDULE, sentence=sentence, student=student.id, request=request.id)
    yield from _at_once(lookup, plan)


def _wrong_half_days(lookup: Lookup, student: Student, request: Request, chosen: tuple[str, ...]) -> str | None:
    """What is wrong with the half-days of one student at one request, or None."""
    if len(set(chosen)) != len(chosen) or len(chosen) != request.half_days_needed:
        return f"comes on {len(chosen)} half-days, {len(set(chosen))} different, needed are {request.half_days_needed}"
    if not set(chosen) <= set(request.half_days):
        return "comes on a half-day the request does not ask"
    free = set(student.half_days) & set(request.half_days)
    overruled = Pair(student.id, request.id) in lookup.pins and len(free) < request.half_days_needed
    if overruled and not free <= set(chosen):
        return "comes when not free, while a free half-day is left unused"
    if not overruled and not set(chosen) <= free:
        return "comes on a half-day when not free"
    return None


def _at_once(lookup: Lookup, plan: Sequence[Assignment]) -> Iterator[Broken]:
    present = Counter((placed.request, half_day) for placed in plan for half_day in set(placed.half_days))
    for (request_id, half_day), students in present.items():
        most = lookup.requests[request_id].at_once
        if most is not None and students > most:
            sentence = f"request {request_id} has {students} students at once on {half_day}, may have {most}"
            yield Broken(rule=Limit.SCHEDULE, sentence=sentence, request=request_id)


Rule = Callable[[Lookup, Sequence[Assignment]], Iterator[Broken]]

RULES: Final[dict[Limit, Rule]] = {
    Limit.PIN: pin,
    Limit.PLACES: places,
    Limit.SCHOOL: school,
    Limit.QUOTA: quota,
    Limit.DUO: duo,
    Limit.SCHEDULE: schedule,
}


def keeps_limits(lookup: Lookup, plan: Plan) -> bool:
    """Whether the plan keeps every limit over all pairs but `schedule`, for which it need not have half-days."""
    return not any(any(rule(lookup, plan)) for rule in (pin, places, school, quota, duo))
