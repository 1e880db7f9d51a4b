"""The value of every goal for one plan, straight from the exchange format; the oracle compares plans by it."""

from __future__ import annotations

import hashlib
import math
from collections import Counter

from matching.problem import Problem, Request, School, Student
from matching.rules import Goal
from matching.solution import GoalValue

Placed = list[tuple[Student, Request]]
"""Every placed student and where."""


def value(problem: Problem, goal: Goal, plan: tuple[tuple[str, str], ...]) -> GoalValue:
    """The value of one goal for one plan (exchange format, section 3)."""
    students = {student.id: student for student in problem.students}
    requests = {request.id: request for request in problem.requests}
    return VALUES[goal](problem, [(students[student], requests[request]) for student, request in plan])


def _coverage(problem: Problem, placed: Placed) -> int:
    weights = {
        school.id: 100 + 50 * (2 * school.need_hundredths // 100)
        for school in problem.schools
        if school.need_hundredths is not None
    }
    known = len(weights)
    neutral = math.floor(sum(weights.values()) / known + 0.5) if known else 100
    counts = Counter(request.school for _, request in placed)
    return sum(60 * weights.get(school, neutral) // k for school, count in counts.items() for k in range(1, count + 1))


def _ranks(problem: Problem, placed: Placed) -> list[int]:
    """How many students stand at rank 1, 2, … R."""
    last = 1 + max((len(student.wishes) for student in problem.students), default=0)
    counts = Counter(tier_of(student, request) or last for student, request in placed)
    return [counts[rank] for rank in range(1, last + 1)]


def tier_of(student: Student, request: Request) -> int | None:
    return next((n for n, tier in enumerate(student.wishes, 1) if {request.id, request.school} & set(tier)), None)


def _all_minutes(problem: Problem, placed: Placed) -> list[tuple[Student, int]]:
    return [(student, minutes(problem, student, school_of(problem, request))) for student, request in placed]


def _longest(problem: Problem, placed: Placed) -> tuple[int, ...]:
    trips = [trip for _, trip in _all_minutes(problem, placed)]
    bands = ((91, math.inf), (76, 90), (61, 75), (46, 60), (31, 45))
    return tuple(sum(low <= trip <= high for trip in trips) for low, high in bands)


def _changes(problem: Problem, placed: Placed) -> int:
    now = {student.id: request.id for student, request in placed}
    here = {student.id for student in problem.students}
    return sum(old.student in here and now.get(old.student) != old.request for old in problem.previous)


def _duos(problem: Problem, placed: Placed) -> int:
    school = {student.id: request.school for student, request in placed}
    wishing = [(student, student.duo) for student, _ in placed if student.duo and not student.duo.required]
    return sum(school[student.id] == school.get(duo.with_student) for student, duo in wishing) // 2


def _fit(problem: Problem, placed: Placed) -> int:
    return sum(
        len(set(request.languages) & set(student.languages))
        + bool(set(request.levels) & set(student.wished_levels))
        + (school_of(problem, request).municipality in student.wished_municipalities)
        for student, request in placed
    )


def _lottery(problem: Problem, placed: Placed) -> int:
    def draw(what: str, name: str) -> int:
        digest = hashlib.sha256(f"{problem.seed}:{what}:{name}".encode()).digest()
        return 1 + int.from_bytes(digest[:8], "big") % 1000002

    return sum(draw("student", student.id) * draw("request", request.id) % 1000003 for student, request in placed)


def school_of(problem: Problem, request: Request) -> School:
    return next(school for school in problem.schools if school.id == request.school)


VALUES = {
    Goal.PLACED: lambda problem, placed: len(placed),
    Goal.COVERAGE: _coverage,
    Goal.WISHES_GENEROUS: lambda problem, placed: tuple(reversed(_ranks(problem, placed)[1:])),
    Goal.WISHES_GREEDY: lambda problem, placed: tuple(_ranks(problem, placed)),
    Goal.WISHES_COST: lambda problem, placed: sum(n * n * count for n, count in enumerate(_ranks(problem, placed), 1)),
    Goal.TRAVEL_TOTAL: lambda problem, placed: sum(s.travel_weight * trip for s, trip in _all_minutes(problem, placed)),
    Goal.TRAVEL_LONGEST: _longest,
    Goal.CHANGES: _changes,
    Goal.DUOS: _duos,
    Goal.FIT: _fit,
    Goal.LOTTERY: _lottery,
}


def minutes(problem: Problem, student: Student, school: School) -> int:
    """Single-trip minutes (exchange format, 1.4)."""
    for listed_student, listed_school, listed in problem.listed_minutes:
        if (listed_student, listed_school) == (student.id, school.id):
            return listed
    mode = problem.modes[student.mode]
    distance = min(_kilometres(home, school.location) for home in student.homes)
    return max(0, math.ceil(mode.start_minutes + 60 * mode.detour * distance / mode.km_per_hour - 0.000001))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    (south, west), (north, east) = (tuple(map(math.radians, place)) for place in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(chord)))
