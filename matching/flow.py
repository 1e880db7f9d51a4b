"""Plain parts of a problem: each stage a min-cost flow, all stages in turn exactly.

Prices that prove a flow cheapest also tell which arcs no cheapest flow uses and which all of them fill
(complementary slackness); what is left is the set of all optimal plans, on which the next stage is solved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.goals import Stage, coverage_of, weights
from matching.graph import Chosen, Graph, Ints
from matching.solver.caps import RequestCap, SchoolCap, school_caps
from matching.solver.network import Network


class PlainPart:
    """Pairs without side limits; `advance` settles one stage after another."""

    def __init__(self, graph: Graph, pairs: Ints) -> None:
        self.graph, self.pairs = graph, pairs
        wiring = _Wiring(graph, pairs)
        self.network, self.pair_arcs, self.gain = wiring.finish()
        self.chosen: Chosen = np.zeros(0, dtype=np.int64)

    def start(self) -> bool:
        """A first plan; False when the pins contradict each other."""
        return self._take(np.zeros(len(self.gain), dtype=np.int64)) is not None

    def advance(self, stage: Stage) -> None:
        """Make the stage's number least among the plans that are left, and leave only those that are as good."""
        costs = self.costs(stage)
        if not costs[self.network.capacity > 0].any():
            return
        flow = self._take(costs)
        if flow is None:
            raise AssertionError("a flow that was there has gone")
        self.network = self.network.face(flow, self.network.reduced_costs(flow, costs))

    def costs(self, stage: Stage) -> Ints:
        """The stage's cost of each arc."""
        if stage.counts_coverage:
            return -self.gain
        costs = np.zeros(len(self.gain), dtype=np.int64)
        costs[self.pair_arcs] = stage.cost[self.pairs]
        return costs

    def _take(self, costs: Ints) -> Ints | None:
        flow = self.network.cheapest(costs)
        if flow is not None:
            self.chosen = self.pairs[flow[self.pair_arcs] > 0]
        return flow


class _Wiring:
    """Lays the arcs: student, quota, request, school, step to the sink; students may also stay out."""

    def __init__(self, graph: Graph, pairs: Ints) -> None:
        self.graph, self.pairs = graph, pairs
        self.students, self.student_node = np.unique(graph.student[pairs], return_inverse=True)
        self.nodes = len(self.students) + 1
        self.sink = len(self.students)
        self.arcs: list[tuple[int, int, int, int]] = []
        self.entry = np.zeros(len(pairs), dtype=np.int64)

    def node(self) -> int:
        """A new node."""
        self.nodes += 1
        return self.nodes - 1

    def arc(self, tail: int, head: int, capacity: int, gain: int = 0) -> None:
        """A new arc."""
        self.arcs.append((tail, head, capacity, gain))

    def school(self, cap: SchoolCap, weight: int) -> None:
        """A school's node, its requests, and an arc per student it can have."""
        node = self.node()
        for request in cap.requests:
            self.request(request, node, cap)
        for count in range(1, cap.most + 1):
            self.arc(node, self.sink, 1, coverage_of(weight, count) - coverage_of(weight, count - 1))

    def request(self, cap: RequestCap, school: int, around: SchoolCap) -> None:
        """A request's node, with a node before it for each college that a quota holds."""
        node = self.node()
        self.entry[np.searchsorted(self.pairs, cap.pairs)] = node
        for quota in around.quotas:
            if np.isin(quota.pairs, cap.pairs).all():
                gate = self.node()
                self.entry[np.searchsorted(self.pairs, quota.pairs)] = gate
                self.arc(gate, node, quota.most)
        self.arc(node, school, cap.most)

    def finish(self) -> tuple[Network, Ints, Ints]:
        """The network, which arcs are the pairs, and each arc's coverage."""
        weight = weights(self.graph.problem)
        for cap in school_caps(self.graph, self.pairs):
            self.school(cap, int(weight[cap.school]))
        for node, student in enumerate(self.students):
            if not self.graph.pinned_students[student]:
                self.arc(node, self.sink, 1)
        laid = np.array(self.arcs, dtype=np.int64).reshape(-1, 4)
        ones = np.ones(len(self.pairs), dtype=np.int64)
        tail = np.concatenate([self.student_node, laid[:, 0]])
        head = np.concatenate([self.entry, laid[:, 1]])
        capacity = np.concatenate([ones, laid[:, 2]])
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[: len(self.students)] = 1
        supply[self.sink] = -len(self.students)
        network = Network(tail, head, capacity, np.zeros_like(tail), supply)
        return network, np.arange(len(self.pairs)), np.concatenate([ones * 0, laid[:, 3]])


def plain_part(graph: Graph, parts: Sequence[Ints]) -> PlainPart | None:
    """All plain parts as one network, which a flow solves as quickly as one of them."""
    if not parts:
        return None
    return PlainPart(graph, np.sort(np.concatenate(parts)))
