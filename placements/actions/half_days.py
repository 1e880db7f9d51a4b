"""Chooses the half-days of a student who is placed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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


def share_half_days(
    request: Request, students: Sequence[Student], now: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Half-days in week order for everybody at the request, by student id; who has some keeps them where that can be.

    Augmenting paths over students and half-days. Who finds too few gets too few, for the referee to say.
    """
    week = _Week(request, students, now)
    for student in students:
        for _ in range(request.half_days_needed - len(week.has[student.id])):
            week.one_more(student.id, set())
    return {name: sorted(half_days, key=HALF_DAYS.index) for name, half_days in week.has.items()}


class _Week:
    def __init__(self, request: Request, students: Sequence[Student], now: Mapping[str, list[str]]) -> None:
        self.has = {student.id: set(now.get(student.id, ())) for student in students}
        self._may = {student.id: _possible(request, student) for student in students}
        most = len(students) if request.at_once is None else request.at_once
        taken = Counter(half_day for half_days in self.has.values() for half_day in half_days)
        self._room = {half_day: most - taken[half_day] for half_day in request.half_days}

    def one_more(self, who: str, seen: set[str]) -> bool:
        """Give one more half-day to this student, others changing theirs when that helps."""
        for half_day in self._may[who]:
            if half_day in seen or half_day in self.has[who]:
                continue
            seen.add(half_day)
            if self._room[half_day] > 0 or self._freed(half_day, seen):
                self._room[half_day] -= 1
                self.has[who].add(half_day)
                return True
        return False

    def _freed(self, half_day: str, seen: set[str]) -> bool:
        for other, theirs in self.has.items():
            if half_day in theirs and self.one_more(other, seen):
                theirs.discard(half_day)
                self._room[half_day] += 1
                return True
        return False


def _possible(request: Request, student: Student) -> list[str]:
    """The free ones; where these are too few, which only a pin allows, then the others too."""
    asked = sorted(request.half_days, key=HALF_DAYS.index)
    free = [half_day for half_day in asked if half_day in student.half_days]
    if len(free) >= request.half_days_needed:
        return free
    return free + [half_day for half_day in asked if half_day not in free]
