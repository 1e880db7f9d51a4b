"""What stands in the way of a round before anybody computes it: counted per rule, with the smallest relief."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.models import MatchRound
from accounts.terms import Level
from matching import exchange
from matching.eligibility import RULES, rules_of
from matching.ground.ground import Ground
from matching.problem import Problem, Student
from matching.reach import reach
from matching.rules import PairLimit
from placements import problem_builder
from placements.problem_builder import row_of
from schools.models import SupportRequest
from students.models import Registration

STALE_AFTER = timedelta(days=60)
MOST_TOLD = 50  # of each kind; the counts are of all
STEP_MINUTES = 15
RELIEFS = (PairLimit.TRAVEL, PairLimit.HALF_DAYS, PairLimit.KIND, PairLimit.WISH, PairLimit.AVOID, PairLimit.BAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """One rule let go a little: to `to` minutes, or with `to` half-days more; then so many requests are possible."""

    limit: PairLimit
    to: int | None
    now: int | None
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckStudent:
    """A registration without a possible request; `rules` counts the requests that each rule takes away."""

    registration: int
    rules: dict[PairLimit, int]
    relief: Relief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachedRequest:
    """A request that nobody can come to; `rules` counts the students that each rule takes away."""

    request: int
    rules: dict[PairLimit, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Places asked for and students available at one level; who fits both levels counts at both."""

    level: str
    places: int
    students: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Precheck:
    """All findings of a round; `faults` are contradictions that make a search impossible."""

    students: int = 0
    requests: int = 0
    faults: tuple[str, ...] = ()
    stuck_count: int = 0
    stuck: tuple[StuckStudent, ...] = ()
    unreached_count: int = 0
    unreached: tuple[UnreachedRequest, ...] = ()
    lonely_duos: tuple[tuple[int, int], ...] = ()
    balances: tuple[Balance, ...] = ()
    without_place: tuple[int, ...] = ()
    homeless: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether a search makes no sense at all."""
        return bool(self.faults) or not self.students or not self.requests


def precheck(match_round: MatchRound, *, at: datetime) -> Precheck:
    """The findings as the rows are now; everything refers to rows by primary key."""
    try:
        problem = problem_builder.build(match_round)
    except exchange.BadInputError as error:
        return Precheck(faults=error.faults, **rows_left_out(match_round, at))
    return Precheck(**findings(problem), **rows_left_out(match_round, at))


def rows_left_out(match_round: MatchRound, at: datetime) -> dict[str, Any]:
    """What cannot take part for want of a place on the map, and requests confirmed long ago."""
    requests = SupportRequest.objects.filter(round=match_round).standing()
    registrations = Registration.objects.filter(round=match_round).standing()
    return {
        "without_place": keys(requests.filter(school__latitude=None)),
        "homeless": keys(registrations.filter(latitude=None)),
        "stale": keys(requests.filter(confirmed_at__lt=at - STALE_AFTER)),
    }


def keys(rows: Any) -> tuple[int, ...]:
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def findings(problem: Problem) -> dict[str, Any]:
    """What the engine's rules say of every pair."""
    found, ground = reach(problem), Ground(problem)
    pinned = {pin.student for pin in problem.pins}
    pinned_to = {pin.request for pin in problem.pins}
    nowhere = np.flatnonzero(found.requests_per_student == 0)
    stuck = [int(at) for at in nowhere if problem.students[at].id not in pinned]
    nobody = np.flatnonzero(found.students_per_request == 0)
    unreached = [int(at) for at in nobody if problem.requests[at].id not in pinned_to]
    return {
        "students": len(problem.students),
        "requests": len(problem.requests),
        "stuck_count": len(stuck),
        "stuck": tuple(stuck_student(ground, at) for at in stuck[:MOST_TOLD]),
        "unreached_count": len(unreached),
        "unreached": tuple(unreached_requests(ground, unreached[:MOST_TOLD])),
        "lonely_duos": tuple(lonely_duos(ground, pinned)),
        "balances": tuple(balance(problem, level) for level in Level.values),
    }


