"""A first valid plan for pairs under side limits: the flow's, less the students who break a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from matching.flow import PlainPart
from matching.goals import Stage
from matching.graph import Chosen, Graph, Ints
from matching.solver.caps import groups
from matching.solver.model import Model, build_model
from matching.solver.nesting import NONE, binding_quotas
from matching.solver.schedule import timetable
from matching.solver.watch import Watch
from matching.solver.whole import least

NO_LIMIT: Final = Watch()


def first_plan(graph: Graph, pairs: Ints, stages: Sequence[Stage] = (), watch: Watch = NO_LIMIT) -> Chosen | None:
    """A valid plan of these pairs, good on `stages` as far as a flow and time go; None when the pins leave none."""
    if not stages and not graph.pinned[pairs].any():
        return np.zeros(0, dtype=np.int64)
    quick = flow_plan(graph, pairs, stages, watch)
    if quick is not None and np.isin(pairs[graph.pinned[pairs]], quick).all():
        return quick
    if not graph.pinned[pairs].any():
        return np.zeros(0, dtype=np.int64)
    return searched(build_model(graph, pairs, ()))


def searched(model: Model) -> Chosen | None:
    """The valid plan with fewest students, however long it takes."""
    costs = np.zeros(len(model.program.upper), dtype=np.int64)
    costs[: len(model.pairs)] = 1
    answer = least(model.program, costs, Watch(), complete=model.complete)
    return None if answer.values is None else model.plan_of(answer.values)


def flow_plan(graph: Graph, pairs: Ints, stages: Sequence[Stage], watch: Watch) -> Chosen | None:
    """The best plan without side limits, less what breaks them; None when the pins leave no flow."""
    part = PlainPart(graph, pairs)
    if not part.start():
        return None
    for stage in stages:
        if watch.over():
            break
        part.advance(stage)
    return without_breaches(graph, part.chosen)


def without_breaches(graph: Graph, chosen: Chosen) -> Chosen:
    """Students are taken out until no side limit is broken, pinned ones when nothing else is left."""
    while len(out := breaches(graph, chosen)):
        chosen = np.setdiff1d(chosen, out)
    return chosen


def breaches(graph: Graph, chosen: Chosen) -> Ints:
    """Pairs of the plan to take out now: those of the first limit that is broken."""
    for find in (apart, too_few, over_quota, at_once):
        out = find(graph, chosen)
        if len(out):
            return out
    return np.zeros(0, dtype=np.int64)


def apart(graph: Graph, chosen: Chosen) -> Ints:
    """Students of required duos who are not at one school."""
    at = dict(zip(graph.student[chosen].tolist(), graph.school[chosen].tolist(), strict=True))
    broken = [
        student
        for first, second, required in graph.duos
        if required and at.get(first) != at.get(second)
        for student in (first, second)
    ]
    return chosen[np.isin(graph.student[chosen], broken)]


def too_few(graph: Graph, chosen: Chosen) -> Ints:
    """Students of requests with fewer than their minimum."""
    least_students = np.array([request.min_students for request in graph.problem.requests], dtype=np.int64)
    coming = np.bincount(graph.request[chosen], minlength=len(least_students))
    return chosen[(coming < least_students)[graph.request[chosen]]]


def over_quota(graph: Graph, chosen: Chosen) -> Ints:
    """The surplus of each college at each school, pinned students last."""
    broken = binding_quotas(graph, chosen)
    found = [np.zeros(0, dtype=np.int64)]
    for quota, at in groups(broken.of):
        if quota != NONE:
            found.append(pinned_first(graph, chosen[at])[broken.most[quota] :])
    return np.unique(np.concatenate(found))


def at_once(graph: Graph, chosen: Chosen) -> Ints:
    """Of each request whose half-days do not fit the last student, a pinned one only when there is no other."""
    students, found = graph.problem.students, []
    for request, at in groups(graph.request[chosen]):
        asked = graph.problem.requests[request]
        if asked.at_once is None or asked.at_once >= len(at):
            continue
        here = [students[student] for student in graph.student[chosen[at]]]
        if timetable(asked, here) is None:
            found.append(int(pinned_first(graph, chosen[at])[-1]))
    return np.array(found, dtype=np.int64)


def pinned_first(graph: Graph, pairs: Ints) -> Ints:
    """The pairs with the pinned ones in front."""
    return pairs[np.argsort(~graph.pinned[pairs], kind="stable")]
