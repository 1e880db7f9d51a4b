"""Lays the network of plain pairs: student, quota, request, quota, school, a step per student, sink.

Students may also stay out, by way of one node that lets at most so many through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.goals import weights
from matching.graph import Graph, Ints
from matching.solver.caps import request_cap
from matching.solver.nesting import NONE, Quotas, binding_quotas
from matching.solver.network import Network, Whole


@dataclass(frozen=True, eq=False)
class Nodes:
    """What the nodes stand for: students, `out`, `sink`, requests, schools, quotas (those that cross are unused).

    `students`, `requests`, `schools` are indexes in the problem, ascending, and so are their nodes.
    """

    students: Ints
    requests: Ints
    schools: Ints
    quotas: Quotas

    @property
    def out(self) -> int:
        """The node of the students without a place."""
        return len(self.students)

    @property
    def sink(self) -> int:
        """Where every student ends."""
        return self.out + 1

    @property
    def request(self) -> int:
        """The node of the first request."""
        return self.out + 2

    @property
    def school(self) -> int:
        """The node of the first school."""
        return self.request + len(self.requests)

    @property
    def quota(self) -> int:
        """The node of the first quota."""
        return self.school + len(self.schools)

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return self.quota + len(self.quotas.most)


@dataclass(frozen=True, eq=False)
class Wiring:
    """A network with its nodes; the first arcs are the pairs, in their order. `gain` is each arc's coverage.

    `kinds` are the arcs behind the pairs kind by kind, so that what feeds a node comes before what leaves it.
    """

    network: Network
    nodes: Nodes
    gain: Ints
    kinds: tuple[slice, ...]

    def flow_of(self, stands: NDArray[np.bool_]) -> Ints | None:
        """The flow, shape (arcs,), in which exactly these pairs stand; None when they break a limit laid here."""
        network = self.network
        flow = np.zeros(len(self.gain), dtype=np.int64)
        flow[: len(stands)] = stands
        left = network.supply.copy()
        for kind in (slice(0, len(stands)), *self.kinds):
            tail, capacity = network.tail[kind], network.capacity[kind]
            if kind.start > 0:
                place = np.arange(len(tail)) - np.searchsorted(tail, tail)
                flow[kind] = np.clip(left[tail] - place, 0, capacity)
            np.subtract.at(left, tail, flow[kind])
            np.add.at(left, network.head[kind], flow[kind])
        return None if left.any() else flow

    def letting_out(self, most: int) -> Wiring:
        """The same with another number of students who may stay out; theirs is the last arc."""
        capacity = self.network.capacity.copy()
        capacity[-1] = most
        return replace(self, network=replace(self.network, capacity=capacity))


def lay(graph: Graph, pairs: Ints, most_out: int | None = None) -> Wiring:
    """The network of these pairs; limits that no flow can hold are left out. At most `most_out` students stay out."""
    students, student_at = numbered(graph.student[pairs], len(graph.problem.students))
    requests, request_at = numbered(graph.request[pairs], len(graph.problem.requests))
    schools, school_at = numbered(graph.ground.school_of[requests], len(graph.problem.schools))
    nodes = Nodes(students, requests, schools, binding_quotas(graph, pairs))
    layer = _Layer(graph, pairs, nodes, request_at, school_at)
    layer.pairs_and_gates(student_at)
    layer.requests()
    layer.steps()
    layer.staying_out(len(students) if most_out is None else most_out)
    return layer.finish()


def numbered(names: Whole, count: int) -> tuple[Ints, Ints]:
    """The different ones of names below `count`, ascending, and the place of each name among them."""
    here = np.bincount(names, minlength=count) > 0
    return np.nonzero(here)[0], (np.cumsum(here) - 1)[names]


class _Layer:
    """Collects arcs, a kind at a time, as whole arrays."""

    def __init__(self, graph: Graph, pairs: Ints, nodes: Nodes, request_at: Ints, school_at: Ints) -> None:
        self.graph, self.pairs, self.nodes = graph, pairs, nodes
        self.request_at, self.school_at = request_at, school_at
        self.arcs: list[tuple[Ints, ...]] = []

    def add(self, tail: Ints, head: Ints | int, capacity: Ints | int, gain: Ints | int = 0) -> None:
        """Arcs from `tail` to `head`."""
        rest = (np.broadcast_to(np.asarray(each), tail.shape) for each in (head, capacity, gain))
        self.arcs.append((tail, *rest))

    def pairs_and_gates(self, student_at: Ints) -> None:
        """A pair's arc ends at its request, or at the gate of a quota before it."""
        nodes, quotas = self.nodes, self.nodes.quotas
        request = nodes.request + self.request_at
        gate = quotas.gates[quotas.of] & (quotas.of != NONE) if len(quotas.most) else quotas.of != NONE
        self.add(student_at, np.where(gate, nodes.quota + quotas.of, request), 1)
        behind = np.zeros(len(quotas.most), dtype=np.int64)
        behind[quotas.of[gate]] = request[gate]
        gates = np.nonzero(quotas.gates)[0]
        self.add(nodes.quota + gates, behind[gates], quotas.most[gates])

    def requests(self) -> None:
        """A request's arc ends at its school, or at the node of a quota that covers it."""
        nodes, quotas = self.nodes, self.nodes.quotas
        head = nodes.school + self.school_at
        cover = quotas.covers[quotas.of] & (quotas.of != NONE) if len(quotas.most) else quotas.of != NONE
        head[self.request_at[cover]] = nodes.quota + quotas.of[cover]
        self.add(nodes.request + np.arange(len(nodes.requests)), head, self.request_most)
        covers = np.nonzero(quotas.covers)[0]
        at = np.searchsorted(nodes.schools, quotas.school[covers])
        self.add(nodes.quota + covers, nodes.school + at, quotas.most[covers])

    @property
    def request_most(self) -> Ints:
        """What each request takes: its places, less where half-days allow fewer; one more than could ever come."""
        graph, requests = self.graph, self.nodes.requests
        asked = [graph.problem.requests[request] for request in requests.tolist()]
        coming = np.bincount(self.request_at, minlength=len(requests))
        most = np.minimum(np.array([each.max_students for each in asked], dtype=np.int64), coming + 1)
        tight = [at for at, each in enumerate(asked) if each.at_once is not None and each.at_once < each.max_students]
        order = np.argsort(self.request_at, kind="stable")
        ends = np.cumsum(coming)
        for at in tight:
            own = np.sort(self.pairs[order[ends[at] - coming[at] : ends[at]]])
            most[at] = min(most[at], request_cap(graph, int(requests[at]), own).most)
        return most

    def steps(self) -> None:
        """An arc per student that a school can have, worth what that student adds to coverage."""
        nodes, problem = self.nodes, self.graph.problem
        coming = np.bincount(self.school_at[self.request_at], minlength=len(nodes.schools))
        room = np.zeros(len(problem.schools), dtype=np.int64)
        asked = np.array([min(each.max_students, len(self.pairs) + 1) for each in problem.requests], dtype=np.int64)
        np.add.at(room, self.graph.ground.school_of, asked)
        caps = [problem.schools[school].max_students for school in nodes.schools.tolist()]
        own = np.array([len(self.pairs) + 1 if cap is None else cap for cap in caps], dtype=np.int64)
        most = np.minimum(np.minimum(own, room[nodes.schools]), coming + 1)
        school = np.repeat(np.arange(len(most)), most)
        count = np.arange(len(school)) - np.repeat(np.cumsum(most) - most, most) + 1
        gain = 60 * weights(problem)[nodes.schools][school] // count
        self.add(nodes.school + school, nodes.sink, 1, gain)

    def staying_out(self, most: int) -> None:
        """Students who are not pinned may have no place."""
        free = np.nonzero(~self.graph.pinned_students[self.nodes.students])[0]
        self.add(free, self.nodes.out, 1)
        self.add(np.array([self.nodes.out]), self.nodes.sink, most)

    def finish(self) -> Wiring:
        """The network of what was laid."""
        nodes = self.nodes
        ends = np.cumsum([len(tail) for tail, *_ in self.arcs]).tolist()
        kinds = tuple(slice(first, last) for first, last in pairwise(ends))
        tail, head, capacity, gain = (np.concatenate(column) for column in zip(*self.arcs, strict=True))
        supply = np.zeros(nodes.count, dtype=np.int64)
        supply[: len(nodes.students)] = 1
        supply[nodes.sink] = -len(nodes.students)
        network = Network(tail.astype(np.int32), head.astype(np.int32), capacity.astype(np.int32), supply)
        return Wiring(network, nodes, gain.astype(np.int64), kinds)
