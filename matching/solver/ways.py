"""What is left of a network around a flow: prices of the nodes, or rounds that make the flow cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matching.graph import Ints

if TYPE_CHECKING:
    from matching.solver.network import Network

LOOK: Final = 8
"""Turns of lowering prices after which it is looked whether some way goes round."""


@dataclass(frozen=True, eq=False)
class Lowered:
    """Prices as low as ways could make them; `before` tells the way by which each node was reached last, -1 for none.

    `settled` says no way makes any price lower; `rounds` are nodes on ways that go round, which make a flow cheaper.
    """

    prices: Ints
    before: Ints
    settled: bool
    rounds: Ints


class Ways:
    """The arcs among `arcs` that can give way: forth where there is room, back where there is flow."""

    def __init__(self, network: Network, flow: Ints, costs: Ints, arcs: NDArray[np.bool_]) -> None:
        some = np.nonzero(arcs)[0]
        forth, back = some[flow[some] < network.capacity[some]], some[flow[some] > 0]
        self.arc = np.concatenate([forth, back])
        self.step = np.repeat([1, -1], [len(forth), len(back)])
        self.tail = np.concatenate([network.tail[forth], network.head[back]])
        self.head = np.concatenate([network.head[forth], network.tail[back]])
        self.length = np.concatenate([costs[forth], -costs[back]])

    def lower(self, prices: Ints, turns: int) -> Lowered:
        """Lower prices to the least cost of reaching each node, from `prices` anywhere (Bellman, Ford)."""
        prices, before = prices.copy(), np.full(len(prices), -1, dtype=np.int64)
        ways = np.arange(len(self.arc))
        nowhere = np.zeros(0, dtype=np.int64)
        for turn in range(1, turns + 1):
            reached = prices[self.tail[ways]] + self.length[ways]
            lower = np.nonzero(reached < prices[self.head[ways]])[0]
            if not len(lower):
                return Lowered(prices, before, True, nowhere)
            head, reached = self.head[ways[lower]], reached[lower]
            np.minimum.at(prices, head, reached)
            best = reached == prices[head]
            before[head[best]] = ways[lower[best]]
            if turn % LOOK == 0 and len(rounds := on_rounds(np.where(before < 0, -1, self.tail[before]))):
                return Lowered(prices, before, False, rounds)
            changed = np.zeros(len(prices), dtype=bool)
            changed[head] = True
            ways = np.nonzero(changed[self.tail])[0]
        return Lowered(prices, before, False, nowhere)

    def go_round(self, flow: Ints, found: Lowered) -> Ints:
        """The flow with one unit sent along every round found; rounds share no node."""
        flow, done = flow.copy(), np.zeros(len(found.before), dtype=bool)
        for node in found.rounds.tolist():
            while not done[node]:
                done[node] = True
                way = found.before[node]
                flow[self.arc[way]] += self.step[way]
                node = self.tail[way]
        return flow


def on_rounds(follows: Ints) -> Ints:
    """The nodes on rounds when each node leads to the one it follows, -1 for none: where long ways end up."""
    nowhere = len(follows)
    at = np.append(np.where(follows < 0, nowhere, follows), nowhere)
    for _ in range(nowhere.bit_length()):
        at = at[at]
    ends = np.unique(at[:-1])
    return ends[ends < nowhere]
