"""Puts the answer to "what if this student went there" together: eligible or not, the price, and who moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matching.problem import Pair
from matching.rules import Goal, Limit, PairLimit
from matching.solution import Explanation, GoalValue, PlanMove, Price
from matching.why.base import Plan


def without_plan(pair: Pair, limits: Sequence[PairLimit | Limit], *, eligible: bool) -> Explanation:
    """No valid plan holds the pair, or none is known."""
    return Explanation(
        student=pair.student, request=pair.request, eligible=eligible, limits=tuple(limits), exact=False, price=None
    )


def with_plan(
    pair: Pair,
    now: Mapping[Goal, GoalValue],
    then: Mapping[Goal, GoalValue],
    moves: Sequence[PlanMove],
    *,
    exact: bool,
) -> Explanation:
    """A valid plan holds the pair; `exact` when it is the best of those."""
    return Explanation(
        student=pair.student,
        request=pair.request,
        eligible=True,
        exact=exact,
        price=tuple(Price(goal=goal, now=value, then=then[goal]) for goal, value in now.items()),
        moves=tuple(sorted(moves, key=lambda move: move.student)),
    )


def moves_between(before: Plan, after: Plan, changes: Mapping[str, PlanMove]) -> list[PlanMove]:
    """Who goes elsewhere from the plan `before` to the plan `after` with `changes` made to it."""
    if before is after:
        return list(changes.values())
    was = {pair.student: pair.request for pair in before}
    becomes: dict[str, str | None] = {pair.student: pair.request for pair in after}
    becomes |= {name: move.to_request for name, move in changes.items()}
    return [
        PlanMove(student=name, from_request=was.get(name), to_request=becomes.get(name))
        for name in was.keys() | becomes.keys()
        if was.get(name) != becomes.get(name)
    ]
