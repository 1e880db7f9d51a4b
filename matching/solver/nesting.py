"""Quotas that nest into requests and schools, and so are one more node of a flow.

A flow can hold caps on sets of pairs when any two sets are apart or one within the other (a laminar family). A quota
within one request is a gate before it; a quota over all pairs of some requests is a node behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.graph import Graph, Ints

NONE = -1


@dataclass(frozen=True, eq=False)
class Quotas:
    """The quotas that can bind: a college at a school, shape (quotas,); `of` is each pair's quota or NONE.

    `gates` lie within one request; `covers` hold whole requests; those that are neither cross them.
    """

    college: tuple[str, ...]
    school: Ints
    most: Ints
    of: Ints
    gates: NDArray[np.bool_]
    covers: NDArray[np.bool_]

    @property
    def crossing(self) -> NDArray[np.bool_]:
        """Which quotas a flow cannot hold."""
        return ~(self.gates | self.covers)


def binding_quotas(graph: Graph, pairs: Ints) -> Quotas:
    """The quotas that these pairs could break, the lowest where several hold for one college at one school."""
    names = tuple(dict.fromkeys(quota.college for quota in graph.problem.quotas))
    if not names:
        nothing, no = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
        return Quotas((), nothing, nothing, np.full(len(pairs), NONE, dtype=np.int64), no, no)
    schools = len(graph.problem.schools)
    number = {name: index for index, name in enumerate(names)}
    college = np.array([number.get(student.college, NONE) for student in graph.problem.students], dtype=np.int64)
    key = college[graph.student[pairs]] * schools + graph.school[pairs]
    limits = limit_table(graph, number)
    known = np.unique(key[key >= 0])
    there = students_at(graph, pairs, key, known)
    keys = known[there > limits.ravel()[known]]
    at = np.minimum(np.searchsorted(keys, key), max(len(keys) - 1, 0))
    of = np.where(keys[at] == key, at, NONE) if len(keys) else np.full(len(pairs), NONE, dtype=np.int64)
    gates, covers = nested(graph, pairs, of, len(keys))
    own = tuple(names[index] for index in (keys // schools).tolist())
    return Quotas(own, keys % schools, limits.ravel()[keys], of, gates, covers)


def limit_table(graph: Graph, number: dict[str, int]) -> Ints:
    """The lowest quota of each college at each school, shape (colleges, schools); more than all students for none."""
    table = np.full((len(number), len(graph.problem.schools)), len(graph.problem.students) + 1, dtype=np.int64)
    for quota in graph.problem.quotas:
        here = slice(None) if quota.school is None else graph.ground.school_at[quota.school]
        row = table[number[quota.college]]
        row[here] = np.minimum(row[here], quota.max_students)
    return table


def students_at(graph: Graph, pairs: Ints, key: Ints, known: Ints) -> Ints:
    """How many different students have pairs of each key."""
    students = len(graph.problem.students)
    apart = np.unique(key[key >= 0] * students + graph.student[pairs][key >= 0])
    return np.bincount(np.searchsorted(known, apart // students), minlength=len(known))


def nested(graph: Graph, pairs: Ints, of: Ints, quotas: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Per quota whether its pairs lie within one request, and whether they are all pairs of several requests."""
    requests = len(graph.problem.requests)
    held = of != NONE
    parts, sizes = np.unique(of[held] * requests + graph.request[pairs][held], return_counts=True)
    whole = np.bincount(graph.request[pairs], minlength=requests)[parts % requests]
    count = np.bincount(parts // requests, minlength=quotas)
    full = np.bincount(parts // requests, weights=sizes == whole, minlength=quotas) == count
    return count == 1, (count > 1) & full
