"""The ways that lead to a plan: as it comes, whole-number programs alone, small or large, with more threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from matching import side
from matching.goals import goals_in_order
from matching.graph import build_graph
from matching.problem import Problem
from matching.solver import piece, whole
from matching.solver.ledger import Ledger
from matching.solver.plan import assignments_of
from matching.solver.search import Search
from matching.solver.ties import settle_ties
from matching.solver.watch import Watch


@contextmanager
def small_is(columns: int) -> Iterator[None]:
    """Within the block, pieces of up to so many columns go to CP-SAT, larger ones to HiGHS."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (piece, side, whole):
            patch.setattr(module, "SMALL", columns)
        yield


def by_programs(problem: Problem) -> tuple[Any, Any] | None:
    """Values and placements with nothing left to flows, in plain parts neither; None when the pins leave no plan."""
    graph = build_graph(problem)
    begun = Search.begin(graph, Watch())
    if begun is None:
        return None
    part = side.SidePart(graph, np.arange(len(graph.student), dtype=np.int64), begun.chosen)
    search = Search(graph, Watch(), None, part)
    ledger = Ledger(search, None)
    for goal in goals_in_order(problem):
        ledger.settle(goal)
    settle_ties(search)
    return tuple(result.value for result in ledger.results()), assignments_of(graph, search.chosen)
