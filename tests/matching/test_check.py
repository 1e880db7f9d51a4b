"""The referee finds each fault planted in a sound solution, by name, and nothing in the sound one."""

from copy import deepcopy
from typing import Any

import pytest

from matching.check import check
from matching.exchange import digest, problem_from_data, solution_from_data
from tests.matching import small_round
from tests.matching.small_round import ASSIGNMENTS, UNPLACED

LOTTERY = 2192568
"""Of the sound plan: 1,000,003 and SHA-256 applied by hand in test_score."""


def found(changes: dict[str, Any]) -> list[str]:
    data = {**small_round.solution_data(LOTTERY), **deepcopy(changes)}
    return [str(broken) for broken in check(small_round.problem(), solution_from_data(data, small_round.problem()))]


def goals(**changes: dict[str, Any]) -> dict[str, Any]:
    """The sound goals, some with other statements; `wishes:generous` is written `wishes_generous`."""
    rows = small_round.solution_data(LOTTERY)["goals"]
    return {"goals": [{**row, **changes.get(row["goal"].replace(":", "_"), {})} for row in rows]}


def plan(*rows: dict[str, Any]) -> dict[str, Any]:
    """The sound plan with other rows for the students named in `rows`."""
    named = {row["student"] for row in rows}
    return {"assignments": sorted([*rows, *(row for row in ASSIGNMENTS if row["student"] not in named)], key=by_id)}


def by_id(row: dict[str, Any]) -> str:
    return row["student"]


def at(student: str, request: str, *half_days: str) -> dict[str, Any]:
    return {"student": student, "request": request, "half_days": list(half_days)}


def test_nothing_is_found_in_a_sound_solution():
    assert found({}) == []


def test_a_bound_that_is_not_known_or_not_reached_is_no_fault():
    assert found(goals(placed={"bound": 6, "proven": False}, wishes_generous={"bound": [3, 9]})) == []


def test_a_solution_of_another_problem_is_told():
    solution = small_round.solution(LOTTERY)
    other = small_round.problem(name="another name")

    assert [str(broken) for broken in check(other, solution)] == [
        f"digest: the solution is of {digest(small_round.problem())}, the problem is {digest(other)}"
    ]


VALUES = [
    ("placed", 6, "value: placed is 5, not 6"),
    ("duos", 1, "value: duos is 0, not 1"),
    ("coverage", 43249, "value: coverage is 43250, not 43249"),
    ("wishes_generous", [4, 1], "value: wishes:generous is [4, 0], not [4, 1]"),
    ("wishes_generous", [4], "value: wishes:generous is [4, 0], not [4]"),
    ("wishes_generous", 4, "value: wishes:generous is [4, 0], not 4"),
    ("wishes_greedy", [1, 1, 3], "value: wishes:greedy is [1, 0, 4], not [1, 1, 3]"),
    ("wishes_cost", 38, "value: wishes:cost is 37, not 38"),
    ("travel_total", 35, "value: travel:total is 49, not 35"),
    ("travel_longest", [0, 0, 0, 0, 1], "value: travel:longest is [0, 0, 0, 0, 0], not [0, 0, 0, 0, 1]"),
    ("changes", 2, "value: changes is 1, not 2"),
    ("fit", 3, "value: fit is 2, not 3"),
    ("lottery", 0, f"value: lottery is {LOTTERY}, not 0"),
]


@pytest.mark.parametrize(("goal", "value", "finding"), VALUES)
def test_a_value_that_is_not_as_stated_is_told(goal, value, finding):
    assert found(goals(**{goal: {"value": value, "bound": None, "proven": False}})) == [finding]


PROOFS = [
    ({"placed": {"bound": 4, "proven": False}}, ["bound: placed is 5, which a bound of 4 rules out"]),
    ({"placed": {"bound": [5], "proven": False}}, ["bound: placed is 5, which a bound of [5] rules out"]),
    ({"coverage": {"bound": 43249}}, ["bound: coverage is 43250, which a bound of 43249 rules out"]),
    ({"wishes_cost": {"bound": 38}}, ["bound: wishes:cost is 37, which a bound of 38 rules out"]),
    ({"wishes_generous": {"bound": [4, 1]}}, ["bound: wishes:generous is [4, 0], which a bound of [4, 1] rules out"]),
    ({"wishes_generous": {"bound": [3]}}, ["bound: wishes:generous is [4, 0], which a bound of [3] rules out"]),
    ({"placed": {"bound": 6}}, ["proven: placed is called proven with value 5 and bound 6"]),
    ({"placed": {"bound": None}}, ["proven: placed is called proven with value 5 and bound not known"]),
    (
        {"coverage": {"bound": 43250, "proven": True}},
        ["proven: coverage is called proven after a goal that is not"],
    ),
]


@pytest.mark.parametrize(("changes", "findings"), PROOFS)
def test_a_bound_or_proof_that_cannot_be_is_told(changes, findings):
    assert found(goals(**changes)) == findings


def test_optimal_is_only_for_plans_with_every_goal_proven():
    assert found({"status": "optimal"}) == ["status: the status is optimal, but not every goal is proven"]


def test_feasible_is_only_for_plans_with_a_goal_that_is_not_proven():
    proven = [{**row, "bound": row["value"], "proven": True} for row in goals()["goals"]]

    assert found({"goals": proven, "status": "optimal"}) == []
    assert found({"goals": proven}) == ["status: the status is feasible, but every goal is proven"]


