"""Which student could go to which request, and by which limits not (exchange format, section 2, first table)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.problem import Problem, Student
from matching.rules import HALF_DAYS, PairLimit
from matching.travel import travel_minutes

Table = NDArray[np.bool_]
"""Shape (students of the block, requests)."""

ROWS_AT_ONCE: Final = 256
NOT_WISHED: Final = 2**31 - 1


@dataclass(frozen=True)
class Ground:
    """A problem with what its eligibility needs, reckoned once."""

    problem: Problem

    @cached_property
    def minutes(self) -> NDArray[np.int32]:
        """Minutes, shape (students, schools)."""
        return travel_minutes(self.problem)

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
    def named(self) -> dict[str, list[int]]:
        """The requests that a name in a wish stands for: the request itself, all requests of the school."""
        found: dict[str, list[int]] = {}
        for index, request in enumerate(self.problem.requests):
            for name in {request.id, request.school}:
                found.setdefault(name, []).append(index)
        return found

    @cached_property
    def banned(self) -> dict[int, list[int]]:
        """The requests each student is banned from."""
        found: dict[int, list[int]] = {}
        for ban in self.problem.bans:
            found.setdefault(self.student_at[ban.student], []).append(self.request_at[ban.request])
        return found

    @cached_property
    def asked(self) -> dict[str, NDArray[np.float32]]:
        """Per kind of list of the requests, which value stands in it, shape (requests, values)."""
        requests = self.problem.requests
        return {
            "levels": marks([request.levels for request in requests], self.values["levels"]),
            "half_days": marks([request.half_days for request in requests], self.values["half_days"]),
            "kinds": marks([request.kinds for request in requests], self.values["kinds"]),
            "languages": marks([request.languages_required for request in requests], self.values["languages"]),
            "colleges": marks([request.colleges or () for request in requests], self.values["colleges"]),
        }

    @cached_property
    def values(self) -> dict[str, dict[str, int]]:
        """Per kind of list, the column of each value that some request asks for."""
        requests = self.problem.requests
        return {
            "levels": columns(request.levels for request in requests),
            "half_days": {half_day: index for index, half_day in enumerate(HALF_DAYS)},
            "kinds": columns(request.kinds for request in requests),
            "languages": columns(request.languages_required for request in requests),
            "colleges": columns(request.colleges or () for request in requests),
        }

    def shared(self, name: str, lists: Sequence[Iterable[str]]) -> NDArray[np.float32]:
        """How many values each list shares with each request's, shape (lists, requests)."""
        return marks(lists, self.values[name]) @ self.asked[name].T


def columns(lists: Iterable[Iterable[str]]) -> dict[str, int]:
    """A column for each value, in order of first sight."""
    return {value: index for index, value in enumerate(dict.fromkeys(value for values in lists for value in values))}


def marks(lists: Sequence[Iterable[str]], column: dict[str, int]) -> NDArray[np.float32]:
    """One where a list holds the value of a column, shape (lists, columns); other values are passed over."""
    found = np.zeros((len(lists), len(column)), dtype=np.float32)
    for row, values in enumerate(lists):
        found[row, [column[value] for value in values if value in column]] = 1
    return found


def level(ground: Ground, rows: slice) -> Table:
    """The two lists of levels share none."""
    return ground.shared("levels", [student.levels for student in ground.problem.students[rows]]) == 0


def phase(ground: Ground, rows: slice) -> Table:
    """The student is in an earlier phase than the request asks."""
    phases = np.array([student.phase for student in ground.problem.students[rows]])
    return phases[:, None] < np.array([request.min_phase for request in ground.problem.requests])


def half_days(ground: Ground, rows: slice) -> Table:
    """The student is free on fewer of the request's half-days than needed."""
    free = ground.shared("half_days", [student.half_days for student in ground.problem.students[rows]])
    return free < np.array([request.half_days_needed for request in ground.problem.requests])


def travel(ground: Ground, rows: slice) -> Table:
    """The trip is longer than the student accepts."""
    longest = np.array([student.max_minutes for student in ground.problem.students[rows]], dtype=np.float64)
    return ground.minutes[rows][:, ground.school_of] > longest[:, None]


def kind(ground: Ground, rows: slice) -> Table:
    """Both list kinds of support, and share none."""
    students = ground.problem.students[rows]
    choosy = np.array([student.kinds is not None for student in students], dtype=bool)[:, None]
    asking = np.array([bool(request.kinds) for request in ground.problem.requests], dtype=bool)
    return choosy & asking & (ground.shared("kinds", [student.kinds or () for student in students]) == 0)


def language(ground: Ground, rows: slice) -> Table:
    """Languages are required and the student speaks none of them."""
    asking = np.array([bool(request.languages_required) for request in ground.problem.requests], dtype=bool)
    return asking & (ground.shared("languages", [s.languages for s in ground.problem.students[rows]]) == 0)


def college(ground: Ground, rows: slice) -> Table:
    """Only other colleges may send."""
    choosy = np.array([request.colleges is not None for request in ground.problem.requests], dtype=bool)
    return choosy & (ground.shared("colleges", [(s.college,) for s in ground.problem.students[rows]]) == 0)


