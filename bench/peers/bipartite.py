"""SciPy's sparse matching: a student to one place of a request. It knows sums over pairs, and nothing about schools."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bench.peers.answer import Reached
from bench.question import Array, Question


def solve(asked: Question) -> list[Reached]:
    """`placed` and the first goal after it that is one sum over pairs, as one weight per place.

    Every place of a request is a column, and every student has one more for staying unplaced, dearer than all. Weights
    are floating point: exact as long as all sums stay below 2^53, which is looked at.
    """
    place, costs = _second(asked)
    students, pairs = len(asked.college), len(asked.student)
    dear = int(costs.max(initial=0)) * students + 1
    if dear * students >= 2**53:
        return []
    copies = asked.most[asked.request]
    first = np.cumsum(asked.most) - asked.most
    within = np.arange(copies.sum()) - np.repeat(np.cumsum(copies) - copies, copies)
    column = np.repeat(first[asked.request], copies) + within
    rows = np.concatenate([np.repeat(asked.student, copies), np.arange(students)])
    columns = np.concatenate([column, asked.most.sum() + np.arange(students)])
    weights = np.concatenate([np.repeat(costs, copies) + 1, np.full(students, dear + 1)]).astype(np.float64)
    pair = np.concatenate([np.repeat(np.arange(pairs), copies), np.full(students, -1)])
    table = csr_array((weights, (rows, columns)), shape=(students, int(columns.max()) + 1))
    student, taken = min_weight_full_bipartite_matching(table)
    chosen = np.sort(pair)[:0] if not pairs else _pairs(table, rows, columns, pair, student, taken)
    placed, value = -len(chosen), int(costs[chosen].sum())
    return [Reached(0, placed, placed, proven=True), Reached(place, value, value, proven=True)]


def _second(asked: Question) -> tuple[int, Array]:
    for (place, coverage, duos), cost in zip(asked.stages.tolist(), asked.costs, strict=True):
        if place > 0 and not coverage and not duos and int((asked.stages[:, 0] == place).sum()) == 1:
            return place, cost
    raise ValueError("no goal after the first is one sum over pairs")


def _pairs(table: csr_array, rows: Array, columns: Array, pair: Array, student: Array, taken: Array) -> Array:
    """Which pairs were chosen, without those who stay unplaced."""
    key = rows * table.shape[1] + columns
    order = np.argsort(key)
    found = pair[order[np.searchsorted(key[order], student * table.shape[1] + taken)]]
    return found[found >= 0]
