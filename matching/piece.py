"""One piece of one stage: bounded by its relaxation, planned on few columns, proven on all that are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.program import Program
from matching.relaxation import Relaxation, relax
from matching.watch import Watch
from matching.whole import SMALL, Answer, least

Mask = NDArray[np.bool_]

COLUMNS_PER_STUDENT: Final = (6,)


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
    """More and more columns until value and bound meet, at last all that can be in a better plan."""
    bound = relaxation.whole_bound
    for per_student in (*COLUMNS_PER_STUDENT, None):
        if piece.cost == bound or watch.over():
            break
        useful = relaxation.survivors(piece.program, piece.cost - 1)
        chosen = np.nonzero(few(piece, relaxation, useful, per_student))[0]
        answer = on_columns(piece, chosen, watch)
        piece = improved(piece, answer)
        if answer.ended and useful[chosen].sum() == useful.sum():
            bound = piece.cost
    return Settled(piece.values, bound, relaxation.settle(piece.program, piece.cost))


def few(piece: Piece, relaxation: Relaxation, useful: Mask, per_student: int | None) -> Mask:
    """A mask of the columns to try: the best values', the relaxation's, and each student's cheapest."""
    if per_student is None:
        return useful | (piece.values > 0)
    chosen = (piece.values > 0) | (relaxation.values > 0) | (piece.owner < 0)
    order = np.lexsort((np.random.default_rng(0).random(len(useful)), relaxation.reduced, piece.owner))
    starts = np.searchsorted(piece.owner[order], piece.owner[order])
    chosen[order[np.arange(len(order)) - starts < per_student]] = True
    return chosen & (useful | (piece.values > 0))


def on_columns(piece: Piece, columns: Ints, watch: Watch) -> Answer:
    """The least cost when all columns but these stay as they are."""
    program = piece.program.cut_out(columns, piece.values)
    rest = piece.values.copy()
    rest[columns] = 0
    constant = int(piece.costs @ rest)

    def whole(values: Ints) -> Ints:
        everything = rest.copy()
        everything[columns] = values
        return piece.complete(everything)[columns]

    answer = least(program, piece.costs[columns], watch, complete=whole, hint=piece.values[columns])
    if answer.values is None:
        return answer
    everything = rest.copy()
    everything[columns] = answer.values
    return Answer(everything, None if answer.bound is None else answer.bound + constant, answer.ended)


def improved(piece: Piece, answer: Answer) -> Piece:
    """The piece with the answer's values when they cost less."""
    if answer.values is None or int(piece.costs @ answer.values) >= piece.cost:
        return piece
    return replace(piece, values=answer.values)
