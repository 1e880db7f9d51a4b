"""What is known of each goal: value, bound and proof, told to the listener as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matching.goals import Stage, cost_of, goals_in_order, stages_of_goal, value_of
from matching.rules import Goal
from matching.search import Search
from matching.solution import GoalResult, GoalValue, Progress


@dataclass(frozen=True, slots=True)
class Entry:
    """A settled goal: its stages, the bound on each one's number, and how long it took."""

    goal: Goal
    stages: tuple[Stage, ...]
    bounds: tuple[int, ...]
    seconds: float


class Ledger:
    """Takes the search through goal after goal and writes down what comes of it."""

    def __init__(self, search: Search, listener: Callable[[Progress], None] | None) -> None:
        self.search, self.listener = search, listener
        self.goals = goals_in_order(search.graph.problem)
        self.entries: list[Entry] = []

    def settle(self, goal: Goal) -> None:
        """Take the search through all stages of one goal."""
        began = self.search.watch.elapsed()
        self._tell(goal, None, None, proven=False)
        stages = stages_of_goal(self.search.graph, goal)
        bounds = tuple(self.search.advance(stage).bound for stage in stages)
        self.entries.append(Entry(goal, tuple(stages), bounds, self.search.watch.elapsed() - began))
        result = self.result(self.entries[-1])
        self._tell(goal, result.value, result.bound, proven=self.search.exact)

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
        now = [cost_of(self.search.graph, stage, chosen) + stage.constant for stage in entry.stages]
        bounds = [bound + stage.constant for bound, stage in zip(entry.bounds, entry.stages, strict=True)]
        return GoalResult(
            goal=entry.goal,
            value=value_of(entry.goal, now),
            bound=value_of(entry.goal, bounds),
            proven=False,
            seconds=round(entry.seconds, 3),
        )

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
