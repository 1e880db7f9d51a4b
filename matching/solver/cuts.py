"""Cuts: rows that every whole plan keeps and the relaxation's optimum breaks, made in whole numbers.

Gomory's mixed-integer cuts of rows of the simplex tableau (Gomory 1960; as rounding of one row, Nemhauser and
Wolsey 1990). The simplex only suggests the multipliers: rounded to fractions with a common denominator they combine
rows of the program in whole numbers, and the cut follows from that one row whatever they are (Cook, Dash, Fukasawa and
Goycoolea 2009). Every column counts as whole: those that only help to count are whole in every whole plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, hstack
from scipy.sparse.linalg import splu

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.simplex import BASIC, UNSEEN, Floats

DENOMINATOR: Final = 60
"""Cuts from finer fractions are dense and shallow here."""
NEAR: Final = 1e-6
SMALLEST: Final = 1e-9
TRIED: Final = 400
TRIED_NUMBERS: Final = 4_000_000
"""So many rows of the tableau are tried at most, and so many of their numbers."""
CUTS: Final = 60
CLEAR: Final = 1e-3
"""How far beyond a cut the optimum must be, as a distance."""
LARGEST: Final = 2.0**40


@dataclass(frozen=True, eq=False)
class Tight:
    """The rows that hold the optimum, each as equal to `side`, and their multipliers per cut, shape (rows, cuts).

    `at_high` says that the side is the upper one; slack of a row with `equal` is always 0.
    """

    matrix: csr_array
    side: Ints
    at_high: NDArray[np.bool_]
    equal: NDArray[np.bool_]


def with_cuts(program: Program, values: Floats) -> Program:
    """The program with new rows that the vertex `values`, which its marks describe, breaks; the same when none."""
    tight, basic = tight_rows(program, values), np.nonzero(program.column_marks == BASIC)[0]
    if tight.matrix.shape[0] != len(basic):
        return program
    multipliers, denominators = suggestions(tight, basic, values)
    rows, highs = rounded(program, tight, multipliers, denominators, values > 0.5)
    best = deepest(program, rows, highs, values)
    if not len(best):
        return program
    return program.with_rows(csr_array(rows[best]), [-FREE] * len(best), highs[best].tolist())


def without_idle_cuts(program: Program, first: int) -> Program:
    """The program without the rows from number `first` on that do not hold its marks' vertex."""
    keep = np.arange(len(program.low)) < first
    keep |= (program.row_marks != BASIC) & (program.row_marks != UNSEEN)
    low, high, marks = program.low[keep], program.high[keep], program.row_marks[keep]
    return replace(program, matrix=csr_array(program.matrix[keep]), low=low, high=high, row_marks=marks)


def tight_rows(program: Program, values: Floats) -> Tight:
    """The rows whose slack is not basic."""
    rows = np.nonzero((program.row_marks != BASIC) & (program.row_marks != UNSEEN))[0]
    matrix, low, high = csr_array(program.matrix[rows]), program.low[rows], program.high[rows]
    activity = matrix @ values
    at_high = np.abs(high - activity) <= np.abs(activity - low)
    return Tight(matrix, np.where(at_high, high, low), at_high, low == high)


