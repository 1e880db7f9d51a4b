"""Reads a solution from plain values, noting every fault with its place (exchange format, section 4)."""

from __future__ import annotations

from typing import Final

from matching.rules import SOLUTION_FORMAT, Goal, Limit, PairLimit
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
from matching.text.lists import by_name, list_of
from matching.text.names import Names
from matching.text.reader import Reader, row_of
from matching.text.reading import pair
from matching.text.spot import Row, Spot, UnreadableError
from matching.text.values import exactly, flag, number, one_of, or_null, whole, word
from matching.text.vocabulary import COUNT, HALF_DAY_LIST, AnyRow

REASONS: Final = ("no_eligible_request", "no_place_left")
_MOST_VALUE: Final = 10**18

_REASON: Final = one_of(REASONS, "no_eligible_request or no_place_left")
_SECONDS: Final = number(0)
_NUMBER: Final = whole(0, _MOST_VALUE)
_NUMBERS: Final = list_of(_NUMBER, unique=False)


def solution_from_spot(spot: Spot, names: Names) -> Solution:
    """The solution at `spot`; UnreadableError when faults were noted. Judges nothing: that is the referee's."""
    row = Row(spot)
    row.read("format", exactly(SOLUTION_FORMAT))
    solution = Solution(
        problem_digest=row.read("problem_digest", word),
        status=row.read("status", _status),
        assignments=row.read("assignments", list_of(_assignment(names), unique=False)),
        unplaced=row.read("unplaced", list_of(_unplaced(names), unique=False)),
        goals=row.read("goals", list_of(row_of(_goal_result), unique=False)),
        engine=row.read("engine", row_of(_engine)),
        conflict=row.read("conflict", list_of(_conflict(names), unique=False), ()),
    )
    row.close()
    return solution


def _status(spot: Spot) -> Status:
    return Status(one_of(tuple(Status), "a status (optimal, feasible or infeasible)")(spot))


def _assignment(names: Names) -> Reader[Assignment]:
    student, request = names.student, names.request
    return row_of(
        lambda row: Assignment(
            student=row.read("student", student),
            request=row.read("request", request),
            half_days=row.read("half_days", HALF_DAY_LIST),
        )
    )


def _unplaced(names: Names) -> Reader[Unplaced]:
    student = names.student
    return row_of(
        lambda row: Unplaced(
            student=row.read("student", student),
            reason=row.read("reason", _REASON),
            rules=row.read("rules", _RULES, {}),
        )
    )


def _rules(spot: Spot) -> dict[str, int]:
    counts = _COUNTS(spot)
    for name in counts:
        if name not in tuple(PairLimit):
            spot.field(name).note("not a limit on a student and a request")
    if not all(name in tuple(PairLimit) for name in counts):
        raise UnreadableError
    return counts


_COUNTS: Final = by_name(COUNT)
_RULES: Final = Reader(_rules)


def _goal_result(row: AnyRow) -> GoalResult:
    return GoalResult(
        goal=row.read("goal", _GOAL),
        value=row.read("value", _VALUE),
        bound=row.read("bound", or_null(_VALUE)),
        proven=row.read("proven", flag),
        seconds=row.read("seconds", _SECONDS),
    )


def _goal(spot: Spot) -> Goal:
    return Goal(one_of(tuple(Goal), "a goal")(spot))


def _value(spot: Spot) -> GoalValue:
    return _NUMBERS(spot) if isinstance(spot.value, list) else _NUMBER(spot)


_GOAL: Final = Reader(_goal)
_VALUE: Final = Reader(_value)


def _engine(row: AnyRow) -> EngineReport:
    return EngineReport(
        version=row.read("version", word),
        ortools=row.read("ortools", word),
        seconds=row.read("seconds", _SECONDS),
        threads=row.read("threads", COUNT),
    )


def _conflict(names: Names) -> Reader[Conflict]:
    pins, ids = list_of(pair(names.student, names.request)), list_of(names.any_of_these)
    return row_of(
        lambda row: Conflict(limit=row.read("limit", _LIMIT), pins=row.read("pins", pins), ids=row.read("ids", ids))
    )


def _limit(spot: Spot) -> Limit:
    return Limit(one_of(tuple(Limit), "a limit over all pairs together")(spot))


_LIMIT: Final = Reader(_limit)
