"""A first valid plan for pairs under side limits: the flow's, less the students who break a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.flow import PlainPart
from matching.goals import Stage, stages_of
from matching.graph import Chosen, Graph, Ints
from matching.problem import Request
from matching.solver.caps import groups
from matching.solver.model import build_model
from matching.solver.nesting import NONE, binding_quotas
from matching.solver.schedule import timetable
from matching.solver.watch import Watch
from matching.solver.whole import least

NO_LIMIT: Final = Watch()
FIRST_SHARE: Final = 0.15
FIRST_SECONDS: Final = 10.0
"""What a first plan may take of the time to make it better, and at most without a limit."""


def first_plan(graph: Graph, pairs: Ints, stages: Sequence[Stage] = (), watch: Watch = NO_LIMIT) -> Chosen | None:
    """A valid plan of these pairs, good on `stages` as far as a flow and time go; None when the pins leave none."""
    pins = pairs[graph.pinned[pairs]]
    if not stages and not len(pins):
        return np.zeros(0, dtype=np.int64)
    for make in (flow_plan, plan_by_hand):
        plan = make(graph, pairs, stages, watch)
        if plan is not None and np.isin(pins, plan).all():
            return plan
    return searched(graph, pairs)


def kept_plan(graph: Graph, pairs: Ints, start: Chosen, watch: Watch) -> Chosen | None:
    """What is valid of a plan at hand with the pins put in, or else a first plan."""
    pinned = pairs[graph.pinned[pairs]]
    others = np.intersect1d(pairs, start)
    chosen = np.union1d(pinned, others[~np.isin(graph.student[others], graph.student[pinned])])
    kept = without_breaches(graph, chosen[~overfull(graph, chosen)])
    return kept if np.isin(pinned, kept).all() else first_plan(graph, pairs, stages_of(graph), watch)


def searched(graph: Graph, pairs: Ints) -> Chosen | None:
    """The valid plan with fewest students, however long it takes.

    Schools without pins can always be left empty, so their pairs are left out.
    """
    schools = np.unique(graph.school[pairs[graph.pinned[pairs]]])
    model = build_model(graph, pairs[np.isin(graph.school[pairs], schools)], ())
    costs = np.zeros(len(model.program.upper), dtype=np.int64)
    costs[: len(model.pairs)] = 1
    answer = least(model.program, costs, Watch(), complete=model.complete)
    return None if answer.values is None else model.plan_of(answer.values)


def flow_plan(graph: Graph, pairs: Ints, stages: Sequence[Stage], watch: Watch) -> Chosen | None:
    """The best plan without side limits, less what breaks them; None when the pins leave no flow, or no time."""
    if watch.over():
        return None
    part, at_first = PlainPart(graph, pairs), watch.share(FIRST_SHARE, FIRST_SECONDS)
    if not part.start():
        return None
    for stage in stages:
        if at_first.over():
            break
        part.advance(stage)
    return without_breaches(graph, part.chosen)


def plan_by_hand(graph: Graph, pairs: Ints, _stages: Sequence[Stage], _watch: Watch) -> Chosen:
    """The pins, and each other student at the first place that no limit can stand before; far from best."""
    problem, quotas, pinned = graph.problem, binding_quotas(graph, pairs), graph.pinned[pairs]
    at_request = np.array([easy_places(request) for request in problem.requests], dtype=np.int64)
    caps = [len(pairs) if school.max_students is None else school.max_students for school in problem.schools]
    rooms = (at_request, np.array(caps, dtype=np.int64), np.append(quotas.most, len(pairs)))
    places: tuple[NDArray[Any], ...] = (graph.request[pairs], graph.school[pairs], quotas.of)
    for room, place in zip(rooms, places, strict=True):
        np.subtract.at(room, place[pinned], 1)
    seated = {student for *both, required in graph.duos if required for student in both}
    seated.update(graph.student[graph.pinned].tolist())
    found = first_free(graph.student[pairs], places, rooms, seated)
    chosen = np.union1d(pairs[found], pairs[pinned])
    return without_breaches(graph, chosen[~overfull(graph, chosen)])


def first_free(
    students: NDArray[Any], places: Sequence[NDArray[Any]], rooms: Sequence[Ints], seated: set[int]
) -> list[int]:
    """The first of each student's pairs that finds room at each of its places, student after student."""
    left, found = [room.tolist() for room in rooms], []
    rows = zip(students.tolist(), zip(*(place.tolist() for place in places), strict=True), strict=True)
    for pair, (student, at) in enumerate(rows):
        if student not in seated and all(room[place] > 0 for room, place in zip(left, at, strict=True)):
            seated.add(student)
            found.append(pair)
            for room, place in zip(left, at, strict=True):
                room[place] -= 1
    return found


def overfull(graph: Graph, chosen: Chosen) -> NDArray[np.bool_]:
    """Which pairs are at a request or school with more students than it takes, as only pins can bring about."""
    problem, everybody = graph.problem, len(graph.problem.students)
    at_request = np.bincount(graph.request[chosen], minlength=len(problem.requests))
    at_school = np.bincount(graph.school[chosen], minlength=len(problem.schools))
    most = np.array([request.max_students for request in problem.requests])
    caps = np.array([everybody if school.max_students is None else school.max_students for school in problem.schools])
    return (at_request > most)[graph.request[chosen]] | (at_school > caps)[graph.school[chosen]]


def easy_places(request: Request) -> int:
    """How many students may come whoever they are; none when a minimum has to be met."""
    if request.min_students > 1:
        return 0
    return request.max_students if request.at_once is None else min(request.max_students, request.at_once)


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
