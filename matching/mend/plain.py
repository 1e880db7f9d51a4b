"""The front of a plain problem: flows for its corners, and what lies between them without solving.

With at most u students in the node of those without a place, the fewest moves are the least cost of a flow. As the
least of a linear program it is convex in u (Bertsimas and Tsitsiklis 1997, section 5.2), and at whole u it is whole
(Ahuja, Magnanti and Orlin 1993, chapter 9). So the front has a point at every u between its ends, and between two
corners it is a straight line. The corners are found by halving (Eisner and Severance 1976).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matching.flow import PlainPart
from matching.goals import kept
from matching.graph import Graph, Ints
from matching.mend.point import Front, Point, moved_in, only_stage, unplaced_in
from matching.mend.trails import flows_between
from matching.rules import Goal
from matching.solver.search import Search
from matching.solver.watch import Watch


@dataclass(frozen=True, eq=False)
class Corner:
    """A flow that is best for some number of moves that a place is worth; shape (arcs,)."""

    flow: Ints
    unplaced: int
    moved: int


def plain_front(graph: Graph, watch: Watch, hear: Callable[[Point], None]) -> Front | None:
    """The front as far as time allows; None when the pins contradict each other."""
    whole = PlainPart(graph, np.arange(len(graph.student)))
    first = end(whole, Goal.PLACED, Goal.CHANGES)
    if first is None:
        return None
    draw = _Drawing(whole, watch, first.unplaced)
    hear(draw.point(first))
    if watch.over():
        return Front((draw.point(first),), complete=False)
    last = end(whole, Goal.CHANGES, Goal.PLACED)
    if last is None:
        raise AssertionError("a flow that was there has gone")
    corners = [first] if last.unplaced == first.unplaced else [first, *draw.corners(first, last), last]
    points = [draw.point(each) for each in draw.line(corners)]
    for point in points[1:]:
        hear(point)
    return Front(tuple(points), complete=not draw.stopped)


def end(whole: PlainPart, *goals: Goal) -> Corner | None:
    """The plan that is best on the one number, then on the other; None when the pins contradict each other."""
    part = whole.again()
    if not part.start(costs_of(part, *goals)):
        return None
    for goal in goals:
        part.advance(only_stage(part.graph, goal))
    return corner(part)


def costs_of(part: PlainPart, first: Goal, second: Goal) -> Ints:
    """Costs per pair of the part with which the first goal decides, then the second."""
    one, other = (only_stage(part.graph, goal).cost_at(part.pairs) for goal in (first, second))
    return one * (len(part.graph.problem.students) + 1) + other


def corner(part: PlainPart) -> Corner:
    """The part's plan with its numbers."""
    return Corner(part.flow, unplaced_in(part.graph, part.chosen), moved_in(part.graph, part.chosen))


class _Drawing:
    """Draws the line between the ends of the front; `stopped` when time was over before all corners were found."""

    def __init__(self, whole: PlainPart, watch: Watch, least_unplaced: int) -> None:
        self.whole, self.watch, self.least_unplaced = whole, watch, least_unplaced
        self.stopped = False

    def corners(self, left: Corner, right: Corner) -> list[Corner]:
        """The corners between two points of the line, in order."""
        between = self.below(left, right)
        if between is None:
            return []
        return [*self.corners(left, between), between, *self.corners(between, right)]

    def below(self, left: Corner, right: Corner) -> Corner | None:
        """A point below the straight line between two; None when there is none, as where each step saves one move."""
        width, height = right.unplaced - left.unplaced, left.moved - right.moved
        if width <= 1 or height == width:
            return None
        if self.watch.over():
            self.stopped = True
            return None
        part = self.whole.again()
        if not part.start(-height - width * kept(part.graph)):
            raise AssertionError("a flow that was there has gone")
        found = corner(part)
        straight = height * left.unplaced + width * left.moved
        return found if height * found.unplaced + width * found.moved < straight else None

    def line(self, corners: list[Corner]) -> Iterator[Corner]:
        """Every point of the line, the corners too; where the search was stopped, the corners alone."""
        yield corners[0]
        for left, right in pairwise(corners):
            if not self.stopped:
                yield from self.inner(left, right)
            yield right

    def inner(self, left: Corner, right: Corner) -> Iterator[Corner]:
        """The points on the straight line between two corners."""
        graph, pairs = self.whole.graph, self.whole.pairs
        for flow in flows_between(self.whole.wiring.network, left.flow, right.flow):
            plan = pairs[flow[: len(pairs)] > 0]
            yield Corner(flow, unplaced_in(graph, plan), moved_in(graph, plan))

    def point(self, corner: Corner) -> Point:
        """A point of the line: no flow is as good on both numbers and better on one."""
        graph, pairs = self.whole.graph, self.whole.pairs
        plan = pairs[corner.flow[: len(pairs)] > 0]
        most = corner.unplaced - alone(graph)

        def search() -> Search:
            part = self.whole.again(most)
            if not part.take_plan(plan):
                raise AssertionError("a plan that was there is no flow")
            part.advance(only_stage(graph, Goal.CHANGES))
            return Search(graph, self.watch, part, None)

        return Point(
            graph=graph,
            plan=plan,
            search=search,
            unplaced=corner.unplaced,
            moved=corner.moved,
            least_unplaced=self.least_unplaced,
            least_moved=corner.moved,
            proven=True,
        )


def alone(graph: Graph) -> int:
    """How many students have no pair at all."""
    return len(graph.problem.students) - len(np.unique(graph.student))
