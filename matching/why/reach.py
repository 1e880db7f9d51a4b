"""Who could move up for whom: the nodes that a free or wanted place leads to, with nobody losing a place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints
from matching.why.residual import OUT, SINK, Residual

Marks = NDArray[np.bool_]
"""Which nodes, shape (nodes,)."""


class Reach:
    """The arcs of a residual along which every student who has a place keeps one."""

    def __init__(self, residual: Residual) -> None:
        self.residual = residual
        _, tails, heads = residual.arcs
        stays = (heads != OUT) & (tails != OUT) & (tails != SINK)
        self._tails, self._heads = tails[stays], heads[stays]

    def from_nodes(self, nodes: Ints) -> Marks:
        """The nodes that ways from these lead to, themselves included."""
        return _spread(self._tails, self._heads, nodes, self.residual.nodes)

    def to_nodes(self, nodes: Ints) -> Marks:
        """The nodes that have a way to these, themselves included."""
        return _spread(self._heads, self._tails, nodes, self.residual.nodes)

    def entries(self, student: int) -> Ints:
        """The nodes where a student (index in the problem) could come in."""
        return np.unique(self.residual.entry[self.residual.positions(student)])


def _spread(tails: Ints, heads: Ints, nodes: Ints, count: int) -> Marks:
    reached = np.zeros(count, dtype=bool)
    reached[nodes] = True
    while True:
        new = reached[tails] & ~reached[heads]
        if not new.any():
            return reached
        reached[heads[new]] = True
        left = ~reached[heads]
        tails, heads = tails[left], heads[left]
