"""The goals as whole-number costs: each goal one or more stages, each stage one number that has to be least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.graph import Chosen, Graph, Ints, room_at
from matching.ground.sets import share, shared
from matching.ground.worth import LOTTERY_PRIME
from matching.problem import Problem
from matching.rules import MORE_IS_BETTER, Goal
from matching.solution import GoalValue

TRIP_CLASSES: Final = ((91, None), (76, 90), (61, 75), (46, 60), (31, 45))
LISTS: Final = frozenset({Goal.WISHES_GENEROUS, Goal.WISHES_GREEDY, Goal.TRAVEL_LONGEST})


@dataclass(frozen=True, eq=False)
class Stage:
    """One number to make least: the sum of `cost` over the plan's pairs, less coverage or duos where it counts them.

    `constant` is added. The goal's own value has the other sign when more is better. Nothing stands in memory but the
    graph: `cost` is reckoned anew each time it is asked.
    """

    goal: Goal
    part: int
    graph: Graph
    constant: int = 0

    @property
    def cost(self) -> Ints:
        """The cost of each pair of the graph, shape (pairs,)."""
        return costs(self.graph, self.goal, self.part)

    def cost_at(self, pairs: Ints) -> Ints:
        """The cost of these pairs alone, in their order."""
        return costs(self.graph.only(pairs), self.goal, self.part)

    @property
    def counts_coverage(self) -> bool:
        """Whether the schools' steps count, and no pair does."""
        return self.goal is Goal.COVERAGE

    @property
    def counts_duos(self) -> bool:
        """Whether the duo wishes count, and no pair does."""
        return self.goal is Goal.DUOS


def goals_in_order(problem: Problem) -> tuple[Goal, ...]:
    """The problem's goals with the lottery last."""
    return (*problem.goals, Goal.LOTTERY)


def stages_of(graph: Graph) -> list[Stage]:
    """All stages of all goals, most important first."""
    return [stage for goal in goals_in_order(graph.problem) for stage in stages_of_goal(graph, goal)]


def stages_of_goal(graph: Graph, goal: Goal) -> list[Stage]:
    """A list is taken from left to right, each entry a stage by itself."""
    constant = still_there(graph.problem) if goal is Goal.CHANGES else 0
    return [Stage(goal, part, graph, constant) for part in range(entries(graph, goal))]


def entries(graph: Graph, goal: Goal) -> int:
    """How many numbers the goal's value is."""
    match goal:
        case Goal.WISHES_GENEROUS:
            return graph.ground.outside_rank - 1
        case Goal.WISHES_GREEDY:
            return graph.ground.outside_rank
        case Goal.TRAVEL_LONGEST:
            return len(TRIP_CLASSES)
        case _:
            return 1


def costs(graph: Graph, goal: Goal, part: int) -> Ints:
    """The cost of each pair in one entry of the goal, negative where more is better."""
    match goal:
        case Goal.PLACED:
            return np.full(len(graph.student), -1, dtype=np.int64)
        case Goal.WISHES_GENEROUS:
            return (graph.rank == graph.ground.outside_rank - part).astype(np.int64)
        case Goal.WISHES_GREEDY:
            return -(graph.rank == 1 + part).astype(np.int64)
        case Goal.WISHES_COST:
            return graph.rank.astype(np.int64) ** 2
        case Goal.TRAVEL_TOTAL:
            return graph.minutes * graph.ground.worth.travel_weight[graph.student]
        case Goal.TRAVEL_LONGEST:
            return trips(graph, *TRIP_CLASSES[part])
        case Goal.CHANGES:
            return -kept(graph)
        case Goal.FIT:
            return -fits(graph)
        case Goal.LOTTERY:
            return lottery_costs(graph)
        case _:
            return np.zeros(len(graph.student), dtype=np.int64)


def trips(graph: Graph, least: int, most: int | None) -> Ints:
    """One for each pair whose trip takes from `least` to `most` minutes."""
    return ((graph.minutes >= least) & ((graph.minutes <= most) if most else True)).astype(np.int64)


