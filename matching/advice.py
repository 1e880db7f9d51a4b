"""What would place more students (more places, no minimum, a longer trip), and why somebody has no place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from matching.problem import Problem
from matching.solution import Solution
from matching.solver.watch import Watch
from matching.why.asked import FewerAsked, MoreAsked, fewer_asked, more_asked
from matching.why.crowd import Crowds
from matching.why.setting import Setting
from matching.why.shortage import Room, Shortage, smallest_shortage
from matching.why.trips import LongerTrip, longer_trips
from matching.why.waiting import Waiting

__all__ = ["Advice", "Adviser", "FewerAsked", "LongerTrip", "MoreAsked", "Room", "Shortage", "advise", "shortage_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Each list best first; `complete` is false when time ended before all was looked into."""

    unplaced: int
    more_asked: tuple[MoreAsked, ...]
    fewer_asked: tuple[FewerAsked, ...]
    longer_trips: tuple[LongerTrip, ...]
    complete: bool


def shortage_of(problem: Problem, solution: Solution, *, student: str) -> Shortage | None:
    """A smallest set of students with too few places for all, `student` among them (docs/engine.md, Explanations).

    None for a student who has a place, and where such numbers do not tell why: a goal before `placed`, or limits on
    several students together, keep the student out. Raises KeyError for an id the problem does not have.
    """
    return Adviser(problem, solution).shortage(student)


def advise(
    problem: Problem,
    solution: Solution,
    *,
    limit: int = 10,
    seconds: float | None = None,
    stop: Callable[[], bool] | None = None,
) -> Advice:
    """Which changes to the question would place most of those without a place, at most `limit` of each kind."""
    return Adviser(problem, solution).advise(limit=limit, seconds=seconds, stop=stop)


class Adviser:
    """Answers about one plan; what is reckoned for one answer serves the next."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._setting = Setting(problem, solution)
        self._waiting = Waiting(self._setting)

    def shortage(self, student: str) -> Shortage | None:
        """As `shortage_of`."""
        index, reach = self._setting.graph.ground.student_at[student], self._setting.reach
        if student not in self._waiting.names or reach is None:
            return None
        return smallest_shortage(reach, self._crowds, index)

    def advise(
        self, *, limit: int = 10, seconds: float | None = None, stop: Callable[[], bool] | None = None
    ) -> Advice:
        """As the function of that name."""
        watch = Watch(seconds, stop)
        return Advice(
            unplaced=len(self._waiting.names),
            more_asked=tuple(more_asked(self._waiting, watch)[:limit]),
            fewer_asked=tuple(fewer_asked(self._waiting, watch)[:limit]),
            longer_trips=tuple(longer_trips(self._waiting, watch, limit)),
            complete=not watch.over(),
        )

    @cached_property
    def _crowds(self) -> Crowds:
        return Crowds(self._setting.graph)
