"""Plain parts of a problem: each stage a min-cost flow, all stages in turn exactly.

Prices that prove a flow cheapest also tell which arcs no cheapest flow uses and which all of them fill
(complementary slackness); what is left is the set of all optimal plans, on which the next stage is solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Final

import numpy as np

from matching.goals import Stage
from matching.graph import Chosen, Graph, Ints
from matching.solver.few import few
from matching.solver.network import Cheapest, Mask, Network
from matching.solver.wiring import Wiring, lay

PATIENCE: Final = 64
"""Rounds of lowering prices after which solving is quicker than asking whether the plan at hand is best."""


class PlainPart:
    """Pairs without side limits; `advance` settles one stage after another.

    Over the stages that are settled, every arc that can give way has a vector of reduced costs, one per stage, that is
    not below zero in the order of the stages: that is why no plan is better.
    """

    def __init__(self, graph: Graph, pairs: Ints, most_out: int | None = None) -> None:
        self.graph, self.pairs = graph, pairs
        self._begin(lay(graph, pairs, most_out))

    def again(self, most_out: int | None = None) -> PlainPart:
        """The same pairs with nothing settled yet; at most `most_out` students stay out, None for any number."""
        other = copy(self)
        other._begin(self.wiring.letting_out(self.wiring.nodes.out if most_out is None else most_out))
        return other

    def _begin(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.flow: Ints = np.zeros(len(self.wiring.gain), dtype=np.int64)
        self._open: Network = self.wiring.network
        self._arcs: Ints = np.arange(len(self.flow))
        self._tried: Mask = self._arcs >= len(self.pairs)

    @property
    def chosen(self) -> Chosen:
        """The plan at hand."""
        return self.pairs[self.flow[: len(self.pairs)] > 0]

    @property
    def left(self) -> tuple[Network, Ints]:
        """The network of the plans that are left, and the plan at hand as a flow on it."""
        return self._open, self.flow[self._arcs]

    def start(self, costs: Ints | None = None) -> bool:
        """A first plan, of least sum of `costs` (per pair) or as good as can be on coverage; False when there is none.

        Then the pins contradict each other, or more students have to stay out than may.
        What one more student adds to coverage is always above 0, so such a plan places as many as can be, too: it is a
        heaviest independent set of a matroid. Nothing rests on that here, for every stage asks for its own proof.
        """
        arcs = -self.wiring.gain
        if costs is not None:
            arcs = np.zeros(len(self.flow), dtype=np.int64)
            arcs[: len(self.pairs)] = costs
        best = self._open.cheapest(arcs, self._worth_trying(arcs))
        if best is not None:
            self.flow, self._tried = best.flow, best.tried
        return best is not None

    def take_plan(self, chosen: Chosen) -> bool:
        """Make a plan of these pairs the one at hand; False when it is no flow of this network."""
        flow = self.wiring.flow_of(np.isin(self.pairs, chosen))
        if flow is not None:
            self.flow = flow
        return flow is not None

    def advance(self, stage: Stage) -> None:
        """Make the stage's number least among the plans that are left, and leave only those that are as good."""
        costs = self.costs(stage)
        best = self._open.proof(self.flow[self._arcs], costs, self._tried, patience=PATIENCE)
        if best is None:
            best = self._open.cheapest(costs, self._worth_trying(costs))
        if best is None:
            raise AssertionError("a flow that was there has gone")
        self._settle(stage, best)

    def costs(self, stage: Stage) -> Ints:
        """The stage's cost of each arc that is not settled."""
        if stage.counts_coverage:
            return -self.wiring.gain[self._arcs]
        costs = np.zeros(len(self._arcs), dtype=np.int64)
        costs[: self._pairs_open] = stage.cost_at(self.pairs[self._arcs[: self._pairs_open]])
        return costs

    def _settle(self, stage: Stage, best: Cheapest) -> None:
        self.flow[self._arcs] = best.flow
        self._open, kept = self._open.face(best)
        self._arcs, self._tried = self._arcs[kept], best.tried[kept]

    @property
    def _pairs_open(self) -> int:
        """How many pairs are not settled; their arcs are the first."""
        return int(np.searchsorted(self._arcs, len(self.pairs)))

    def _worth_trying(self, costs: Ints) -> Mask:
        """What was tried before, and the cheapest pairs."""
        pairs = slice(0, self._pairs_open)
        found = self._tried.copy()
        found[pairs] |= few(self._open.tail[pairs], self._open.head[pairs], costs[pairs])
        return found


def plain_part(graph: Graph, parts: Sequence[Ints]) -> PlainPart | None:
    """All plain parts as one network, which a flow solves as quickly as one of them."""
    if not parts:
        return None
    return PlainPart(graph, np.sort(np.concatenate(parts)))
