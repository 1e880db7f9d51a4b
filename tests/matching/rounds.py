"""Small rounds by hand, for the solver's own tests."""

from dataclasses import replace

from matching.problem import Problem, Request, School, Student
from matching.rules import HALF_DAYS

HERE = (51.05, 3.72)


def student(name: str, **changes) -> Student:
    plain = Student(
        id=name,
        college="c",
        levels=("lager",),
        phase=2,
        homes=(HERE,),
        mode="bike",
        max_minutes=30,
        half_days=HALF_DAYS,
    )
    return replace(plain, **changes)


def school(name: str, **changes) -> School:
    return replace(School(id=name, location=HERE, need_hundredths=100, max_students=None), **changes)


def request(name: str, at: str, **changes) -> Request:
    plain = Request(
        id=name,
        school=at,
        levels=("lager",),
        half_days=("mon-am", "mon-pm"),
        half_days_needed=1,
        min_students=1,
        max_students=2,
    )
    return replace(plain, **changes)


def round_of(students, schools, requests, **changes) -> Problem:
    return Problem(students=tuple(students), schools=tuple(schools), requests=tuple(requests), **changes)
