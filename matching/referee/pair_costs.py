"""What one pair adds to each goal, from the definitions: a whole number per entry of the goal, less is better."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from matching.problem import Pair, Request, School, Student
from matching.referee.lookup import Lookup
from matching.referee.minutes import looked_up_minutes
from matching.rules import Goal
from matching.score import LONG_TRIPS, LOTTERY_PRIME, fit_of, goals_of, lottery_number, outside_rank, rank_in

Costs = tuple[int, ...]


class PairCosts:
    """The costs of pairs of one problem; what a goal does not count pair by pair is 0."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.outside = outside_rank(lookup.problem)
        self.goals = goals_of(lookup.problem)
        self.previous = frozenset(lookup.problem.previous)
        seed = lookup.problem.seed
        self.drawn = {student.id: lottery_number(seed, "student", student.id) for student in lookup.problem.students}
        self.called = {request.id: lottery_number(seed, "request", request.id) for request in lookup.problem.requests}

    def of(self, student: Student, request: Request) -> Iterator[int]:
        """The pair's costs, most important first, each reckoned only when it is asked for."""
        school = self.lookup.school_of(request)
        for goal in self.goals:
            yield from _COSTS[goal](self, student, request, school)

    def nothing(self) -> Iterator[int]:
        """The costs of having no place."""
        for goal in self.goals:
            yield from (0,) * self.parts(goal)

    def parts(self, goal: Goal) -> int:
        """How many entries the goal has."""
        many = {
            Goal.WISHES_GENEROUS: self.outside - 1,
            Goal.WISHES_GREEDY: self.outside,
            Goal.TRAVEL_LONGEST: len(LONG_TRIPS),
        }
        return many.get(goal, 1)


def _placed(_costs: PairCosts, _student: Student, _request: Request, _school: School) -> Costs:
    return (-1,)


def _nothing(_costs: PairCosts, _student: Student, _request: Request, _school: School) -> Costs:
    return (0,)


def _generous(costs: PairCosts, student: Student, request: Request, _school: School) -> Costs:
    rank = rank_in(student, request, costs.outside)
    return tuple(int(rank == each) for each in range(costs.outside, 1, -1))


def _greedy(costs: PairCosts, student: Student, request: Request, _school: School) -> Costs:
    rank = rank_in(student, request, costs.outside)
    return tuple(-int(rank == each) for each in range(1, costs.outside + 1))


def _squares(costs: PairCosts, student: Student, request: Request, _school: School) -> Costs:
    return (rank_in(student, request, costs.outside) ** 2,)


def _travel(costs: PairCosts, student: Student, _request: Request, school: School) -> Costs:
    return (looked_up_minutes(costs.lookup, student, school) * student.travel_weight,)


def _longest(costs: PairCosts, student: Student, _request: Request, school: School) -> Costs:
    trip = looked_up_minutes(costs.lookup, student, school)
    longer = [trip > limit for limit in LONG_TRIPS]
    return tuple(now - before for before, now in zip([False, *longer], longer, strict=False))


def _changes(costs: PairCosts, student: Student, request: Request, _school: School) -> Costs:
    return (-int(Pair(student.id, request.id) in costs.previous),)


def _fit(_costs: PairCosts, student: Student, request: Request, school: School) -> Costs:
    return (-fit_of(student, request, school),)


def _lottery(costs: PairCosts, student: Student, request: Request, _school: School) -> Costs:
    return (costs.drawn[student.id] * costs.called[request.id] % LOTTERY_PRIME,)


_COSTS: Final[dict[Goal, Callable[[PairCosts, Student, Request, School], Costs]]] = {
    Goal.PLACED: _placed,
    Goal.COVERAGE: _nothing,
    Goal.WISHES_GENEROUS: _generous,
    Goal.WISHES_GREEDY: _greedy,
    Goal.WISHES_COST: _squares,
    Goal.TRAVEL_TOTAL: _travel,
    Goal.TRAVEL_LONGEST: _longest,
    Goal.CHANGES: _changes,
    Goal.DUOS: _nothing,
    Goal.FIT: _fit,
    Goal.LOTTERY: _lottery,
}
