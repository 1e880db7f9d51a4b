"""A search for a better plan of a piece: on some of its columns, or on all that are not settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.solver.program import FREE, Program
from matching.solver.relaxation import Relaxation
from matching.solver.watch import Watch
from matching.solver.whole import Answer, least

Mask = NDArray[np.bool_]

FIRST_COLUMNS: Final = 4
NEARLY: Final = 1e-6
MANY: Final = 20_000
"""Among more columns a plan that only meets the bound is not looked for."""
FEW_IN_ALL: Final = 5_000
"""So many columns are searched all at once."""


Hear = Callable[[int, int], None]


def nobody(_cost: int, _bound: int) -> None:
    """Hears of the cost and the bound when no one else does."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Columns that hang together, the best values so far, and the cost to make least.

    `owner` is the student of a pair's column, -1 for others; `complete` sets the counting columns of a plan; `hear` is
    told the cost and the bound as they become known.
    """

    program: Program
    costs: Ints
    values: Ints
    owner: Ints
    complete: Callable[[Ints], Ints]
    hear: Hear = nobody

    @property
    def cost(self) -> int:
        """What the best values cost."""
        return int(self.costs @ self.values)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A search on so many columns per student, None for all, for a plan that meets the bound or only a better one."""

    per_student: int | None
    at_bound: bool


def attempted(piece: Piece, relaxation: Relaxation, bound: int, attempt: Attempt, watch: Watch) -> tuple[Piece, int]:
    """The piece and its bound after one more search."""
    most = bound if attempt.at_bound else piece.cost - 1
    better = relaxation.settle(piece.program, most)
    chosen = few(piece, relaxation, better, attempt.per_student)
    if attempt.at_bound and attempt.per_student is None and len(chosen) > MANY:
        return piece, bound
    every = len(chosen) == len(better.open_columns)
    answer = on_columns(piece, better, chosen, most, watch, quick=not every)
    if answer.ended and every:
        bound = most + 1 if answer.values is None else int(piece.costs @ answer.values)
    return improved(piece, answer), bound


def whole_vertex(piece: Piece, relaxation: Relaxation) -> Answer:
    """The relaxation's own optimum when it is a plan."""
    values = np.rint(relaxation.values).astype(np.int64)
    if np.abs(relaxation.values - values).max(initial=0.0) > NEARLY:
        return Answer(None, None, False)
    plan = piece.complete(values)
    return Answer(plan if piece.program.holds(plan) else None, None, False)


def cheapest(owner: Ints, costs: Ints, count: int) -> Mask:
    """So many columns of each owner at the least cost, ties by lot."""
    ties = np.random.default_rng(0).random(len(owner))
    order = np.lexsort((ties, costs, owner))
    starts = np.searchsorted(owner[order], owner[order])
    chosen = np.zeros(len(owner), dtype=bool)
    chosen[order[np.arange(len(order)) - starts < count]] = True
    return chosen


def few(piece: Piece, relaxation: Relaxation, better: Program, per_student: int | None) -> Ints:
    """The open columns to try: the best values', the relaxation's, and each student's cheapest; or all of them.

    Of students whom the relaxation splits there are all.
    """
    if per_student is None or (per_student and len(better.open_columns) <= FEW_IN_ALL):
        return better.open_columns
    chosen = (piece.values > 0) | (relaxation.values > 0) | (piece.owner < 0)
    chosen |= cheapest(piece.owner, relaxation.reduced, per_student)
    split = np.abs(relaxation.values - np.rint(relaxation.values)) > NEARLY
    torn = np.isin(piece.owner, piece.owner[split & (piece.owner >= 0)])
    chosen |= torn
    return np.intersect1d(better.open_columns, np.nonzero(chosen)[0])


def on_columns(piece: Piece, better: Program, columns: Ints, most: int, watch: Watch, *, quick: bool) -> Answer:
    """The least cost, at most `most`, in `better` when open columns but these stay as they are; all columns' values."""
    base = np.where(better.lower == better.upper, better.lower, piece.values)
    others = base.copy()
    others[columns] = 0
    rest = int(piece.costs @ others)
    program = better.cut_out(columns, base).without_loose_rows().with_row(piece.costs[columns], -FREE, most - rest)

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
        quick=quick,
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
