"""The front under side limits: a whole-number program per number unplaced, each from the plan before.

One of the two numbers is bounded and the other made least, bound after bound (Haimes, Lasdon and Wismer 1971).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.flow import PlainPart, plain_part
from matching.goals import goals_in_order
from matching.graph import Chosen, Graph, Ints
from matching.mend.plain import costs_of
from matching.mend.point import Front, Point, moved_in, only_stage, unplaced_in
from matching.mend.still import Still
from matching.rules import Goal
from matching.side import SidePart
from matching.solver.components import components
from matching.solver.program import FREE
from matching.solver.search import Number, Search, divided, joined
from matching.solver.start import first_plan, without_breaches
from matching.solver.watch import Watch


def side_front(graph: Graph, watch: Watch, hear: Callable[[Point], None]) -> Front | None:
    """The front as far as time allows; None when the pins contradict each other."""
    begun = begin(graph, watch)
    if begun is None:
        return None
    quick = quick_point(begun)
    hear(quick)
    first = fewest_unplaced(begun)
    hear(first)
    if watch.over():
        return Front(unbeaten([first, quick]), complete=False)
    last = fewest_moved(first, watch)
    hear(last)
    inner = between(first, last, watch, hear)
    walked = len(inner) == max(0, last.unplaced - first.unplaced - 1)
    sure = walked and first.proven and last.proven and all(point.least_moved == point.moved for point in inner)
    return Front(unbeaten([first, *inner, last, quick]), complete=sure)


def between(first: Point, last: Point, watch: Watch, hear: Callable[[Point], None]) -> list[Point]:
    """The fewest moved per number unplaced between those of the ends, as far as time allows."""
    found = [first]
    for most in range(first.unplaced + 1, last.unplaced):
        if watch.over():
            break
        found.append(at_most_unplaced(found[-1], watch, most))
        hear(found[-1])
    return found[1:]


def unbeaten(points: list[Point]) -> tuple[Point, ...]:
    """The points that no other beats, each pair of numbers once, fewest unplaced first."""
    once = {(point.unplaced, point.moved): point for point in reversed(points)}
    return tuple(once[key] for key in sorted(once) if not any(other.beats(once[key]) for other in points))


def begin(graph: Graph, watch: Watch) -> Search | None:
    """A search whose first plan moves few under side limits, and none elsewhere but to place more; None on a clash."""
    goals = goals_in_order(graph.problem)
    parts = components(graph, np.arange(len(graph.student)), duos_count=Goal.DUOS in goals)
    plain, tied = divided(graph, parts, goals)
    one = plain_part(graph, plain)
    if one is not None and not one.start(costs_of(one, Goal.PLACED, Goal.CHANGES)):
        return None
    plans = [few_moved(graph, part, watch) for part in tied]
    if any(plan is None for plan in plans):
        return None
    return Search(graph, watch, one, grown(SidePart(graph, joined(tied), joined(plans)), watch))


def few_moved(graph: Graph, pairs: Ints, watch: Watch) -> Chosen | None:
    """The plan of a flow with the fewest moved, less who breaks a side limit; None when the pins leave no plan."""
    part = PlainPart(graph, pairs)
    if not part.start(costs_of(part, Goal.CHANGES, Goal.PLACED)):
        return None
    plan = without_breaches(graph, part.chosen)
    pinned = pairs[graph.pinned[pairs]]
    return plan if np.isin(pinned, plan).all() else first_plan(graph, pairs, watch=watch)


def grown(part: SidePart, watch: Watch) -> SidePart:
    """The same part from a plan with as many more students as there is room for when nobody who stands moves."""
    if watch.over():
        return part
    graph, pairs, program = part.model.graph, part.model.pairs, part.program
    stands = np.isin(graph.student[pairs], graph.student[part.chosen])
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[: len(pairs)][stands] = upper[: len(pairs)][stands] = part.values[: len(pairs)][stands]
    part.program = replace(program, lower=lower, upper=upper)
    part.advance(only_stage(graph, Goal.PLACED), watch)
    return SidePart(graph, pairs, part.chosen)


def quick_point(search: Search) -> Point:
    """The first plan of the search, of which nothing is proven."""
    still = Still(search.graph, search.watch, search.chosen)
    return point(still, 0, 0)


def fewest_unplaced(search: Search) -> Point:
    """The fewest unplaced, then the fewest moved."""
    placed = advance(search, Goal.PLACED)
    changed = advance(search, Goal.CHANGES)
    return point(search, len(search.graph.problem.students) + placed.bound, changed.bound)


def fewest_moved(first: Point, watch: Watch) -> Point:
    """The fewest moved at all, then the fewest unplaced; begins with the plan of the fewest unplaced."""
    search = bounded(first.graph, watch, None, first.plan)
    changed = advance(search, Goal.CHANGES)
    advance(search, Goal.PLACED)
    return point(search, first.least_unplaced, changed.bound)


def at_most_unplaced(before: Point, watch: Watch, most: int) -> Point:
    """The fewest moved when at most so many are unplaced; `before` is the point of one fewer."""
    search = bounded(before.graph, watch, most, before.plan)
    changed = advance(search, Goal.CHANGES)
    found = point(search, before.least_unplaced, changed.bound)
    return replace(found, proven=found.proven and before.least_moved > found.moved)


def bounded(graph: Graph, watch: Watch, most: int | None, start: Chosen) -> Search:
    """All pairs in one part, for a row ties them together: at most so many unplaced, any number when None."""
    pairs: Ints = np.arange(len(graph.student))
    part = SidePart(graph, pairs, start)
    if most is not None:
        placed = np.zeros(len(part.values), dtype=np.int64)
        placed[: len(pairs)] = 1
        part.program = part.program.with_row(placed, len(graph.problem.students) - most, FREE)
    return Search(graph, watch, None, part)


def advance(search: Search, goal: Goal) -> Number:
    """The search one goal of one stage further; the stage's constant is in the number."""
    stage = only_stage(search.graph, goal)
    number = search.advance(stage)
    return Number(number.value + stage.constant, number.bound + stage.constant)


def point(search: Search, least_unplaced: int, least_moved: int) -> Point:
    """The search's plan as a point, proven when every number so far is."""
    return Point(
        graph=search.graph,
        plan=search.chosen,
        search=lambda: search,
        unplaced=unplaced_in(search.graph, search.chosen),
        moved=moved_in(search.graph, search.chosen),
        least_unplaced=least_unplaced,
        least_moved=least_moved,
        proven=search.exact,
    )
