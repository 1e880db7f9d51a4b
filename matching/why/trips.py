"""Which longer trips would place a student: the shortest one beyond the limit that ends where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush

import numpy as np

from matching.graph import Ints
from matching.solver.watch import Watch
from matching.why.direct import fill
from matching.why.residual import SINK
from matching.why.waiting import AT_MOST, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class LongerTrip:
    """A student without a place has one, at `request` or by others moving up, with a trip of `minutes`."""

    student: str
    request: str
    minutes: int
    limit: int


Next = tuple[int, str, str, LongerTrip, Iterator[LongerTrip]]
"""A student's trip that is to be tried, by what orders it, and the further ones."""


def longer_trips(waiting: Waiting, watch: Watch, limit: int) -> list[LongerTrip]:
    """The shortest longer trip of each student who has one, least beyond the limit first, at most `limit`."""
    room, heap, found = _with_room(waiting), list[Next](), list[LongerTrip]()
    for student in [] if watch.over() else waiting.indexes.tolist():
        _push(heap, _trips(waiting, student, room))
    while heap and len(found) < limit and not watch.over():
        *_, trip, further = heappop(heap)
        if _could_go(waiting, trip):
            found.append(trip)
        else:
            _push(heap, further)
    return found


def _push(heap: list[Next], trips: Iterator[LongerTrip]) -> None:
    trip = next(trips, None)
    if trip is not None:
        heappush(heap, (trip.minutes - trip.limit, trip.student, trip.request, trip, trips))


def _with_room(waiting: Waiting) -> Ints:
    """The requests that could take one more, if only by others moving up, by their numbers alone."""
    reach = waiting.setting.reach
    if reach is None:
        return np.zeros(0, dtype=np.int64)
    nodes = reach.residual.wiring.nodes
    marks = reach.to_nodes(np.array([SINK]))[nodes.request - nodes.out :]
    asked = np.zeros(len(waiting.setting.problem.requests), dtype=bool)
    asked[nodes.requests] = ~marks[: len(nodes.requests)]
    return np.nonzero(~asked)[0]


def _trips(waiting: Waiting, student: int, room: Ints) -> Iterator[LongerTrip]:
    """Requests with room that only their distance rules out, nearest first."""
    problem, ground = waiting.setting.problem, waiting.setting.graph.ground
    far = waiting.too_far(student, room)
    minutes = ground.minutes(np.array([student]), ground.school_of[far])
    for at in np.lexsort((far, minutes))[:AT_MOST].tolist():
        person, request = problem.students[student], problem.requests[int(far[at])]
        yield LongerTrip(student=person.id, request=request.id, minutes=int(minutes[at]), limit=person.max_minutes)


def _could_go(waiting: Waiting, trip: LongerTrip) -> bool:
    """In a flow the room is enough where others come too, but for quotas; else nobody else may have to move."""
    setting = waiting.setting
    student, request = setting.lookup.students[trip.student], setting.lookup.requests[trip.request]
    quotas = [each for each in setting.problem.quotas if each.college == student.college]
    known = setting.graph.ground.request_at[trip.request] in setting.graph.request
    if known and setting.is_all_flow and not any(each.school in (None, request.school) for each in quotas):
        return True
    farther = replace(student, max_minutes=trip.minutes)
    people = tuple(farther if each is student else each for each in setting.problem.students)
    problem = replace(setting.problem, students=people)
    return trip.student in fill(problem, setting.now, request, [trip.student], 1)
