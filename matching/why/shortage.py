"""Why nobody can be placed any more: students who all want in where there are fewer places than students.

The places that the student could come to are full, whoever is there could only go to places that are full, and so on.
The students met on the way, with the one who asks, are one more than the places that their requests hold (Hall 1935;
the places are a cut, Ford and Fulkerson 1956). None of them can be left out: without the one who asks everybody fits,
and who is met on the way would make room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.flow import PlainPart
from matching.graph import Graph, Ints
from matching.rules import Limit
from matching.why.crowd import Crowds
from matching.why.reach import Marks, Reach
from matching.why.residual import SINK, Residual, residual_of

MOST_IN_CROWD: Final = 2000
"""Students beyond which a crowd is no longer looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What holds no more than `places` students: a request, a school, or a college's quota at a school."""

    limit: Limit
    id: str
    college: str | None
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """`students` can go to `requests` alone, where they have `places`: one fewer than there are of them.

    `rooms` hold as many as that and the `pinned` students, who take places there and stay. Ids sorted.
    """

    student: str
    students: tuple[str, ...]
    requests: tuple[str, ...]
    rooms: tuple[Room, ...]
    pinned: int
    places: int


def shortage(reach: Reach, student: int) -> Shortage | None:
    """Why the student (index in the problem, without a place) cannot have one beside all who have one.

    None when a plan without more students unplaced has the student in it.
    """
    residual = reach.residual
    marks = reach.from_nodes(reach.entries(student))
    if marks[SINK]:
        return None
    inside = marks[residual.home] & (residual.own >= 0)
    movers = np.append(residual.students[inside & residual.free], student)
    names = residual.graph.problem.students
    rooms, pinned = rooms_around(residual, marks), int((inside & ~residual.free).sum())
    return Shortage(
        student=names[student].id,
        students=tuple(sorted(names[index].id for index in movers.tolist())),
        requests=requests_of(residual, movers),
        rooms=rooms,
        pinned=pinned,
        places=sum(room.places for room in rooms) - pinned,
    )


def requests_of(residual: Residual, students: Ints) -> tuple[str, ...]:
    """The requests that any of these students (indexes in the problem) could come to, by id."""
    graph = residual.graph
    asked = np.unique(graph.request[residual.pair[np.isin(residual.students[residual.who], students)]])
    return tuple(sorted(graph.problem.requests[index].id for index in asked.tolist()))


def rooms_around(residual: Residual, marks: Marks) -> tuple[Room, ...]:
    """What is full between the marked nodes and the sink, by limit and id."""
    network, first = residual.wiring.network, residual.wiring.nodes.out
    arcs = np.arange(len(residual.pair), len(residual.flow))
    arcs = arcs[network.tail[arcs] >= first]
    arcs = arcs[marks[network.tail[arcs] - first] & ~marks[network.head[arcs] - first]]
    tails, at = np.unique(network.tail[arcs], return_inverse=True)
    places = np.bincount(at, weights=network.capacity[arcs]).astype(np.int64).tolist()
    rooms = [_room(residual, tail, count) for tail, count in zip(tails.tolist(), places, strict=True)]
    return tuple(sorted(rooms, key=lambda room: (room.limit, room.id, room.college or "")))


def _room(residual: Residual, node: int, places: int) -> Room:
    nodes, problem = residual.wiring.nodes, residual.graph.problem
    if node < nodes.school:
        request = problem.requests[int(nodes.requests[node - nodes.request])]
        return Room(limit=Limit.PLACES, id=request.id, college=None, places=places)
    if node < nodes.quota:
        school = problem.schools[int(nodes.schools[node - nodes.school])]
        return Room(limit=Limit.SCHOOL, id=school.id, college=None, places=places)
    quota = node - nodes.quota
    school = problem.schools[int(nodes.quotas.school[quota])]
    return Room(limit=Limit.QUOTA, id=school.id, college=nodes.quotas.college[quota], places=places)


def smallest_shortage(reach: Reach, crowds: Crowds, student: int) -> Shortage | None:
    """The smaller one of the shortage in the whole plan and the first one found in a crowd around the student."""
    found = shortage(reach, student)
    if found is None:
        return None
    for crowd in crowds.around(student):
        if len(crowd) > min(len(found.students), MOST_IN_CROWD):
            return found
        closer = within(crowds.graph, crowd, student)
        if closer is not None and len(closer.students) < len(found.students):
            return closer
    return found


def within(graph: Graph, crowd: Ints, student: int) -> Shortage | None:
    """The shortage when only the crowd is there; None when all others of it who fit leave room for the student."""
    pairs = np.nonzero(np.isin(graph.student, crowd))[0]
    others = PlainPart(graph, pairs[graph.student[pairs] != student])
    if not others.start():
        return None
    residual = residual_of(graph, pairs, others.chosen, ())
    return None if residual is None else shortage(Reach(residual), student)
