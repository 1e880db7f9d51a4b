"""What a round can do before anybody solves it: who could come where, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import ROWS_AT_ONCE, RULES, in_reach, pairs_of
from matching.ground.candidates import candidates
from matching.ground.ground import Ground
from matching.problem import Problem
from matching.rules import PairLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many students each request has, how many requests each student, and what each limit takes away."""

    students_per_request: NDArray[np.int64]
    requests_per_student: NDArray[np.int64]
    pairs_ruled_out: dict[PairLimit, int]


def reach(problem: Problem) -> Reach:
    """Counts of eligible pairs, shape (requests,) and (students,), and of pairs each limit rules out."""
    ground = Ground(problem)
    students, requests = len(problem.students), len(problem.requests)
    student, request, _ = pairs_of(ground)
    return Reach(
        students_per_request=np.bincount(request, minlength=requests),
        requests_per_student=np.bincount(student, minlength=students),
        pairs_ruled_out={limit: count_out(ground, limit) for limit in RULES},
    )


def count_out(ground: Ground, limit: PairLimit) -> int:
    """How many of all pairs the limit rules out."""
    students, every = len(ground.problem.students), np.arange(len(ground.problem.requests))
    if limit is PairLimit.TRAVEL:  # far too much to reckon for pairs that are far apart
        return students * len(every) - sum(len(in_reach(ground, *pairs)[0]) for pairs in candidates(ground))
    blocks = (np.arange(at, min(at + ROWS_AT_ONCE, students))[:, None] for at in range(0, students, ROWS_AT_ONCE))
    return sum(int(RULES[limit](ground, rows, every).sum()) for rows in blocks)
