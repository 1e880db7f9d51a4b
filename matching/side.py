"""Parts of a problem with side limits: each stage a whole-number program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.goals import Stage, cost_of, goals_in_order, least_thinkable
from matching.graph import Chosen, Graph, Ints
from matching.model import Model, build_model
from matching.program import FREE
from matching.watch import Watch
from matching.whole import Answer, least


@dataclass(frozen=True, eq=False)
class SidePart:
    """Pairs that hang together, the best plan for them so far, and the stages it must stay as good on.

    `bound` is what no plan of the part that is as good on those stages beats on the last one.
    """

    graph: Graph
    pairs: Ints
    chosen: Chosen
    stages: tuple[Stage, ...] = ()
    bound: int = 0


def first_plan(graph: Graph, pairs: Ints) -> SidePart | None:
    """A part with its first valid plan, the empty one without pins; None when the pins leave none."""
    if not graph.pinned[pairs].any():
        return SidePart(graph, pairs, np.zeros(0, dtype=np.int64))
    model = build_model(graph, pairs, ())
    costs = np.zeros(len(model.program.upper), dtype=np.int64)
    costs[: len(pairs)] = 1
    answer = least(model.program, costs, Watch(), complete=model.complete)
    return None if answer.values is None else SidePart(graph, pairs, model.plan_of(answer.values))


def advance(part: SidePart, stage: Stage, watch: Watch) -> SidePart:
    """The part with the stage's number made as small as can be, its earlier numbers kept."""
    stages = (*part.stages, stage)
    floor = least_thinkable(part.graph.only(part.pairs), stage.only(part.pairs))
    if watch.over() or floor == cost_of(part.graph, stage, part.chosen):
        return SidePart(part.graph, part.pairs, part.chosen, stages, floor)
    model = build_model(part.graph, part.pairs, goals_in_order(part.graph.problem))
    program = model.program
    for earlier in part.stages:
        program = program.with_row(model.costs(earlier), -FREE, cost_of(part.graph, earlier, part.chosen))
    answer = least(program, model.costs(stage), watch, complete=model.complete, hint=model.columns_of(part.chosen))
    chosen = better_of(part, stage, answer, model)
    return SidePart(part.graph, part.pairs, chosen, stages, floor if answer.bound is None else answer.bound)


def better_of(part: SidePart, stage: Stage, answer: Answer, model: Model) -> Chosen:
    """The answer's plan when it is better on this stage and no worse on any before, else the part's own."""
    if answer.values is None:
        return part.chosen
    found = model.plan_of(answer.values)
    worse = any(cost_of(part.graph, each, found) > cost_of(part.graph, each, part.chosen) for each in part.stages)
    better = cost_of(part.graph, stage, found) < cost_of(part.graph, stage, part.chosen)
    return found if better and not worse else part.chosen
