"""The solver on rounds by hand: what comes out, when it is stopped, and on problems whose answer is known."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching import side
from matching.check import check
from matching.eligibility import eligible_pairs
from matching.exchange import read_problem
from matching.generate import generate
from matching.problem import Duo, Pair, Quota
from matching.rules import Goal, Limit
from matching.solution import Status
from matching.solve import solve
from matching.solver import piece, whole
from tests.matching.oracle import best
from tests.matching.rounds import request, round_of, school, student
from tests.matching.strategies import problems

SHARED = Path(os.environ.get("KANSMATCH_SHARED", Path(__file__).resolve().parents[3] / "shared"))
EXAMPLES = ["tiny/problem.json", "tiny/problem-plain.json", "drenthe/problem-plain.json"]


def placed(solution):
    return {assignment.student: assignment.request for assignment in solution.assignments}


def conflict_of(problem):
    (conflict,) = solve(problem).conflict
    return conflict.limit, {pin.student for pin in conflict.pins}, conflict.ids


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared examples are not beside this repository")
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_goal_of_a_real_region_has_the_value_reckoned_elsewhere(name):
    path = SHARED / "examples" / name
    expected = json.loads((path.parent / "expected.json").read_text())[path.name]
    solution = solve(read_problem(path.read_text()))
    values = [list(goal.value) if isinstance(goal.value, tuple) else goal.value for goal in solution.goals]
    assert values == [goal["value"] for goal in expected["goals"]]
    assert (solution.problem_digest, solution.status) == (expected["problem_digest"], Status.OPTIMAL)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_way_for_large_problems_finds_what_trying_everything_finds(asked):
    with pytest.MonkeyPatch.context() as patch:
        for module in (piece, side, whole):
            patch.setattr(module, "SMALL", 0)
        solution = solve(asked)
    found = best(asked)
    assert check(asked, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (found is None)
    assert found is None or tuple(goal.value for goal in solution.goals) == found.values


def test_a_required_duo_goes_to_one_school_or_nowhere():
    together = [
        student("ann", duo=Duo(with_student="ben", required=True)),
        student("ben", duo=Duo(with_student="ann", required=True)),
    ]
    lone = request("help", "oak", max_students=1)
    apart = round_of(together, [school("oak"), school("elm")], [lone, request("more", "elm", max_students=1)])
    assert placed(solve(apart)) == {}
    beside = replace(apart, requests=(lone, request("more", "oak", max_students=1)))
    assert sorted(placed(solve(beside)).values()) == ["help", "more"]


def test_a_minimum_is_met_or_the_request_stays_empty():
    asked = round_of([student("ann")], [school("oak")], [request("help", "oak", min_students=2)])
    assert placed(solve(asked)) == {}
    two = replace(asked, students=(student("ann"), student("ben")))
    assert placed(solve(two)) == {"ann": "help", "ben": "help"}


def test_at_once_spreads_students_over_the_half_days_they_have():
    days = {"ann": ("mon-am", "mon-pm"), "ben": ("mon-am",), "cas": ("mon-pm",)}
    asked = round_of(
        [student(name, half_days=free) for name, free in days.items()],
        [school("oak")],
        [request("help", "oak", max_students=3, at_once=1)],
    )
    solution = solve(asked)
    assert check(asked, solution) == []
    assert len(solution.assignments) == 2
    wider = replace(asked, requests=(replace(asked.requests[0], half_days=("mon-am", "mon-pm", "tue-am")),))
    wider = replace(
        wider, students=(replace(asked.students[0], half_days=(*days["ann"], "tue-am")), *asked.students[1:])
    )
    assert {each.student: each.half_days for each in solve(wider).assignments} == {
        "ann": ("tue-am",),
        "ben": ("mon-am",),
        "cas": ("mon-pm",),
    }


def test_a_pin_overrules_a_limit_and_takes_all_the_half_days_there_are():
    asked = round_of(
        [student("ann", half_days=("mon-pm",), levels=("kleuter",))],
        [school("oak")],
        [request("help", "oak", half_days=("mon-am", "mon-pm", "tue-am"), half_days_needed=2)],
        pins=(Pair("ann", "help"),),
    )
    (assignment,) = solve(asked).assignments
    assert assignment.half_days == ("mon-am", "mon-pm")


def test_a_quota_across_two_requests_holds_one_college_back():
    asked = round_of(
        [student("ann"), student("ben"), student("dirk", college="d")],
        [school("oak")],
        [request("help", "oak"), request("more", "oak")],
        quotas=(Quota(college="c", school=None, max_students=1),),
    )
    assert len(placed(solve(asked))) == 2
    assert "dirk" in placed(solve(asked))


def test_pins_that_fill_a_request_beyond_its_places_are_named():
    asked = round_of(
        [student("ann"), student("ben"), student("cas")],
        [school("oak")],
        [request("help", "oak", max_students=1), request("more", "oak")],
        pins=(Pair("ann", "help"), Pair("ben", "help"), Pair("cas", "more")),
    )
    assert conflict_of(asked) == (Limit.PLACES, {"ann", "ben"}, ("help",))


def test_a_pinned_half_of_a_duo_whose_fellow_can_go_nowhere_is_named():
    asked = round_of(
        [
            student("ann", duo=Duo(with_student="ben", required=True)),
            student("ben", duo=Duo(with_student="ann", required=True), avoid_schools=("oak",)),
        ],
        [school("oak")],
        [request("help", "oak")],
        pins=(Pair("ann", "help"),),
    )
    assert conflict_of(asked) == (Limit.DUO, {"ann"}, ("ann", "ben"))


def test_pins_beyond_a_school_cap_and_a_quota_are_named_by_the_school():
    pins = (Pair("ann", "help"), Pair("ben", "more"))
    asked = round_of(
        [student("ann"), student("ben")],
        [school("oak", max_students=1)],
        [request("help", "oak"), request("more", "oak")],
        pins=pins,
    )
    assert conflict_of(asked) == (Limit.SCHOOL, {"ann", "ben"}, ("oak",))
    by_quota = replace(asked, schools=(school("oak"),), quotas=(Quota(college="c", school="oak", max_students=1),))
    assert conflict_of(by_quota) == (Limit.QUOTA, {"ann", "ben"}, ("oak",))


def side_round():
    days = ("mon-am", "mon-pm")
    return round_of(
        [student(f"s{number}", half_days=days) for number in range(12)],
        [school(f"k{number}") for number in range(4)],
        [request(f"r{number}", f"k{number}", min_students=2, max_students=3, at_once=2) for number in range(4)],
    )


def test_a_search_that_is_stopped_at_once_gives_a_valid_plan_and_claims_no_proof():
    asked = side_round()
    solution = solve(asked, stop=lambda: True)
    assert check(asked, solution) == []
    assert solution.status is Status.FEASIBLE
    assert len(solution.assignments) + len(solution.unplaced) == 12
    whole_search = solve(asked)
    assert whole_search.status is Status.OPTIMAL
    by_goal = {goal.goal: goal.value for goal in whole_search.goals}
    assert all(goal.bound >= by_goal[goal.goal] for goal in solution.goals if goal.goal in (Goal.PLACED, Goal.COVERAGE))


def test_progress_tells_every_goal_as_it_begins_and_ends():
    heard = []
    solution = solve(side_round(), progress=heard.append)
    assert [(news.goal, news.index) for news in heard if news.value is None] == [
        (goal.goal, index) for index, goal in enumerate(solution.goals)
    ]
    ends = [(news.goal, news.value, news.bound, news.proven) for news in heard if news.proven]
    assert ends == [(goal.goal, goal.value, goal.bound, goal.proven) for goal in solution.goals]


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(0, 30))
def test_with_one_more_pin_a_search_that_knows_the_plan_before_answers_the_same(asked, draw):
    base = solve(asked)
    taken = {pin.student for pin in asked.pins}
    students, requests = (found.tolist() for found in eligible_pairs(asked))
    pairs = [
        Pair(asked.students[one].id, asked.requests[other].id) for one, other in zip(students, requests, strict=True)
    ]
    free = [pair for pair in pairs if pair.student not in taken]
    assume(free and not base.conflict)
    forced = replace(asked, pins=(*asked.pins, free[draw % len(free)]))
    known, alone = solve(forced, base=base), solve(forced)
    assert (known.status, known.assignments, known.conflict) == (alone.status, alone.assignments, alone.conflict)
    assert [(goal.value, goal.bound, goal.proven) for goal in known.goals] == [
        (goal.value, goal.bound, goal.proven) for goal in alone.goals
    ]


def test_a_pin_that_overrules_a_limit_can_do_better_than_the_plan_before():
    asked = round_of([student("ann", avoid_schools=("oak",))], [school("oak")], [request("help", "oak")])
    base = solve(asked)
    assert placed(base) == {}
    assert placed(solve(replace(asked, pins=(Pair("ann", "help"),)), base=base)) == {"ann": "help"}


def test_bounds_are_told_before_a_goal_is_settled_and_never_beyond_its_value(monkeypatch):
    for module in (piece, side, whole):
        monkeypatch.setattr(module, "SMALL", 0)
    heard = []
    solution = solve(generate(40, 1, side=True), progress=heard.append)
    values = {goal.goal: goal.value for goal in solution.goals}
    told = [news for news in heard if news.goal is Goal.TRAVEL_TOTAL and news.bound is not None]
    assert [news.proven for news in told] == [False] * (len(told) - 1) + [True]
    assert len(told) > 1
    assert all(news.bound <= values[Goal.TRAVEL_TOTAL] <= news.value for news in told)
