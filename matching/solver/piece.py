"""One piece of one stage: bounded by its relaxation and cuts, planned on few columns, proven on all that are left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.graph import Ints
from matching.solver.attempt import FIRST_COLUMNS, Attempt, Piece, attempted, cheapest, improved, whole_vertex
from matching.solver.cuts import with_cuts, without_idle_cuts
from matching.solver.program import Program
from matching.solver.relaxation import Relaxation, relax
from matching.solver.watch import Watch
from matching.solver.whole import SMALL, least

ROUNDS: Final = 30
PATIENCE: Final = 5
"""So many rounds of cuts may pass without a bound that is better by NOTICEABLE."""
NOTICEABLE: Final = 0.01
OWN_COLUMNS: Final = Attempt(0, True)
ATTEMPTS: Final = (
    Attempt(3, True), Attempt(None, True), Attempt(5, False), Attempt(None, True), Attempt(10, False),
    Attempt(None, False),
)  # fmt: skip


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


def first_columns(piece: Piece) -> Ints:
    """The columns to begin with: those of the best plan, those that only count, and a few of each student."""
    chosen = (piece.values > 0) | (piece.owner < 0)
    chosen |= cheapest(piece.owner, piece.costs, FIRST_COLUMNS)
    return np.nonzero(chosen)[0]
