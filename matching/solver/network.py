"""A network of arcs whose cheapest flow is found, certified and narrowed to its face."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.graph import Ints


class FlowError(RuntimeError):
    """The flow solver answered something that its own certificate contradicts."""


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs with whole capacities, `base` flow that is settled on each, and what each node still sends (`supply`).

    `tail`, `head`, `capacity`, `base` have shape (arcs,), `supply` has shape (nodes,) and sums to 0; an arc without
    capacity is settled for good.
    """

    tail: Ints
    head: Ints
    capacity: Ints
    base: Ints
    supply: Ints

    def cheapest(self, costs: Ints) -> Ints | None:
        """A flow of least cost, `base` included, shape (arcs,); None when the supplies cannot be met."""
        open_arcs = np.nonzero(self.capacity)[0]
        solver = min_cost_flow.SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(
            self.tail[open_arcs], self.head[open_arcs], self.capacity[open_arcs], costs[open_arcs]
        )
        solver.set_nodes_supplies(np.arange(len(self.supply)), self.supply)
        if solver.solve() != solver.OPTIMAL:
            return None
        flow = self.base.copy()
        flow[open_arcs] += solver.flows(np.arange(len(open_arcs)))
        return flow

    def reduced_costs(self, flow: Ints, costs: Ints) -> Ints:
        """Reduced cost of each arc under prices that prove the flow cheapest. Raises FlowError when none do."""
        prices = self.prices(flow, costs)
        reduced = costs + prices[self.tail] - prices[self.head]
        moved = flow - self.base
        if (reduced[moved < self.capacity] < 0).any() or (reduced[moved > 0] > 0).any():
            raise FlowError("no prices prove this flow cheapest")
        return reduced

    def prices(self, flow: Ints, costs: Ints) -> Ints:
        """Least cost of reaching each node from anywhere over arcs that can still give way (Bellman, Ford)."""
        moved = flow - self.base
        forth, back = np.nonzero(moved < self.capacity)[0], np.nonzero(moved > 0)[0]
        tails = np.concatenate([self.tail[forth], self.head[back]])
        heads = np.concatenate([self.head[forth], self.tail[back]])
        lengths = np.concatenate([costs[forth], -costs[back]])
        price = np.zeros(len(self.supply), dtype=np.int64)
        for _ in range(len(self.supply) + 1):
            before = price.copy()
            np.minimum.at(price, heads, before[tails] + lengths)
            if (price == before).all():
                return price
        raise FlowError("a cheaper flow is left")

    def face(self, flow: Ints, reduced: Ints) -> Network:
        """The network of all flows as cheap as this one: arcs above cost are closed, arcs below are filled."""
        settled = (reduced != 0) & (self.capacity > 0)
        moved: Ints = np.where(settled, flow - self.base, 0)
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail, moved)
        np.add.at(supply, self.head, moved)
        capacity: NDArray[np.int64] = np.where(settled, 0, self.capacity)
        return Network(self.tail, self.head, capacity, self.base + moved, supply)