def test_goals_are_told_when_one_is_missing_or_they_stand_in_another_order():
    rows = goals()["goals"]
    expected = ", ".join(row["goal"] for row in rows)

    assert found({"goals": rows[:-1]}) == [f"goals: the goals are {expected}, not {expected[: -len(', lottery')]}"]
    assert found({"goals": [rows[0], rows[2], rows[1], *rows[3:]]}) == [
        f"goals: the goals are {expected}, not {expected.replace('duos, coverage', 'coverage, duos')}"
    ]


ROWS = [
    ({"assignments": ASSIGNMENTS[::-1]}, ["order: assignments is not sorted by student id"]),
    ({"unplaced": UNPLACED[::-1]}, ["order: unplaced is not sorted by student id"]),
    (plan(at("gus", "elm-1", "tue-am", "mon-am")), ["order: the half-days of student gus are not in week order"]),
    ({"unplaced": UNPLACED[:1]}, ["once: student fay stands 0 times in unplaced and not in assignments"]),
    (
        {"unplaced": [UNPLACED[0], *UNPLACED]},
        ["once: student eva stands 2 times in unplaced and not in assignments"],
    ),
    (
        {"unplaced": [{"student": "ann", "reason": "no_place_left"}, *UNPLACED]},
        ["once: student ann stands 1 times in unplaced and also in assignments"],
    ),
    (
        {"unplaced": [{"student": "eva", "reason": "no_place_left"}, UNPLACED[1]]},
        ["unplaced: student eva is unplaced for no_eligible_request, not no_place_left"],
    ),
    (
        {"unplaced": [UNPLACED[0], {**UNPLACED[1], "rules": {"half_days": 4, "kind": 2}}]},
        [
            "unplaced: the rules for student fay are ban 1, half_days 4, kind 1, language 1, travel 1, "
            "not half_days 4, kind 2"
        ],
    ),
    (
        {"conflict": [{"limit": "pin", "pins": [], "ids": []}]},
        ["conflict: a conflict stands in a solution that is feasible"],
    ),
]


@pytest.mark.parametrize(("changes", "findings"), ROWS)
def test_rows_that_stand_wrong_are_told(changes, findings):
    assert found(changes) == findings


HALF_DAYS = [
    (
        at("gus", "elm-1", "tue-am"),
        ["schedule: student gus at request elm-1 comes on 1 half-days, 1 different, needed are 2"],
    ),
    (
        at("ann", "oak-1", "fri-pm"),
        ["schedule: student ann at request oak-1 comes on a half-day the request does not ask"],
    ),
    (at("dot", "oak-1", "mon-am"), ["schedule: request oak-1 has 3 students at once on mon-am, may have 2"]),
]


@pytest.mark.parametrize(("row", "findings"), HALF_DAYS)
def test_half_days_that_cannot_be_are_told(row, findings):
    assert found(plan(row)) == findings


def test_a_student_placed_twice_is_told_first():
    rows = [*ASSIGNMENTS[:3], at("cas", "elm-2", "mon-am"), *ASSIGNMENTS[3:]]

    assert found({"assignments": rows})[:2] == [
        "once: student cas has 2 placements",
        "places: request elm-2 has 2 students, may have 0 or from 1 to 1",
    ]


def test_a_student_with_an_open_place_is_unplaced_because_none_was_left():
    without_cas = [row for row in ASSIGNMENTS if row["student"] != "cas"]
    no_place = {"student": "cas", "reason": "no_place_left"}
    findings = found({"assignments": without_cas, "unplaced": [no_place, *UNPLACED]})

    assert [finding for finding in findings if not finding.startswith(("value", "proven", "bound"))] == []


INFEASIBLE: dict[str, Any] = {"status": "infeasible", "assignments": [], "unplaced": [], "goals": []}


def contradicting() -> tuple[dict[str, Any], dict[str, Any]]:
    """A problem in which two students are pinned to the one place of elm-1, and the honest answer to it."""
    pins = [{"student": "cas", "request": "elm-1"}, {"student": "gus", "request": "elm-1"}]
    problem = small_round.problem_data(pins=pins)
    answer = {
        **small_round.solution_data(0),
        **INFEASIBLE,
        "problem_digest": digest(problem_from_data(problem)),
        "conflict": [{"limit": "places", "pins": pins, "ids": ["elm-1"]}],
    }
    return problem, answer


CONFLICTS = [
    ({}, []),
    ({"conflict": []}, ["conflict: the status is infeasible, but no conflict is given"]),
    (
        {"conflict": [{"limit": "places", "pins": [], "ids": ["elm-1"]}]},
        ["conflict: a conflict names no pins, or nothing that they break"],
    ),
    (
        {"conflict": [{"limit": "places", "pins": [{"student": "ann", "request": "elm-1"}], "ids": ["elm-1"]}]},
        ["conflict: the conflict names student ann at request elm-1, which is not pinned"],
    ),
    ({"unplaced": UNPLACED}, ["status: the status is infeasible, but unplaced is not empty"]),
    ({"assignments": ASSIGNMENTS}, ["status: the status is infeasible, but assignments is not empty"]),
    (goals(), ["status: the status is infeasible, but goals is not empty"]),
]


@pytest.mark.parametrize(("changes", "findings"), CONFLICTS)
def test_an_infeasible_answer_holds_a_conflict_of_pins_and_nothing_else(changes, findings):
    data, answer = contradicting()
    problem = problem_from_data(data)
    told = [str(broken) for broken in check(problem, solution_from_data({**answer, **changes}, problem))]

    assert told == findings
