"""Half-days: who comes when, by transport, and Hall's condition for it as rows over the pairs.

A request with `at_once` can take a group of students when, for every set T of its half-days, the half-days that
the students must spend in T, having too few outside it, are at most `at_once` for each of T. That is Hall's
condition for a transport with unit arcs (Gale 1957, Ryser 1957), so it is exact for whole students.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.graph import Graph, Ints, Short
from matching.problem import Request, Student
from matching.rules import HALF_DAYS

WEEK = {half_day: index for index, half_day in enumerate(HALF_DAYS)}


@dataclass(frozen=True, slots=True)
class Need:
    """What one student needs at one request: half-days that are forced, and how many more out of which others."""

    forced: frozenset[str]
    free: frozenset[str]
    more: int


def need_of(student: Student, request: Request) -> Need:
    """Free in too few of them, as only a pin allows: all the free ones are forced, the others are to choose from."""
    there = frozenset(student.half_days) & frozenset(request.half_days)
    if len(there) >= request.half_days_needed:
        return Need(frozenset(), there, request.half_days_needed)
    return Need(there, frozenset(request.half_days) - there, request.half_days_needed - len(there))


@dataclass(frozen=True, eq=False)
class HallRow:
    """Sum of `coefficients` over the request's pairs in the plan, at most `limit`."""

    coefficients: Ints
    limit: int


def hall_rows(graph: Graph, request_index: int, pairs: Ints) -> list[HallRow]:
    """The rows that can bind, given these candidate pairs of the request; none when it has no `at_once` that can."""
    request = graph.problem.requests[request_index]
    if request.at_once is None or request.at_once >= min(request.max_students, len(pairs)):
        return []
    alike, kind = like_students(graph, request, graph.student[pairs])
    needs = [need_of(graph.problem.students[student], request) for student in alike]
    load = loads(needs, [WEEK[half_day] for half_day in request.half_days])
    limits = np.bitwise_count(np.arange(len(load))).astype(np.int64) * request.at_once
    most = np.sort(load[:, kind], axis=1)[:, ::-1][:, : request.max_students].sum(axis=1)
    return [HallRow(load[row][kind], int(limits[row])) for row in without_implied(load, limits, most > limits)]


def like_students(graph: Graph, request: Request, students: Short) -> tuple[list[int], Ints]:
    """One student for each set of half-days that these are free on here, and which one each of these is like."""
    (free,) = graph.ground.students.half_days
    here = free[students] & np.uint16(sum(1 << WEEK[half_day] for half_day in request.half_days))
    _, first, kind = np.unique(here, return_index=True, return_inverse=True)
    return students[first].tolist(), kind


def loads(needs: Sequence[Need], days: Sequence[int]) -> Ints:
    """Half-days that each student must spend in each set of days, shape (sets, students)."""
    sets = np.arange(1 << len(days), dtype=np.int64)[:, None]
    forced = np.bitwise_count(sets & masks([need.forced for need in needs], days))
    outside = np.bitwise_count(~sets & masks([need.free for need in needs], days))
    more = np.array([need.more for need in needs], dtype=np.int64)
    return forced.astype(np.int64) + np.maximum(0, more - outside.astype(np.int64))


def masks(lists: Sequence[frozenset[str]], days: Sequence[int]) -> Ints:
    """Each list of half-days as bits, in the order of `days`."""
    bit = {day: 1 << index for index, day in enumerate(days)}
    return np.array([sum(bit[WEEK[half_day]] for half_day in values) for values in lists], dtype=np.int64)


def without_implied(load: Ints, limits: Ints, binding: NDArray[np.bool_]) -> list[int]:
    """The binding rows, less those than which another has no smaller load anywhere and no higher limit."""
    rows = np.nonzero(binding)[0]
    kept: list[int] = []
    for row in rows[np.lexsort((-load[rows].sum(axis=1), limits[rows]))].tolist():
        if not (load[kept] >= load[row]).all(axis=1).any():
            kept.append(row)
    return kept


def timetable(request: Request, students: Sequence[Student]) -> list[tuple[str, ...]] | None:
    """Half-days for each student of the request, in week order; None when they do not fit together."""
    needs = [need_of(student, request) for student in students]
    room = dict.fromkeys(request.half_days, request.at_once or len(students))
    held: list[set[str]] = [set(need.forced) for need in needs]
    for half_day in (half_day for need in needs for half_day in need.forced):
        room[half_day] -= 1
    if any(left < 0 for left in room.values()):
        return None
    for index, need in enumerate(needs):
        for _ in range(need.more):
            if not find_half_day(index, needs, held, room, set()):
                return None
    return [tuple(sorted(days, key=WEEK.__getitem__)) for days in held]


def find_half_day(
    index: int, needs: Sequence[Need], held: list[set[str]], room: dict[str, int], tried: set[str]
) -> bool:
    """Give one more half-day to student `index`, moving others along an augmenting path when need be."""
    for half_day in sorted(needs[index].free - held[index], key=WEEK.__getitem__):
        if half_day in tried:
            continue
        tried.add(half_day)
        if room[half_day] > 0 or someone_moves(half_day, needs, held, room, tried):
            room[half_day] -= 1
            held[index].add(half_day)
            return True
    return False


def someone_moves(
    half_day: str, needs: Sequence[Need], held: list[set[str]], room: dict[str, int], tried: set[str]
) -> bool:
    """Free a place in a full half-day by finding another half-day for one who holds it and may leave it."""
    for index, need in enumerate(needs):
        if half_day in held[index] and half_day in need.free and find_half_day(index, needs, held, room, tried):
            held[index].discard(half_day)
            room[half_day] += 1
            return True
    return False


def row_is_count(row: HallRow, most: int) -> bool:
    """Whether any `most` of the pairs keep the row."""
    worst: NDArray[np.int64] = np.sort(row.coefficients)[::-1][:most]
    return int(worst.sum()) <= row.limit
