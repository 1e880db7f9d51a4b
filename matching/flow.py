"""Plain parts of a problem: each stage a min-cost flow, all stages in turn exactly.

Prices that prove a flow cheapest also tell which arcs no cheapest flow uses and which all of them fill
(complementary slackness); what is left is the set of all optimal plans, on which the next stage is solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.goals import Stage
from matching.graph import Chosen, Graph, Ints
from matching.rules import Goal
from matching.solver.few import few
from matching.solver.network import Cheapest, Mask
from matching.solver.wiring import lay


@dataclass(frozen=True, eq=False)
class Proof:
    """Node prices that prove the plan best on a stage, among the plans best on all stages before; shape (nodes,)."""

    goal: Goal
    part: int
    prices: Ints


class PlainPart:
    """Pairs without side limits; `advance` settles one stage after another.

    Over the stages that are settled, every arc that can give way has a vector of reduced costs (one per stage, by the
    prices in `proofs`) that is not below zero in the order of the stages: that is why no plan is better.
    """

    def __init__(self, graph: Graph, pairs: Ints, most_out: int | None = None) -> None:
        self.graph, self.pairs = graph, pairs
        self.wiring = lay(graph, pairs, most_out)
        self.network, self.gain = self.wiring.network, self.wiring.gain
        self.proofs: list[Proof] = []
        self._flow: Ints = np.zeros(0, dtype=np.int64)
        self._tried: Mask = self._ends

    @property
    def chosen(self) -> Chosen:
        """The plan at hand."""
        return self.pairs[self._flow[: len(self.pairs)] > 0]

    def start(self) -> bool:
        """A first plan, as good as can be on coverage; False when the pins contradict each other.

        What one more student adds to coverage is always above 0, so such a plan places as many as can be, too: it is a
        heaviest independent set of a matroid. Nothing rests on that here, for every stage asks for its own proof.
        """
        best = self.network.cheapest(-self.gain, self._few(-self.gain))
        if best is not None:
            self._flow, self._tried = best.flow, best.tried
        return best is not None

    def take_plan(self, chosen: Chosen) -> bool:
        """Make a plan of these pairs the one at hand; False when it is no flow of this network."""
        flow = self.wiring.flow_of(np.isin(self.pairs, chosen))
        if flow is None:
            return False
        self._flow = flow
        return True

    def advance(self, stage: Stage) -> None:
        """Make the stage's number least among the plans that are left, and leave only those that are as good."""
        if not self.prove(stage):
            costs = self.costs(stage)
            best = self.network.cheapest(costs, self._tried | self._few(costs))
            if best is None:
                raise AssertionError("a flow that was there has gone")
            self._settle(stage, best)

    def prove(self, stage: Stage) -> bool:
        """Whether the plan at hand is found to be best on the stage; then only plans that are as good are left."""
        best = self.network.proof(self._flow, self.costs(stage), self._tried)
        if best is not None:
            self._settle(stage, best)
        return best is not None

    def costs(self, stage: Stage) -> Ints:
        """The stage's cost of each arc."""
        if stage.counts_coverage:
            return -self.gain
        costs = np.zeros(len(self.gain), dtype=np.int64)
        costs[: len(self.pairs)] = stage.cost[self.pairs]
        return costs

    def _settle(self, stage: Stage, best: Cheapest) -> None:
        self._flow, self._tried = best.flow, best.tried
        self.proofs.append(Proof(stage.goal, stage.part, best.prices))
        self.network = self.network.face(best)

    @property
    def _ends(self) -> Mask:
        """The arcs that are not pairs: few, and needed by all."""
        ends = np.ones(len(self.gain), dtype=bool)
        ends[: len(self.pairs)] = False
        return ends

    def _few(self, costs: Ints) -> Mask:
        """The pairs worth trying first, with all arcs behind them."""
        found = self._ends
        pairs = np.nonzero(self.network.capacity[: len(self.pairs)] > 0)[0]
        found[pairs[few(self.network.tail[pairs], self.network.head[pairs], costs[pairs])]] = True
        return found


def plain_part(graph: Graph, parts: Sequence[Ints]) -> PlainPart | None:
    """All plain parts as one network, which a flow solves as quickly as one of them."""
    if not parts:
        return None
    return PlainPart(graph, np.sort(np.concatenate(parts)))
