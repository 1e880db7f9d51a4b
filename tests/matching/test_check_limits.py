"""Each limit as the referee reads it, at its edge: tables by hand that the solver must read alike."""

from typing import Any

import pytest
from hypothesis import given, settings

from matching.check import Broken, broken_limits
from matching.exchange import problem_from_data
from matching.problem import Problem
from matching.referee import pairs
from matching.referee.lookup import Lookup
from matching.rules import Limit
from matching.solution import Assignment
from tests.matching.small_round import POINT, request, school, student
from tests.matching.strategies import problems

KM = 1 / 111.19508
"""Degrees of latitude in a kilometre, by the earth's radius of 6371.0088 km."""


def problem(
    students: list[dict[str, Any]], requests: list[dict[str, Any]], schools: list[dict[str, Any]], **more: Any
) -> Problem:
    return problem_from_data(
        {"format": "kansmatch-problem/1", "students": students, "requests": requests, "schools": schools, **more}
    )


def pair_breaks(
    student_changes: dict[str, Any], request_changes: dict[str, Any], chosen: tuple[str, ...] = ("mon-am",), **more: Any
) -> list[str]:
    """The limits broken by placing `ann` at `oak-1` on mon-am."""
    asked = problem(
        [student("ann", **student_changes)],
        [request("oak-1", "oak", **request_changes), request("oak-2", "oak"), request("elm-1", "elm")],
        [school("oak"), school("elm")],
        **more,
    )
    return [
        str(broken.rule)
        for broken in broken_limits(asked, [Assignment(student="ann", request="oak-1", half_days=chosen)])
    ]


PIN = {"pins": [{"student": "ann", "request": "oak-1"}]}
PAIRS = [
    ({}, {}, {}, []),
    ({"levels": ["kleuter"]}, {}, {}, ["level"]),
    ({"levels": ["kleuter", "lager"]}, {"levels": ["lager", "kleuter"]}, {}, []),
    ({"phase": 2}, {"min_phase": 3}, {}, ["phase"]),
    ({"phase": 3}, {"min_phase": 3}, {}, []),
    ({"half_days": ["tue-am", "fri-am"]}, {}, {}, ["schedule"]),
    ({"half_days": ["fri-am"]}, {}, {}, ["half_days", "schedule"]),
    ({"max_minutes": 2}, {}, {}, []),
    ({"max_minutes": 1}, {}, {}, ["travel"]),
    ({"kinds": None}, {"kinds": ["remote"]}, {}, []),
    ({"kinds": []}, {"kinds": ["remote"]}, {}, ["kind"]),
    ({"kinds": []}, {"kinds": []}, {}, []),
    ({"kinds": ["childcare"]}, {"kinds": ["remote"]}, {}, ["kind"]),
    ({"kinds": ["childcare", "remote"]}, {"kinds": ["remote"]}, {}, []),
    ({"languages": []}, {"languages_required": ["tr"]}, {}, ["language"]),
    ({"languages": ["tr"]}, {"languages_required": ["ar", "tr"]}, {}, []),
    ({"languages": []}, {"languages": ["tr"]}, {}, []),
    ({}, {"colleges": ["south"]}, {}, ["college"]),
    ({}, {"colleges": []}, {}, ["college"]),
    ({}, {"colleges": ["south", "north"]}, {}, []),
    ({"avoid_schools": ["oak"]}, {}, {}, ["avoid"]),
    ({"avoid_schools": ["elm"]}, {}, {}, []),
    ({"accepts_other": False}, {}, {}, ["wish"]),
    ({"accepts_other": False, "wishes": [["elm"], ["oak-2"]]}, {}, {}, ["wish"]),
    ({"accepts_other": False, "wishes": [["elm"], ["oak"]]}, {}, {}, []),
    ({"accepts_other": False, "wishes": [["oak-1"]]}, {}, {}, []),
    ({}, {}, {"bans": [{"student": "ann", "request": "oak-1"}]}, ["ban"]),
    ({}, {}, {"bans": [{"student": "ann", "request": "oak-2"}]}, []),
    (
        {"levels": ["kleuter"], "phase": 1, "half_days": [], "max_minutes": 0, "kinds": []}
        | {"avoid_schools": ["oak"], "accepts_other": False},
        {"min_phase": 5, "kinds": ["remote"], "languages_required": ["tr"], "colleges": []},
        {},
        ["level", "phase", "half_days", "travel", "kind", "language", "college", "avoid", "wish", "schedule"],
    ),
    (
        {"levels": ["kleuter"], "phase": 1, "half_days": [], "max_minutes": 0, "kinds": []}
        | {"avoid_schools": ["oak"], "accepts_other": False},
        {"min_phase": 5, "kinds": ["remote"], "languages_required": ["tr"], "colleges": []},
        PIN,
        [],
    ),
]


