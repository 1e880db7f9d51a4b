"""What a plan is worth on each goal, computed from the definitions one by one (exchange format, section 3)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from matching.problem import Problem, Request, School, Student
from matching.referee.lookup import Lookup, Placed
from matching.referee.minutes import looked_up_minutes
from matching.rules import Goal
from matching.solution import GoalValue

LONG_TRIPS: Final = (90, 75, 60, 45, 30)
LOTTERY_PRIME: Final = 1_000_003


def goals_of(problem: Problem) -> tuple[Goal, ...]:
    """The problem's goals in order, the lottery last."""
    return (*problem.goals, Goal.LOTTERY)


def score(problem: Problem, assignments: Sequence[Placed]) -> dict[Goal, GoalValue]:
    """The value of a plan on every goal of the problem, in their order, the lottery last.

    Pairs that name a student or request the problem does not have are passed over.
    """
    plan = _Plan(Lookup(problem), tuple(assignments))
    return {goal: _VALUE_OF[goal](plan) for goal in goals_of(problem)}


def rank_of(problem: Problem, student: Student, request: Request) -> int:
    """Number of the first tier that holds the request or its school, from 1; else `outside_rank`."""
    return rank_in(student, request, outside_rank(problem))


def outside_rank(problem: Problem) -> int:
    """R, the rank of every place outside the wishes: one more than the most tiers any student has."""
    return 1 + max((len(student.wishes) for student in problem.students), default=0)


def weights(problem: Problem) -> dict[str, int]:
    """Each school's weight in the goal `coverage`, by its id; unknown need gets the mean, rounded half up."""
    known = {school.id: _weight(school.need_hundredths) for school in problem.schools if _is_known(school)}
    mean = (2 * sum(known.values()) + len(known)) // (2 * len(known)) if known else 100
    return {school.id: known.get(school.id, mean) for school in problem.schools}


def lottery_number(seed: int, kind: str, name: str) -> int:
    """The number drawn for a `student` or a `request`, from 1 to 1000002."""
    drawn = hashlib.sha256(f"{seed}:{kind}:{name}".encode()).digest()
    return 1 + int.from_bytes(drawn[:8], "big") % (LOTTERY_PRIME - 1)


@dataclass(frozen=True)
class _Plan:
    lookup: Lookup
    placed: tuple[Placed, ...]

    @property
    def problem(self) -> Problem:
        return self.lookup.problem

    @property
    def rows(self) -> Iterator[tuple[Student, Request, School]]:
        return self.lookup.rows(self.placed)

    @cached_property
    def ranks(self) -> Counter[int]:
        outside = outside_rank(self.problem)
        return Counter(rank_in(student, request, outside) for student, request, _ in self.rows)

    @cached_property
    def school_of_student(self) -> dict[str, str]:
        return {student.id: school.id for student, _, school in self.rows}


def rank_in(student: Student, request: Request, outside: int) -> int:
    tiers = enumerate(student.wishes, start=1)
    return next((number for number, tier in tiers if request.id in tier or request.school in tier), outside)


def _is_known(school: School) -> bool:
    return school.need_hundredths is not None


def _weight(need_hundredths: int | None) -> int:
    return 100 + 50 * (2 * (need_hundredths or 0) // 100)


def _placed(plan: _Plan) -> int:
    return len(plan.school_of_student)


def _coverage(plan: _Plan) -> int:
    weight = weights(plan.problem)
    students_at = Counter(school.id for _, _, school in plan.rows)
    return sum(60 * weight[school] // k for school, most in students_at.items() for k in range(1, most + 1))


def _wishes_generous(plan: _Plan) -> tuple[int, ...]:
    return tuple(plan.ranks[rank] for rank in range(outside_rank(plan.problem), 1, -1))


def _wishes_greedy(plan: _Plan) -> tuple[int, ...]:
    return tuple(plan.ranks[rank] for rank in range(1, outside_rank(plan.problem) + 1))


def _wishes_cost(plan: _Plan) -> int:
    return sum(rank**2 * students for rank, students in plan.ranks.items())


def _travel_total(plan: _Plan) -> int:
    trips = ((student, looked_up_minutes(plan.lookup, student, school)) for student, _, school in plan.rows)
    return sum(minutes * student.travel_weight for student, minutes in trips)


def _travel_longest(plan: _Plan) -> tuple[int, ...]:
    trips = [looked_up_minutes(plan.lookup, student, school) for student, _, school in plan.rows]
    longer_than = [sum(minutes > limit for minutes in trips) for limit in LONG_TRIPS]
    return tuple(now - before for before, now in zip([0, *longer_than], longer_than, strict=False))


def _changes(plan: _Plan) -> int:
    now = {(pair.student, pair.request) for pair in plan.placed}
    still_there = (pair for pair in plan.problem.previous if pair.student in plan.lookup.students)
    return sum((pair.student, pair.request) not in now for pair in still_there)


def _duos(plan: _Plan) -> int:
    duos = {
        frozenset((student.id, student.duo.with_student))
        for student in plan.problem.students
        if student.duo and not student.duo.required
    }
    return sum(len(_schools_of(plan, duo)) == 1 for duo in duos)


def _schools_of(plan: _Plan, duo: frozenset[str]) -> set[str | None]:
    schools: set[str | None] = {plan.school_of_student.get(student) for student in duo}
    return schools if None not in schools else set()


def _fit(plan: _Plan) -> int:
    return sum(fit_of(student, request, school) for student, request, school in plan.rows)


def fit_of(student: Student, request: Request, school: School) -> int:
    spoken = len(set(student.languages) & set(request.languages))
    wished_level = bool(set(student.wished_levels) & set(request.levels))
    return spoken + wished_level + (school.municipality in student.wished_municipalities)


def _lottery(plan: _Plan) -> int:
    seed = plan.problem.seed
    return sum(
        lottery_number(seed, "student", student.id) * lottery_number(seed, "request", request.id) % LOTTERY_PRIME
        for student, request, _ in plan.rows
    )


_VALUE_OF: Final[dict[Goal, Callable[[_Plan], GoalValue]]] = {
    Goal.PLACED: _placed,
    Goal.COVERAGE: _coverage,
    Goal.WISHES_GENEROUS: _wishes_generous,
    Goal.WISHES_GREEDY: _wishes_greedy,
    Goal.WISHES_COST: _wishes_cost,
    Goal.TRAVEL_TOTAL: _travel_total,
    Goal.TRAVEL_LONGEST: _travel_longest,
    Goal.CHANGES: _changes,
    Goal.DUOS: _duos,
    Goal.FIT: _fit,
    Goal.LOTTERY: _lottery,
}
