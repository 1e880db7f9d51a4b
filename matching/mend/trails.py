"""Steps between two flows of one network: unit trails through its node of those who stay out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.graph import Ints
from matching.solver.network import Network


def flows_between(network: Network, fewer: Ints, more: Ints) -> Iterator[Ints]:
    """Flows with one, two, … units more over the last arc than `fewer` has, up to one less than `more` has.

    The difference of two flows is a sum of closed trails of arcs that rise or fall by one, each arc as often as it
    differs and always in one direction (Ahuja, Magnanti and Orlin 1993, theorem 3.7). A trail over the last arc is
    taken at each step, so every flow given is within the capacities.
    """
    left = _Left(network, more - fewer)
    flow = fewer.copy()
    for _ in range(int(more[-1] - fewer[-1]) - 1):
        for arc, step in left.trail():
            flow[arc] += step
        yield flow.copy()


class _Left:
    """What of the difference is not walked yet: per node the arcs that lead on, each as often as it still differs."""

    def __init__(self, network: Network, difference: Ints) -> None:
        self.last = len(difference) - 1
        self.start, self.end = int(network.head[-1]), int(network.tail[-1])
        self.onward: dict[int, list[tuple[int, int, int]]] = {}
        for arc in np.nonzero(difference[:-1])[0].tolist():
            step = 1 if difference[arc] > 0 else -1
            ends = int(network.tail[arc]), int(network.head[arc])
            tail, head = ends if step > 0 else ends[::-1]
            self.onward.setdefault(tail, []).extend([(arc, step, head)] * abs(int(difference[arc])))

    def trail(self) -> list[tuple[int, int]]:
        """Arcs with their steps: the last arc, and from its head on back to its tail."""
        found, node = [(self.last, 1)], self.start
        while node != self.end:
            arc, step, node = self.onward[node].pop()
            found.append((arc, step))
        return found