def suggestions(tight: Tight, basic: Ints, values: Floats) -> tuple[csc_array, Ints]:
    """Numerators of the multipliers, shape (rows, cuts), and the denominator of each cut.

    Of the tableau's rows of broken basic columns, those furthest from whole first.
    """
    most = min(TRIED, TRIED_NUMBERS // max(1, len(basic)))
    broken = np.abs(values[basic] - np.rint(values[basic]))
    tried = np.argsort(-broken, kind="stable")[: min(most, int((broken > NEAR).sum()))]
    factors = splu(csc_array(tight.matrix[:, basic]).astype(float))
    units = np.zeros((len(basic), len(tried)))
    units[tried, np.arange(len(tried))] = 1.0
    found, denominators = [csc_array((len(basic), 0), dtype=np.int64)], []
    for column in factors.solve(units, "T").T:
        rows = np.nonzero(np.abs(column) > SMALLEST)[0]
        denominator = common_denominator(column[rows])
        numerators = np.rint(column[rows] * denominator).astype(np.int64) % denominator
        if numerators.any():
            found.append(csc_array((numerators, rows, [0, len(rows)]), (len(basic), 1)))
            denominators.append(denominator)
    return csc_array(hstack(found, format="csc")), np.array(denominators, dtype=np.int64)


def common_denominator(numbers: Floats) -> int:
    """The least number that makes all of these nearly whole; 1 when there is none up to DENOMINATOR."""
    common = 1
    while common <= DENOMINATOR:
        parts = numbers * common
        off = np.abs(parts - np.rint(parts))
        if off.max(initial=0.0) < NEAR * common:
            return common
        further = Fraction(float(parts[np.argmax(off)])).limit_denominator(DENOMINATOR).denominator
        common *= max(2, further)
    return 1


def rounded(
    program: Program, tight: Tight, numerators: csc_array, denominators: Ints, up: NDArray[np.bool_]
) -> tuple[csr_array, Ints]:
    """The cuts that follow: rows @ column <= high, in whole numbers; shape (cuts, columns) and (cuts,).

    Each is the rounding of one equation in columns counted from their lower end, or down from their upper where `up`,
    and in slacks; the slacks are then written as what their rows say.
    """
    sums = csr_array((tight.matrix.T @ numerators).T)
    ends = np.where(up, program.upper, program.lower)
    totals = numerators.T @ tight.side - sums @ ends
    parts = totals % denominators
    turned = csr_array((np.where(up[sums.indices], -sums.data, sums.data), sums.indices, sums.indptr), sums.shape)
    columns = stepped(turned, denominators, parts)
    columns.data = np.where(up[columns.indices], -columns.data, columns.data)
    signs = np.where(tight.equal, 0, np.where(tight.at_high, 1, -1))
    slacks = csr_array(numerators.T)
    slacks.data = slacks.data * np.where(tight.at_high, 1, -1)[slacks.indices]
    slacks = stepped(slacks, denominators, parts)
    slacks.data = slacks.data * signs[slacks.indices]
    highs = (totals // denominators) * (denominators - parts) + columns @ ends - slacks @ tight.side
    return in_lowest_terms(csr_array(columns - slacks @ tight.matrix), np.where(parts > 0, highs, FREE))


def in_lowest_terms(rows: csr_array, highs: Ints) -> tuple[csr_array, Ints]:
    """Each row divided by what all its numbers share, its limit rounded down; an empty row has no limit."""
    rows.eliminate_zeros()
    filled = np.diff(rows.indptr) > 0
    shared = np.ones(len(highs), dtype=np.int64)
    shared[filled] = np.gcd.reduceat(rows.data, rows.indptr[:-1][filled])
    rows.data //= np.repeat(shared, np.diff(rows.indptr))
    return rows, np.where(filled & (highs < FREE), highs // shared, FREE)


def stepped(matrix: csr_array, denominators: Ints, parts: Ints) -> csr_array:
    """Each coefficient rounded: its whole part and what its fraction has beyond the total's, times a common factor."""
    per_row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    whole, part = np.divmod(matrix.data, denominators[per_row])
    data = whole * (denominators - parts)[per_row] + np.maximum(0, part - parts[per_row])
    return csr_array((data, matrix.indices, matrix.indptr), matrix.shape)


def deepest(program: Program, rows: csr_array, highs: Ints, values: Floats) -> Ints:
    """The cuts to add: furthest beyond first, each but once, none with numbers out of proportion."""
    seen = csr_array(rows[:, program.column_marks != UNSEEN])
    length = np.sqrt(np.maximum(1e-9, (seen * seen).sum(axis=1).astype(float)))
    largest = abs(rows).max(axis=1).toarray().ravel()
    depth = (rows @ values - highs) / length
    depth[(highs >= FREE) | (largest > LARGEST)] = 0
    order = np.argsort(-depth, kind="stable")
    order = order[depth[order] > CLEAR]
    _, first = np.unique(np.round(depth[order], 9), return_index=True)
    return order[np.sort(first)][:CUTS]
