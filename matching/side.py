"""Parts of a problem with side limits: each stage a whole-number program, narrowed to its best plans."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from matching.goals import Stage, goals_in_order, least_thinkable
from matching.graph import Chosen, Graph, Ints
from matching.solver.attempt import Hear, Piece, nobody
from matching.solver.model import Model, build_model
from matching.solver.piece import Settled, settle
from matching.solver.program import FREE, Program
from matching.solver.watch import Watch
from matching.solver.whole import SMALL


class SidePart:
    """The model of all pairs under side limits, and its best plan so far; `advance` takes one stage after another.

    After every stage columns are settled that all best plans share. What is open then falls into pieces, each
    solved by itself: a sum is least where each piece is, and so is every earlier sum.
    """

    def __init__(self, graph: Graph, pairs: Ints, first: Chosen) -> None:
        self.model: Model = build_model(graph, pairs, goals_in_order(graph.problem))
        self.program: Program = self.model.program
        self.values: Ints = self.model.columns_of(first)
        self.owner = np.full(len(self.values), -1, dtype=np.int64)
        self.owner[: len(pairs)] = graph.student[pairs]
        self.value_rows: list[int] = []

    @property
    def chosen(self) -> Chosen:
        """The best plan so far."""
        return self.model.plan_of(self.values)

    @property
    def undecided(self) -> Ints:
        """The students with a pair that is not settled, ascending."""
        pairs = self.program.open_columns
        return np.unique(self.owner[pairs[pairs < len(self.model.pairs)]])

    def aside(self) -> SidePart:
        """Another of the same, to try something on."""
        other = copy(self)
        other.values, other.value_rows = self.values.copy(), [*self.value_rows]
        return other

    def advance(self, stage: Stage, watch: Watch, hear: Hear = nobody, floor: int | None = None) -> int:
        """Make the stage's number as small as time allows; what no plan beats that is as good on earlier stages.

        `hear` is told the number and the bound, as they are, whenever one of them may have changed. A number that is
        known to be the `floor` of all these plans needs no search.
        """
        costs = self.model.costs(stage)
        if floor is not None and int(costs @ self.values) == floor:
            self._keep_as_good(costs, floor)
            return floor
        if watch.over():
            return lowest(self.program, costs)
        bound = int(costs @ np.where(self.program.lower < self.program.upper, 0, self.values))
        pieces = together(self.program.pieces(self.value_rows))
        floors = [lowest(self.program, costs, columns) for columns in pieces]
        for at, columns in enumerate(pieces):
            elsewhere = int(costs @ self.values) - int(costs[columns] @ self.values[columns])
            rest = bound + sum(floors[at + 1 :])
            bound += self._settle(columns, costs, watch, shifted(hear, elsewhere, rest))
        bound = bound if floor is None else max(bound, floor)
        self._keep_as_good(costs, bound)
        return bound

    def _settle(self, columns: Ints, costs: Ints, watch: Watch, hear: Hear) -> int:
        program = self.program.cut_out(columns, self.values)
        rows = self.program.rows_of(columns, self.values)
        best = costs[columns], self.values[columns]
        settled = settle(Piece(program, *best, self.owner[columns], self._completer(columns), hear), watch)
        self._write(columns, rows, settled)
        return settled.bound

    def _keep_as_good(self, costs: Ints, bound: int) -> None:
        """A row that keeps the stage's number as it is, in lowest terms, when it could change at all."""
        shared = int(np.gcd.reduce(costs[self.program.open_columns]))
        if shared == 0:
            return
        fixed = int(costs @ np.where(self.program.lower < self.program.upper, 0, self.values))
        now = (int(costs @ self.values) - fixed) // shared
        terms = np.where(self.program.lower < self.program.upper, costs, 0) // shared
        self.value_rows.append(len(self.program.low))
        self.program = self.program.with_row(terms, now if now * shared + fixed == bound else -FREE, now)

    def _completer(self, columns: Ints) -> Callable[[Ints], Ints]:
        def complete(values: Ints) -> Ints:
            everything = self.values.copy()
            everything[columns] = values
            return self.model.complete(everything)[columns]

        return complete

    def _write(self, columns: Ints, rows: Ints, settled: Settled) -> None:
        """Take over the values, and what the piece has settled: columns that are alike, cuts, where the simplex was."""
        mine, theirs = self.program, settled.program
        lower, upper = mine.lower.copy(), mine.upper.copy()
        lower[columns], upper[columns] = theirs.lower, theirs.upper
        column_marks, row_marks = mine.column_marks.copy(), mine.row_marks.copy()
        column_marks[columns], row_marks[rows] = theirs.column_marks, theirs.row_marks[: len(rows)]
        self.values[columns] = settled.values
        self.program = replace(mine, lower=lower, upper=upper, column_marks=column_marks, row_marks=row_marks)
        self.program = with_cuts_of(self.program, columns, theirs, len(rows))


class StillPart:
    """A part under side limits that there was no time for: its first plan stays as it is."""

    def __init__(self, graph: Graph, pairs: Ints, first: Chosen) -> None:
        self.graph, self.pairs, self.chosen = graph, pairs, first

    def advance(self, stage: Stage, watch: Watch, hear: Hear = nobody, floor: int | None = None) -> int:
        """A number that no plan of these pairs beats."""
        return least_thinkable(self.graph, stage)


def lowest(program: Program, costs: Ints, columns: Ints | None = None) -> int:
    """What the columns, or these, cost at least by their ends alone."""
    at = slice(None) if columns is None else columns
    return int(np.where(costs[at] > 0, program.lower[at], program.upper[at]) @ costs[at])


def shifted(hear: Hear, value: int, bound: int) -> Hear:
    """Tells the numbers of a piece as those of the whole part: the rest has this value and this bound."""
    return lambda own_value, own_bound: hear(own_value + value, own_bound + bound)


def with_cuts_of(program: Program, columns: Ints, piece: Program, own: int) -> Program:
    """The program with the rows of a piece of it from number `own` on."""
    cuts = csr_array(piece.matrix[own:])
    if not cuts.shape[0]:
        return program
    spread = csr_array((cuts.data, columns[cuts.indices], cuts.indptr), (cuts.shape[0], len(program.lower)))
    marks = np.concatenate([program.row_marks, piece.row_marks[own:]])
    wider = program.with_rows(spread, piece.low[own:].tolist(), piece.high[own:].tolist())
    return replace(wider, row_marks=marks)


def together(pieces: list[Ints]) -> list[Ints]:
    """Small pieces joined as long as they stay small, so that few solves do for many pieces."""
    joined: list[Ints] = []
    for piece in pieces:
        if joined and len(joined[-1]) + len(piece) <= SMALL:
            joined[-1] = np.concatenate([joined[-1], piece])
        else:
            joined.append(piece)
    return joined
