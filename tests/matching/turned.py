"""The same problem told otherwise: rows in another order, or other ids."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from matching.problem import Pair, Problem, Quota, Request, School, Student

T = TypeVar("T")


def shuffled(problem: Problem, seed: int) -> Problem:
    """Every list whose order means nothing, in another order."""
    turn = _Turn(seed)
    return replace(
        problem,
        students=turn.row(turn.student(student) for student in problem.students),
        schools=turn.row(problem.schools),
        requests=turn.row(turn.request(request) for request in problem.requests),
        pins=turn.row(problem.pins),
        bans=turn.row(problem.bans),
        previous=turn.row(problem.previous),
        quotas=turn.row(problem.quotas),
        listed_minutes=turn.row(problem.listed_minutes),
    )


class _Turn:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def row(self, values: Any) -> tuple[Any, ...]:
        found = list(values)
        self.random.shuffle(found)
        return tuple(found)

    def student(self, student: Student) -> Student:
        names = ("levels", "homes", "half_days", "languages", "avoid_schools", "wished_levels", "wished_municipalities")
        return replace(
            student,
            **{name: self.row(getattr(student, name)) for name in names},
            kinds=None if student.kinds is None else self.row(student.kinds),
            wishes=tuple(self.row(tier) for tier in student.wishes),
        )

    def request(self, request: Request) -> Request:
        names = ("levels", "half_days", "kinds", "languages_required", "languages")
        return replace(
            request,
            **{name: self.row(getattr(request, name)) for name in names},
            colleges=None if request.colleges is None else self.row(request.colleges),
        )


def named_otherwise(problem: Problem, names: dict[str, str]) -> Problem:
    """The same people and places under other ids; ids that are not in `names` stay as they are."""
    new = _Names(names)
    return replace(
        problem,
        students=tuple(new.student(student) for student in problem.students),
        schools=tuple(new.school(school) for school in problem.schools),
        requests=tuple(new.request(request) for request in problem.requests),
        pins=tuple(new.pair(pair) for pair in problem.pins),
        bans=tuple(new.pair(pair) for pair in problem.bans),
        previous=tuple(new.pair(pair) for pair in problem.previous),
        quotas=tuple(new.quota(quota) for quota in problem.quotas),
        listed_minutes=tuple((new.of(s), new.of(at), minutes) for s, at, minutes in problem.listed_minutes),
    )


class _Names:
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def of(self, name: str) -> str:
        return self.names.get(name, name)

    def pair(self, pair: Pair) -> Pair:
        return Pair(self.of(pair.student), self.of(pair.request))

    def quota(self, quota: Quota) -> Quota:
        return replace(quota, school=quota.school and self.of(quota.school))

    def school(self, school: School) -> School:
        return replace(school, id=self.of(school.id))

    def request(self, request: Request) -> Request:
        return replace(request, id=self.of(request.id), school=self.of(request.school))

    def student(self, student: Student) -> Student:
        return replace(
            student,
            id=self.of(student.id),
            wishes=tuple(tuple(self.of(name) for name in tier) for tier in student.wishes),
            avoid_schools=tuple(self.of(name) for name in student.avoid_schools),
            duo=student.duo and replace(student.duo, with_student=self.of(student.duo.with_student)),
        )


def new_names(problem: Problem, seed: int) -> dict[str, str]:
    """An id made up for every student, school and request; a request named as a school stays so."""
    draw = Random(seed)
    old = {row.id for rows in (problem.students, problem.schools, problem.requests) for row in rows}
    numbers = draw.sample(range(10 * len(old) + 10), len(old))
    return {name: f"n{number}" for name, number in zip(sorted(old), numbers, strict=True)}
