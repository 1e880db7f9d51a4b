"""Makes up a realistic region with its students, schools and requests: same size and seed, same problem."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from matching.invent.dice import Dice
from matching.invent.generate_people import near_wishes, students_of, with_duos
from matching.invent.generate_places import (
    asking,
    colleges_in,
    quarters_for,
    request_from,
    school_in,
    where_people_live,
)
from matching.problem import Pair, Problem, Quota, School
from matching.rules import DEFAULT_GOALS, Goal

SIDE_GOALS: Final = (
    Goal.PLACED, Goal.COVERAGE, Goal.DUOS, Goal.WISHES_GENEROUS, Goal.TRAVEL_TOTAL, Goal.FIT,
)  # fmt: skip
SIZES: Final = (
    (0, 0, 0), (60, 40, 32), (250, 180, 144), (800, 580, 464), (5_000, 2_900, 2_320), (12_000, 5_000, 2_600),
)  # fmt: skip
"""Students, requests and schools of the sizes this service is designed for."""


def generate(students: int, seed: int, *, side: bool = False) -> Problem:
    """A made-up region for `students` students; without `side` the same region without limits beside places.

    With `side` it has required duos, minimum sizes, `at_once`, school caps, quotas and pins, all of
    which some plan can hold together, and the goal `duos`.
    """
    problem = _region(students, Dice(seed), seed)
    return problem if side else _plain(problem)


def _region(count: int, dice: Dice, seed: int) -> Problem:
    quarters = quarters_for(count, dice)
    colleges = colleges_in(count, quarters)
    homes = where_people_live(quarters)
    request_count, school_count = _requests_and_schools(count)
    schools = tuple(school_in(n, homes, dice) for n in range(1, school_count + 1))
    requests = tuple(
        request_from(n, asking(n, schools, dice), tuple(colleges), dice) for n in range(1, request_count + 1)
    )
    students = students_of(count, homes, colleges, near_wishes(quarters, schools, requests), dice)
    problem = Problem(
        name=f"Made-up region, {count} students, seed {seed}",
        students=with_duos(students, dice),
        schools=schools,
        requests=requests,
        quotas=_quotas(tuple(colleges), schools, dice),
        goals=SIDE_GOALS,
        seed=seed,
    )
    return replace(problem, pins=_pins(problem, dice))


def _requests_and_schools(students: int) -> tuple[int, int]:
    """Between the sizes on straight lines; beyond them in the shares of the largest."""
    few, many = next((sizes for sizes in pairwise(SIZES) if students <= sizes[1][0]), (SIZES[0], SIZES[-1]))
    along = (students - few[0]) / (many[0] - few[0])
    requests, schools = (round(low + along * (high - low)) for low, high in zip(few[1:], many[1:], strict=True))
    return requests, schools


def _quotas(colleges: tuple[str, ...], schools: tuple[School, ...], dice: Dice) -> tuple[Quota, ...]:
    partners = [school for school in schools if dice.chance(0.1)]
    each = [Quota(college=college, school=None, max_students=3) for college in colleges]
    return (*each, *(Quota(college=dice.one(colleges), school=school.id, max_students=1) for school in partners))


def _pins(problem: Problem, dice: Dice) -> tuple[Pair, ...]:
    """About one student in a hundred, each alone at a school where nothing can stand in the way."""
    capped = {school.id for school in problem.schools if school.max_students is not None}
    free = {r.school: r for r in problem.requests if r.school not in capped and r.min_students == 1}
    pins: list[Pair] = []
    for student in problem.students:
        wished = next((name for tier in student.wishes for name in tier if name in free), None)
        if student.duo is None and wished is not None and dice.chance(0.02):
            pins.append(Pair(student.id, free.pop(wished).id))
    return tuple(pins)


def _plain(problem: Problem) -> Problem:
    """The same people and places, under the limits on one pair and the most students of a request alone."""
    return replace(
        problem,
        students=tuple(replace(s, duo=s.duo and replace(s.duo, required=False)) for s in problem.students),
        schools=tuple(replace(school, max_students=None) for school in problem.schools),
        requests=tuple(replace(request, min_students=1, at_once=None) for request in problem.requests),
        pins=(),
        quotas=(),
        goals=DEFAULT_GOALS,
    )
