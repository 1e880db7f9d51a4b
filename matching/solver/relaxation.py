"""The linear relaxation of a whole-number program: a bound that is safe in whole numbers, and what it settles.

It is solved on few columns and rows; all columns are priced, and all rows looked at, until nothing is missing.
Any prices of the rows give a bound, so the simplex only suggests them: they are rounded to fractions of `SCALE`,
and everything after that is reckoned in whole numbers (Neumaier and Shcherbina 2004 do the like with intervals).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.simplex import UNSEEN, Floats, Vertex, simplex
from matching.solver.watch import Watch

SCALE: Final = 2**34
LARGEST: Final = 2.0**60
NEW_COLUMNS: Final = 6000
FEW: Final = 5
SMALLEST: Final = 1e-6
"""What the simplex takes for nothing, in reduced costs (beside the largest cost) and in rows."""


@dataclass(frozen=True, eq=False)
class Relaxation:
    """`bound` in units of 1 / `scale`; `prices` of the rows, `reduced` costs of the columns likewise.

    `values` are the columns of the relaxation's own optimum, a hint only; `complete` says that it was reached.
    """

    scale: int
    bound: int
    prices: Ints
    reduced: Ints
    values: Floats
    complete: bool = False

    @property
    def exact(self) -> Fraction:
        """The bound as a number."""
        return Fraction(self.bound, self.scale)

    @property
    def whole_bound(self) -> int:
        """The least whole number that is not below the bound: no whole plan costs less."""
        return -((-self.bound) // self.scale)

    def settle(self, program: Program, most: int) -> Program:
        """The program with all columns and rows settled that are alike in all plans of cost at most `most`."""
        gap = most * self.scale - self.bound
        down, up = self.reduced > gap, self.reduced < -gap
        at_low, at_high = self.prices > gap, self.prices < -gap
        return replace(
            program,
            upper=np.where(down, program.lower, program.upper),
            lower=np.where(up, program.upper, program.lower),
            high=np.where(at_low, program.low, program.high),
            low=np.where(at_high, program.high, program.low),
        )


def relax(
    program: Program, costs: Ints, watch: Watch, first: Ints | None = None, *, cut: bool = False
) -> tuple[Relaxation, Program]:
    """The relaxation of least cost, and the program with the marks of its optimum.

    `first` are columns to begin with that some plan needs no others than; all, when not given. `cut` says that the
    marks are those of an optimum and only rows were added. With no time left, or no answer, the bound is that of the
    last prices there were, at worst of none.
    """
    columns = np.ones(len(costs), dtype=bool) if first is None else program.column_marks != UNSEEN
    columns[slice(0) if first is None else first] = True
    rows = (program.row_marks != UNSEEN) | ~lazy(program)
    vertex, dual = None, cut
    while not watch.over():
        now = simplex(program, costs, np.nonzero(columns)[0], np.nonzero(rows)[0], watch, dual=dual)
        if now is None:
            break
        vertex = now
        program = replace(program, column_marks=now.column_marks, row_marks=now.row_marks)
        new_columns, new_rows = missing_columns(program, costs, now), missing_rows(program, now)
        if not len(new_columns) and not len(new_rows):
            return priced(program, costs, now.prices, now.values, complete=True), program
        dual = not len(new_columns)
        columns[new_columns] = True
        rows[new_rows] |= dual
    return last_prices(program, costs, vertex), program


def last_prices(program: Program, costs: Ints, vertex: Vertex | None) -> Relaxation:
    """What the prices of a search that did not end are worth; prices of 0 when there are none or they are worse."""
    nothing = priced(program, costs, np.zeros(len(program.low)), np.zeros(len(costs)))
    if vertex is None:
        return nothing
    known = priced(program, costs, vertex.prices, vertex.values)
    return max(known, nothing, key=lambda one: one.exact)


def lazy(program: Program) -> NDArray[np.bool_]:
    """Rows that say of few columns that one is at most the others together: many, and few of them bind."""
    return (np.diff(program.matrix.indptr) <= FEW) & (program.low <= -FREE) & (program.high == 0)


def missing_columns(program: Program, costs: Ints, vertex: Vertex) -> Ints:
    """Columns left out that would lower the cost, the cheapest ones when there are many."""
    reduced = costs - program.matrix.T @ vertex.prices
    out = (vertex.column_marks == UNSEEN) & (reduced < -SMALLEST * max(1, int(np.abs(costs).max(initial=0))))
    found = np.nonzero(out & (program.lower < program.upper))[0]
    if len(found) <= NEW_COLUMNS:
        return found
    return found[np.argpartition(reduced[found], NEW_COLUMNS)[:NEW_COLUMNS]]


def missing_rows(program: Program, vertex: Vertex) -> Ints:
    """Rows left out that the optimum breaks, and with them those of other columns under the same one."""
    activity = program.matrix @ vertex.values
    out = vertex.row_marks == UNSEEN
    broken = out & ((activity > program.high + SMALLEST) | (activity < program.low - SMALLEST))
    if not broken.any():
        return np.zeros(0, dtype=np.int64)
    rows = np.nonzero(out & lazy(program) & (np.diff(program.matrix.indptr) == 2))[0]
    starts = program.matrix.indptr[rows]
    pairs = np.stack([program.matrix.indices[starts], program.matrix.indices[starts + 1]])
    swap = program.matrix.data[starts] < 0
    over, under = np.where(swap, pairs[0], pairs[1]), np.where(swap, pairs[1], pairs[0])
    alike = np.isin(over, over[broken[rows]]) & (vertex.column_marks[under] != UNSEEN)
    return np.union1d(np.nonzero(broken)[0], rows[alike])


def priced(program: Program, costs: Ints, suggested: Floats, values: Floats, *, complete: bool = False) -> Relaxation:
    """The bound that these prices give, in whole numbers; a price with the wrong sign counts as 0."""
    scale = scale_for(program, costs, suggested)
    prices = np.rint(suggested * scale).astype(np.int64)
    prices[(prices > 0) & (program.low <= -FREE)] = 0
    prices[(prices < 0) & (program.high >= FREE)] = 0
    reduced = costs * scale - program.matrix.T @ prices
    rows = np.where(prices > 0, program.low, np.where(prices < 0, program.high, 0))
    columns = np.where(reduced > 0, program.lower, program.upper)
    bound = exact_sum(prices, rows) + exact_sum(reduced, columns)
    return Relaxation(scale, bound, prices, reduced, values, complete)


def scale_for(program: Program, costs: Ints, prices: Floats) -> int:
    """SCALE, or as many halvings less as keep every reduced cost within 64 bits."""
    largest = np.abs(costs).max(initial=0) + (abs(program.matrix).T @ np.abs(prices)).max(initial=0)
    scale = SCALE
    while scale > 1 and largest * scale > LARGEST:
        scale //= 2
    return scale


def exact_sum(first: Ints, second: Ints) -> int:
    """The sum of products in whole numbers of any size."""
    if float(np.abs(first).astype(float) @ np.abs(second).astype(float)) < LARGEST:
        return int(first @ second)
    used = np.nonzero(first)[0]
    return sum(a * b for a, b in zip(first[used].tolist(), second[used].tolist(), strict=True))
