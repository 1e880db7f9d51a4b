"""Whether students can share the half-days of one request when only so many may come at once."""

from __future__ import annotations

from collections.abc import Sequence

from matching.problem import Request, Student


def fit_the_week(request: Request, students: Sequence[Student]) -> bool:
    """Whether each student can have the half-days needed, no half-day holding more than `at_once`.

    Augmenting paths over students and half-days (a transport problem with unit edges). Who is free on too few of them,
    as only a pin allows, comes on all free ones and on some others.
    """
    if request.at_once is None:
        return True
    return _Week(request, students, request.at_once).has_room()


class _Week:
    def __init__(self, request: Request, students: Sequence[Student], at_once: int) -> None:
        self._room = dict.fromkeys(request.half_days, at_once)
        self._may: list[set[str]] = []
        self._wants: list[int] = []
        self._has: list[set[str]] = [set() for _ in students]
        for student in students:
            self._enter(request, set(request.half_days) & set(student.half_days))

    def _enter(self, request: Request, free: set[str]) -> None:
        """One student: the half-days that are sure, those to choose from, and how many to choose."""
        overruled = len(free) < request.half_days_needed
        sure = free if overruled else set()
        for half_day in sure:
            self._room[half_day] -= 1
        self._may.append(set(request.half_days) - free if overruled else free)
        self._wants.append(request.half_days_needed - len(sure))

    def has_room(self) -> bool:
        if min(self._room.values()) < 0:
            return False
        return all(self._one_more(who, set()) for who, wanted in enumerate(self._wants) for _ in range(wanted))

    def _one_more(self, who: int, seen: set[str]) -> bool:
        """Give one more half-day to this student, others changing theirs when that helps."""
        for half_day in sorted(self._may[who] - self._has[who]):
            if half_day in seen:
                continue
            seen.add(half_day)
            if self._room[half_day] > 0:
                self._room[half_day] -= 1
                self._has[who].add(half_day)
                return True
            for other, theirs in enumerate(self._has):
                if half_day in theirs and self._one_more(other, seen):
                    theirs.discard(half_day)
                    self._has[who].add(half_day)
                    return True
        return False
