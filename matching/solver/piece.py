"""One piece of one stage: bounded by its relaxation and cuts, planned on few columns, proven on all that are left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.solver.cuts import with_cuts, without_idle_cuts
from matching.solver.program import FREE, Program
from matching.solver.relaxation import Relaxation, relax
from matching.solver.watch import Watch
from matching.solver.whole import SMALL, Answer, least

Mask = NDArray[np.bool_]

FIRST_COLUMNS: Final = 4
ROUNDS: Final = 30
PATIENCE: Final = 3
"""So many rounds of cuts may pass without a bound that is better by NOTICEABLE."""
NOTICEABLE: Final = 0.01
NEARLY: Final = 1e-6


Hear = Callable[[int, int], None]


def nobody(_cost: int, _bound: int) -> None:
    """Hears of the cost and the bound when no one else does."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A search on so many columns per student, None for all, for a plan that meets the bound or only a better one."""

    per_student: int | None
    at_bound: bool


OWN_COLUMNS: Final = Attempt(0, True)
ATTEMPTS: Final = (
    Attempt(3, True), Attempt(None, True), Attempt(5, False), Attempt(None, True), Attempt(10, False),
    Attempt(None, False),
)  # fmt: skip
MANY: Final = 20_000
"""Among more columns a plan that only meets the bound is not looked for."""
FEW_IN_ALL: Final = 5_000
"""So many columns are searched all at once."""


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


@dataclass(frozen=True, eq=False)
class Settled:
    """A piece with its best values; no values cost less than `bound`; `program` holds all that cost no more.

    The program has the piece's rows and, after them, cuts that all these values keep.
    """

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
    return settle_large(piece, watch)


def settle_large(piece: Piece, watch: Watch) -> Settled:
    """More and more columns until value and bound meet, at last all that can be otherwise in a better plan."""
    own_rows = len(piece.program.low)
    piece, relaxation, bound = bounded(piece, watch)
    for attempt in ATTEMPTS:
        if piece.cost == bound or watch.over():
            break
        piece, bound = attempted(piece, relaxation, bound, attempt, watch)
        piece.hear(piece.cost, bound)
    program = relaxation.settle(piece.program, piece.cost)
    return Settled(piece.values, bound, without_idle_cuts(program, own_rows))


def attempted(piece: Piece, relaxation: Relaxation, bound: int, attempt: Attempt, watch: Watch) -> tuple[Piece, int]:
    """The piece and its bound after one more search."""
    most = bound if attempt.at_bound else piece.cost - 1
    better = relaxation.settle(piece.program, most)
    chosen = few(piece, relaxation, better, attempt.per_student)
    if attempt.at_bound and len(chosen) > MANY:
        return piece, bound
    every = len(chosen) == len(better.open_columns)
    answer = on_columns(piece, better, chosen, most, watch, quick=not every)
    if answer.ended and every:
        bound = most + 1 if answer.values is None else int(piece.costs @ answer.values)
    return improved(piece, answer), bound


def bounded(piece: Piece, watch: Watch) -> tuple[Piece, Relaxation, int]:
    """The relaxation with round after round of cuts, as long as they raise the bound and value and bound differ."""
    own_rows, first = len(piece.program.low), first_columns(piece)
    found, program = relax(piece.program, piece.costs, watch, first)
    bound, best, idle = found.whole_bound, found.exact, 0
    for _ in range(ROUNDS):
        piece.hear(piece.cost, bound)
        piece = rounded_off(replace(piece, program=program), found, bound, watch)
        if not found.complete or bound >= piece.cost or idle == PATIENCE:
            break
        kept = without_idle_cuts(program, own_rows)
        cut = with_cuts(kept, found.values)
        if cut is kept:
            break
        found, program = relax(cut, piece.costs, watch, first, cut=True)
        idle = 0 if found.exact > best + NOTICEABLE else idle + 1
        bound, best = max(bound, found.whole_bound), max(best, found.exact)
    return replace(piece, program=program), found, bound


def rounded_off(piece: Piece, relaxation: Relaxation, bound: int, watch: Watch) -> Piece:
    """The piece with a plan out of the relaxation's own columns, when there is one that meets the bound."""
    piece = improved(piece, whole_vertex(piece, relaxation))
    if piece.cost == bound or not relaxation.complete or watch.over():
        return piece
    return attempted(piece, relaxation, bound, OWN_COLUMNS, watch)[0]


def whole_vertex(piece: Piece, relaxation: Relaxation) -> Answer:
    """The relaxation's own optimum when it is a plan."""
    values = np.rint(relaxation.values).astype(np.int64)
    if np.abs(relaxation.values - values).max(initial=0.0) > NEARLY:
        return Answer(None, None, False)
    plan = piece.complete(values)
    return Answer(plan if piece.program.holds(plan) else None, None, False)


def first_columns(piece: Piece) -> Ints:
    """The columns to begin with: those of the best plan, those that only count, and a few of each student."""
    chosen = (piece.values > 0) | (piece.owner < 0)
    chosen |= cheapest(piece.owner, piece.costs, FIRST_COLUMNS)
    return np.nonzero(chosen)[0]


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
