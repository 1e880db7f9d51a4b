"""Whether pins said to contradict each other do: tried out where it is little work, left alone where it is not."""

from typing import Any

import pytest

from matching.check import check
from matching.exchange import digest, problem_from_data
from matching.problem import Pair, Problem
from matching.rules import Limit
from matching.solution import Conflict, EngineReport, Solution, Status
from tests.matching.small_round import request, school, student

ENGINE = EngineReport(version="1", ortools="none", seconds=0, threads=1)


def findings(problem: Problem, limit: Limit, broken_at: str, **pins: str) -> list[str]:
    conflict = Conflict(limit=limit, pins=tuple(Pair(name, at) for name, at in pins.items()), ids=(broken_at,))
    answer = Solution(
        problem_digest=digest(problem),
        status=Status.INFEASIBLE,
        assignments=(),
        unplaced=(),
        goals=(),
        engine=ENGINE,
        conflict=(conflict,),
    )
    return [str(broken) for broken in check(problem, answer)]


def asked(*students: dict[str, Any], requests: list[dict[str, Any]], oak: int | None = None, **more: Any) -> Problem:
    """Everybody named is pinned to where the keyword `pins` says."""
    pins = [{"student": name, "request": at} for name, at in more.pop("pins").items()]
    return problem_from_data(
        {
            "format": "kansmatch-problem/1",
            "students": list(students),
            "requests": requests,
            "schools": [school("oak", max_students=oak), school("elm")],
            "pins": pins,
            **more,
        }
    )


ONE_PLACE = request("oak-1", "oak", places={"min": 1, "max": 1})
TWO_AT_LEAST = request("oak-1", "oak", places={"min": 2, "max": 2})


def duo(name: str, fellow: str, **changes: Any) -> dict[str, Any]:
    return student(name, duo={"with": fellow, "kind": "required"}, **changes)


TRUE_CONFLICTS = [
    (
        asked(student("a"), student("b"), requests=[ONE_PLACE], pins={"a": "oak-1", "b": "oak-1"}),
        (Limit.PLACES, "oak-1"),
    ),
    (
        asked(student("a"), student("b", phase=1), requests=[{**TWO_AT_LEAST, "min_phase": 2}], pins={"a": "oak-1"}),
        (Limit.PLACES, "oak-1"),
    ),
    (
        asked(
            student("a"),
            student("b"),
            requests=[request("oak-1", "oak"), request("oak-2", "oak")],
            oak=1,
            pins={"a": "oak-1", "b": "oak-2"},
        ),
        (Limit.SCHOOL, "oak"),
    ),
    (
        asked(
            student("a"),
            student("b"),
            requests=[request("oak-1", "oak")],
            pins={"a": "oak-1", "b": "oak-1"},
            quotas=[{"college": "north", "school": None, "max": 1}],
        ),
        (Limit.QUOTA, "oak"),
    ),
    (
        asked(
            duo("a", "b"),
            duo("b", "a"),
            requests=[request("oak-1", "oak"), request("elm-1", "elm")],
            pins={"a": "oak-1", "b": "elm-1"},
        ),
        (Limit.DUO, "a"),
    ),
    (
        asked(
            duo("a", "b"), duo("b", "a", phase=1), requests=[request("oak-1", "oak", min_phase=2)], pins={"a": "oak-1"}
        ),
        (Limit.DUO, "a"),
    ),
    (
        asked(
            student("a", half_days=["mon-am"]),
            student("b", half_days=["mon-am"]),
            requests=[request("oak-1", "oak", at_once=1)],
            pins={"a": "oak-1", "b": "oak-1"},
        ),
        (Limit.SCHEDULE, "oak-1"),
    ),
    (
        asked(
            student("a", half_days=["fri-pm"]),
            student("b", half_days=[]),
            requests=[request("oak-1", "oak", at_once=1, half_days_needed=2)],
            pins={"a": "oak-1", "b": "oak-1"},
        ),
        (Limit.SCHEDULE, "oak-1"),
    ),
]


@pytest.mark.parametrize(("problem", "broken"), TRUE_CONFLICTS)
def test_a_conflict_that_is_one_is_believed(problem, broken):
    assert findings(problem, *broken, **{pin.student: pin.request for pin in problem.pins}) == []


FREE = [request("oak-1", "oak"), request("elm-1", "elm")]
FALSE_CONFLICTS = [
    (asked(student("a"), student("b"), requests=FREE, pins={"a": "oak-1", "b": "oak-1"}), "a at oak-1, b at oak-1"),
    (asked(student("a"), student("b"), requests=[TWO_AT_LEAST], pins={"a": "oak-1"}), "a at oak-1"),
    (
        asked(student("a"), student("b"), student("c"), requests=[TWO_AT_LEAST], pins={"a": "oak-1"}),
        "a at oak-1",
    ),
    (asked(duo("a", "b"), duo("b", "a"), requests=FREE, pins={"a": "oak-1"}), "a at oak-1"),
    (
        asked(
            student("a", half_days=["mon-am"]),
            student("b", half_days=["mon-am", "tue-am"]),
            requests=[request("oak-1", "oak", at_once=1)],
            pins={"a": "oak-1", "b": "oak-1"},
        ),
        "a at oak-1, b at oak-1",
    ),
]


@pytest.mark.parametrize(("problem", "pins"), FALSE_CONFLICTS)
def test_pins_that_a_plan_can_hold_are_no_conflict(problem, pins):
    named = {pin.student: pin.request for pin in problem.pins}

    assert findings(problem, Limit.PLACES, "oak-1", **named) == [f"conflict: a valid plan holds {pins} together"]


def test_a_pin_that_a_conflict_does_not_need_is_told():
    pins = {"a": "oak-1", "b": "oak-1", "c": "elm-1"}
    problem = asked(student("a"), student("b"), student("c"), requests=[ONE_PLACE, request("elm-1", "elm")], pins=pins)

    assert findings(problem, Limit.PLACES, "oak-1", **pins) == [
        "conflict: a at oak-1, b at oak-1, c at elm-1 contradict each other without c at elm-1 too"
    ]


def test_a_chain_of_duos_and_least_numbers_is_followed():
    """a calls its fellow b to oak-2, which takes two, so c, whose fellow d must find a place at oak as well."""
    people = [duo("a", "b"), duo("b", "a", phase=3), duo("c", "d", phase=3), duo("d", "c", phase=2)]
    bystanders = [student(f"s{number}", phase=1) for number in range(30)]
    full = [
        request("oak-1", "oak", places={"min": 1, "max": 1}),
        request("oak-2", "oak", places={"min": 2, "max": 2}, min_phase=3),
    ]
    wider = [*full, request("oak-3", "oak", places={"min": 1, "max": 1}, min_phase=2)]
    pins = {"a": "oak-1"}

    assert findings(asked(*people, *bystanders, requests=full, pins=pins), Limit.DUO, "a", **pins) == []
    assert findings(asked(*people, *bystanders, requests=wider, pins=pins), Limit.DUO, "a", **pins) == [
        "conflict: a valid plan holds a at oak-1 together"
    ]


def test_what_is_too_much_to_try_is_left_alone():
    people = [student(f"s{number}") for number in range(40)]
    problem = asked(*people, requests=[request("oak-1", "oak", places={"min": 20, "max": 30})], pins={"s0": "oak-1"})

    assert findings(problem, Limit.PLACES, "oak-1", s0="oak-1") == []
