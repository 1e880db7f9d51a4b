"""Room for one more pair in a plan that is a best flow: one shortest path tells it for every request at once.

Without limits across students a plan is a flow from students over requests and schools, and its goals in turn are one
cost. A best flow that is forced to hold one pair more changes along the cheapest path from that request back to the
student in what is left of the network (successive shortest paths; Ahuja, Magnanti and Orlin, Network Flows, 9.7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from matching.graph import build_graph
from matching.problem import Pair, Problem
from matching.rules import Goal
from matching.score import goals_of, score
from matching.why.price_order import Key, key_of
from matching.why.residual import Plan, Residual


def is_flow(problem: Problem) -> bool:
    """Whether no limit or goal ties students together but the most students of a request and of a school."""
    return (
        not problem.quotas
        and all(request.min_students <= 1 for request in problem.requests)
        and all(request.at_once is None or request.at_once >= request.max_students for request in problem.requests)
        and not any(duo.required or Goal.DUOS in problem.goals for duo in (s.duo for s in problem.students) if duo)
    )


def eased(problem: Problem) -> Problem:
    """The same question as a flow: without the limits and the goal that tie students together.

    Every plan of the problem is a plan of this one, with the same values. A problem that is a flow is left as it is.
    """
    if is_flow(problem):
        return problem
    return replace(
        problem,
        students=tuple(replace(student, duo=None) for student in problem.students),
        requests=tuple(replace(r, min_students=min(1, r.min_students), at_once=None) for r in problem.requests),
        quotas=(),
        goals=tuple(goal for goal in problem.goals if goal is not Goal.DUOS),
    )


def least_key(problem: Problem, route: Plan, proven: Key) -> Key:
    """A key that no plan of the problem with the pair is below; `route` is the best one of the eased problem.

    The eased values hold one after the other, as each is the best of what equals it on the goals before. Duos are not
    among them: no more can come together than there are, and no more than in the problem's own best plan with the same
    values before. `proven` is the key of that best plan, which nothing is below; empty when it is not known.
    """
    easier = eased(problem)
    values = score(easier, tuple(route))
    goals = goals_of(problem)
    key = key_of((goal, values.get(goal, _wished_duos(problem))) for goal in goals)
    before = goals.index(Goal.DUOS) if Goal.DUOS in goals else len(goals)
    if proven and key[:before] == proven[:before]:
        key = (*key[:before], *proven[before : before + 1], *key[before + 1 :])
    return max(key, proven)


def _wished_duos(problem: Problem) -> int:
    return sum(student.duo is not None and not student.duo.required for student in problem.students) // 2


def reroutes(problem: Problem, plan: Plan, student: str) -> dict[str, Plan] | None:
    """Per request that can have `student`, cheapest first, the best valid plan with that pair.

    A request that no valid plan holds is left out. `problem` must be a flow. None when `plan` breaks a limit or is
    not a best one: that is looked into, not trusted.
    """
    graph = build_graph(problem)
    residual = Residual(graph, plan)
    if not (_is_valid(problem, residual, plan) and residual.is_best()):
        return None
    following, costs = residual.ways_to(residual.student_node[student])
    stays = {pair.request: plan for pair in plan if pair.student == student}
    found = [
        (residual.cost[Pair(student, request)] + costs[node], request, node)
        for request, node in residual.request_node.items()
        if Pair(student, request) in residual.cost and node in following
    ]
    paths = {request: _path(following, node) for _, request, node in sorted(found)}
    return stays | {request: frozenset(_changed(plan, residual, student, path)) for request, path in paths.items()}


def _is_valid(problem: Problem, residual: Residual, plan: Plan) -> bool:
    """Whether the plan is a flow at all: candidate pairs with the pins, each student once, nothing too full."""
    school_of = {request.id: request.school for request in problem.requests}
    at_request = Counter(pair.request for pair in plan)
    at_school = Counter(school_of[pair.request] for pair in plan)
    return (
        plan <= residual.cost.keys()
        and plan >= set(problem.pins)
        and len({pair.student for pair in plan}) == len(plan)
        and all(at_request[request.id] <= request.max_students for request in problem.requests)
        and all(s.max_students is None or at_school[s.id] <= s.max_students for s in problem.schools)
    )


def _path(following: dict[int, int], start: int) -> list[int]:
    path = [start]
    while path[-1] in following:
        path.append(following[path[-1]])
    return path


def _changed(plan: Plan, residual: Residual, student: str, path: list[int]) -> Iterable[Pair]:
    """The plan after everybody on the path has moved up."""
    students = {node: name for name, node in residual.student_node.items()}
    requests = {node: name for name, node in residual.request_node.items()}
    now = {pair.student: pair.request for pair in plan}
    for tail, head in pairwise(path):
        if tail in students:
            now.pop(students[tail], None)
            if head in requests:
                now[students[tail]] = requests[head]
    now[student] = requests[path[0]]
    return (Pair(*pair) for pair in now.items())
