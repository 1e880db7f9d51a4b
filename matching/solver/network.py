"""A network of arcs whose cheapest flow is found, certified and narrowed to its face.

OR-Tools solves the flow over few of the arcs; node prices then show which of the others could make it cheaper. Only
when prices leave no arc of the whole network that could is the flow called cheapest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.graph import Ints
from matching.solver.ways import LOOK, Ways

Mask = NDArray[np.bool_]
Whole = NDArray[np.signedinteger[Any]]
"""Whole numbers of 32 or 64 bits."""

MOST_COST: Final = 2**61
"""No sum of costs along a path may come near 64 bits."""
FEW_MISSED: Final = 300
"""So many arcs are taken in by rounds sooner than by solving again."""
MOST_ROUNDS: Final = 60
"""How often rounds are gone along before solving again is tried after all."""


class FlowError(RuntimeError):
    """The flow solver answered something that its own certificate contradicts, or numbers grew beyond 64 bits."""


@dataclass(frozen=True, eq=False)
class Cheapest:
    """A flow that `prices` prove cheapest: `reduced` is 0 or more where it can rise, 0 or less where it can fall.

    `flow` and `reduced` have shape (arcs,), `prices` (nodes,); `tried` are the arcs that the search looked at.
    """

    flow: Ints
    prices: Ints
    reduced: Ints
    tried: Mask


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs with whole capacities, shape (arcs,), and what each node sends: `supply`, shape (nodes,), sums to 0."""

    tail: Whole
    head: Whole
    capacity: Whole
    supply: Ints

    def cheapest(self, costs: Ints, first: Mask | None = None) -> Cheapest | None:
        """A flow of least cost, tried first on the arcs `first`; None when the supplies cannot be met.

        Raises FlowError when costs could leave 64 bits, or when no prices prove what the solver answered.
        """
        self._refuse_overflow(costs)
        tried = np.ones(len(costs), dtype=bool) if first is None else first
        while True:
            flow = self._solved(costs, np.nonzero(tried)[0])
            if flow is None and tried.all():
                return None
            found = None if flow is None else self._mended(flow, costs, tried)
            if isinstance(found, Cheapest):
                return found
            tried = np.ones(len(costs), dtype=bool) if found is None else found

    def proof(
        self, flow: Ints, costs: Ints, first: Mask | None = None, *, patience: int | None = None
    ) -> Cheapest | None:
        """The proof that this flow is cheapest; None when there is none, or none within `patience` turns of prices."""
        self._refuse_overflow(costs)
        tried = np.ones(len(costs), dtype=bool) if first is None else first | (flow > 0)
        prices = np.zeros(len(self.supply), dtype=np.int64)
        while True:
            found = Ways(self, flow, costs, tried).lower(prices, patience or self._enough)
            if not found.settled:
                return None
            prices = found.prices
            reduced, missed = self._missed(flow, costs, prices, tried)
            if not missed.any():
                return self._checked(Cheapest(flow, prices, reduced, tried))
            tried = tried | missed

    def _mended(self, flow: Ints, costs: Ints, tried: Mask) -> Cheapest | Mask:
        """The cheapest flow, from one that is so on the arcs tried; the arcs to try when too many were missed.

        Few arcs that could make the flow cheaper are taken in one round after another, which is quicker than solving
        again (cycle cancelling, Klein 1967).
        """
        found = Ways(self, flow, costs, tried).lower(np.zeros(len(self.supply), dtype=np.int64), self._enough)
        if not found.settled:
            raise FlowError("a cheaper flow is left on the arcs that were tried")
        while True:
            reduced, missed = self._missed(flow, costs, found.prices, tried)
            if not missed.any():
                return self._checked(Cheapest(flow, found.prices, reduced, tried))
            tried = tried | missed
            if missed.sum() > FEW_MISSED:
                return tried
            for _ in range(MOST_ROUNDS):
                ways = Ways(self, flow, costs, tried)
                found = ways.lower(found.prices, self._enough)
                if found.settled:
                    break
                flow = ways.go_round(flow, found)
            else:
                return tried

    def face(self, best: Cheapest) -> tuple[Network, Ints]:
        """The network of all flows as cheap as this one, and which arcs it has.

        Arcs above cost are empty in all of them, arcs below cost are full; both are settled and left out.
        """
        kept = np.nonzero(best.reduced == 0)[0]
        full = np.nonzero((best.reduced != 0) & (best.flow > 0))[0]
        supply = self.supply.copy()
        np.subtract.at(supply, self.tail[full], best.flow[full])
        np.add.at(supply, self.head[full], best.flow[full])
        return Network(self.tail[kept], self.head[kept], self.capacity[kept], supply), kept

    def _solved(self, costs: Ints, arcs: Ints) -> Ints | None:
        """A cheapest flow over these arcs, shape (all arcs,), as OR-Tools finds it."""
        solver = min_cost_flow.SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(self.tail[arcs], self.head[arcs], self.capacity[arcs], costs[arcs])
        solver.set_nodes_supplies(np.arange(len(self.supply)), self.supply)
        status = solver.solve()
        if status == solver.INFEASIBLE:
            return None
        if status != solver.OPTIMAL:
            raise FlowError(f"the flow solver gave up: {status}")
        flow = np.zeros(len(costs), dtype=np.int64)
        flow[arcs] = solver.flows(np.arange(len(arcs)))
        return flow

    @property
    def _enough(self) -> int:
        """Turns of lowering prices that always settle them, unless some round makes the flow cheaper."""
        return len(self.supply) + LOOK + 1

    def _missed(self, flow: Ints, costs: Ints, prices: Ints, tried: Mask) -> tuple[Ints, Mask]:
        """Every arc's reduced cost, and the arcs not tried that could make the flow cheaper."""
        reduced = prices[self.tail]
        reduced -= prices[self.head]
        reduced += costs
        return reduced, (reduced < 0) & ~tried & (flow < self.capacity)

    def _checked(self, best: Cheapest) -> Cheapest:
        rises, falls = best.reduced < 0, best.reduced > 0
        if (rises & (best.flow < self.capacity)).any() or (falls & (best.flow > 0)).any():
            raise FlowError("no prices prove this flow cheapest")
        return best

    def _refuse_overflow(self, costs: Ints) -> None:
        """The solver multiplies costs by the number of nodes, and a path visits each node once."""
        largest = max(int(costs.max(initial=0)), -int(costs.min(initial=0)))
        if largest * 4 * (len(self.supply) + 2) > MOST_COST:
            raise FlowError(f"a cost of {largest} over {len(self.supply)} nodes does not fit in 64 bits")
