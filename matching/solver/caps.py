"""The numbers of students that requests and schools can really take, given the candidate pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.graph import Graph, Ints, Short
from matching.solver.schedule import HallRow, hall_rows, row_is_count


@dataclass(frozen=True, eq=False)
class RequestCap:
    """One request with candidates: its pairs, least and most students, and half-day rows a number cannot replace."""

    request: int
    school: int
    pairs: Ints
    least: int
    most: int
    rows: tuple[HallRow, ...]


@dataclass(frozen=True, eq=False)
class SchoolCap:
    """One school with candidates: its pairs, requests, cap and the numbers of students it can have."""

    school: int
    pairs: Ints
    requests: tuple[RequestCap, ...]
    most: int
    counts: tuple[int, ...]


def groups(keys: Ints | Short) -> list[tuple[int, Ints]]:
    """Each key with the places where it stands, keys ascending."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    edges = [*starts.tolist(), len(order)]
    return [(key, order[edges[index] : edges[index + 1]]) for index, key in enumerate(found.tolist())]


def school_caps(graph: Graph, pairs: Ints) -> list[SchoolCap]:
    """The schools that these pairs of the graph lead to, ascending."""
    return [school_cap(graph, school, pairs[at]) for school, at in groups(graph.school[pairs])]


def school_cap(graph: Graph, school: int, pairs: Ints) -> SchoolCap:
    """What this school can take out of these pairs."""
    requests = tuple(request_cap(graph, request, pairs[at]) for request, at in groups(graph.request[pairs]))
    most = graph.problem.schools[school].max_students
    together = sum(cap.most for cap in requests)
    most = together if most is None else min(most, together)
    counts = possible_counts([(cap.least, cap.most) for cap in requests], most)
    return SchoolCap(school, pairs, requests, counts[-1], counts)


def request_cap(graph: Graph, request: int, pairs: Ints) -> RequestCap:
    """`most` is lowered as far as numbers, candidates and half-days allow."""
    asked = graph.problem.requests[request]
    rows = hall_rows(graph, request, pairs)
    most = min(asked.max_students, len(pairs))
    for row in rows:
        most = min(most, int((np.cumsum(np.sort(row.coefficients)) <= row.limit).sum()))
    kept = tuple(row for row in rows if not row_is_count(row, most))
    return RequestCap(request, int(graph.school[pairs[0]]), pairs, asked.min_students, most, kept)


def possible_counts(ranges: Sequence[tuple[int, int]], most: int) -> tuple[int, ...]:
    """The sums of one number from each range, or 0, that are at most `most`; ascending, 0 first."""
    reached = 1
    for least, highest in ranges:
        reached |= sum_bits(reached, least, highest)
    return tuple(count for count in range(most + 1) if reached >> count & 1)


def sum_bits(reached: int, least: int, highest: int) -> int:
    """The bits of `reached` moved up by every number from `least` to `highest`."""
    found = 0
    for number in range(least, highest + 1):
        found |= reached << number
    return found
