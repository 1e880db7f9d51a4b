"""One piece of one stage: bounded by its relaxation, planned on few columns, proven on all that are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.relaxation import Relaxation, relax
from matching.solver.watch import Watch
from matching.solver.whole import SMALL, Answer, least

Mask = NDArray[np.bool_]

COLUMNS_PER_STUDENT: Final = 6


@dataclass(frozen=True, eq=False)
class Piece:
    """Columns that hang together, the best values so far, and the cost to make least.

    `owner` is the student of a pair's column, -1 for others; `complete` sets the counting columns of a plan.
    """

    program: Program
    costs: Ints
    values: Ints
    owner: Ints
    complete: Callable[[Ints], Ints]

    @property
    def cost(self) -> int:
        """What the best values cost."""
        return int(self.costs @ self.values)


@dataclass(frozen=True, eq=False)
class Settled:
    """A piece with its best values; no values cost less than `bound`; `program` holds all that cost no more."""

    values: Ints
    bound: int
    program: Program


def settle(piece: Piece, watch: Watch) -> Settled:
    """The least cost as far as time allows."""
    floor = int(np.where(piece.costs > 0, piece.program.lower, piece.program.upper) @ piece.costs)
    if floor == piece.cost or watch.over():
        return Settled(piece.values, floor, piece.program)
    if len(piece.costs) <= SMALL:
        answer = least(piece.program, piece.costs, watch, complete=piece.complete, hint=piece.values)
        piece = improved(piece, answer)
        return Settled(piece.values, floor if answer.bound is None else answer.bound, piece.program)
    return settle_large(piece, relax(piece.program, piece.costs, watch), watch)


def settle_large(piece: Piece, relaxation: Relaxation, watch: Watch) -> Settled:
    """More and more columns until value and bound meet, at last all that can be otherwise in a better plan."""
    bound = relaxation.whole_bound
    for per_student in (COLUMNS_PER_STUDENT, None):
        if piece.cost == bound or watch.over():
            break
        better = relaxation.settle(piece.program, piece.cost - 1)
        chosen = few(piece, relaxation, better, per_student)
        answer = on_columns(piece, better, chosen, watch)
        if answer.ended and len(chosen) == len(better.open_columns):
            bound = piece.cost if answer.values is None else int(piece.costs @ answer.values)
        piece = improved(piece, answer)
    return Settled(piece.values, bound, relaxation.settle(piece.program, piece.cost))


def few(piece: Piece, relaxation: Relaxation, better: Program, per_student: int | None) -> Ints:
    """The open columns to try: the best values', the relaxation's, and each student's cheapest; or all of them."""
    if per_student is None:
        return better.open_columns
    chosen = (piece.values > 0) | (relaxation.values > 0) | (piece.owner < 0)
    ties = np.random.default_rng(0).random(len(piece.owner))
    order = np.lexsort((ties, relaxation.reduced, piece.owner))
    starts = np.searchsorted(piece.owner[order], piece.owner[order])
    chosen[order[np.arange(len(order)) - starts < per_student]] = True
    return np.intersect1d(better.open_columns, np.nonzero(chosen)[0])


def on_columns(piece: Piece, better: Program, columns: Ints, watch: Watch) -> Answer:
    """The least cost below the best in `better` when open columns but these stay as they are; all columns' values."""
    base = np.where(better.lower == better.upper, better.lower, piece.values)
    others = base.copy()
    others[columns] = 0
    most = piece.cost - 1 - int(piece.costs @ others)
    program = better.cut_out(columns, base).with_row(piece.costs[columns], -FREE, most)

    def spread(values: Ints) -> Ints:
        everything = base.copy()
        everything[columns] = values
        return piece.complete(everything)

    answer = least(
        program,
        piece.costs[columns],
        watch,
        complete=lambda values: spread(values)[columns],
        hint=piece.values[columns],
    )
    if answer.values is None:
        return answer
    everything = spread(answer.values)
    return Answer(everything, None, answer.ended) if piece.program.holds(everything) else Answer(None, None, False)


def improved(piece: Piece, answer: Answer) -> Piece:
    """The piece with the answer's values when they cost less."""
    if answer.values is None or int(piece.costs @ answer.values) >= piece.cost:
        return piece
    return replace(piece, values=answer.values)
