"""A search among the plans that leave at most so many students unplaced, from a plan that does."""

from __future__ import annotations

import numpy as np

from matching.flow import PlainPart
from matching.goals import goals_in_order
from matching.graph import Chosen, Graph, Ints
from matching.side import SidePart
from matching.solver.components import is_plain
from matching.solver.program import FREE
from matching.solver.search import Search
from matching.solver.watch import Watch


def bounded(graph: Graph, watch: Watch, most: int | None, start: Chosen) -> Search:
    """All pairs as one part, which the one number ties together; None for `most` is no bound."""
    pairs: Ints = np.arange(len(graph.student))
    if is_plain(graph, pairs, goals_in_order(graph.problem)):
        return Search(graph, watch, plain(graph, pairs, most, start), None)
    return Search(graph, watch, None, side(graph, pairs, most, start))


def plain(graph: Graph, pairs: Ints, most: int | None, start: Chosen) -> PlainPart:
    """A flow: at most so many go through the node of the students without a place.

    Its least cost is convex in that number, as it is the least of a linear program in one right-hand side, and whole
    at whole numbers (Ahuja, Magnanti and Orlin 1993, chapter 9): each student more left out saves no more moves than
    the one before.
    """
    alone = len(graph.problem.students) - len(np.unique(graph.student))
    part = PlainPart(graph, pairs, most_out=None if most is None else most - alone)
    if not part.take_plan(start):
        raise AssertionError("a plan that was there is no flow")
    return part


def side(graph: Graph, pairs: Ints, most: int | None, start: Chosen) -> SidePart:
    """A program with one row more."""
    part = SidePart(graph, pairs, start)
    if most is not None:
        placed = np.zeros(len(part.values), dtype=np.int64)
        placed[: len(pairs)] = 1
        part.program = part.program.with_row(placed, len(graph.problem.students) - most, FREE)
    return part