def kept(graph: Graph) -> Ints:
    """One for each pair of the earlier plan."""
    at, requests = graph.ground.student_at, graph.ground.request_at
    before = np.full(len(graph.problem.students), -1, dtype=np.int64)
    for pair in graph.problem.previous:
        if pair.student in at and pair.request in requests:
            before[at[pair.student]] = requests[pair.request]
    return (before[graph.student] == graph.request).astype(np.int64)


def still_there(problem: Problem) -> int:
    """How many students of the earlier plan are in the problem."""
    return len({student.id for student in problem.students} & {pair.student for pair in problem.previous})


def fits(graph: Graph) -> Ints:
    """Per pair: the request's languages spoken, + 1 for a wished level, + 1 for a wished municipality."""
    worth = graph.ground.worth
    found = shared(*worth.languages, graph.student, graph.request)
    found += share(*worth.levels, graph.student, graph.request)
    found += worth.towns.hold(graph.student, worth.town[graph.school])
    return found


def lottery_costs(graph: Graph) -> Ints:
    """The product of the two numbers of each pair, modulo 1000003."""
    students, requests = graph.ground.worth.lots
    return students[graph.student] * requests[graph.request] % LOTTERY_PRIME


def weights(problem: Problem) -> Ints:
    """Each school's weight in the coverage goal, shape (schools,)."""
    known = [100 + 50 * (s.need_hundredths // 50) for s in problem.schools if s.need_hundredths is not None]
    unknown = (2 * sum(known) + len(known)) // (2 * len(known)) if known else 100
    own = [unknown if s.need_hundredths is None else 100 + 50 * (s.need_hundredths // 50) for s in problem.schools]
    return np.array(own, dtype=np.int64)


def coverage_of(weight: int, students: int) -> int:
    """What a school of this weight counts for with so many students."""
    return sum(60 * weight // k for k in range(1, students + 1))


def coverage(weight: Ints, students: Ints) -> int:
    """What schools of these weights count for together, with so many students at each; both of shape (schools,)."""
    most = int(students.max(initial=0))
    return sum(int((60 * weight[students >= k] // k).sum()) for k in range(1, most + 1))


def cost_of(graph: Graph, stage: Stage, chosen: Chosen) -> int:
    """The stage's number for a plan, or for a part of one, in whole numbers; less is better."""
    if stage.counts_coverage:
        counts = np.bincount(graph.school[chosen], minlength=len(graph.problem.schools))
        return -coverage(weights(graph.problem), counts)
    if stage.counts_duos:
        return -duos_together(graph, chosen)
    return int(stage.cost_at(chosen).sum())


def duos_together(graph: Graph, chosen: Chosen) -> int:
    """Duo wishes with both at one school."""
    at = dict(zip(graph.student[chosen].tolist(), graph.school[chosen].tolist(), strict=True))
    wished = [(first, second) for first, second, required in graph.duos if not required]
    return sum(at.get(first, -1) == at.get(second, -2) for first, second in wished)


def value_of(goal: Goal, numbers: list[int]) -> GoalValue:
    """The goal's value from the numbers of its stages, constants included."""
    sign = -1 if goal in MORE_IS_BETTER else 1
    values = tuple(sign * number for number in numbers)
    return values if goal in LISTS else values[0]


def least_thinkable(graph: Graph, stage: Stage) -> int:
    """A number no plan beats: every student at the cheapest place, every school full, every duo together."""
    if stage.counts_coverage:
        there = np.bincount(graph.school, minlength=len(graph.problem.schools))
        return -coverage(weights(graph.problem), np.minimum(there, room_at(graph)))
    if stage.counts_duos:
        return -sum(not required for _, _, required in graph.duos)
    cost = stage.cost
    cheapest = np.zeros(len(graph.problem.students), dtype=np.int64)
    np.minimum.at(cheapest, graph.student, cost)
    cheapest[graph.student[graph.pinned]] = cost[graph.pinned]
    return int(cheapest.sum())
