"""Chooses the half-days of a student who is placed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matching.problem import Request, Student
from matching.rules import HALF_DAYS
from matching.solution import Assignment as Placed


def choose_half_days(student: Student, request: Request, plan: Iterable[Placed]) -> list[str]:
    """As many half-days as the request needs, in week order; nobody else's half-days change.

    Free ones with room first, then free ones, then others of the request: a pin may need these
    (exchange format, section 2, `schedule`). Whether the choice holds is for the referee to say.
    """
    there = Counter(
        half_day
        for row in plan
        if row.request == request.id and row.student != student.id
        for half_day in row.half_days
    )

    def last_choice(half_day: str) -> tuple[bool, bool, int]:
        full = request.at_once is not None and there[half_day] >= request.at_once
        return half_day not in student.half_days, full, HALF_DAYS.index(half_day)

    chosen = sorted(request.half_days, key=last_choice)[: request.half_days_needed]
    return sorted(chosen, key=HALF_DAYS.index)
