"""Room for one more pair in a plan that is a best flow: one shortest path tells it for every request at once.

Without limits across students a plan is a flow from students over requests and schools, and its goals in turn are one
cost. A best flow that is forced to hold one pair more changes along the cheapest path from that request back to the
student in what is left of the network (successive shortest paths; Ahuja, Magnanti and Orlin, Network Flows, 9.7).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from matching.goals import Stage, stages_of, weights
from matching.graph import Graph, build_graph
from matching.problem import Pair, Problem
from matching.rules import Goal

END = 0
"""The node where every student ends, over a school or without a place."""

Plan = frozenset[Pair]


def is_flow(problem: Problem) -> bool:
    """Whether no limit or goal ties students together but the most students of a request and of a school."""
    return (
        not problem.quotas
        and all(request.min_students <= 1 for request in problem.requests)
        and all(request.at_once is None or request.at_once >= request.max_students for request in problem.requests)
        and not any(duo.required or Goal.DUOS in problem.goals for duo in (s.duo for s in problem.students) if duo)
    )


def eased(problem: Problem) -> Problem:
    """The same question as a flow: without the limits that tie students together, and up to the goal that does.

    Every plan of the problem is a plan of this one with the same values, so no plan of the problem is better
    than the best one here. A problem that is a flow is answered as it is.
    """
    if is_flow(problem):
        return problem
    cut = problem.goals.index(Goal.DUOS) if Goal.DUOS in problem.goals else len(problem.goals)
    return replace(
        problem,
        students=tuple(replace(student, duo=None) for student in problem.students),
        requests=tuple(replace(r, min_students=min(1, r.min_students), at_once=None) for r in problem.requests),
        quotas=(),
        goals=problem.goals[:cut],
    )


def reroutes(problem: Problem, plan: Plan, student: str) -> dict[str, Plan] | None:
    """Per request that can have `student`, the best valid plan with that pair; none for a request that no plan holds.

    `problem` must be a flow and `plan` a best plan of it.
    None when a cheaper plan turns up on the way, as `plan` was not best then.
    """
    network = _Network(build_graph(problem), plan)
    following = network.ways_to(network.student_node[student])
    if following is None:
        return None
    stays = {pair.request: plan for pair in plan if pair.student == student}
    return stays | {
        request: frozenset(_changed(plan, network, student, _path(following, node)))
        for request, node in network.request_node.items()
        if Pair(student, request) in network.cost and node in following
    }


class _Network:
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
            node, count = self.school_node[row.id], at_school[row.id]
            if row.max_students is None or count < row.max_students:
                yield node, END, -scale * (60 * weight // (count + 1))
            if count:
                yield END, node, scale * (60 * weight // count)

    def ways_to(self, target: int) -> dict[int, int] | None:
        """The node that follows on the cheapest way to `target`, from every node that has one (Bellman and Ford).

        None when going round somewhere costs less than nothing.
        """
        costs, following = {target: 0}, {target: target}
        waiting, queued, times = deque([target]), {target}, Counter[int]()
        while waiting:
            node = waiting.popleft()
            queued.discard(node)
            times[node] += 1
            if times[node] > self.nodes:
                return None
            for tail, cost in self._into[node]:
                if tail not in costs or costs[node] + cost < costs[tail]:
                    if tail == target:
                        return None
                    costs[tail], following[tail] = costs[node] + cost, node
                    if tail not in queued:
                        queued.add(tail)
                        waiting.append(tail)
        return following


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


def _path(following: dict[int, int], start: int) -> list[int]:
    path = [start]
    while following[path[-1]] != path[-1]:
        path.append(following[path[-1]])
    return path


def _changed(plan: Plan, network: _Network, student: str, path: list[int]) -> Iterable[Pair]:
    """The plan after everybody on the path has moved up."""
    students = {node: name for name, node in network.student_node.items()}
    requests = {node: name for name, node in network.request_node.items()}
    now = {pair.student: pair.request for pair in plan}
    for tail, head in pairwise(path):
        if tail in students:
            now.pop(students[tail], None)
            if head in requests:
                now[students[tail]] = requests[head]
    now[student] = requests[path[0]]
    return (Pair(*pair) for pair in now.items())
