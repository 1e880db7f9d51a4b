"""Makes the certificate of a plain plan, from the plan alone."""

from __future__ import annotations

import numpy as np

from matching.certificate import Certificate, QuotaNode, StagePrices
from matching.exchange import digest
from matching.goals import Stage, stages_of
from matching.graph import Chosen, Graph, Ints, build_graph
from matching.problem import Problem
from matching.rules import Goal
from matching.solution import Solution
from matching.solver.nesting import binding_quotas
from matching.solver.wiring import Nodes, lay
from matching.why.distances import Distances, distances
from matching.why.residual import OUT, Residual


def can_certify(problem: Problem) -> bool:
    """Whether the problem is plain as it is written: a flow holds all its limits and goals."""
    duos = [student.duo for student in problem.students if student.duo is not None]
    if any(duo.required for duo in duos) or (duos and Goal.DUOS in problem.goals):
        return False
    if any(
        each.min_students > 1 or (each.at_once or each.max_students) < each.max_students for each in problem.requests
    ):
        return False
    graph = build_graph(problem)
    return not binding_quotas(graph, np.arange(len(graph.student))).crossing.any()


def certify(problem: Problem, solution: Solution) -> Certificate | None:
    """Prices that prove the plan best on every goal in turn; None when it is not, or numbers could leave 64 bits.

    The problem must be one that `can_certify`. `matching.check.uncertified` checks the answer without any of this.
    """
    graph = build_graph(problem)
    chosen = _chosen(graph, solution)
    pairs = np.arange(len(graph.student))
    wiring = lay(graph, pairs, most_out=len(problem.students) + 1)
    flow = None if chosen is None else wiring.flow_of(np.isin(pairs, chosen))
    if flow is None:
        return None
    stages = stages_of(graph)
    known = distances(Residual(graph, pairs, wiring, flow, stages, ()))
    return None if known is None else _written(graph, wiring.nodes, stages, known)


def _chosen(graph: Graph, solution: Solution) -> Chosen | None:
    """The pairs of the plan; None when one is no candidate."""
    students, requests = graph.ground.student_at, graph.ground.request_at
    count = len(graph.problem.requests)
    keys = [students[each.student] * count + requests[each.request] for each in solution.assignments]
    chosen = np.nonzero(np.isin(graph.keys, np.array(keys, dtype=np.int64)))[0]
    return chosen if len(chosen) == len(keys) else None


def _written(graph: Graph, nodes: Nodes, stages: list[Stage], known: Distances) -> Certificate:
    problem = graph.problem
    requests = _open([problem.requests[at].id for at in nodes.requests.tolist()], nodes.request - nodes.out, known)
    schools = _open([problem.schools[at].id for at in nodes.schools.tolist()], nodes.school - nodes.out, known)
    quotas = np.nonzero(~nodes.quotas.crossing)[0]
    behind = (nodes.quota - nodes.out + quotas).tolist()
    return Certificate(
        problem_digest=digest(problem),
        quotas=tuple(_quota(graph, nodes, quota) for quota in quotas.tolist()),
        stages=tuple(
            StagePrices(
                goal=stage.goal,
                part=stage.part,
                out=int(prices[OUT]),
                requests={name: int(prices[node]) for name, node in requests.items()},
                schools={name: int(prices[node]) for name, node in schools.items()},
                quotas=tuple(None if known.closed[node] else int(prices[node]) for node in behind),
            )
            for stage, prices in zip(stages, known.cost, strict=True)
        ),
    )


def _open(names: list[str], first: int, known: Distances) -> dict[str, int]:
    """The node of each name, closed ones left out."""
    return {name: first + at for at, name in enumerate(names) if not known.closed[first + at]}


def _quota(graph: Graph, nodes: Nodes, quota: int) -> QuotaNode:
    problem, quotas = graph.problem, nodes.quotas
    held: Ints = np.unique(graph.request[quotas.of == quota])
    return QuotaNode(
        college=quotas.college[quota],
        school=problem.schools[int(quotas.school[quota])].id,
        requests=tuple(problem.requests[request].id for request in held.tolist()),
    )
