"""How much memory a problem will take, known before anything big is built, against what the machine has free.

What grows is the pairs of student and request: the arrays of the graph, and above all the networks and programs of the
solvers. How many pairs there will be is told by a sample of the students, spread evenly over the list. What they take
was measured as the peak of the whole command (CPython 3.11, OR-Tools 9.15, 64 bits); reading is not counted here, for
it is over by then. `Needs` lies above every peak. Under side limits the first pairs take most, for small programs are
searched as a whole and large ones by a few columns at a time; how deep the search goes varies, so there is more room.

| problem | students | pairs | peak, MB | of it before | by `Needs`, before added |
|---|---|---|---|---|---|
| plain | 5,000 | 395,000 | 150 | 60 | 220 |
| plain | 12,000 | 929,000 | 290 | 85 | 380 |
| plain | 30,000 | 3,009,000 | 663 | 165 | 980 |
| plain | 100,000 | 14,041,000 | 2,338 | 430 | 4,000 |
| side limits | 300 | 5,000 | 157 | 35 | 220 |
| side limits | 800 | 36,000 | 551 | 40 | 640 |
| side limits | 5,000 | 395,000 | 770 | 60 | 1,290 |
| side limits | 12,000 | 929,000 | 1,523 | 85 | 2,010 |
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.eligibility import eligible_of
from matching.ground.candidates import candidates
from matching.ground.free_memory import free_bytes, written
from matching.ground.ground import Ground
from matching.problem import Problem
from matching.rules import Goal
from matching.text.decoding import TooLargeError

SAMPLE: Final = 1024


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes that a way of solving takes: for its libraries, for each pair, and more for each of the first pairs."""

    always: int
    each: int
    early: int = 0

    def of(self, pairs: int) -> int:
        """Bytes for so many pairs."""
        return self.always + self.each * pairs + self.early * min(pairs, EARLY_PAIRS)


EARLY_PAIRS: Final = 50_000
PLAIN: Final = Needs(always=60_000_000, each=250)
SIDE: Final = Needs(always=120_000_000, each=1_300, early=12_000)


def refuse_too_large(ground: Ground) -> None:
    """TooLargeError when the problem will take more memory than is free; costs next to nothing when all pairs fit."""
    free, needs = free_bytes(os.environ), needs_of(ground.problem)
    every = len(ground.problem.students) * len(ground.problem.requests)
    if free is None or needs.of(every) <= free:
        return
    pairs = estimated_pairs(ground)
    needed = needs.of(pairs)
    if needed > free:
        for_what = f"for {pairs:,} pairs of student and request"
        sizes = f"about {written(needed)} of memory {for_what}, and {written(free)} is free"
        raise TooLargeError([f"the problem: solving it takes {sizes}"])


def needs_of(problem: Problem) -> Needs:
    """What the solver that the problem may go to takes at most."""
    wishes_count = Goal.DUOS in problem.goals
    tied = any(student.duo is not None and (student.duo.required or wishes_count) for student in problem.students)
    least = any(request.min_students > 1 for request in problem.requests)
    full = any(r.at_once is not None and r.at_once < r.max_students for r in problem.requests)
    return SIDE if tied or least or full or problem.quotas else PLAIN


def estimated_pairs(ground: Ground) -> int:
    """The eligible pairs of a sample of students, brought up to all students; exact for small problems."""
    students = len(ground.problem.students)
    rows = np.unique(np.linspace(0, students - 1, min(SAMPLE, students)).astype(np.int64))
    found = sum(len(eligible_of(ground, *pairs)[0]) for pairs in candidates(ground, rows))
    return -(-found * students // max(1, len(rows)))
