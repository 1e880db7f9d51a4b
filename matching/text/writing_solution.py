"""Writes a solution and an explanation as plain values (exchange format, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Sequence

from matching.rules import SOLUTION_FORMAT
from matching.solution import (
    Assignment,
    Conflict,
    Explanation,
    GoalResult,
    GoalValue,
    PlanMove,
    Price,
    Solution,
    Status,
    Unplaced,
)
from matching.text.writing import Row, pairs_to_data


def solution_to_data(solution: Solution) -> Row:
    """The solution as the exchange format has it; `conflict` stands only in an infeasible one."""
    conflict = {"conflict": [conflict_to_data(part) for part in solution.conflict]}
    return {
        "format": SOLUTION_FORMAT,
        "problem_digest": solution.problem_digest,
        "status": str(solution.status),
        "assignments": [_assignment(assignment) for assignment in solution.assignments],
        "unplaced": [_unplaced(unplaced) for unplaced in solution.unplaced],
        "goals": [goal_to_data(result) for result in solution.goals],
        "engine": {
            "version": solution.engine.version,
            "ortools": solution.engine.ortools,
            "seconds": solution.engine.seconds,
            "threads": solution.engine.threads,
        },
        **(conflict if solution.status is Status.INFEASIBLE or solution.conflict else {}),
    }


def explanation_to_data(explanation: Explanation) -> Row:
    """One alternative with its price and who would move."""
    return {
        "student": explanation.student,
        "request": explanation.request,
        "eligible": explanation.eligible,
        "limits": [str(limit) for limit in explanation.limits],
        "exact": explanation.exact,
        "price": None if explanation.price is None else [_price(price) for price in explanation.price],
        "moves": [move_to_data(move) for move in explanation.moves],
    }


def alternatives_to_data(student: str, alternatives: Sequence[Explanation], *, complete: bool = True) -> Row:
    """A student's alternatives, in the order given; `complete` stands there only when time ended before all did."""
    found: Row = {"student": student, "alternatives": [explanation_to_data(each) for each in alternatives]}
    return found if complete else {**found, "complete": False}


def goal_value_to_data(value: GoalValue | None) -> int | list[int] | None:
    """A goal's value or bound: a whole number, a list of them, or null."""
    return list(value) if isinstance(value, tuple) else value


def _assignment(assignment: Assignment) -> Row:
    return {
        "student": assignment.student,
        "request": assignment.request,
        "half_days": list(assignment.half_days),
    }


def _unplaced(unplaced: Unplaced) -> Row:
    rules = {"rules": {str(name): count for name, count in unplaced.rules.items()}}
    counted = unplaced.reason == "no_eligible_request" or unplaced.rules
    return {"student": unplaced.student, "reason": unplaced.reason, **(rules if counted else {})}


def goal_to_data(result: GoalResult) -> Row:
    """One goal with its value, bound and proof."""
    return {
        "goal": str(result.goal),
        "value": goal_value_to_data(result.value),
        "bound": goal_value_to_data(result.bound),
        "proven": result.proven,
        "seconds": result.seconds,
    }


def conflict_to_data(conflict: Conflict) -> Row:
    """Pins that no plan holds together."""
    return {
        "limit": str(conflict.limit),
        "pins": pairs_to_data(conflict.pins),
        "ids": list(conflict.ids),
    }


def _price(price: Price) -> Row:
    return {
        "goal": str(price.goal),
        "now": goal_value_to_data(price.now),
        "then": goal_value_to_data(price.then),
    }


def move_to_data(move: PlanMove) -> Row:
    """One student who goes elsewhere."""
    return {"student": move.student, "from": move.from_request, "to": move.to_request}
