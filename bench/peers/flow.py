"""One bare OR-Tools minimum-cost flow over the same pairs: built once, solved once, for one vector of costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from ortools.graph.python import min_cost_flow

from bench.question import NONE, Array, Question

LEFT_OUT: Final = 1_000_000
"""What a student without a place costs: more than a way round through schools ever saves here."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """The network: a student to a request, a request to its school, a school to the end once per student."""

    tail: Array
    head: Array
    capacity: Array
    cost: Array
    students: int
    nodes: int


def weighted(asked: Question) -> Arcs:
    """The goals that are sums over pairs as one weighted sum, as one would without goals in turn."""
    total = np.zeros(len(asked.student), dtype=np.int64)
    for (_, coverage, duos), cost in zip(asked.stages.tolist(), asked.costs, strict=True):
        if not coverage and not duos:
            total = total * 8 + cost
    return _arcs(asked, total, coverage=False)


def coverage(asked: Question) -> Arcs:
    """The goal that counts schools, and no pair."""
    return _arcs(asked, np.zeros(len(asked.student), dtype=np.int64), coverage=True)


def _arcs(asked: Question, pair_costs: Array, *, coverage: bool) -> Arcs:
    students, requests, schools = len(asked.college), len(asked.most), len(asked.cap)
    room = np.bincount(asked.school_of, weights=asked.most, minlength=schools).astype(np.int64)
    room = np.where(asked.cap == NONE, room, np.minimum(room, asked.cap))
    school = np.repeat(np.arange(schools), room)
    number = np.arange(len(school)) - np.repeat(np.cumsum(room) - room, room) + 1
    gain = 60 * asked.weight[school] // number if coverage else 0 * school
    at_school, end = students + requests, students + requests + schools
    ones, nothing = np.ones(len(asked.student), dtype=np.int64), np.zeros(requests, dtype=np.int64)
    return Arcs(
        tail=np.concatenate([asked.student, students + np.arange(requests), at_school + school]),
        head=np.concatenate([students + asked.request, at_school + asked.school_of, np.full(len(school), end)]),
        capacity=np.concatenate([ones, asked.most, np.ones(len(school), dtype=np.int64)]),
        cost=np.concatenate([pair_costs, nothing, -gain]),
        students=students,
        nodes=end + 1,
    )


def with_out(arcs: Arcs) -> Arcs:
    """The engine's own graph: who has no place goes by a node of its own to the end, and pays for it."""
    students, out, end = np.arange(arcs.students, dtype=np.int64), arcs.nodes, arcs.nodes - 1
    return replace(
        arcs,
        tail=np.concatenate([arcs.tail, students, [out]]),
        head=np.concatenate([arcs.head, np.full(len(students), out), [end]]),
        capacity=np.concatenate([arcs.capacity, np.ones_like(students), [len(students)]]),
        cost=np.concatenate([arcs.cost, np.full(len(students), LEFT_OUT), [0]]),
        nodes=arcs.nodes + 1,
    )


def solve(arcs: Arcs, end: int, *, all_leave: bool) -> int:
    """The number of students placed: of all who leave those who do not stay out, or as many as can leave at all."""
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
    supply = np.zeros(arcs.nodes, dtype=np.int64)
    supply[: arcs.students], supply[end] = 1, -arcs.students
    flow.set_nodes_supplies(np.arange(arcs.nodes, dtype=np.int64), supply)
    if all_leave:
        flow.solve()
        return arcs.students - int(flow.flow(len(arcs.tail) - 1))
    flow.solve_max_flow_with_min_cost()
    return int(flow.maximum_flow())
