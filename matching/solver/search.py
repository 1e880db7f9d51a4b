"""The state of a search: a problem's parts, each with its best plan so far, taken from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matching.flow import PlainPart, plain_part
from matching.goals import Stage, cost_of, goals_in_order, least_thinkable, stages_of
from matching.graph import Chosen, Graph, Ints
from matching.rules import Goal
from matching.solver.components import components, is_plain
from matching.solver.watch import Watch

if TYPE_CHECKING:
    from matching.side import SidePart

FIRST_SHARE: Final = 0.15
FIRST_SECONDS: Final = 10.0
"""What a first plan may take of the time to make it better, and at most without a limit."""


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

    def __init__(self, graph: Graph, watch: Watch, plain: PlainPart | None, side: SidePart | None) -> None:
        self.graph, self.watch = graph, watch
        self.plain, self.side = plain, side
        self.exact = True

    @classmethod
    def begin(cls, graph: Graph, watch: Watch) -> Search | None:
        """The parts with a first valid plan; None when the pins contradict each other."""
        goals = goals_in_order(graph.problem)
        parts = components(graph, np.arange(len(graph.student)), duos_count=Goal.DUOS in goals)
        plain, tied = divided(graph, parts, goals)
        one = plain_part(graph, plain)
        if one is not None and not one.start():
            return None
        other = side_part(graph, tied, watch) if tied else None
        return None if tied and other is None else cls(graph, watch, one, other)

    @property
    def chosen(self) -> Chosen:
        """The best plan so far."""
        return joined([part.chosen for part in (self.plain, self.side) if part is not None])

    def advance(self, stage: Stage) -> Number:
        """Take every part one stage further; once the watch is over every plan stays as it is."""
        if self.plain is not None and self.watch.over():
            self.exact = False
        elif self.plain is not None:
            self.plain.advance(stage)
        side = 0 if self.side is None else self.side.advance(stage, self.watch)
        number = Number(cost_of(self.graph, stage, self.chosen), self._bound(stage, side))
        self.exact = self.exact and number.proven
        return number

    def _bound(self, stage: Stage, side: int) -> int:
        """Once an earlier number is not proven, parts may trade it for this one: only a bound over all plans holds."""
        if not self.exact:
            return least_thinkable(self.graph, stage)
        return side + (0 if self.plain is None else cost_of(self.graph, stage, self.plain.chosen))


def divided(graph: Graph, parts: Sequence[Ints], goals: tuple[Goal, ...]) -> tuple[list[Ints], list[Ints]]:
    """The plain parts, and those under side limits."""
    plain = [is_plain(graph, part, goals) for part in parts]
    both = list(zip(parts, plain, strict=True))
    return [part for part, is_so in both if is_so], [part for part, is_so in both if not is_so]


def side_part(graph: Graph, parts: Sequence[Ints], watch: Watch) -> SidePart | None:
    """The parts under side limits with a first valid plan; None when the pins contradict each other."""
    from matching.side import SidePart  # only here: the solvers behind it take half a second to load
    from matching.solver.start import first_plan

    stages, at_first = stages_of(graph), watch.share(FIRST_SHARE, FIRST_SECONDS)
    first = [first_plan(graph, part, stages, at_first) for part in parts]
    return None if any(plan is None for plan in first) else SidePart(graph, joined(parts), joined(first))


def joined(parts: Sequence[Ints | None]) -> Ints:
    """The pairs of all parts, ascending."""
    empty = np.zeros(0, dtype=np.int64)
    return np.sort(np.concatenate([empty, *(part for part in parts if part is not None)]))
