"""The state of a search: a problem's parts, each with its best plan so far, taken from stage to stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.components import components, is_plain
from matching.flow import PlainPart, plain_part
from matching.goals import Stage, cost_of, goals_in_order, least_thinkable
from matching.graph import Chosen, Graph
from matching.rules import Goal
from matching.side import SidePart, advance, first_plan
from matching.watch import Watch


@dataclass(frozen=True, slots=True)
class Number:
    """A stage's number for the whole plan, and what no plan with the same earlier numbers beats."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.value == self.bound


class Search:
    """Parts are settled one by one: all goals are sums over them, so the best of each is the best of all."""

    def __init__(self, graph: Graph, watch: Watch, plain: PlainPart | None, sides: list[SidePart]) -> None:
        self.graph, self.watch = graph, watch
        self.plain, self.sides = plain, sides
        self.exact = True

    @classmethod
    def begin(cls, graph: Graph, watch: Watch) -> Search | None:
        """The parts with a first valid plan; None when the pins contradict each other."""
        goals = goals_in_order(graph.problem)
        parts = components(graph, np.arange(len(graph.student)), duos_count=Goal.DUOS in goals)
        plain = plain_part(graph, [part for part in parts if is_plain(graph, part, goals)])
        sides = [first_plan(graph, part) for part in parts if not is_plain(graph, part, goals)]
        if None in sides or (plain is not None and not plain.start()):
            return None
        return cls(graph, watch, plain, [side for side in sides if side is not None])

    @property
    def chosen(self) -> Chosen:
        """The best plan so far."""
        plain = [] if self.plain is None else [self.plain.chosen]
        empty = np.zeros(0, dtype=np.int64)
        return np.sort(np.concatenate([empty, *plain, *(side.chosen for side in self.sides)]))

    def advance(self, stage: Stage) -> Number:
        """Take every part one stage further."""
        if self.plain is not None:
            self.plain.advance(stage)
        self.sides = [advance(side, stage, self.watch) for side in self.sides]
        number = Number(cost_of(self.graph, stage, self.chosen), self._bound(stage))
        self.exact = self.exact and number.proven
        return number

    def _bound(self, stage: Stage) -> int:
        """Once an earlier number is not proven, parts may trade it for this one: only a bound over all plans holds."""
        if not self.exact:
            return least_thinkable(self.graph, stage)
        plain = 0 if self.plain is None else cost_of(self.graph, stage, self.plain.chosen)
        return plain + sum(side.bound for side in self.sides)
