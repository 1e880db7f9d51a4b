"""Tries every plan of a small problem, from the exchange format alone; what the solver is measured against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from matching.problem import Pair, Problem, Request, Student
from matching.rules import MORE_IS_BETTER, Goal, Limit, PairLimit
from matching.solution import GoalValue
from tests.matching.oracle_goals import Placed, minutes, school_of, tier_of, value

Plan = tuple[tuple[str, str], ...]
"""(student id, request id) of every placed student, sorted."""


@dataclass(frozen=True)
class Best:
    """The values of the best plan, goal by goal with the lottery last, and every plan that reaches them."""

    values: tuple[GoalValue, ...]
    plans: frozenset[Plan]


def best(problem: Problem, *, also: Pair | None = None) -> Best | None:
    """What trying everything finds, with one more pin when `also` is given; None when no plan is valid."""
    if also is not None:
        problem = replace(problem, pins=(*(pin for pin in problem.pins if pin != also), also))
    top: tuple[tuple[int, ...], ...] | None = None
    plans: set[Plan] = set()
    goals = (*problem.goals, Goal.LOTTERY)
    for plan in valid_plans(problem):
        key = key_of(goals, [value(problem, goal, plan) for goal in goals])
        if top is None or key < top:
            top, plans = key, set()
        if key == top:
            plans.add(plan)
    if not plans:
        return None
    return Best(tuple(value(problem, goal, min(plans)) for goal in goals), frozenset(plans))


def key_of(goals: Sequence[Goal], values: Sequence[GoalValue]) -> tuple[tuple[int, ...], ...]:
    """Values in the order of the goals, with signs that make the better plan the one with the smaller key."""
    numbers = [amount if isinstance(amount, tuple) else (amount,) for amount in values]
    signs = [-1 if goal in MORE_IS_BETTER else 1 for goal in goals]
    return tuple(tuple(sign * number for number in row) for sign, row in zip(signs, numbers, strict=True))


def ruled_out_by(problem: Problem, student: Student, request: Request) -> set[PairLimit]:
    """The names of the first table of section 2 that make this pair not eligible, pins aside."""
    school = school_of(problem, request)
    holds = {
        PairLimit.LEVEL: set(student.levels) & set(request.levels),
        PairLimit.PHASE: student.phase >= request.min_phase,
        PairLimit.HALF_DAYS: len(set(student.half_days) & set(request.half_days)) >= request.half_days_needed,
        PairLimit.TRAVEL: minutes(problem, student, school) <= student.max_minutes,
        PairLimit.KIND: student.kinds is None or not request.kinds or set(student.kinds) & set(request.kinds),
        PairLimit.LANGUAGE: not request.languages_required or set(request.languages_required) & set(student.languages),
        PairLimit.COLLEGE: request.colleges is None or student.college in request.colleges,
        PairLimit.AVOID: request.school not in student.avoid_schools,
        PairLimit.WISH: student.accepts_other or tier_of(student, request) is not None,
        PairLimit.BAN: Pair(student.id, request.id) not in problem.bans,
    }
    return {name for name, held in holds.items() if not held}


def valid_plans(problem: Problem, *, without: Collection[Limit] = ()) -> Iterator[Plan]:
    """Every plan that breaks no limit, but for the limits in `without`."""
    requests = {request.id: request for request in problem.requests}
    rules = [keeps for limit, keeps in KEEPS.items() if limit not in without]
    for chosen in product(*(_choices(problem, student) for student in problem.students)):
        there = zip(problem.students, chosen, strict=True)
        placed = [(student, requests[request]) for student, request in there if request is not None]
        if all(keeps(problem, placed) for keeps in rules):
            yield tuple(sorted((student.id, request.id) for student, request in placed))


def _choices(problem: Problem, student: Student) -> list[str | None]:
    pinned = [pin.request for pin in problem.pins if pin.student == student.id]
    if pinned:
        return list(pinned)
    return [None, *(request.id for request in problem.requests if not ruled_out_by(problem, student, request))]


def _places(problem: Problem, placed: Placed) -> bool:
    taken = Counter(request.id for _, request in placed)
    return all(r.min_students <= taken[r.id] <= r.max_students for r in problem.requests if taken[r.id])


def _school_cap(problem: Problem, placed: Placed) -> bool:
    taken = Counter(request.school for _, request in placed)
    return all(s.max_students is None or taken[s.id] <= s.max_students for s in problem.schools)


def _quota(problem: Problem, placed: Placed) -> bool:
    sent = Counter((student.college, request.school) for student, request in placed)
    return all(
        count <= quota.max_students
        for quota in problem.quotas
        for (college, school), count in sent.items()
        if college == quota.college and quota.school in (None, school)
    )


def _duo(problem: Problem, placed: Placed) -> bool:
    at = {student.id: request.school for student, request in placed}
    required = [(s.id, s.duo.with_student) for s in problem.students if s.duo is not None and s.duo.required]
    return all(at.get(one) == at.get(other) for one, other in required)


def _pin(problem: Problem, placed: Placed) -> bool:
    return {(pin.student, pin.request) for pin in problem.pins} <= {(s.id, r.id) for s, r in placed}


def _schedule(problem: Problem, placed: Placed) -> bool:
    return all(fits_the_week(r, [s for s, there in placed if there == r]) for r in problem.requests)


def fits_the_week(request: Request, here: list[Student]) -> bool:
    """Whether the half-days needed can be chosen so that no half-day has more than `at_once`."""
    limit = request.at_once if request.at_once is not None else len(here)
    weeks = product(*(half_day_choices(student, request) for student in here))
    return any(max(Counter(day for days in week for day in days).values(), default=0) <= limit for week in weeks)


KEEPS: dict[Limit, Callable[[Problem, Placed], bool]] = {
    Limit.PIN: _pin,
    Limit.PLACES: _places,
    Limit.SCHOOL: _school_cap,
    Limit.QUOTA: _quota,
    Limit.DUO: _duo,
    Limit.SCHEDULE: _schedule,
}


def half_day_choices(student: Student, request: Request) -> list[tuple[str, ...]]:
    """Every set of half-days on which this student may fill this request, were they placed there."""
    free = [day for day in request.half_days if day in student.half_days]
    if len(free) >= request.half_days_needed:
        return list(combinations(free, request.half_days_needed))
    others = [day for day in request.half_days if day not in free]  # only a pin gets this far
    return [(*free, *more) for more in combinations(others, request.half_days_needed - len(free))]


def possible(problem: Problem, *, without: Collection[Limit] = ()) -> bool:
    """Whether any plan at all breaks no limit; the empty plan counts."""
    return next(valid_plans(problem, without=without), None) is not None


def broken_together(problem: Problem, pins: tuple[Pair, ...]) -> set[Limit]:
    """The limits of which leaving out just that one gives these pins a valid plan."""
    held = replace(problem, pins=pins)
    return {limit for limit in Limit if possible(held, without=(limit,))}
