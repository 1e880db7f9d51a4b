"""The best plan with one pair more under side limits, searched from a plan that has it: near by, then anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.goals import cost_of, stages_of
from matching.graph import Chosen, Graph, Ints
from matching.ground.sets import Bools, Index
from matching.problem import Pair
from matching.side import SidePart
from matching.solver.watch import Watch
from matching.why.base import Plan, chosen_of, plan_of
from matching.why.setting import Setting

NEAR: Final = 4000
"""Pairs of the schools around, among which a plan is searched for first."""


@dataclass(frozen=True, eq=False)
class Forced:
    """A problem's pairs where one student has a single one, and a valid plan with it: the pairs of both by index."""

    graph: Graph
    plan: Chosen

    def nearest(self, schools: Index, watch: Watch) -> Forced:
        """The best plan in which only students at these schools (indexes) and those around them change places."""
        return self.searched(_around(self.graph, self.plan, schools), watch)[0]

    def searched(self, pairs: Ints, watch: Watch) -> tuple[Forced, bool]:
        """The best plan over these pairs, the others as they are, and whether it is proven best on every stage."""
        inside = np.zeros(len(self.graph.student), dtype=bool)
        inside[pairs] = True
        part, proven = SidePart(self.graph, pairs, self.plan[inside[self.plan]]), True
        for stage in stages_of(self.graph):
            bound = part.advance(stage, watch)
            proven = proven and bound == cost_of(self.graph, stage, part.chosen)
        plan = np.sort(np.concatenate([self.plan[~inside[self.plan]], part.chosen]))
        return Forced(self.graph, plan), proven


def best_known(setting: Setting, pair: Pair, watch: Watch) -> tuple[Plan, bool] | None:
    """A plan with the pair and whether it is proven best; None when no plan near the one asked about has it.

    Everywhere is searched only in a problem that is small; the flows in it stay as they are.
    """
    near = setting.near(pair)
    if near is None:
        return None
    at, requests = setting.graph.ground.student_at, setting.graph.ground.request_at
    graph = forced(setting.graph, at[pair.student], requests[pair.request])
    chosen = chosen_of(graph, near)
    if chosen is None:
        return None
    changed = [requests[each.request] for each in near ^ setting.now]
    schools = setting.graph.ground.school_of[np.array([requests[pair.request], *changed])]
    found, proven = Forced(graph, chosen).nearest(schools, watch), False
    if setting.is_small:
        flow = np.isin(graph.keys, setting.flow_keys)
        found, proven = found.searched(np.nonzero(~flow)[0], watch)
        proven = proven and (setting.proven or not flow.any())
    return plan_of(graph, found.plan), proven


def forced(graph: Graph, student: int, request: int) -> Graph:
    """The graph where the student (index) has the pair with the request alone and must stand there."""
    kept = graph.keep((graph.student != student) | (graph.request == request))
    return replace(kept, pinned=kept.pinned | (kept.student == student))


def _around(graph: Graph, plan: Chosen, first: Index) -> Ints:
    """The pairs at schools around the first, of students who are there or have no place; ever more schools while few.

    Next comes the school where most of those who are there already could go.
    """
    schools = np.zeros(len(graph.problem.schools), dtype=bool)
    home = np.full(len(graph.problem.students), -1, dtype=np.int64)
    home[graph.student[plan]] = graph.school[plan]
    schools[first] = True
    found = _pairs_at(graph, home, schools)
    while len(found) < NEAR:
        could = schools[home[graph.student]] & (home[graph.student] >= 0) & ~schools[graph.school]
        wanted = np.bincount(graph.school[could], minlength=len(schools))
        if not wanted.any():
            break
        schools[int(np.argmax(wanted))] = True
        found = _pairs_at(graph, home, schools)
    return found


def _pairs_at(graph: Graph, home: Ints, schools: Bools) -> Ints:
    own = home[graph.student]
    return np.nonzero(schools[graph.school] & ((own < 0) | schools[own]))[0]
