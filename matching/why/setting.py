"""A question's setting, reckoned once: the plan asked about, its values, and best plans of flows to ask from."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np

from matching.check import broken_limits
from matching.eligibility import rules_of
from matching.goals import Stage, stages_of
from matching.graph import Graph, Ints, build_graph
from matching.ground.sets import Bools
from matching.problem import Pair, Problem, Student
from matching.referee.lookup import Lookup
from matching.rules import Goal
from matching.score import score
from matching.solution import GoalValue, Solution, Status
from matching.solver.plan import assignments_of
from matching.solver.watch import Watch
from matching.why.base import Base, Plan, best_flow, chosen_of, flow_pairs, plan_of, reroutes_around
from matching.why.least import least_key
from matching.why.nearby import nearby
from matching.why.price_order import IMPOSSIBLE, Key, key_of
from matching.why.reach import Reach
from matching.why.reroute import reroutes
from matching.why.residual import residual_of
from matching.why.weeks import fit_the_week

SEARCHED: Final = 60_000
"""Pairs under side limits up to which a plan is searched for: a college of about a thousand students."""


class Setting:
    """A problem with a plan of it. What takes long is reckoned when it is first asked for, and kept."""

    def __init__(
        self, problem: Problem, solution: Solution, stored: Ints | None = None, searched: int = SEARCHED
    ) -> None:
        self.problem, self._stored, self._searched = problem, stored, searched
        self.now: Plan = frozenset(Pair(each.student, each.request) for each in solution.assignments)
        self.proven = solution.status is Status.OPTIMAL
        self._held: dict[str, Base | None] = {}

    @cached_property
    def lookup(self) -> Lookup:
        """The problem's rows by id."""
        return Lookup(self.problem)

    @cached_property
    def graph(self) -> Graph:
        """The pairs that a valid plan can hold."""
        return build_graph(self.problem)

    @cached_property
    def values(self) -> dict[Goal, GoalValue]:
        """The goals of the plan asked about."""
        return self.score(self.now)

    def score(self, plan: Plan) -> dict[Goal, GoalValue]:
        """The goals of any plan."""
        return score(self.problem, tuple(plan))

    def near(self, pair: Pair) -> Plan | None:
        """A valid plan with the pair, near the plan asked about: the best of a few, judged by the referee."""
        return next((plan for plan in nearby(self.lookup, self.now, pair) if self._is_valid(plan)), None)

    def _is_valid(self, plan: Plan) -> bool:
        chosen = chosen_of(self.graph, plan)
        there: dict[str, list[Student]] = {}
        for pair in plan:
            there.setdefault(pair.request, []).append(self.lookup.students[pair.student])
        weeks = (fit_the_week(self.lookup.requests[request], students) for request, students in there.items())
        if chosen is None or not all(weeks):
            return False
        return not broken_limits(self.problem, assignments_of(self.graph, chosen))

    @property
    def is_small(self) -> bool:
        """Whether a plan with one pair more is searched for, rather than taken from near the plan at hand."""
        return len(self.graph.student) - len(self._flow) <= self._searched

    def elsewhere(self, student: str) -> list[str]:
        """The eligible requests where the student is not now; a pin makes its request one."""
        out = np.logical_or.reduce(list(rules_of(self.graph.ground, self.graph.ground.student_at[student]).values()))
        pinned = {pin.request for pin in self.problem.pins if pin.student == student}
        names = [
            each.id for each, ruled in zip(self.problem.requests, out, strict=True) if not ruled or each.id in pinned
        ]
        return [name for name in names if Pair(student, name) not in self.now]

    def base_for(self, student: str) -> Base | None:
        """A best plan with a reroute for each pair of the student; None where that takes solving.

        The plan asked about, when its flow is best; else when it is best for all others as long as this student
        stays; else a best plan found anew, when the whole problem is a flow.
        """
        index = self.graph.ground.student_at[student]
        if not self._in_flow[index] or not (self.proven or self.is_all_flow):
            return None
        return self._now_base or self._held_base(student, index) or self._new_base

    @property
    def distances(self) -> Ints | None:
        """What may be stored of the plan asked about, shape (stages, nodes); None without a flow that is best."""
        return None if self._now_base is None or not len(self._flow) else self._now_base.reroutes.known.cost

    def least(self, student: str, request: str, watch: Watch) -> Key:
        """A key that no plan holding the pair is below."""
        if watch.over() or any(pin.student == student for pin in self.problem.pins) or self._eased_base is None:
            return ()
        proven = key_of(self.values.items()) if self.proven else ()
        change = self._eased_base.change(Pair(student, request))
        return IMPOSSIBLE if change is None else least_key(self.problem, self._eased_base.values_after(change), proven)

    @cached_property
    def reach(self) -> Reach | None:
        """Who could move up for whom by the limits that a flow can hold; None when the plan breaks one of them."""
        chosen = chosen_of(self.graph, self.now)
        residual = None if chosen is None else residual_of(self.graph, np.arange(len(self.graph.student)), chosen, ())
        return None if residual is None else Reach(residual)

    @cached_property
    def _stages(self) -> list[Stage]:
        return stages_of(self.graph)

    @cached_property
    def _flow(self) -> Ints:
        return flow_pairs(self.graph)

    @cached_property
    def _in_flow(self) -> Bools:
        """Which students of the problem have pairs of the flow."""
        found = np.zeros(len(self.problem.students), dtype=bool)
        found[self.graph.student[self._flow]] = True
        return found

    @property
    def flow_keys(self) -> Ints:
        """The pairs of the flow, by number (`Graph.keys`)."""
        return self.graph.keys[self._flow]

    @property
    def is_all_flow(self) -> bool:
        """Whether a flow can hold every limit and goal."""
        return len(self._flow) == len(self.graph.student)

    @cached_property
    def _now_base(self) -> Base | None:
        found = reroutes_around(self.graph, self._flow, self.now, self._stages, stored=self._stored)
        return None if found is None else Base(found, self.now, self.values)

    def _held_base(self, student: str, index: int) -> Base | None:
        if student not in self._held:
            found = reroutes_around(self.graph, self._flow, self.now, self._stages, held=[index])
            self._held[student] = None if found is None else Base(found, self.now, self.values)
        return self._held[student]

    @cached_property
    def _new_base(self) -> Base | None:
        return self._best_base(self._stages) if self.is_all_flow else None

    @cached_property
    def _eased_base(self) -> Base | None:
        """Around the best plan when every limit and goal is left out that a flow cannot hold."""
        return self._best_base([stage for stage in self._stages if stage.goal is not Goal.DUOS])

    def _best_base(self, stages: list[Stage]) -> Base | None:
        pairs = np.arange(len(self.graph.student))
        chosen = best_flow(self.graph, pairs, stages)
        found = None if chosen is None else reroutes(self.graph, pairs, chosen, stages)
        if chosen is None or found is None:
            return None
        plan = plan_of(self.graph, chosen)
        return Base(found, plan, self.score(plan))