@pytest.mark.parametrize(("student_changes", "request_changes", "more", "limits"), PAIRS)
def test_a_pair_breaks_these_limits(student_changes, request_changes, more, limits):
    assert pair_breaks(student_changes, request_changes, **more) == limits


@settings(max_examples=100, deadline=None)
@given(problems())
def test_a_pair_is_eligible_when_no_limit_is_against_it(asked):
    lookup = Lookup(asked)
    for who in asked.students:
        for where in asked.requests:
            assert pairs.eligible(lookup, who, where) == (pairs.against(lookup, who, where) == ())


# bike: 2 + 60 × 1.25 × d / 16 minutes, so 6.4 km is 32 minutes and one step further is 33.
TRIPS = [
    ({"homes": [[51.05 + 6.4 * KM, 3.72]], "max_minutes": 32}, {}, []),
    ({"homes": [[51.05 + 6.41 * KM, 3.72]], "max_minutes": 32}, {}, ["travel"]),
    ({"homes": [[51.05 + 6.41 * KM, 3.72]], "max_minutes": 33}, {}, []),
    ({"homes": [[52, 4], POINT], "max_minutes": 2}, {}, []),
    ({"max_minutes": 2}, {"travel": {"minutes": [["ann", "oak", 3]]}}, ["travel"]),
    ({"homes": [[52, 4]], "max_minutes": 2}, {"travel": {"minutes": [["ann", "oak", 2]]}}, []),
    ({"homes": [[52, 4]], "max_minutes": 2}, {"travel": {"minutes": [["ann", "elm", 2]]}}, ["travel"]),
    (
        {"max_minutes": 0},
        {"travel": {"modes": {"bike": {"km_per_hour": 1, "detour": 1, "start_minutes": -5}}}},
        [],
    ),
]


@pytest.mark.parametrize(("student_changes", "more", "limits"), TRIPS)
def test_a_trip_is_timed_from_the_nearer_home_unless_it_is_listed(student_changes, more, limits):
    assert pair_breaks(student_changes, {}, **more) == limits


WEEK = ["mon-am", "mon-pm", "tue-am", "tue-pm"]
SCHEDULES = [
    (WEEK, ("mon-am", "tue-pm"), {}, []),
    (WEEK, ("mon-am",), {}, ["schedule"]),
    (WEEK, ("mon-am", "mon-pm", "tue-am"), {}, ["schedule"]),
    (WEEK, ("mon-am", "mon-am"), {}, ["schedule"]),
    (WEEK, ("mon-am", "fri-am"), {}, ["schedule"]),
    (["mon-am", "mon-pm", "fri-am"], ("mon-am", "tue-am"), {}, ["schedule"]),
    (["mon-am", "mon-pm", "fri-am"], ("mon-am", "tue-am"), PIN, ["schedule"]),
    (["mon-am", "fri-am"], ("mon-am", "tue-pm"), PIN, []),
    (["mon-am", "fri-am"], ("tue-am", "tue-pm"), PIN, ["schedule"]),
    (["mon-am", "fri-am"], ("mon-am", "fri-am"), PIN, ["schedule"]),
    ([], ("tue-am", "tue-pm"), PIN, []),
    ([], ("tue-am",), PIN, ["schedule"]),
]


@pytest.mark.parametrize(("free", "chosen", "more", "limits"), SCHEDULES)
def test_a_student_comes_when_free_and_as_often_as_is_needed(free, chosen, more, limits):
    asked = {"half_days": WEEK, "half_days_needed": 2}

    assert pair_breaks({"half_days": free}, asked, chosen, **more) == limits


def findings(asked: Problem, **placed: str) -> list[tuple[str, str | None, str | None]]:
    """(limit, request or school, student) of what a plan breaks, everybody coming on mon-am."""
    plan = [Assignment(student=name, request=at, half_days=("mon-am",)) for name, at in placed.items()]
    return [
        (str(broken.rule), broken.request or broken.school, broken.student) for broken in broken_limits(asked, plan)
    ]


@pytest.mark.parametrize(
    ("least", "most", "names", "broken"),
    [
        (2, 3, "", []),
        (2, 3, "a", [("places", "oak-1", None)]),
        (2, 3, "ab", []),
        (2, 3, "abc", []),
        (2, 3, "abcd", [("places", "oak-1", None)]),
        (0, 0, "", []),
        (0, 0, "a", [("places", "oak-1", None)]),
        (0, 1, "a", []),
    ],
)
def test_a_request_has_nobody_or_from_its_least_to_its_most(least, most, names, broken):
    places = {"min": least, "max": most}
    asked = problem([student(name) for name in "abcd"], [request("oak-1", "oak", places=places)], [school("oak")])

    assert findings(asked, **dict.fromkeys(names, "oak-1")) == broken


