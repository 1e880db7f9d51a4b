"""The state of a search: a problem's parts, each with its best plan so far, taken from stage to stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.flow import PlainPart, plain_part
from matching.goals import Stage, cost_of, goals_in_order, least_thinkable, stages_of
from matching.graph import Chosen, Graph, Ints
from matching.rules import Goal
from matching.solution import Assignment
from matching.solver.components import components, is_plain
from matching.solver.watch import Watch

if TYPE_CHECKING:
    from matching.side import SidePart, StillPart


@dataclass(frozen=True, slots=True)
class Number:
    """A stage's number for the whole plan, and what no plan with the same earlier numbers beats."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better is possible."""
        return self.value == self.bound


Hear = Callable[[Number], None]


class Search:
    """Parts are settled one by one: all goals are sums over them, so the best of each is the best of all."""

    def __init__(
        self,
        graph: Graph,
        watch: Watch,
        plain: PlainPart | None,
        side: SidePart | None,
        still: StillPart | None = None,
    ) -> None:
        self.graph, self.watch = graph, watch
        self.plain, self.side, self.still = plain, side, still
        self.exact = True

    @classmethod
    def begin(cls, graph: Graph, watch: Watch, start: Chosen | None = None) -> Search | None:
        """The parts with a first valid plan, `start` where it is one; None when the pins contradict each other."""
        goals = goals_in_order(graph.problem)
        parts = components(graph, np.arange(len(graph.student)), duos_count=Goal.DUOS in goals)
        plain, tied = divided(graph, parts, goals)
        one = plain_part(graph, plain)
        if one is not None and not one.start():
            return None
        first = first_plans(graph, tied, watch, start)
        return None if first is None else cls(graph, watch, one, *side_parts(graph, tied, first, watch))

    @property
    def chosen(self) -> Chosen:
        """The best plan so far."""
        return joined([part.chosen for part in (self.plain, self.side, self.still) if part is not None])

    def advance(self, stage: Stage, hear: Hear | None = None, floor: int | None = None) -> Number:
        """Take every part one stage further; once the watch is over every plan stays as it is.

        `hear` is told of the number and what is known of its bound in between; no plan that is as good on the stages
        before goes below `floor`.
        """
        if self.plain is not None and self.watch.over():
            self.exact = False
        elif self.plain is not None:
            self.plain.advance(stage)
        tied = self.side or self.still
        side = 0 if tied is None else self._side(tied, stage, hear, floor)
        number = Number(cost_of(self.graph, stage, self.chosen), self._bound(stage, side))
        self.exact = self.exact and number.proven
        return number

    def _side(self, side: SidePart | StillPart, stage: Stage, hear: Hear | None, floor: int | None) -> int:
        """The bound of the part under side limits, taken one stage further."""
        plain = 0 if self.plain is None else cost_of(self.graph, stage, self.plain.chosen)
        own_floor = None if floor is None or not self.exact else floor - plain
        if hear is None:
            return side.advance(stage, self.watch, floor=own_floor)

        def tell(value: int, bound: int) -> None:
            hear(Number(value + plain, self._bound(stage, bound)))

        return side.advance(stage, self.watch, tell, own_floor)

    def _bound(self, stage: Stage, side: int) -> int:
        """Once an earlier number is not proven, parts may trade it for this one: only a bound over all plans holds."""
        plain = 0 if self.plain is None else cost_of(self.graph, stage, self.plain.chosen)
        if self.exact and self.side is None and self.still is None:
            return plain
        thinkable = least_thinkable(self.graph, stage)
        return max(thinkable, side + plain) if self.exact else thinkable


def divided(graph: Graph, parts: Sequence[Ints], goals: tuple[Goal, ...]) -> tuple[list[Ints], list[Ints]]:
    """The plain parts, and those under side limits."""
    plain = [is_plain(graph, part, goals) for part in parts]
    both = list(zip(parts, plain, strict=True))
    return [part for part, is_so in both if is_so], [part for part, is_so in both if not is_so]


def first_plans(graph: Graph, parts: Sequence[Ints], watch: Watch, start: Chosen | None = None) -> list[Ints] | None:
    """A first valid plan for each part under side limits; None when the pins contradict each other."""
    if not parts:
        return []
    from matching.solver.start import first_plan, kept_plan  # only here: they take half a second to load

    if start is not None:
        plans = [kept_plan(graph, part, start, watch) for part in parts]
    else:
        stages = stages_of(graph)
        plans = [first_plan(graph, part, stages, watch) for part in parts]
    found = [plan for plan in plans if plan is not None]
    return found if len(found) == len(parts) else None


def side_parts(
    graph: Graph, parts: Sequence[Ints], first: Sequence[Ints], watch: Watch
) -> tuple[SidePart | None, StillPart | None]:
    """The parts under side limits as one, to go on with or, when time is over, to leave as it is."""
    if not parts:
        return None, None
    from matching.side import SidePart, StillPart

    if watch.over():
        return None, StillPart(graph, joined(parts), joined(first))
    return SidePart(graph, joined(parts), joined(first)), None


def joined(parts: Sequence[Ints | None]) -> Ints:
    """The pairs of all parts, ascending."""
    empty = np.zeros(0, dtype=np.int64)
    return np.sort(np.concatenate([empty, *(part for part in parts if part is not None)]))


def plan_in(graph: Graph, assignments: Sequence[Assignment]) -> Chosen:
    """The pairs of these assignments that the graph has."""
    students, requests = graph.ground.student_at, graph.ground.request_at
    known = [each for each in assignments if each.student in students and each.request in requests]
    keys = [students[each.student] * len(graph.problem.requests) + requests[each.request] for each in known]
    return np.nonzero(np.isin(graph.keys, np.array(keys, dtype=np.int64)))[0]
