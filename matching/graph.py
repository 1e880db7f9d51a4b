"""The candidate pairs of a problem as arrays, the one picture that every part of the solver works on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.eligibility import pairs_of
from matching.ground.ground import Ground
from matching.ground.memory import refuse_too_large
from matching.ground.sets import is_among
from matching.problem import Problem

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
"""Indexes, ranks and minutes: all below 2^31, as no list of so many rows could be read. Half the memory of `Ints`,
but keys and sums of products made of them need `Ints`."""

Chosen = NDArray[np.int64]
"""A plan: the indexes of its pairs in the graph, ascending."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Pairs that may stand in a plan: the eligible ones and the pins; a pinned student has that pair alone.

    All arrays are aligned, shape (pairs,), ordered by student, then request. `minutes` is the trip of each pair.
    """

    ground: Ground
    student: Short
    request: Short
    rank: Short
    pinned: NDArray[np.bool_]
    minutes: Short

    @property
    def problem(self) -> Problem:
        """The problem these pairs come from."""
        return self.ground.problem

    @cached_property
    def school(self) -> Short:
        """The school of each pair."""
        return self.ground.school_of[self.request]

    @property
    def keys(self) -> Ints:
        """A number for each pair that ascends with student, then request."""
        return self.student.astype(np.int64) * len(self.problem.requests) + self.request

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
        return Graph(
            ground=self.ground,
            student=self.student[pairs],
            request=self.request[pairs],
            rank=self.rank[pairs],
            pinned=self.pinned[pairs],
            minutes=self.minutes[pairs],
        )

    def keep(self, mask: NDArray[np.bool_]) -> Graph:
        """The same graph with fewer pairs."""
        return self.only(np.flatnonzero(mask))


def build_graph(problem: Problem) -> Graph:
    """Eligible pairs and pins, less the pairs that no valid plan can hold.

    Raises TooLargeError when the memory that is free cannot hold what comes of them.
    """
    ground = Ground(problem)
    refuse_too_large(ground)
    student, request, minutes = pairs_of(ground)
    pinned = np.zeros(len(student), dtype=bool)
    if problem.pins:
        student, request, minutes, pinned = with_pins(ground, student, request, minutes)
    return tighten(Graph(ground, student, request, ranks(ground, student, request), pinned, minutes))


def with_pins(
    ground: Ground, student: Short, request: Short, minutes: Short
) -> tuple[Short, Short, Short, NDArray[np.bool_]]:
    """A pinned student's eligible pairs are replaced by the pin; ordered by student, then request."""
    pins = ground.problem.pins
    pinned_students = np.array([ground.student_at[pin.student] for pin in pins], dtype=np.int32)
    pinned_requests = np.array([ground.request_at[pin.request] for pin in pins], dtype=np.int32)
    pinned_minutes = ground.minutes(pinned_students, ground.school_of[pinned_requests])
    free = np.ones(len(ground.problem.students), dtype=bool)
    free[pinned_students] = False
    kept = free[student]
    students = np.concatenate([student[kept], pinned_students])
    order = np.argsort(students, kind="stable")
    requests = np.concatenate([request[kept], pinned_requests])[order]
    return students[order], requests, np.concatenate([minutes[kept], pinned_minutes])[order], ~free[students[order]]


def ranks(ground: Ground, student: Short, request: Short) -> Short:
    """The rank of each pair (exchange format, section 3)."""
    found = np.full(len(student), ground.outside_rank, dtype=np.int32)
    requests = len(ground.problem.requests)
    wishes = ground.wishes
    keys = student.astype(np.int64) * requests + request
    asked = wishes[:, 0] * requests + wishes[:, 1]
    if len(keys) and len(asked):
        there = is_among(keys, asked)
        np.minimum.at(found, np.searchsorted(keys, asked[there]), wishes[there, 2].astype(np.int32))
    return found


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
    tied = np.flatnonzero(fellow[graph.student] >= 0)
    own, wanted, school = graph.student[tied].astype(np.int64), fellow[graph.student[tied]], graph.school[tied]
    found = np.ones(len(graph.student), dtype=bool)
    found[tied] = np.isin(wanted * schools + school, own * schools + school) & room_for_two(graph, tied, wanted)
    return found


def room_for_two(graph: Graph, pairs: Ints, fellow: Ints) -> NDArray[np.bool_]:
    """Whether the school of each of these pairs can take the student beside the `fellow`, by its numbers alone."""
    problem, school = graph.problem, graph.school[pairs]
    fits = room_at(graph)[school] >= 2
    for quota in problem.quotas:
        if quota.max_students < 2:
            theirs = np.array([student.college == quota.college for student in problem.students], dtype=bool)
            here = quota.school is None or school == graph.ground.school_at[quota.school]
            fits &= ~(theirs[graph.student[pairs]] & theirs[fellow] & here)
    return fits


def room_at(graph: Graph) -> Ints:
    """How many students each school can take at most at its requests with candidates, shape (schools,)."""
    problem = graph.problem
    most = np.array([request.max_students for request in problem.requests], dtype=np.int64)
    most[np.bincount(graph.request, minlength=len(most)) == 0] = 0
    room = np.zeros(len(problem.schools), dtype=np.int64)
    np.add.at(room, graph.ground.school_of, most)
    caps = [len(problem.students) if each.max_students is None else each.max_students for each in problem.schools]
    return np.minimum(room, np.array(caps, dtype=np.int64))


def minimum_in_reach(graph: Graph) -> NDArray[np.bool_]:
    """Whether the pair's request has as many candidates as it needs."""
    least = np.array([request.min_students for request in graph.problem.requests], dtype=np.int64)
    coming = np.bincount(graph.request, minlength=len(least))
    return (coming >= least)[graph.request]
