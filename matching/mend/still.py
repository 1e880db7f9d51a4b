"""A plan at which the search has stopped."""

from __future__ import annotations

from matching.graph import Chosen, Graph
from matching.solver.search import Search
from matching.solver.watch import Watch


class Still(Search):
    """Its plan stays; of every stage only a bound over all plans is known."""

    def __init__(self, graph: Graph, watch: Watch, plan: Chosen) -> None:
        super().__init__(graph, watch, None, None)
        self._plan = plan
        self.exact = False

    @property
    def chosen(self) -> Chosen:
        """The plan."""
        return self._plan
