"""The few arcs worth trying first: the cheapest of every node."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints

Mask = NDArray[np.bool_]

PER_NODE: Final = 8
ALL_AT_ONCE: Final = 60_000
"""So few arcs are quicker solved whole than sorted."""
TIE_BITS: Final = 20
MOST: Final = 2**22 - 1


def few(tail: Ints, head: Ints, costs: Ints) -> Mask:
    """The cheapest arcs out of each tail and into each head, ties broken at random but always alike; shape (arcs,)."""
    if len(costs) <= ALL_AT_ONCE:
        return np.ones(len(costs), dtype=bool)
    ties = np.random.default_rng(0).integers(0, 1 << TIE_BITS, len(costs))
    order = np.minimum(costs - costs.min(), MOST) << TIE_BITS | ties
    return cheapest_of(tail, order) | cheapest_of(head, order)


def cheapest_of(node: Ints, order: Ints) -> Mask:
    """The arcs of least `order` at each node; only a hint, so that far dearer ones may count as equal."""
    count = np.bincount(node)
    keys = node.astype(np.int64) << (TIE_BITS + 22) | order
    ordered = np.sort(keys)
    last = np.cumsum(count) - count + np.minimum(count, PER_NODE) - 1
    limit = np.where(count > 0, ordered[np.maximum(last, 0)], -1)
    return keys <= limit[node]
