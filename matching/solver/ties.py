"""Settles what even the lottery leaves open, so that the same plan comes out whatever way led to it.

Two students can draw the same number, and sums of products can meet. Then students choose in the order of their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.flow import PlainPart
from matching.goals import Stage
from matching.graph import Graph, Ints
from matching.ground.islands import islands
from matching.rules import Goal
from matching.solver.network import Network
from matching.solver.search import Search
from matching.solver.watch import Watch

if TYPE_CHECKING:
    from matching.side import SidePart


@dataclass(frozen=True, eq=False)
class Turn(Stage):
    """One student chooses among the plans that are left: a place before none, then the request of the lowest id."""

    chooser: int = -1

    @property
    def cost(self) -> Ints:
        """The cost of each pair of the graph, shape (pairs,)."""
        return self.cost_at(np.arange(len(self.graph.student)))

    def cost_at(self, pairs: Ints) -> Ints:
        """The cost of these pairs alone, in their order."""
        places = by_id([request.id for request in self.graph.problem.requests])
        own = self.graph.student[pairs] == self.chooser
        return np.where(own, places[self.graph.request[pairs]] - len(places), 0)


@dataclass(frozen=True, eq=False)
class Apart(Stage):
    """How much of one plan stands: all of it in every plan that is left, or there is another one."""

    plan: frozenset[int] = frozenset()

    @property
    def cost(self) -> Ints:
        """One for each pair of the plan, shape (pairs,)."""
        return self.cost_at(np.arange(len(self.graph.student)))

    def cost_at(self, pairs: Ints) -> Ints:
        """The cost of these pairs alone, in their order."""
        return np.isin(pairs, sorted(self.plan)).astype(np.int64)


def settle_ties(search: Search) -> None:
    """Make the plan the first by ids among the best; left alone when it is not proven best, or time is over."""
    if search.exact and search.plain is not None:
        among_flows(search.plain)
    if search.exact and search.side is not None and not search.watch.over():
        among_programs(search.side, search.graph, search.watch)


def among_flows(part: PlainPart) -> None:
    """Let those choose who do not stand alike in all plans."""
    undecided = undecided_in(part)
    for student in in_order_of_ids(part.graph, undecided):
        if student in undecided:
            part.advance(Turn(Goal.LOTTERY, 0, part.graph, chooser=student))
            undecided = undecided_in(part)


def undecided_in(part: PlainPart) -> Ints:
    """The students who might stand otherwise in a plan that is left; more of them than do, never fewer."""
    students = part.wiring.nodes.students
    return students[on_ways_round(*part.left)[: len(students)]]


def on_ways_round(network: Network, flow: Ints) -> NDArray[np.bool_]:
    """Nodes that flow might be turned round through without changing its amount, shape (nodes,); none but those.

    A student sends one, so a way round through a student is another plan, and two plans differ by such ways round.
    Arcs that give way both ways join their ends; of the others those are left out, again and again, that nothing leads
    to or from. What stays lies on a way round, or between two.
    """
    nodes = np.arange(len(network.supply))
    forth, back = flow < network.capacity, flow > 0
    both = forth & back
    one, other = np.append(network.tail[both], nodes), np.append(network.head[both], nodes)
    _, joined = islands(one, other, len(nodes), len(nodes))
    tail = np.append(network.tail[forth & ~both], network.head[back & ~both])
    head = np.append(network.head[forth & ~both], network.tail[back & ~both])
    start, end = joined[tail], joined[head]
    left = np.arange(len(tail))
    while True:
        entered, left_from = np.isin(start[left], end[left]), np.isin(end[left], start[left])
        if (entered & left_from).all():
            found = np.zeros(len(nodes), dtype=bool)
            found[tail[left]] = True
            return found
        left = left[entered & left_from]


def among_programs(part: SidePart, graph: Graph, watch: Watch) -> None:
    """Let those choose whose pairs are not all settled, when another plan is as good at all."""
    undecided = part.undecided
    if not len(undecided) or stands_alone(part, graph, watch):
        return
    for student in in_order_of_ids(graph, undecided):
        part.advance(Turn(Goal.LOTTERY, 0, graph, chooser=student), watch)


def stands_alone(part: SidePart, graph: Graph, watch: Watch) -> bool:
    """Whether it is proven that no other plan is as good. The lottery leaves no plan that only adds to this one."""
    plan = frozenset(part.chosen.tolist())
    return part.aside().advance(Apart(Goal.LOTTERY, 0, graph, plan=plan), watch) == len(plan)


def in_order_of_ids(graph: Graph, students: Ints) -> list[int]:
    """These students by id."""
    return sorted(students.tolist(), key=lambda student: graph.problem.students[student].id)


def by_id(ids: list[str]) -> Ints:
    """The place of each id among all in order."""
    places = np.empty(len(ids), dtype=np.int64)
    places[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return places