def stuck_student(ground: Ground, at: int) -> StuckStudent:
    tables = rules_of(ground, at)
    return StuckStudent(
        registration=row_of(ground.problem.students[at].id),
        rules=counted(tables),
        relief=smallest_relief(ground, at, tables),
    )


def counted(tables: dict[PairLimit, NDArray[np.bool_]]) -> dict[PairLimit, int]:
    counts = {limit: int(table.sum()) for limit, table in tables.items()}
    return {limit: count for limit, count in counts.items() if count}


def smallest_relief(ground: Ground, at: int, tables: dict[PairLimit, NDArray[np.bool_]]) -> Relief | None:
    """The first rule of RELIEFS that alone stands between the student and some request."""
    broken = np.sum(list(tables.values()), axis=0)
    for limit in RELIEFS:
        alone = np.flatnonzero(tables[limit] & (broken == 1))
        if alone.size:
            return relief(ground, at, limit, alone)
    return None


def relief(ground: Ground, at: int, limit: PairLimit, requests: NDArray[np.intp]) -> Relief:
    student = ground.problem.students[at]
    if limit == PairLimit.TRAVEL:
        minutes = ground.minutes(np.array([at]), ground.school_of[requests])
        to = int(-(-minutes.min() // STEP_MINUTES) * STEP_MINUTES)
        return Relief(limit=limit, to=to, now=student.max_minutes, requests=int((minutes <= to).sum()))
    if limit == PairLimit.HALF_DAYS:
        short = np.array([half_days_short(ground.problem, student, int(request)) for request in requests])
        return Relief(limit=limit, to=int(short.min()), now=None, requests=int((short == short.min()).sum()))
    return Relief(limit=limit, to=None, now=None, requests=int(requests.size))


def half_days_short(problem: Problem, student: Student, request: int) -> int:
    asked = problem.requests[request]
    return asked.half_days_needed - len(set(asked.half_days) & set(student.half_days))


def unreached_requests(ground: Ground, unreached: list[int]) -> Iterator[UnreachedRequest]:
    everybody = np.arange(len(ground.problem.students))
    for request in unreached:
        tables = {limit: rule(ground, everybody, np.array([request])) for limit, rule in RULES.items()}
        yield UnreachedRequest(request=row_of(ground.problem.requests[request].id), rules=counted(tables))


def lonely_duos(ground: Ground, pinned: set[str]) -> Iterator[tuple[int, int]]:
    """Duos without a school where both may come and two places are asked for."""
    for student in ground.problem.students:
        fellow = student.duo.with_student if student.duo else ""
        told_before_or_decided = fellow <= student.id or {student.id, fellow} & pinned
        if not told_before_or_decided and apart(ground, student.id, fellow):
            yield row_of(student.id), row_of(fellow)


def apart(ground: Ground, student: str, fellow: str) -> bool:
    return not possible_schools(ground, student) & possible_schools(ground, fellow)


def possible_schools(ground: Ground, student: str) -> set[str]:
    """The schools with at least two places where this student may come."""
    at = ground.student_at[student]
    eligible = np.flatnonzero(~np.logical_or.reduce(list(rules_of(ground, at).values())))
    schools = {ground.problem.requests[request].school for request in eligible}
    return {school for school in schools if places_at(ground, school) > 1}


def places_at(ground: Ground, school: str) -> int:
    asked = sum(ground.problem.requests[at].max_students for at in ground.at_school.get(school, ()))
    cap = ground.problem.schools[ground.school_at[school]].max_students
    return asked if cap is None else min(asked, cap)


def balance(problem: Problem, level: str) -> Balance:
    return Balance(
        level=level,
        places=sum(request.max_students for request in problem.requests if level in request.levels),
        students=sum(level in student.levels for student in problem.students),
    )
