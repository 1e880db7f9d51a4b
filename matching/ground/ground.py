"""A problem with what its eligibility needs as arrays over its students and over its requests, reckoned once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.ground.near import spread
from matching.ground.sets import Bits, Index, Marks, bits_of, marks_of, positions
from matching.ground.worth import Worth, worth_of
from matching.problem import Problem
from matching.rules import HALF_DAYS
from matching.travel import Trips

ANY: Final = object()
"""Stands in every list on one side, and in a list without demands on the other: the two then share it."""


@dataclass(frozen=True)
class Ground:
    """A problem, and where in it everything stands."""

    problem: Problem

    @cached_property
    def trips(self) -> Trips:
        """Who travels how, and from where to where."""
        return Trips(self.problem)

    def minutes(self, student: Index, school: Index) -> NDArray[np.int32]:
        """Minutes of each pair of indexes, which broadcast against each other (exchange format, 1.4)."""
        return self.trips.minutes(student, school)

    @cached_property
    def student_at(self) -> dict[str, int]:
        """Where each student stands in the problem."""
        return {student.id: index for index, student in enumerate(self.problem.students)}

    @cached_property
    def request_at(self) -> dict[str, int]:
        """Where each request stands in the problem."""
        return {request.id: index for index, request in enumerate(self.problem.requests)}

    @cached_property
    def school_at(self) -> dict[str, int]:
        """Where each school stands in the problem."""
        return {school.id: index for index, school in enumerate(self.problem.schools)}

    @cached_property
    def school_of(self) -> NDArray[np.int32]:
        """The school of each request, shape (requests,)."""
        return np.array([self.school_at[request.school] for request in self.problem.requests], dtype=np.int32)

    @cached_property
    def at_school(self) -> dict[str, list[int]]:
        """The requests of each school that has any."""
        found: dict[str, list[int]] = {}
        for index, request in enumerate(self.problem.requests):
            found.setdefault(request.school, []).append(index)
        return found

    @cached_property
    def students(self) -> Side:
        """What the limits look at on the side of the students."""
        rows, bit = self.problem.students, self.bit
        every = tuple(bit["kinds"])
        return Side(
            levels=bits_of([row.levels for row in rows], bit["levels"]),
            half_days=bits_of([row.half_days for row in rows], bit["half_days"]),
            kinds=bits_of([every if row.kinds is None else row.kinds for row in rows], bit["kinds"], always=[ANY]),
            languages=bits_of([row.languages for row in rows], bit["languages"], always=[ANY]),
            colleges=bits_of([(row.college,) for row in rows], bit["colleges"], always=[ANY]),
            phase=np.array([row.phase for row in rows], dtype=np.int8),
        )

    @cached_property
    def requests(self) -> Side:
        """What the limits look at on the side of the requests."""
        rows, bit = self.problem.requests, self.bit
        return Side(
            levels=bits_of([row.levels for row in rows], bit["levels"]),
            half_days=bits_of([row.half_days for row in rows], bit["half_days"]),
            kinds=bits_of([row.kinds or (ANY,) for row in rows], bit["kinds"]),
            languages=bits_of([row.languages_required or (ANY,) for row in rows], bit["languages"]),
            colleges=bits_of([(ANY,) if row.colleges is None else row.colleges for row in rows], bit["colleges"]),
            phase=np.array([row.min_phase for row in rows], dtype=np.int8),
        )

    @cached_property
    def bit(self) -> dict[str, dict[Any, int]]:
        """Per kind of list, a bit for each word that some request asks for."""
        rows = self.problem.requests
        return {
            "levels": positions(row.levels for row in rows),
            "half_days": positions([HALF_DAYS]),
            "kinds": positions([(ANY,), *(row.kinds for row in rows)]),
            "languages": positions([(ANY,), *(row.languages_required for row in rows)]),
            "colleges": positions([(ANY,), *(row.colleges or () for row in rows)]),
        }

    @cached_property
    def half_days_needed(self) -> NDArray[np.int8]:
        """How many half-days each request needs, shape (requests,)."""
        return np.array([request.half_days_needed for request in self.problem.requests], dtype=np.int8)

    @cached_property
    def max_minutes(self) -> NDArray[np.int32]:
        """The longest trip each student accepts, shape (students,)."""
        return np.array([student.max_minutes for student in self.problem.students], dtype=np.int32)

    @cached_property
    def avoided(self) -> Marks:
        """Students and the schools they must not come to."""
        rows = enumerate(self.problem.students)
        pairs = [(at, self.school_at[school]) for at, row in rows for school in row.avoid_schools]
        return marks_of(pairs, len(self.problem.students), len(self.problem.schools))

    @cached_property
    def banned(self) -> Marks:
        """Students and the requests they are banned from."""
        pairs = [(self.student_at[ban.student], self.request_at[ban.request]) for ban in self.problem.bans]
        return marks_of(pairs, len(self.problem.students), len(self.problem.requests))

    @cached_property
    def strict(self) -> NDArray[np.bool_]:
        """Students who accept nothing outside their wishes, shape (students,)."""
        return np.array([not student.accepts_other for student in self.problem.students], dtype=bool)

    @cached_property
    def wished(self) -> Marks:
        """Strict students and the requests of their wishes."""
        strict = self.wishes[self.strict[self.wishes[:, 0]]]
        return marks_of(strict[:, :2], len(self.problem.students), len(self.problem.requests))

    @cached_property
    def wishes(self) -> NDArray[np.int64]:
        """Student, request and tier from 1 of every wish, a school's for each of its requests; shape (wishes, 3)."""
        names = list(dict.fromkeys([*self.request_at, *self.at_school]))
        meant = [self.meant_by(name) for name in names]
        code = {name: at for at, name in enumerate(names)}
        said = np.array(
            [
                (at, code[name], tier)
                for at, student in enumerate(self.problem.students)
                for tier, tied in enumerate(student.wishes, start=1)
                for name in tied
                if name in code
            ],
            dtype=np.int64,
        ).reshape(-1, 3)
        ends = np.cumsum([0, *map(len, meant)])
        row, place = spread(np.arange(len(said)), ends[said[:, 1]], ends[said[:, 1] + 1])
        requests = np.array([request for found in meant for request in found], dtype=np.int64)
        return np.stack([said[row, 0], requests[place], said[row, 2]], axis=1)

    def meant_by(self, name: str) -> set[int]:
        """The requests that a name in a wish stands for: the request itself, all requests of the school."""
        own = {self.request_at[name]} if name in self.request_at else set()
        return own.union(self.at_school.get(name, ()))

    @cached_property
    def outside_rank(self) -> int:
        """The rank of every place outside the wishes: one more than the longest list of tiers there is."""
        return 1 + max((len(student.wishes) for student in self.problem.students), default=0)

    @cached_property
    def worth(self) -> Worth:
        """What the goals look at."""
        return worth_of(self.problem)


@dataclass(frozen=True, eq=False)
class Side:
    """Lists as bits and the phase, over all students or over all requests."""

    levels: Bits
    half_days: Bits
    kinds: Bits
    languages: Bits
    colleges: Bits
    phase: NDArray[np.int8]
