"""What can still change in a plan that is a flow: arcs between places, each with a cost stage by stage.

A student is no node here: who is at one place and could be at another is an arc from the one to the other, and to be
without a place is one more place. So the nodes are places (requests, and quotas around them), schools and the sink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.goals import Stage
from matching.graph import Chosen, Graph, Ints
from matching.solver.wiring import Wiring, lay

OUT: Final = 0
"""The node of the students without a place."""
SINK: Final = 1
"""Where every student ends."""


@dataclass(frozen=True, eq=False)
class Ends:
    """What can change behind the places: arcs with `tail`, `head` (nodes) and what each adds to coverage."""

    tail: Ints
    head: Ints
    gain: Ints


class Residual:
    """The pairs that a flow can hold, ordered by the node they enter, around a plan of them.

    `pair` (of the graph), `who` (local students), `entry` (nodes) and `moves` have shape (pairs,): a pair moves when
    its student is elsewhere and may come. `own` and `home` have shape (local students,): the position of the pair
    that stands, -1 without a place, and the node of that place. Arcs are numbered: pairs, then students who leave
    their place, then `ends`. Per stage `costs` has what each pair costs and `now` what each student costs at home.
    """

    def __init__(
        self, graph: Graph, pairs: Ints, wiring: Wiring, flow: Ints, stages: Sequence[Stage], held: Sequence[int]
    ) -> None:
        first = wiring.nodes.out
        self.graph, self.nodes, self.students = graph, wiring.nodes.count - first, wiring.nodes.students
        self.wiring, self.flow = wiring, flow
        head = wiring.network.head[: len(pairs)].astype(np.int64) - first
        order = in_order(head, self.nodes)
        self.pair, self.entry = pairs[order], head[order]
        self.who = wiring.network.tail[: len(pairs)].astype(np.int64)[order]
        self.place = np.empty_like(order)
        self.place[order] = np.arange(len(order))
        stands = flow[: len(pairs)][order] > 0
        self.own = np.full(len(self.students), -1, dtype=np.int64)
        self.own[self.who[stands]] = np.nonzero(stands)[0]
        self.home = np.full(len(self.students), OUT, dtype=np.int64)
        self.home[self.who[stands]] = self.entry[stands]
        held_here = np.isin(self.students, np.array(held, dtype=np.int64))
        self.free: NDArray[np.bool_] = ~graph.pinned_students[self.students] & ~held_here
        self.moves: NDArray[np.bool_] = ~stands & self.free[self.who]
        self.leaving: Ints = np.nonzero(self.free & (self.own >= 0))[0]
        self.ends = _ends(wiring, flow, len(pairs))
        self.stages = tuple(stages)
        self.costs = [narrow(stage.cost[self.pair]) for stage in stages]
        self.now = [np.where(self.own >= 0, cost[self.own], 0).astype(np.int64) for cost in self.costs]

    @cached_property
    def begins(self) -> Ints:
        """Per node where the pairs that enter it begin; one more at the end."""
        return np.searchsorted(self.entry, np.arange(self.nodes + 1))

    @cached_property
    def starts(self) -> Ints:
        """Per student of the problem where the local pairs begin, in the order of the graph; one more at the end."""
        student = self.graph.student[self.pair[self.place]]
        return np.searchsorted(student, np.arange(len(self.graph.problem.students) + 1))

    def positions(self, student: int) -> Ints:
        """Where the pairs of a student (index in the problem) stand."""
        return self.place[self.starts[student] : self.starts[student + 1]]

    def local(self, student: int) -> int:
        """The local number of a student who has pairs here."""
        return int(np.searchsorted(self.students, student))

    @cached_property
    def arcs(self) -> tuple[Ints, Ints, Ints]:
        """Number, tail and head of every arc, ordered by tail."""
        pairs = np.nonzero(self.moves)[0]
        count = len(self.pair)
        number = np.concatenate([pairs, count + self.leaving, count + len(self.own) + np.arange(len(self.ends.tail))])
        tail = np.concatenate([self.home[self.who[pairs]], self.home[self.leaving], self.ends.tail])
        head = np.concatenate([self.entry[pairs], np.full(len(self.leaving), OUT), self.ends.head])
        order = in_order(tail, self.nodes)
        return number[order], tail[order], head[order]

    def added(self, row: int, numbers: Ints) -> Ints:
        """What the arcs of these numbers add to a stage."""
        behind = numbers - len(self.pair)
        found = np.zeros(len(numbers), dtype=np.int64)
        if self.stages[row].counts_coverage:
            ends = np.nonzero(behind >= len(self.own))[0]
            found[ends] = -self.ends.gain[behind[ends] - len(self.own)]
            return found
        if len(numbers) > len(self.pair) // 2:
            moving = self.costs[row] - self.now[row][self.who]
            return np.concatenate([moving, -self.now[row], np.zeros(len(self.ends.tail), dtype=np.int64)])[numbers]
        pairs, leaving = np.nonzero(behind < 0)[0], np.nonzero((behind >= 0) & (behind < len(self.own)))[0]
        found[pairs] = self.costs[row][numbers[pairs]] - self.now[row][self.who[numbers[pairs]]]
        found[leaving] = -self.now[row][behind[leaving]]
        return found


def residual_of(
    graph: Graph, pairs: Ints, chosen: Chosen, stages: Sequence[Stage], held: Sequence[int] = ()
) -> Residual | None:
    """What can change around a plan (pairs of the graph) where the students `held` stay; None when it is no flow."""
    wiring = lay(graph, pairs)
    stands = np.zeros(len(graph.student), dtype=bool)
    stands[chosen] = True
    flow = wiring.flow_of(stands[pairs]) if stands[pairs].sum() == len(chosen) else None
    return None if flow is None else Residual(graph, pairs, wiring, flow, stages, held)


def _ends(wiring: Wiring, flow: Ints, pairs: int) -> Ends:
    """The arcs behind the places that can take one more, and the other way those that can give one back."""
    network, first = wiring.network, wiring.nodes.out
    arcs = np.arange(pairs, len(flow))
    arcs = arcs[network.tail[arcs] >= first]
    more, fewer = arcs[flow[arcs] < network.capacity[arcs]], arcs[flow[arcs] > 0]
    tail = np.concatenate([network.tail[more], network.head[fewer]]).astype(np.int64) - first
    head = np.concatenate([network.head[more], network.tail[fewer]]).astype(np.int64) - first
    gain = np.concatenate([wiring.gain[more], -wiring.gain[fewer]])
    return _cheapest(Ends(tail, head, gain), wiring.nodes.count)


def _cheapest(ends: Ends, nodes: int) -> Ends:
    """Of arcs that run side by side the one that adds most."""
    key = ends.tail * nodes + ends.head
    order = np.lexsort((-ends.gain, key))
    kept = order[np.unique(key[order], return_index=True)[1]]
    return Ends(ends.tail[kept], ends.head[kept], ends.gain[kept])


def size(numbers: NDArray[np.signedinteger[Any]]) -> int:
    """The largest of the numbers, whatever their sign."""
    return max(int(numbers.max(initial=0)), -int(numbers.min(initial=0)))


def narrow(numbers: Ints) -> NDArray[np.signedinteger[Any]]:
    """The same numbers in 32 bits where they fit."""
    return numbers.astype(np.int32) if size(numbers) < 2**31 else numbers


def in_order(nodes: Ints, count: int) -> Ints:
    """The places of these nodes in ascending order, equal ones as they stood; 16 bits are sorted ten times as fast."""
    return np.argsort(nodes.astype(np.uint16) if count <= 2**16 else nodes, kind="stable")
