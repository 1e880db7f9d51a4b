"""What the goals look at, as arrays over the students and over the requests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.ground.sets import Bits, Marks, bits_of, marks_of, positions
from matching.problem import Problem

LOTTERY_PRIME: Final = 1000003


@dataclass(frozen=True, eq=False)
class Worth:
    """Languages and levels as bits, for students what they speak or wish; `towns` marks students and wished towns.

    `town` is the town of each school, `lots` are the numbers of students and of requests in the lottery.
    """

    languages: tuple[Bits, Bits]
    levels: tuple[Bits, Bits]
    towns: Marks
    town: NDArray[np.int64]
    travel_weight: NDArray[np.int64]
    lots: tuple[NDArray[np.int64], NDArray[np.int64]]


def worth_of(problem: Problem) -> Worth:
    """The arrays of this problem."""
    students, requests = problem.students, problem.requests
    languages = positions(request.languages for request in requests)
    levels = positions(request.levels for request in requests)
    town = positions([[school.municipality for school in problem.schools]])
    wished = [(at, town[name]) for at, row in enumerate(students) for name in row.wished_municipalities if name in town]
    return Worth(
        languages=(
            bits_of([row.languages for row in students], languages),
            bits_of([row.languages for row in requests], languages),
        ),
        levels=(
            bits_of([row.wished_levels for row in students], levels),
            bits_of([r.levels for r in requests], levels),
        ),
        towns=marks_of(wished, len(students), len(town)),
        town=np.array([town[school.municipality] for school in problem.schools], dtype=np.int64),
        travel_weight=np.array([student.travel_weight for student in students], dtype=np.int64),
        lots=(
            np.array([lottery_number(problem.seed, "student", row.id) for row in students], dtype=np.int64),
            np.array([lottery_number(problem.seed, "request", row.id) for row in requests], dtype=np.int64),
        ),
    )


def lottery_number(seed: int, kind: str, identifier: str) -> int:
    """The number of a student or request: 1 + the first 8 bytes of a SHA-256, modulo 1000002."""
    digest = hashlib.sha256(f"{seed}:{kind}:{identifier}".encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % (LOTTERY_PRIME - 1)