@pytest.mark.parametrize(("most", "broken"), [(None, []), (3, []), (2, [("school", "oak", None)])])
def test_a_school_has_at_most_so_many_over_all_its_requests(most, broken):
    asked = problem(
        [student(name) for name in "abc"],
        [request("oak-1", "oak"), request("oak-2", "oak")],
        [school("oak", max_students=most)],
    )

    assert findings(asked, a="oak-1", b="oak-2", c="oak-2") == broken


QUOTAS = [
    ([{"college": "north", "school": "oak", "max": 2}], []),
    ([{"college": "north", "school": "oak", "max": 1}], [("quota", "oak", None)]),
    ([{"college": "north", "school": "elm", "max": 0}], [("quota", "elm", None)]),
    ([{"college": "north", "school": None, "max": 2}], []),
    ([{"college": "north", "school": None, "max": 1}], [("quota", "oak", None)]),
    ([{"college": "north", "school": None, "max": 0}], [("quota", "oak", None), ("quota", "elm", None)]),
    (
        [{"college": "north", "school": None, "max": 1}, {"college": "north", "school": "oak", "max": 5}],
        [("quota", "oak", None)],
    ),
    ([{"college": "south", "school": "oak", "max": 0}], [("quota", "oak", None)]),
    ([{"college": "west", "school": None, "max": 0}], []),
]


@pytest.mark.parametrize(("quotas", "broken"), QUOTAS)
def test_a_college_sends_at_most_so_many_to_a_school_and_every_quota_holds(quotas, broken):
    asked = problem(
        [student("a"), student("b"), student("c"), student("d", college="south")],
        [request("oak-1", "oak"), request("oak-2", "oak"), request("elm-1", "elm")],
        [school("oak"), school("elm")],
        quotas=quotas,
    )

    assert findings(asked, a="oak-1", b="oak-2", c="elm-1", d="oak-1") == broken


DUOS = [
    ("required", {}, []),
    ("required", {"a": "oak-1", "b": "oak-1"}, []),
    ("required", {"a": "oak-1", "b": "oak-2"}, []),
    ("required", {"a": "oak-1", "b": "elm-1"}, [("duo", None, "a")]),
    ("required", {"a": "oak-1"}, [("duo", None, "a")]),
    ("required", {"b": "oak-1"}, [("duo", None, "a")]),
    ("wish", {"a": "oak-1", "b": "elm-1"}, []),
    ("wish", {"b": "oak-1"}, []),
]


@pytest.mark.parametrize(("kind", "placed", "broken"), DUOS)
def test_a_required_duo_is_at_one_school_or_nowhere(kind, placed, broken):
    asked = problem(
        [student("a", duo={"with": "b", "kind": kind}), student("b", duo={"with": "a", "kind": kind})],
        [request("oak-1", "oak"), request("oak-2", "oak"), request("elm-1", "elm")],
        [school("oak"), school("elm")],
    )

    assert findings(asked, **placed) == broken


@pytest.mark.parametrize(("at_once", "broken"), [(None, []), (2, []), (1, [("schedule", "oak-1", None)])])
def test_a_half_day_holds_no_more_students_than_the_request_takes_at_once(at_once, broken):
    asked = problem([student("a"), student("b")], [request("oak-1", "oak", at_once=at_once)], [school("oak")])

    assert findings(asked, a="oak-1", b="oak-1") == broken


def test_a_pinned_pair_stands():
    pins = [{"student": "a", "request": "oak-1"}, {"student": "b", "request": "oak-2"}]
    asked = problem(
        [student("a"), student("b")], [request("oak-1", "oak"), request("oak-2", "oak")], [school("oak")], pins=pins
    )

    assert findings(asked, a="oak-1", b="oak-2") == []
    assert findings(asked, a="oak-1", b="oak-1") == [("pin", "oak-2", "b")]
    assert findings(asked) == [("pin", "oak-1", "a"), ("pin", "oak-2", "b")]


def test_a_finding_says_the_limit_and_the_rows_in_one_sentence():
    asked = problem([student("a"), student("b")], [request("oak-1", "oak")], [school("oak", max_students=1)])
    plan = [Assignment(student=name, request="oak-1", half_days=("mon-am",)) for name in "ab"]
    sentence = "school oak has 2 students, may have 1"

    assert broken_limits(asked, plan) == [Broken(rule=Limit.SCHOOL, sentence=sentence, school="oak")]
    assert str(broken_limits(asked, plan)[0]) == "school: school oak has 2 students, may have 1"


def test_ids_the_problem_does_not_have_are_told_and_break_nothing_else():
    asked = problem([student("a")], [request("oak-1", "oak")], [school("oak")])
    plan = [
        Assignment(student="a", request="ash-1", half_days=("mon-am",)),
        Assignment(student="zoe", request="oak-1", half_days=("mon-am",)),
    ]

    assert [str(broken) for broken in broken_limits(asked, plan)] == [
        "ids: request ash-1 is not in the problem",
        "ids: student zoe is not in the problem",
    ]
