"""Which student could go to which request, and by which limits not (exchange format, section 2, first table)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.ground.candidates import candidates
from matching.ground.ground import Ground
from matching.ground.near import Ints
from matching.ground.sets import Bools, Index, once, share
from matching.problem import Problem
from matching.rules import PairLimit

Short = NDArray[np.int32]
Rule = Callable[[Ground, Index, Index], Bools]
"""Whether a limit rules out each pair of a student's and a request's index; the two arrays broadcast."""

ROWS_AT_ONCE: Final = 256
"""Students whose table of all requests stands in memory at once, where a table is asked for."""


def level(ground: Ground, student: Index, request: Index) -> Bools:
    """The two lists of levels share none."""
    return ~share(ground.students.levels, ground.requests.levels, student, request)


def phase(ground: Ground, student: Index, request: Index) -> Bools:
    """The student is in an earlier phase than the request asks."""
    return ground.students.phase[student] < ground.requests.phase[request]


def half_days(ground: Ground, student: Index, request: Index) -> Bools:
    """The student is free on fewer of the request's half-days than needed."""
    both = ground.students.half_days[0][student] & ground.requests.half_days[0][request]
    return np.bitwise_count(both) < ground.half_days_needed[request]


def travel(ground: Ground, student: Index, request: Index) -> Bools:
    """The trip is longer than the student accepts."""
    return too_far(ground, student, ground.school_of[request])


def too_far(ground: Ground, student: Index, school: Index) -> Bools:
    """The same of a student and a school, whatever its requests."""
    return ground.minutes(student, school) > ground.max_minutes[student]


def kind(ground: Ground, student: Index, request: Index) -> Bools:
    """Both list kinds of support, and share none."""
    return ~share(ground.students.kinds, ground.requests.kinds, student, request)


def language(ground: Ground, student: Index, request: Index) -> Bools:
    """Languages are required and the student speaks none of them."""
    return ~share(ground.students.languages, ground.requests.languages, student, request)


def college(ground: Ground, student: Index, request: Index) -> Bools:
    """Only other colleges may send."""
    return ~share(ground.students.colleges, ground.requests.colleges, student, request)


def avoid(ground: Ground, student: Index, request: Index) -> Bools:
    """The school is one the student must not come to."""
    return ground.avoided.hold(student, ground.school_of[request])


def wish(ground: Ground, student: Index, request: Index) -> Bools:
    """The request is outside the wishes of a student who accepts nothing else."""
    return ground.strict[student] & ~ground.wished.hold(student, request)


def ban(ground: Ground, student: Index, request: Index) -> Bools:
    """The pair is banned."""
    return ground.banned.hold(student, request)


RULES: Final[dict[PairLimit, Rule]] = {
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

BEFORE_TRAVEL: Final = (
    PairLimit.HALF_DAYS,
    PairLimit.LEVEL,
    PairLimit.KIND,
    PairLimit.PHASE,
    PairLimit.LANGUAGE,
    PairLimit.COLLEGE,
    PairLimit.AVOID,
    PairLimit.WISH,
    PairLimit.BAN,
)
"""Cheap ones that rule out much come first; travel takes most to reckon and comes last."""


def eligible_pairs(problem: Problem) -> tuple[Short, Short]:
    """Student and request indexes of every eligible pair, by student, then request; pins overrule nothing here."""
    student, request, _ = pairs_of(Ground(problem))
    return student, request


def pairs_of(ground: Ground) -> tuple[Short, Short, Short]:
    """As `eligible_pairs`, over a ground that is there already; with the minutes of each pair."""
    parts = [eligible_of(ground, *pairs) for pairs in candidates(ground)]
    student, request, minutes = (
        np.concatenate([np.zeros(0, dtype=np.int32), *(part[at] for part in parts)]) for at in range(3)
    )
    if len(ground.trips.listed.keys):
        order = np.lexsort((request, student))
        return student[order], request[order], minutes[order]
    return student, request, minutes


def eligible_of(ground: Ground, student: Ints, request: Ints) -> tuple[Short, Short, Short]:
    """The eligible ones of these pairs with their minutes, by student, then request, each once."""
    for limit in BEFORE_TRAVEL:
        keep = ~RULES[limit](ground, student, request)
        student, request = student[keep], request[keep]
    return in_reach(ground, student, request)


def in_reach(ground: Ground, student: Ints, request: Ints) -> tuple[Short, Short, Short]:
    """Those of these pairs that are near enough with their minutes, by student, then request, each once."""
    requests = len(ground.problem.requests)
    student, request = np.divmod(once(student * requests + request), requests)
    minutes = ground.minutes(student, ground.school_of[request])
    keep = minutes <= ground.max_minutes[student]
    return student[keep].astype(np.int32), request[keep].astype(np.int32), minutes[keep]


def rules_on(ground: Ground, student: Index, request: Index) -> dict[PairLimit, Bools]:
    """What each limit rules out of the pairs of indexes, which broadcast against each other."""
    return {limit: rule(ground, student, request) for limit, rule in RULES.items()}


def tables_of(ground: Ground, rows: Ints) -> dict[PairLimit, Bools]:
    """What each limit rules out of all requests for these students, shape (rows, requests); trips once per school."""
    every = np.arange(len(ground.problem.requests))
    found = {limit: rule(ground, rows[:, None], every) for limit, rule in RULES.items() if rule is not travel}
    far = too_far(ground, rows[:, None], np.arange(len(ground.problem.schools)))[:, ground.school_of]
    return {limit: found.get(limit, far) for limit in RULES}


def rules_of(ground: Ground, student_index: int) -> dict[PairLimit, Bools]:
    """What each limit rules out of all requests for this student, shape (requests,)."""
    return {limit: table[0] for limit, table in tables_of(ground, np.array([student_index])).items()}


def ruled_out(problem: Problem, student_index: int) -> dict[PairLimit, int]:
    """Per limit the number of requests it rules out for this student; limits that rule out none are left out."""
    return ruled_out_on(Ground(problem), student_index)


def ruled_out_on(ground: Ground, student_index: int) -> dict[PairLimit, int]:
    """As `ruled_out`, over a ground that is there already."""
    counts = {limit: int(out.sum()) for limit, out in rules_of(ground, student_index).items()}
    return {limit: count for limit, count in counts.items() if count}


def limits_of(problem: Problem, student_id: str, request_id: str) -> tuple[PairLimit, ...]:
    """The limits that rule this pair out, none when it is eligible; pins overrule nothing here."""
    ground = Ground(problem)
    pair = np.array([ground.student_at[student_id]]), np.array([ground.request_at[request_id]])
    return tuple(limit for limit, out in rules_on(ground, *pair).items() if out[0])
