"""What can still change in a plan that is a flow, what each change costs, and the cheapest chain of changes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from matching.goals import Stage, stages_of, weights
from matching.graph import Graph
from matching.problem import Pair, Problem

END: Final = 0
"""The node where every student ends, over a school or without a place."""

Plan = frozenset[Pair]


class Residual:
    """What can still change in a plan, with what each change costs: the residual network."""

    def __init__(self, graph: Graph, plan: Plan) -> None:
        problem = graph.problem
        names = [
            *(("student", student.id) for student in problem.students),
            *(("request", request.id) for request in problem.requests),
            *(("school", school.id) for school in problem.schools),
        ]
        node = {name: index for index, name in enumerate(names, start=END + 1)}
        self.student_node = {name: index for (kind, name), index in node.items() if kind == "student"}
        self.request_node = {name: index for (kind, name), index in node.items() if kind == "request"}
        self.school_node = {name: index for (kind, name), index in node.items() if kind == "school"}
        self.nodes = len(names) + 1
        self._scales = _scales(graph, self.nodes)
        self.cost = self._pair_costs(graph)
        self._into: list[list[tuple[int, int]]] = [[] for _ in range(self.nodes)]
        for tail, head, cost in (*self._student_arcs(problem, plan), *self._place_arcs(problem, plan)):
            self._into[head].append((tail, cost))

    def _pair_costs(self, graph: Graph) -> dict[Pair, int]:
        """All goals of a pair in one number, the more important ones beyond reach of the less important ones."""
        students = [student.id for student in graph.problem.students]
        requests = [request.id for request in graph.problem.requests]
        costs = [0] * len(graph.student)
        for stage, scale in self._scales:
            costs = [cost + scale * own for cost, own in zip(costs, stage.cost.tolist(), strict=True)]
        ends = zip(graph.student.tolist(), graph.request.tolist(), strict=True)
        return {Pair(students[s], requests[r]): cost for (s, r), cost in zip(ends, costs, strict=True)}

    def _student_arcs(self, problem: Problem, plan: Plan) -> Iterator[tuple[int, int, int]]:
        """Students may change request, leave, or come in; who is pinned may not."""
        pinned = {pin.student for pin in problem.pins}
        placed = {pair.student for pair in plan}
        for pair, cost in self.cost.items():
            own, there = self.student_node[pair.student], self.request_node[pair.request]
            if pair.student not in pinned:
                yield (there, own, -cost) if pair in plan else (own, there, cost)
        for name, node in self.student_node.items():
            if name not in pinned:
                yield (node, END, 0) if name in placed else (END, node, 0)

    def _place_arcs(self, problem: Problem, plan: Plan) -> Iterator[tuple[int, int, int]]:
        """Requests and schools may have one more where there is room, and one fewer where there is anybody."""
        school_of = {request.id: request.school for request in problem.requests}
        at_request = Counter(pair.request for pair in plan)
        at_school = Counter(school_of[pair.request] for pair in plan)
        for request in problem.requests:
            node, school = self.request_node[request.id], self.school_node[request.school]
            if at_request[request.id] < request.max_students:
                yield node, school, 0
            if at_request[request.id]:
                yield school, node, 0
        scale = sum(scale for stage, scale in self._scales if stage.counts_coverage)
        for row, weight in zip(problem.schools, weights(problem).tolist(), strict=True):
            node, there = self.school_node[row.id], at_school[row.id]
            if row.max_students is None or there < row.max_students:
                yield node, END, -scale * (60 * weight // (there + 1))
            if there:
                yield END, node, scale * (60 * weight // there)

    def is_best(self) -> bool:
        """Whether going round nowhere costs less than nothing: then no other flow is cheaper."""
        return self._ways(range(self.nodes)) is not None

    def ways_to(self, target: int) -> tuple[dict[int, int], dict[int, int]]:
        """The cheapest ways to `target`: the node that follows, and the cost, for every other node that has one.

        Only where the plan `is_best`.
        """
        ways = self._ways([target])
        if ways is None:
            raise ValueError("the plan is not a best one")
        return ways

    def _ways(self, ends: Sequence[int]) -> tuple[dict[int, int], dict[int, int]] | None:
        """The cheapest ways to any of the ends (Bellman and Ford, with a queue); None when some round pays."""
        costs, following = dict.fromkeys(ends, 0), dict[int, int]()
        waiting, queued = deque(ends), set(ends)
        for turn in count(1):
            if not waiting:
                return following, costs
            if turn % self.nodes == 0 and _goes_round(following):
                return None
            node = waiting.popleft()
            queued.discard(node)
            for tail, cost in self._into[node]:
                if tail not in costs or costs[node] + cost < costs[tail]:
                    costs[tail], following[tail] = costs[node] + cost, node
                    if tail not in queued:
                        queued.add(tail)
                        waiting.append(tail)
        raise AssertionError("the queue runs empty or a round shows up")


def _goes_round(following: dict[int, int]) -> bool:
    """Whether some node follows on itself, which only a round that pays makes happen."""
    done: set[int] = set()
    for start in following:
        path: set[int] = set()
        node = start
        while node in following and node not in done:
            if node in path:
                return True
            path.add(node)
            node = following[node]
        done |= path
    return False


def _scales(graph: Graph, nodes: int) -> list[tuple[Stage, int]]:
    """What one point of each stage weighs, so that no way through the network makes up for it on later stages."""
    found: list[tuple[Stage, int]] = []
    scale = 1
    step = 60 * max(weights(graph.problem).tolist(), default=0)
    for stage in reversed(stages_of(graph)):
        found.append((stage, scale))
        most = step if stage.counts_coverage else max(map(abs, stage.cost.tolist()), default=0)
        scale *= 2 * most * (nodes + 1) + 1
    return found