def avoid(ground: Ground, rows: slice) -> Table:
    """The school is one the student must not come to."""
    students = ground.problem.students[rows]
    found = np.zeros((len(students), len(ground.problem.schools)), dtype=bool)
    for row, student in enumerate(students):
        found[row, [ground.school_at[school] for school in student.avoid_schools]] = True
    return found[:, ground.school_of]


def wish(ground: Ground, rows: slice) -> Table:
    """The request is outside the wishes of a student who accepts nothing else."""
    strict = np.array([not student.accepts_other for student in ground.problem.students[rows]], dtype=bool)
    return strict[:, None] & (first_tiers(ground, rows) == NOT_WISHED)


def ban(ground: Ground, rows: slice) -> Table:
    """The pair is banned."""
    found = np.zeros((len(ground.problem.students[rows]), len(ground.problem.requests)), dtype=bool)
    for row in range(len(found)):
        found[row, ground.banned.get(rows.start + row, [])] = True
    return found


def first_tiers(ground: Ground, rows: slice) -> NDArray[np.int32]:
    """The first tier, from 1, that holds the request or its school, else NOT_WISHED; shape (block, requests)."""
    students = ground.problem.students[rows]
    found = np.full((len(students), len(ground.problem.requests)), NOT_WISHED, dtype=np.int32)
    for row, student in enumerate(students):
        write_tiers(ground, student, found[row])
    return found


def write_tiers(ground: Ground, student: Student, row: NDArray[np.int32]) -> None:
    """The worst tier first, so that a better one is written over it."""
    for tier in range(len(student.wishes), 0, -1):
        for name in student.wishes[tier - 1]:
            row[ground.named.get(name, [])] = tier


RULES: Final[dict[PairLimit, Callable[[Ground, slice], Table]]] = {
    PairLimit.LEVEL: level,
    PairLimit.PHASE: phase,
    PairLimit.HALF_DAYS: half_days,
    PairLimit.TRAVEL: travel,
    PairLimit.KIND: kind,
    PairLimit.LANGUAGE: language,
    PairLimit.COLLEGE: college,
    PairLimit.AVOID: avoid,
    PairLimit.WISH: wish,
    PairLimit.BAN: ban,
}


def blocks(problem: Problem) -> Iterator[slice]:
    """The students, some at a time, so that a country's table need not stand in memory whole."""
    for first in range(0, len(problem.students), ROWS_AT_ONCE):
        yield slice(first, min(first + ROWS_AT_ONCE, len(problem.students)))


def eligible_block(ground: Ground, rows: slice) -> Table:
    """Where no limit on the pair stands in the way."""
    out = np.zeros((rows.stop - rows.start, len(ground.problem.requests)), dtype=bool)
    for rule in RULES.values():
        out |= rule(ground, rows)
    return ~out


def eligible_pairs(problem: Problem) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Student and request indexes of every eligible pair, by student, then request; pins overrule nothing here."""
    return pairs_of(Ground(problem))


def pairs_of(ground: Ground) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """As `eligible_pairs`, over a ground that is there already."""
    students, requests = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
    for rows in blocks(ground.problem):
        block_students, block_requests = np.nonzero(eligible_block(ground, rows))
        students.append((block_students + rows.start).astype(np.int32))
        requests.append(block_requests.astype(np.int32))
    return np.concatenate(students), np.concatenate(requests)


def ruled_out(problem: Problem, student_index: int) -> dict[PairLimit, int]:
    """Per limit the number of requests it rules out for this student; limits that rule out none are left out."""
    return ruled_out_on(Ground(problem), student_index)


def ruled_out_on(ground: Ground, student_index: int) -> dict[PairLimit, int]:
    """As `ruled_out`, over a ground that is there already."""
    rows = slice(student_index, student_index + 1)
    counts = {limit: int(rule(ground, rows).sum()) for limit, rule in RULES.items()}
    return {limit: count for limit, count in counts.items() if count}


def limits_of(problem: Problem, student_id: str, request_id: str) -> tuple[PairLimit, ...]:
    """The limits that rule this pair out, none when it is eligible; pins overrule nothing here."""
    ground = Ground(problem)
    student, request = ground.student_at[student_id], ground.request_at[request_id]
    rows = slice(student, student + 1)
    return tuple(limit for limit, rule in RULES.items() if rule(ground, rows)[0, request])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a round can do before anybody solves it: who could come where, and what stands in the way."""

    students_per_request: NDArray[np.int64]
    requests_per_student: NDArray[np.int64]
    pairs_ruled_out: dict[PairLimit, int]


def reach(problem: Problem) -> Reach:
    """Counts of eligible pairs, shape (requests,) and (students,), and of pairs each limit rules out."""
    ground = Ground(problem)
    per_request = np.zeros(len(problem.requests), dtype=np.int64)
    per_student = np.zeros(len(problem.students), dtype=np.int64)
    counts = dict.fromkeys(RULES, 0)
    for rows in blocks(problem):
        out = {limit: rule(ground, rows) for limit, rule in RULES.items()}
        eligible = ~np.logical_or.reduce(list(out.values()))
        per_request += eligible.sum(axis=0)
        per_student[rows] = eligible.sum(axis=1)
        counts = {limit: counts[limit] + int(table.sum()) for limit, table in out.items()}
    return Reach(students_per_request=per_request, requests_per_student=per_student, pairs_ruled_out=counts)
