"""A problem's rows by id, for those who judge a plan; the solver has indexes of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from matching.problem import Problem, Request, School, Student


class Placed(Protocol):
    """Anything that says which student is at which request: an assignment, a pair, a row of the service."""

    @property
    def student(self) -> str:
        """The student's id."""

    @property
    def request(self) -> str:
        """The request's id."""


class Lookup:
    """The rows of one problem by id."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.students = {student.id: student for student in problem.students}
        self.schools = {school.id: school for school in problem.schools}
        self.requests = {request.id: request for request in problem.requests}
        self.pins = frozenset(problem.pins)
        self.bans = frozenset(problem.bans)
        self.listed_minutes = {(student, school): minutes for student, school, minutes in problem.listed_minutes}

    def school_of(self, request: Request) -> School:
        """The school that asks for support."""
        return self.schools[request.school]

    def rows(self, placed: Iterable[Placed]) -> Iterator[tuple[Student, Request, School]]:
        """Student, request and school of every placed pair; pairs of unknown ids are passed over."""
        for pair in placed:
            student, request = self.students.get(pair.student), self.requests.get(pair.request)
            if student and request:
                yield student, request, self.school_of(request)
