"""Parts of a problem with side limits: each stage a whole-number program, narrowed to its best plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.goals import Stage, goals_in_order
from matching.graph import Chosen, Graph, Ints
from matching.solver.model import Model, build_model
from matching.solver.piece import Piece, Settled, settle
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
        self.earlier: list[Ints] = []

    @property
    def chosen(self) -> Chosen:
        """The best plan so far."""
        return self.model.plan_of(self.values)

    def advance(self, stage: Stage, watch: Watch) -> int:
        """Make the stage's number as small as time allows; what no plan beats that is as good on earlier stages."""
        costs = self.model.costs(stage)
        bound = int(costs @ np.where(self.program.lower < self.program.upper, 0, self.values))
        for columns in together(self.program.pieces()):
            bound += self._settle(columns, costs, watch)
        self.earlier.append(costs)
        return bound

    def _settle(self, columns: Ints, costs: Ints, watch: Watch) -> int:
        program = self.program.cut_out(columns, self.values)
        for earlier in self.earlier:
            program = keep_as_good(program, earlier[columns], self.values[columns])
        piece = Piece(program, costs[columns], self.values[columns], self.owner[columns], self._completer(columns))
        settled = settle(piece, watch)
        self._write(columns, settled)
        return settled.bound

    def _completer(self, columns: Ints) -> Callable[[Ints], Ints]:
        def complete(values: Ints) -> Ints:
            everything = self.values.copy()
            everything[columns] = values
            return self.model.complete(everything)[columns]

        return complete

    def _write(self, columns: Ints, settled: Settled) -> None:
        """Take over the values, and what the piece has settled."""
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        lower[columns], upper[columns] = settled.program.lower, settled.program.upper
        self.values[columns] = settled.values
        self.program = replace(self.program, lower=lower, upper=upper)


def together(pieces: list[Ints]) -> list[Ints]:
    """Small pieces joined as long as they stay small, so that few solves do for many pieces."""
    joined: list[Ints] = []
    for piece in pieces:
        if joined and len(joined[-1]) + len(piece) <= SMALL:
            joined[-1] = np.concatenate([joined[-1], piece])
        else:
            joined.append(piece)
    return joined


def keep_as_good(program: Program, costs: Ints, values: Ints) -> Program:
    """A row that keeps an earlier stage's number, when it could get worse at all."""
    now = int(costs @ values)
    worst = int(np.where(costs > 0, program.upper, program.lower) @ costs)
    return program if worst <= now else program.with_row(costs, -FREE, now)
