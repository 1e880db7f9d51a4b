"""A whole-number program: columns, rows and nothing about students."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from matching.graph import Ints

FREE: Final = 2**60
"""Stands for no limit in a row's `low` (negative) or `high`."""


Marks = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Program:
    """Columns from `lower` to `upper`, whole where `whole`; rows `low` <= matrix @ column <= `high`; whole numbers.

    `column_marks` and `row_marks` say where the last simplex left each (`simplex`): a hint for the next one.
    """

    lower: Ints
    upper: Ints
    whole: NDArray[np.bool_]
    matrix: csr_array
    low: Ints
    high: Ints
    column_marks: Marks
    row_marks: Marks

    @property
    def open_columns(self) -> Ints:
        """The columns that are not settled yet."""
        return np.nonzero(self.lower < self.upper)[0]

    def holds(self, values: Ints) -> bool:
        """Whether these whole numbers keep every bound and row; reckoned without rounding."""
        inside = bool(((values >= self.lower) & (values <= self.upper)).all())
        activity = self.matrix @ values
        return inside and bool(((activity >= self.low) & (activity <= self.high)).all())

    def with_row(self, coefficients: Ints, low: int, high: int) -> Program:
        """The same program with one more row over all columns."""
        return self.with_rows(csr_array(coefficients[None, :]), [low], [high])

    def with_rows(self, rows: csr_array, low: Sequence[int], high: Sequence[int]) -> Program:
        """The same program with these rows after its own."""
        stacked = csr_array(_stack(self.matrix, rows))
        lows = np.concatenate([self.low, np.array(low, dtype=np.int64)])
        highs = np.concatenate([self.high, np.array(high, dtype=np.int64)])
        marks = np.concatenate([self.row_marks, np.zeros(len(low), dtype=np.int8)])
        return replace(self, matrix=stacked, low=lows, high=highs, row_marks=marks)

    def rows_of(self, columns: Ints, values: Ints) -> Ints:
        """The rows these columns stand in, and those that break when all others stay at `values`."""
        part, rest = self._apart(columns, values)
        broken = (rest < self.low) | (rest > self.high)
        return np.nonzero((np.diff(part.indptr) > 0) | broken)[0]

    def cut_out(self, columns: Ints, values: Ints) -> Program:
        """The program of these columns when all others stay at `values`, with `rows_of` these columns."""
        part, rest = self._apart(columns, values)
        rows = self.rows_of(columns, values)
        low = np.where(self.low <= -FREE, -FREE, self.low - rest)[rows]
        high = np.where(self.high >= FREE, FREE, self.high - rest)[rows]
        bounds = self.lower[columns], self.upper[columns]
        marks = self.column_marks[columns], self.row_marks[rows]
        return Program(*bounds, self.whole[columns], csr_array(part[rows]), low, high, *marks)

    def without_loose_rows(self) -> Program:
        """The program without the rows that no values between the columns' ends can break."""
        up, down = self.matrix.maximum(0), self.matrix.minimum(0)
        most, least = up @ self.upper + down @ self.lower, up @ self.lower + down @ self.upper
        rows = np.nonzero((most > self.high) | (least < self.low))[0]
        sides = self.low[rows], self.high[rows]
        return replace(
            self, matrix=csr_array(self.matrix[rows]), low=sides[0], high=sides[1], row_marks=self.row_marks[rows]
        )

    def _apart(self, columns: Ints, values: Ints) -> tuple[csr_array, Ints]:
        """The matrix of these columns, and what the others at `values` add to each row."""
        others = values.copy()
        others[columns] = 0
        return csr_array(self.matrix[:, columns]), self.matrix @ others

    def pieces(self, but: Sequence[int] = ()) -> list[Ints]:
        """The open columns, in groups that share no row, the rows `but` left aside; largest group first."""
        columns = self.open_columns
        rows = np.setdiff1d(np.arange(len(self.low)), np.array(but, dtype=np.int64))
        part = csr_array(csr_array(self.matrix[rows])[:, columns])
        ties = csr_array((np.ones(part.nnz), part.indices, part.indptr), shape=part.shape)
        blank = csr_array((len(columns), len(columns)))
        square = block_array([[blank, ties.T], [ties, None]], format="csr")
        _, label = connected_components(square, directed=False)
        order = np.argsort(label[: len(columns)], kind="stable")
        edges = np.nonzero(np.diff(label[: len(columns)][order]))[0] + 1
        return sorted(np.split(columns[order], edges), key=len, reverse=True) if len(columns) else []


def _stack(first: csr_array, second: csr_array) -> csr_array:
    indptr = np.concatenate([first.indptr, second.indptr[1:] + first.indptr[-1]])
    parts = (np.concatenate([first.data, second.data]), np.concatenate([first.indices, second.indices]), indptr)
    return csr_array(parts, shape=(first.shape[0] + second.shape[0], first.shape[1]))


@dataclass(eq=False)
class Draft:
    """A program being written, column by column and row by row."""

    upper: list[int] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    _rows: list[Ints] = field(default_factory=list)
    _columns: list[Ints] = field(default_factory=list)
    _coefficients: list[Ints] = field(default_factory=list)

    def add_columns(self, count: int, *, upper: int = 1, whole: bool = True) -> Ints:
        """The numbers of the new columns."""
        first = len(self.upper)
        self.upper.extend([upper] * count)
        self.whole.extend([whole] * count)
        return np.arange(first, first + count, dtype=np.int64)

    def add_row(self, *terms: tuple[Ints, Ints | int], low: int = -FREE, high: int = FREE) -> None:
        """A row that is the sum of terms, each some columns with their coefficients; no column twice."""
        for columns, coefficients in terms:
            self._rows.append(np.full(len(columns), len(self.low), dtype=np.int64))
            self._columns.append(columns)
            self._coefficients.append(np.broadcast_to(np.asarray(coefficients, dtype=np.int64), columns.shape))
        self.low.append(low)
        self.high.append(high)

    def add_rows(self, at: Ints, columns: Ints, coefficients: Ints, low: Ints, high: Ints) -> None:
        """Many rows: `at` says for each column, from 0, in which of them it stands with its coefficient."""
        self._rows.append(at + len(self.low))
        self._columns.append(columns)
        self._coefficients.append(coefficients)
        self.low.extend(low.tolist())
        self.high.extend(high.tolist())

    def finish(self) -> Program:
        """The program as arrays."""
        empty = np.zeros(0, dtype=np.int64)
        rows, columns = (np.concatenate([empty, *parts]) for parts in (self._rows, self._columns))
        values = np.concatenate([empty, *self._coefficients])
        matrix = csr_array((values, (rows, columns)), shape=(len(self.low), len(self.upper)))
        bounds = [np.array(side, dtype=np.int64) for side in (self.upper, self.low, self.high)]
        lower = np.zeros(len(self.upper), dtype=np.int64)
        marks = np.zeros(len(lower), dtype=np.int8), np.zeros(len(self.low), dtype=np.int8)
        return Program(lower, bounds[0], np.array(self.whole, dtype=bool), matrix, bounds[1], bounds[2], *marks)
