"""The candidate pairs of a problem as arrays, the one picture that every part of the solver works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import NOT_WISHED, Ground, blocks, first_tiers, pairs_of
from matching.problem import Problem

Ints = NDArray[np.int64]
Chosen = NDArray[np.int64]
"""A plan: the indexes of its pairs in the graph, ascending."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Pairs that may stand in a plan: the eligible ones and the pins; a pinned student has that pair alone.

    `student`, `request`, `rank` are aligned, shape (pairs,), ordered by student, then request.
    """

    ground: Ground
    student: Ints
    request: Ints
    rank: Ints
    pinned: NDArray[np.bool_]

    @property
    def problem(self) -> Problem:
        """The problem these pairs come from."""
        return self.ground.problem

    @cached_property
    def school(self) -> Ints:
        """The school of each pair."""
        return self.ground.school_of.astype(np.int64)[self.request]

    @cached_property
    def minutes(self) -> Ints:
        """The trip of each pair."""
        return self.ground.minutes[self.student, self.school].astype(np.int64)

    @cached_property
    def pinned_students(self) -> NDArray[np.bool_]:
        """Which students must be placed, shape (students,)."""
        found = np.zeros(len(self.problem.students), dtype=bool)
        found[self.student[self.pinned]] = True
        return found

    @cached_property
    def duos(self) -> tuple[tuple[int, int, bool], ...]:
        """Each duo once: two student indexes, the lower first, and whether it is required."""
        found = []
        for index, student in enumerate(self.problem.students):
            if student.duo is not None:
                other = self.ground.student_at[student.duo.with_student]
                if index < other:
                    found.append((index, other, student.duo.required))
        return tuple(found)

    def only(self, pairs: Ints) -> Graph:
        """The same graph with these pairs alone, in their order."""
        return Graph(self.ground, self.student[pairs], self.request[pairs], self.rank[pairs], self.pinned[pairs])

    def keep(self, mask: NDArray[np.bool_]) -> Graph:
        """The same graph with fewer pairs."""
        return Graph(self.ground, self.student[mask], self.request[mask], self.rank[mask], self.pinned[mask])


def outside_rank(problem: Problem) -> int:
    """The rank of every place outside the wishes: one more than the longest list of tiers there is."""
    return 1 + max((len(student.wishes) for student in problem.students), default=0)


def build_graph(problem: Problem) -> Graph:
    """Eligible pairs and pins, less the pairs that no valid plan can hold."""
    ground = Ground(problem)
    student, request = with_pins(ground, *pairs_of(ground))
    pins = {(ground.student_at[pin.student], ground.request_at[pin.request]) for pin in problem.pins}
    pinned = np.zeros(len(student), dtype=bool)
    for pinned_student, pinned_request in pins:
        pinned |= (student == pinned_student) & (request == pinned_request)
    return tighten(Graph(ground, student, request, ranks(ground, student, request), pinned))


def with_pins(ground: Ground, student: NDArray[np.int32], request: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """A pinned student's eligible pairs are replaced by the pin; ordered by student, then request."""
    pinned_students = np.array([ground.student_at[pin.student] for pin in ground.problem.pins], dtype=np.int64)
    pinned_requests = np.array([ground.request_at[pin.request] for pin in ground.problem.pins], dtype=np.int64)
    free = ~np.isin(student, pinned_students)
    all_students = np.concatenate([student[free].astype(np.int64), pinned_students])
    all_requests = np.concatenate([request[free].astype(np.int64), pinned_requests])
    order = np.lexsort((all_requests, all_students))
    return all_students[order], all_requests[order]


def ranks(ground: Ground, student: Ints, request: Ints) -> Ints:
    """The rank of each pair (exchange format, section 3)."""
    found = np.zeros(len(student), dtype=np.int64)
    for rows in blocks(ground.problem):
        first, last = np.searchsorted(student, [rows.start, rows.stop])
        found[first:last] = first_tiers(ground, rows)[student[first:last] - rows.start, request[first:last]]
    return np.where(found == NOT_WISHED, outside_rank(ground.problem), found)


def tighten(graph: Graph) -> Graph:
    """Leave out, until nothing changes, pairs no valid plan holds: lone halves of duos, minimums out of reach."""
    while True:
        keep = graph.pinned | (fellow_can_come(graph) & minimum_in_reach(graph))
        if keep.all():
            return graph
        graph = graph.keep(keep)


def fellow_can_come(graph: Graph) -> NDArray[np.bool_]:
    """For a required duo: whether the fellow has a pair at the same school; true for everybody else."""
    schools = len(graph.problem.schools)
    fellow = np.full(len(graph.problem.students), -1, dtype=np.int64)
    for first, second, required in graph.duos:
        if required:
            fellow[first], fellow[second] = second, first
    wanted = fellow[graph.student]
    there = np.isin(wanted * schools + graph.school, graph.student * schools + graph.school)
    return np.where(wanted < 0, True, there & room_for_two(graph, wanted))


def room_for_two(graph: Graph, fellow: Ints) -> NDArray[np.bool_]:
    """Whether the pair's school can take the student beside the `fellow` (-1 for none), by its numbers alone."""
    problem = graph.problem
    room = np.zeros(len(problem.schools), dtype=np.int64)
    for request in np.unique(graph.request):
        room[graph.ground.school_of[request]] += problem.requests[request].max_students
    caps = [len(problem.students) if each.max_students is None else each.max_students for each in problem.schools]
    fits = np.minimum(room, np.array(caps, dtype=np.int64))[graph.school] >= 2
    for quota in problem.quotas:
        if quota.max_students < 2:
            theirs = np.array([student.college == quota.college for student in problem.students], dtype=bool)
            here = quota.school is None or graph.school == graph.ground.school_at[quota.school]
            fits &= ~(theirs[graph.student] & theirs[fellow] & (fellow >= 0) & here)
    return fits


def minimum_in_reach(graph: Graph) -> NDArray[np.bool_]:
    """Whether the pair's request has as many candidates as it needs."""
    least = np.array([request.min_students for request in graph.problem.requests], dtype=np.int64)
    coming = np.bincount(graph.request, minlength=len(least))
    return (coming >= least)[graph.request]
