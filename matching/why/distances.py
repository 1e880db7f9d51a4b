"""How far every node is from the sink, stage by stage: the prices that make every change cost nothing or more.

Stage by stage the cheapest ways to the sink are found over the arcs that lie on cheapest ways of all stages before
(Bellman and Ford). An arc's reduced costs, one per stage, are then not below zero in the order of the stages, so no
round pays and the plan is a best one. What is stored is checked again by just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.solver.ways import on_rounds
from matching.why.residual import SINK, Residual, size

FAR: Final = 2**62
MOST: Final = 2**61
"""No sum of costs along a way may reach this; 64 bits hold twice as much."""
PATIENCE: Final = 32
"""Rounds after which it is looked into whether some way goes round."""


@dataclass(frozen=True, eq=False)
class Distances:
    """Per stage the cost of the cheapest way to the sink, shape (stages, nodes), 0 where there is none.

    `closed` are the nodes with no way; `onward` is the arc that a cheapest way takes, -1 at the sink and where closed.
    """

    cost: Ints
    closed: NDArray[np.bool_]
    onward: Ints


def distances(residual: Residual) -> Distances | None:
    """The cheapest ways to the sink; None when the plan is not a best one, or numbers could leave 64 bits."""
    closed, arcs = _open_arcs(residual)
    found = np.zeros((len(residual.stages), residual.nodes), dtype=np.int64)
    for row in range(len(found)):
        costs = residual.added(row, arcs.number)
        ways = _ways(arcs.tail, arcs.head, costs, residual.nodes)
        if ways is None:
            return None
        found[row] = np.where(closed, 0, ways)
        arcs = arcs.only(costs + found[row][arcs.head] == found[row][arcs.tail])
    return _finished(residual, found, closed, arcs)


def checked(residual: Residual, cost: Ints) -> Distances | None:
    """The same distances when every arc bears them out, else None. Trusts nothing about `cost`."""
    if cost.shape != (len(residual.stages), residual.nodes) or size(cost) >= MOST:
        return None
    closed, arcs = _open_arcs(residual)
    if cost[:, closed].any() or cost[:, SINK].any():
        return None
    for row in range(len(cost)):
        own = residual.added(row, arcs.number)
        reduced = own - cost[row][arcs.tail] + cost[row][arcs.head]
        if _too_large(own, residual.nodes) or (reduced < 0).any():
            return None
        arcs = arcs.only(reduced == 0)
    return _finished(residual, cost, closed, arcs)


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Number, tail and head of arcs ordered by tail."""

    number: Ints
    tail: Ints
    head: Ints

    def only(self, kept: NDArray[np.bool_]) -> _Arcs:
        return _Arcs(self.number[kept], self.tail[kept], self.head[kept])


def _finished(residual: Residual, cost: Ints, closed: NDArray[np.bool_], tight: _Arcs) -> Distances | None:
    """Distances with the way onward over tight arcs; None when these lead not every open node to the sink."""
    onward = _backwards(tight, residual.nodes)
    onward_known = onward >= 0
    onward_known[SINK] = True
    return Distances(cost, closed, onward) if (onward_known | closed).all() else None


def _open_arcs(residual: Residual) -> tuple[NDArray[np.bool_], _Arcs]:
    """The nodes from which no way leads to the sink, and the arcs between all others."""
    arcs = _Arcs(*residual.arcs)
    closed = _backwards(arcs, residual.nodes) < 0
    closed[SINK] = False
    return closed, arcs.only(~closed[arcs.tail] & ~closed[arcs.head]) if closed.any() else arcs


def _backwards(arcs: _Arcs, nodes: int) -> Ints:
    """The arc by which each node comes nearest to the sink in arcs, shape (nodes,); -1 where none does."""
    onward = np.full(nodes, -1, dtype=np.int64)
    reached = np.zeros(nodes, dtype=bool)
    reached[SINK] = True
    while True:
        new = arcs.only(reached[arcs.head] & ~reached[arcs.tail])
        if not len(new.number):
            return onward
        onward[new.tail] = new.number
        reached[new.tail] = True
        arcs = arcs.only(~reached[arcs.tail])


def _ways(tails: Ints, heads: Ints, costs: Ints, nodes: int) -> Ints | None:
    """The cost of each node's cheapest way to the sink, FAR where there is none; None when some round pays."""
    if _too_large(costs, nodes):
        return None
    cost = np.full(nodes, FAR, dtype=np.int64)
    cost[SINK] = 0
    starts = np.nonzero(np.diff(tails, prepend=-1))[0]
    lengths = np.diff(np.append(starts, len(tails)))
    follows = np.full(nodes, -1, dtype=np.int64)
    for turn in range(1, nodes + 2):
        over = np.where(cost[heads] == FAR, FAR, cost[heads] + costs)
        least = np.minimum.reduceat(over, starts) if len(starts) else over
        better = least < cost[tails[starts]]
        if not better.any():
            return cost
        cost[tails[starts[better]]] = least[better]
        if turn >= PATIENCE:
            used = np.repeat(better, lengths) & (over == np.repeat(least, lengths))
            follows[tails[used]] = heads[used]
        if cost[SINK] < 0 or (turn >= PATIENCE and turn % PATIENCE == 0 and len(on_rounds(follows))):
            return None
    return None


def _too_large(costs: Ints, nodes: int) -> bool:
    """Whether a way over all nodes could leave 64 bits."""
    return size(costs) * (nodes + 1) >= MOST
