"""What is known of each goal: value, bound and proof, told to the listener as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.goals import Stage, cost_of, goals_in_order, least_thinkable, stages_of_goal, value_of
from matching.graph import Graph
from matching.rules import MORE_IS_BETTER, Goal
from matching.solution import GoalResult, GoalValue, Progress
from matching.solver.search import Number, Search


@dataclass(frozen=True, slots=True)
class Entry:
    """A settled goal: its stages, the bound on each one's number, and how long it took."""

    goal: Goal
    stages: tuple[Stage, ...]
    bounds: tuple[int, ...]
    seconds: float


class Ledger:
    """Takes the search through goal after goal and writes down what comes of it.

    `base` are the results of a problem that allows every plan that this one allows: as long as all numbers are those
    of the base, no number beats what is proven there.
    """

    def __init__(
        self, search: Search, listener: Callable[[Progress], None] | None, base: Sequence[GoalResult] = ()
    ) -> None:
        self.search, self.listener = search, listener
        self.floors = proven_numbers(search.graph, base)
        self.goals = goals_in_order(search.graph.problem)
        self.entries: list[Entry] = []

    def settle(self, goal: Goal) -> None:
        """Take the search through all stages of one goal."""
        began = self.search.watch.elapsed()
        self._tell(goal, None, None, proven=False)
        stages = tuple(stages_of_goal(self.search.graph, goal))
        bounds = [least_thinkable(self.search.graph, stage) if at else 0 for at, stage in enumerate(stages)]
        for at, stage in enumerate(stages):
            bounds[at] = self._advance(stage, self._between(goal, stages, bounds, at)).bound
            if at + 1 < len(stages):
                self._tell_entry(Entry(goal, stages, tuple(bounds), 0.0), proven=False)
        self.entries.append(Entry(goal, stages, tuple(bounds), self.search.watch.elapsed() - began))
        self._tell_entry(self.entries[-1], proven=self.search.exact)

    def _advance(self, stage: Stage, hear: Callable[[Number], None]) -> Number:
        """One stage further; once a number is not the base's, the base says nothing more."""
        floor = self.floors.pop(0) if self.floors else None
        number = self.search.advance(stage, hear, floor)
        if number.value != floor:
            self.floors = []
        return number

    def results(self) -> tuple[GoalResult, ...]:
        """Every goal's value in the plan as it is now; proven as far as value and bound agree from the first on."""
        found, all_equal = [], True
        for entry in self.entries:
            result = self.result(entry)
            all_equal = all_equal and result.value == result.bound
            found.append(
                GoalResult(
                    goal=result.goal,
                    value=result.value,
                    bound=result.bound,
                    proven=all_equal,
                    seconds=result.seconds,
                )
            )
        return tuple(found)

    def result(self, entry: Entry) -> GoalResult:
        """One goal's value in the plan as it is now beside its bound; says nothing of the proof."""
        chosen = self.search.chosen
        now = [cost_of(self.search.graph, stage, chosen) for stage in entry.stages]
        return GoalResult(
            goal=entry.goal,
            value=told(entry.goal, entry.stages, now),
            bound=told(entry.goal, entry.stages, entry.bounds),
            proven=False,
            seconds=round(entry.seconds, 3),
        )

    def _between(self, goal: Goal, stages: tuple[Stage, ...], bounds: list[int], at: int) -> Callable[[Number], None]:
        """Tells of the stage under way what is known of its number; the numbers of later ones are those of before."""

        def tell(number: Number) -> None:
            if self.listener is not None:
                now = [cost_of(self.search.graph, stage, self.search.chosen) for stage in stages]
                values = [*now[:at], number.value, *now[at + 1 :]]
                known = [*bounds[:at], number.bound, *bounds[at + 1 :]]
                self._tell(goal, told(goal, stages, values), told(goal, stages, known), proven=False)

        return tell

    def _tell_entry(self, entry: Entry, *, proven: bool) -> None:
        if self.listener is not None:
            result = self.result(entry)
            self._tell(entry.goal, result.value, result.bound, proven=proven)

    def _tell(self, goal: Goal, value: GoalValue | None, bound: GoalValue | None, *, proven: bool) -> None:
        if self.listener is not None:
            news = Progress(
                goal=goal,
                index=self.goals.index(goal),
                goals=len(self.goals),
                value=value,
                bound=bound,
                proven=proven,
                seconds=round(self.search.watch.elapsed(), 3),
            )
            self.listener(news)


def told(goal: Goal, stages: Sequence[Stage], numbers: Sequence[int]) -> GoalValue:
    """The goal's value when its stages have these numbers, their constants left out."""
    return value_of(goal, [number + stage.constant for number, stage in zip(numbers, stages, strict=True)])


def proven_numbers(graph: Graph, base: Sequence[GoalResult]) -> list[int]:
    """The stages' numbers in these results, in order, as far as they are proven and the goals are the problem's."""
    found: list[int] = []
    for goal, result in zip(goals_in_order(graph.problem), base, strict=False):
        if not result.proven or result.goal is not goal:
            break
        values = result.value if isinstance(result.value, tuple) else (result.value,)
        sign = -1 if goal in MORE_IS_BETTER else 1
        found.extend(
            sign * value - stage.constant for value, stage in zip(values, stages_of_goal(graph, goal), strict=True)
        )
    return found
