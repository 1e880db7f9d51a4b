"""Reads a solution from plain values, noting every fault with its place (exchange format, section 4)."""

from __future__ import annotations

from typing import Final

from matching.rules import HALF_DAYS, SOLUTION_FORMAT, Goal, Limit, PairLimit
from matching.solution import (
    Assignment,
    Conflict,
    EngineReport,
    GoalResult,
    GoalValue,
    Solution,
    Status,
    Unplaced,
)
from matching.text.names import Names
from matching.text.reading import pair
from matching.text.spot import Row, Spot, UnreadableError, by_name, list_of
from matching.text.values import exactly, flag, number, one_of, or_null, whole, word

REASONS: Final = ("no_eligible_request", "no_place_left")
_MOST_VALUE: Final = 10**18


def solution_from_spot(spot: Spot, names: Names) -> Solution:
    """The solution at `spot`; UnreadableError when faults were noted. Judges nothing: that is the referee's."""
    row = Row(spot)
    row.read("format", exactly(SOLUTION_FORMAT))
    solution = Solution(
        problem_digest=row.read("problem_digest", word),
        status=row.read("status", _status),
        assignments=row.read("assignments", list_of(lambda at: _assignment(at, names), unique=False)),
        unplaced=row.read("unplaced", list_of(lambda at: _unplaced(at, names), unique=False)),
        goals=row.read("goals", list_of(_goal_result, unique=False)),
        engine=row.read("engine", _engine),
        conflict=row.read("conflict", list_of(lambda at: _conflict(at, names), unique=False), ()),
    )
    row.close()
    return solution


def _status(spot: Spot) -> Status:
    return Status(one_of(tuple(Status), "a status (optimal, feasible or infeasible)")(spot))


def _assignment(spot: Spot, names: Names) -> Assignment:
    row = Row(spot)
    assignment = Assignment(
        student=row.read("student", names.student),
        request=row.read("request", names.request),
        half_days=row.read("half_days", list_of(one_of(HALF_DAYS, "a half-day"))),
    )
    row.close()
    return assignment


def _unplaced(spot: Spot, names: Names) -> Unplaced:
    row = Row(spot)
    unplaced = Unplaced(
        student=row.read("student", names.student),
        reason=row.read("reason", one_of(REASONS, "no_eligible_request or no_place_left")),
        rules=row.read("rules", _rules, {}),
    )
    row.close()
    return unplaced


def _rules(spot: Spot) -> dict[str, int]:
    counts = by_name(spot, whole())
    for name in counts:
        if name not in tuple(PairLimit):
            spot.field(name).note("not a limit on a student and a request")
    if not all(name in tuple(PairLimit) for name in counts):
        raise UnreadableError
    return counts


def _goal_result(spot: Spot) -> GoalResult:
    row = Row(spot)
    found = GoalResult(
        goal=row.read("goal", lambda at: Goal(one_of(tuple(Goal), "a goal")(at))),
        value=row.read("value", _value),
        bound=row.read("bound", or_null(_value)),
        proven=row.read("proven", flag),
        seconds=row.read("seconds", number(0)),
    )
    row.close()
    return found


def _value(spot: Spot) -> GoalValue:
    if isinstance(spot.value, list):
        return list_of(whole(0, _MOST_VALUE), unique=False)(spot)
    return whole(0, _MOST_VALUE)(spot)


def _engine(spot: Spot) -> EngineReport:
    row = Row(spot)
    engine = EngineReport(
        version=row.read("version", word),
        ortools=row.read("ortools", word),
        seconds=row.read("seconds", number(0)),
        threads=row.read("threads", whole()),
    )
    row.close()
    return engine


def _conflict(spot: Spot, names: Names) -> Conflict:
    row = Row(spot)
    conflict = Conflict(
        limit=row.read("limit", lambda at: Limit(one_of(tuple(Limit), "a limit over all pairs together")(at))),
        pins=row.read("pins", list_of(lambda at: pair(at, names.student, names.request))),
        ids=row.read("ids", list_of(names.any_of_these)),
    )
    row.close()
    return conflict
