"""Which requests would place more students if they asked for more of them, or had no minimum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.solver.watch import Watch
from matching.why.direct import fill, with_request
from matching.why.more_places import MorePlaces
from matching.why.reach import Reach
from matching.why.waiting import AT_MOST, Waiting

MOST_MORE: Final = 20
"""More places at one request than anybody would ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAsked:
    """`places` more at a request (and at its school, where that is full) place so many more students.

    `exact` when no more than that would be of use; else at least so many are.
    """

    request: str
    places: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FewerAsked:
    """Without its minimum the request has at least `placed` of the students without a place."""

    request: str
    minimum: int
    placed: int


def more_asked(waiting: Waiting, watch: Watch) -> list[MoreAsked]:
    """Where more places are of most use first, then where most students could come to; of these alone those tried."""
    reach, problem = waiting.setting.reach, waiting.setting.problem
    if reach is None:
        return []
    found = []
    for request in _wanted(waiting, reach):
        if watch.over():
            break
        places = _gain(waiting, reach, request)
        if places:
            exact = _is_flow_when_larger(waiting, request) and places < MOST_MORE
            found.append(MoreAsked(request=problem.requests[request].id, places=places, exact=exact))
    return sorted(found, key=lambda each: -each.places)


def fewer_asked(waiting: Waiting, watch: Watch) -> list[FewerAsked]:
    """Requests with a minimum where nobody is, those with most students to have first."""
    found = []
    for index, minimum in _empty_with_minimum(waiting):
        if watch.over():
            break
        setting, asked = waiting.setting, waiting.setting.problem.requests[index]
        lower = replace(asked, min_students=1)
        problem = with_request(setting.problem, lower)
        placed = len(fill(problem, setting.now, lower, waiting.eligible_for(index), lower.max_students))
        if placed:
            found.append(FewerAsked(request=asked.id, minimum=minimum, placed=placed))
    return sorted(found, key=lambda each: (-each.placed, each.request))


def _wanted(waiting: Waiting, reach: Reach) -> list[int]:
    """Full requests that students without a place could come to, or that others could make room from."""
    graph, nodes = waiting.setting.graph, reach.residual.wiring.nodes
    direct = graph.request[np.isin(graph.student, waiting.indexes)]
    wanted = np.bincount(direct, minlength=len(graph.problem.requests))
    entries = [reach.entries(index) for index in waiting.indexes.tolist()]
    marks = reach.from_nodes(np.concatenate([np.zeros(0, dtype=np.int64), *entries]))[nodes.request - nodes.out :]
    useful = nodes.requests[marks[: len(nodes.requests)]]
    best: list[int] = useful[np.lexsort((useful, -wanted[useful]))][:AT_MOST].tolist()
    return best


def _gain(waiting: Waiting, reach: Reach, request: int) -> int:
    """How many more students the request would place."""
    setting, nodes = waiting.setting, reach.residual.wiring.nodes
    if _is_flow_when_larger(waiting, request):
        school = int(setting.graph.ground.school_of[request])
        entry = nodes.request - nodes.out + int(np.searchsorted(nodes.requests, request))
        behind = nodes.school - nodes.out + int(np.searchsorted(nodes.schools, school))
        return MorePlaces(reach.residual).grow(entry, behind, MOST_MORE)
    asked = setting.problem.requests[request]
    larger = replace(asked, max_students=asked.max_students + MOST_MORE)
    problem = with_request(setting.problem, larger, school_places=MOST_MORE)
    return len(fill(problem, setting.now, larger, waiting.eligible_for(request), MOST_MORE))


def _is_flow_when_larger(waiting: Waiting, request: int) -> bool:
    """Half-days that a small number of students could not break may bind a larger one."""
    return waiting.setting.is_all_flow and waiting.setting.problem.requests[request].at_once is None


def _empty_with_minimum(waiting: Waiting) -> Iterator[tuple[int, int]]:
    taken = Counter(pair.request for pair in waiting.setting.now)
    for index, request in enumerate(waiting.setting.problem.requests):
        if request.min_students > 1 and not taken[request.id]:
            yield index, request.min_students
