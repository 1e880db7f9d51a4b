"""Parts of a problem that share no student, request, school or duo: each can be solved by itself."""

from __future__ import annotations

import numpy as np

from matching.graph import Graph, Ints
from matching.ground.islands import islands
from matching.rules import Goal
from matching.solver.caps import groups, request_cap
from matching.solver.nesting import binding_quotas


def components(graph: Graph, pairs: Ints, *, duos_count: bool) -> list[Ints]:
    """The pairs of each part, largest part first. Duo wishes tie parts together only when a goal counts them."""
    tied = [duo[:2] for duo in graph.duos if duo[2] or duos_count]
    students, schools = len(graph.problem.students), len(graph.problem.schools)
    meeting = schools + np.repeat(np.arange(len(tied)), 2)
    one = np.concatenate([graph.student[pairs], np.array(tied, dtype=np.int32).ravel()])
    other = np.concatenate([graph.school[pairs], meeting])
    label, _ = islands(one, other, students, schools + len(tied))
    parts = [pairs[at] for _, at in groups(label[graph.student[pairs]])]
    return sorted(parts, key=len, reverse=True)


def is_plain(graph: Graph, pairs: Ints, goals: tuple[Goal, ...]) -> bool:
    """Whether a min-cost flow can hold every limit and goal of these pairs."""
    here = set(graph.student[pairs].tolist())
    for first, second, required in graph.duos:
        both = first in here and second in here
        if (required and (first in here or second in here)) or (both and Goal.DUOS in goals):
            return False
    requests = np.unique(graph.request[pairs])
    asked = [graph.problem.requests[request] for request in requests.tolist()]
    if any(request.min_students > 1 for request in asked) or binding_quotas(graph, pairs).crossing.any():
        return False
    tight = [at for at, each in enumerate(asked) if each.at_once is not None and each.at_once < each.max_students]
    order = pairs[np.argsort(graph.request[pairs], kind="stable")]
    starts, ends = (np.searchsorted(graph.request[order], requests, side=side) for side in ("left", "right"))
    return not any(request_cap(graph, int(requests[at]), order[starts[at] : ends[at]]).rows for at in tight)
