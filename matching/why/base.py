"""A best plan to ask from: what every other pair would change in it, for the part of a problem that is a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.flow import PlainPart
from matching.goals import Stage, goals_in_order
from matching.graph import Chosen, Graph, Ints
from matching.problem import Pair
from matching.rules import MORE_IS_BETTER, Goal
from matching.solution import GoalValue, PlanMove
from matching.solver.components import components, is_plain
from matching.why.reroute import Change, Reroutes, reroutes

Plan = frozenset[Pair]


@dataclass(frozen=True, eq=False)
class Base:
    """Reroutes around `plan`, whose goals have `values`. Outside the flow's pairs the plan stays as it is."""

    reroutes: Reroutes
    plan: Plan
    values: Mapping[Goal, GoalValue]

    def change(self, pair: Pair) -> Change | None:
        """From this plan to the best one that holds the pair; None when no plan does, or the pair is no part of it."""
        ground = self.reroutes.residual.graph.ground
        return self.reroutes.change(ground.student_at[pair.student], ground.request_at[pair.request])

    def cheapest(self, student: str) -> list[str]:
        """The requests that can have the student, cheapest first; not the one where this plan has them."""
        graph = self.reroutes.residual.graph
        requests = self.reroutes.cheapest(graph.ground.student_at[student])
        return [graph.problem.requests[request].id for request in requests]

    def values_after(self, change: Change) -> dict[Goal, GoalValue]:
        """The goals of the plan that the change leads to."""
        adds: dict[Goal, list[int]] = {goal: [] for goal in self.values}
        for stage, add in zip(self.reroutes.residual.stages, change.adds, strict=True):
            adds[stage.goal].append(-add if stage.goal in MORE_IS_BETTER else add)
        return {goal: _shifted(value, adds[goal]) for goal, value in self.values.items()}

    def moves(self, change: Change) -> dict[str, PlanMove]:
        """The students that the change moves, by id."""
        problem = self.reroutes.residual.graph.problem
        found = {}
        for student, before, after in change.moves:
            name = problem.students[student].id
            places = (None if request is None else problem.requests[request].id for request in (before, after))
            found[name] = PlanMove(student=name, from_request=next(places), to_request=next(places))
        return found


def _shifted(value: GoalValue, adds: Sequence[int]) -> GoalValue:
    if isinstance(value, tuple):
        return tuple(number + add for number, add in zip(value, adds, strict=True))
    return value + sum(adds)


def flow_pairs(graph: Graph) -> Ints:
    """The pairs of all parts that are flows, ascending."""
    goals = goals_in_order(graph.problem)
    parts = components(graph, np.arange(len(graph.student)), duos_count=Goal.DUOS in goals)
    plain = [part for part in parts if is_plain(graph, part, goals)]
    return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *plain]))


def chosen_of(graph: Graph, plan: Plan) -> Chosen | None:
    """The plan as pairs of the graph; None when it holds one that no valid plan does."""
    at, requests = graph.ground.student_at, graph.ground.request_at
    wanted = np.array([at[p.student] * len(requests) + requests[p.request] for p in plan], dtype=np.int64)
    keys = graph.keys
    found = np.searchsorted(keys, np.sort(wanted))
    known = found < len(keys)
    return found if known.all() and (keys[found] == np.sort(wanted)).all() else None


def plan_of(graph: Graph, chosen: Chosen) -> Plan:
    """Pairs of the graph by id."""
    problem = graph.problem
    ends = zip(graph.student[chosen].tolist(), graph.request[chosen].tolist(), strict=True)
    return frozenset(Pair(problem.students[student].id, problem.requests[request].id) for student, request in ends)


def reroutes_around(
    graph: Graph,
    pairs: Ints,
    plan: Plan,
    stages: Sequence[Stage],
    *,
    held: Sequence[int] = (),
    stored: Ints | None = None,
) -> Reroutes | None:
    """Reroutes around the plan's own pairs of the flow; None when they are not a best plan of it."""
    chosen = chosen_of(graph, plan)
    if chosen is None:
        return None
    here = np.zeros(len(graph.student), dtype=bool)
    here[pairs] = True
    return reroutes(graph, pairs, chosen[here[chosen]], stages, held=held, stored=stored)


def best_flow(graph: Graph, pairs: Ints, stages: Sequence[Stage]) -> Chosen | None:
    """A best plan of these pairs under the limits that a flow can hold; None when the pins leave none."""
    part = PlainPart(graph, pairs)
    if not part.start():
        return None
    for stage in stages:
        part.advance(stage)
    return part.chosen
