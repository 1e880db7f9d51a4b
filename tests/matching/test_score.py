"""The value of every goal, counted by hand for small plans."""

import hashlib
from typing import Any

import pytest

from matching.check import minutes
from matching.exchange import problem_from_data
from matching.problem import Pair, Problem
from matching.referee.minutes import great_circle_km
from matching.rules import Goal
from matching.score import goals_of, rank_of, score, weights
from tests.matching import small_round
from tests.matching.small_round import ASSIGNMENTS, request, school, student


def round_with(*students: dict[str, Any], goal: str, **more: Any) -> Problem:
    return problem_from_data(
        {
            "format": "kansmatch-problem/1",
            "students": list(students),
            "schools": [school("oak", municipality="Gent"), school("elm")],
            "requests": [
                request("oak-1", "oak", places={"min": 1, "max": 9}, languages=["tr", "ar"]),
                request("elm-1", "elm", levels=["lager", "kleuter"]),
            ],
            "goals": [goal],
            **more,
        }
    )


def value(problem: Problem, **placed: str) -> object:
    """The value of the problem's first goal."""
    return score(problem, [Pair(name, at) for name, at in placed.items()])[problem.goals[0]]


def drawn(seed: int, kind: str, name: str) -> int:
    first_bytes = hashlib.sha256(f"{seed}:{kind}:{name}".encode()).hexdigest()[:16]
    return 1 + int(first_bytes, 16) % 1000002


def test_a_plan_has_a_value_on_every_goal_and_the_lottery_comes_last():
    pairs = [Pair(row["student"], row["request"]) for row in ASSIGNMENTS]
    lottery = sum(drawn(7, "student", pair.student) * drawn(7, "request", pair.request) % 1000003 for pair in pairs)
    stated = {Goal(goal): tuple(n) if isinstance(n, list) else n for goal, n in small_round.VALUES.items()}

    assert score(small_round.problem(), pairs) == {**stated, Goal.LOTTERY: lottery}
    assert list(score(small_round.problem(), pairs)) == [*small_round.problem().goals, Goal.LOTTERY]
    assert lottery == 2192568


def test_goals_end_with_the_lottery_even_when_there_are_none():
    assert goals_of(small_round.problem(goals=[])) == (Goal.LOTTERY,)


def test_the_lottery_draws_a_known_number():
    # SHA-256 of "1:student:ann" and "1:request:oak-1", first eight bytes, worked out with another tool
    problem = round_with(student("ann"), goal="placed")

    assert score(problem, [Pair("ann", "oak-1")])[Goal.LOTTERY] == 834360


NEEDS = [
    ([0, 0.49, 0.5, 0.99, 1, 3.99, 4], [100, 100, 150, 150, 200, 450, 500]),
    ([1.5, None, 0.49], [250, 175, 100]),
    ([0.5, 1, 1.5, None], [150, 200, 250, 200]),
    ([0, 0, 0.5, None], [100, 100, 150, 117]),
    ([0, 0.5, None], [100, 150, 125]),
    ([None, None], [100, 100]),
]


@pytest.mark.parametrize(("needs", "expected"), NEEDS)
def test_a_school_weighs_by_steps_of_half_a_point_and_an_unknown_one_by_the_mean(needs, expected):
    schools = [school(f"school-{index}", need=need) for index, need in enumerate(needs)]

    found = weights(problem_from_data({**small_round.problem_data(), "schools": schools, **EMPTY}))

    assert list(found.values()) == expected


EMPTY: dict[str, Any] = {
    "students": [], "requests": [], "pins": [], "bans": [], "previous": [], "quotas": [], "travel": {},
}  # fmt: skip


def test_the_mean_weight_is_rounded_half_up():
    schools = [school(f"school-{index}", need=need) for index, need in enumerate([0, 0, 0, 0.5, None])]
    more = [school(f"more-{index}", need=0) for index in range(96)]

    found = weights(problem_from_data({**small_round.problem_data(), "schools": schools + more, **EMPTY}))

    assert found["school-4"] == 101  # 100.5


def test_coverage_counts_the_first_student_of_a_school_most():
    problem = round_with(*(student(name) for name in "abcdefg"), goal="coverage")

    assert value(problem, a="oak-1") == 12000
    assert value(problem, a="oak-1", b="elm-1") == 24000
    assert value(problem, **dict.fromkeys("abcdefg", "oak-1")) == 12000 + 6000 + 4000 + 3000 + 2400 + 2000 + 1714


def test_each_division_of_coverage_is_rounded_down_by_itself():
    problem = round_with(
        *(student(name) for name in "abcdefg"), goal="coverage", schools=[school("oak", need=0), school("elm")]
    )

    assert value(problem, **dict.fromkeys("abcdefg", "oak-1")) == 6000 + 3000 + 2000 + 1500 + 1200 + 1000 + 857


WISHES = [["oak"], ["oak-1", "elm-1"]]


def test_the_rank_is_the_first_tier_with_the_request_or_its_school():
    problem = round_with(student("a", wishes=WISHES), student("b", wishes=[["elm-1"]]), student("c"), goal="placed")
    a, b, c = problem.students
    oak, elm = problem.requests

    assert [rank_of(problem, who, where) for who in (a, b, c) for where in (oak, elm)] == [1, 2, 3, 1, 3, 3]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [("wishes:generous", (1, 1)), ("wishes:greedy", (1, 1, 1)), ("wishes:cost", 14)],
)
def test_wishes_are_counted_by_rank_and_a_short_list_buys_nothing(goal, expected):
    problem = round_with(
        student("a", wishes=WISHES), student("b", wishes=[["elm-1"]]), student("c", wishes=WISHES), goal=goal
    )

    assert value(problem, a="oak-1", b="oak-1", c="elm-1") == expected


@pytest.mark.parametrize(("goal", "expected"), [("wishes:generous", ()), ("wishes:greedy", (1,)), ("wishes:cost", 1)])
def test_without_any_wishes_everybody_has_rank_one(goal, expected):
    assert value(round_with(student("a"), goal=goal), a="oak-1") == expected


def test_travel_counts_minutes_as_often_as_the_student_weighs():
    minutes_listed = {"minutes": [["a", "oak", 20], ["b", "oak", 31]]}
    problem = round_with(student("a", travel_weight=3), student("b"), goal="travel:total", travel=minutes_listed)

    assert value(problem, a="oak-1", b="oak-1") == 3 * 20 + 31
    assert value(problem, b="oak-1") == 31


LONGER_THAN_30, LONGER_THAN_45, LONGER_THAN_60 = (0, 0, 0, 0, 1), (0, 0, 0, 1, 0), (0, 0, 1, 0, 0)
LONGER_THAN_75, LONGER_THAN_90 = (0, 1, 0, 0, 0), (1, 0, 0, 0, 0)
TRIPS = [
    (30, (0, 0, 0, 0, 0)),
    (31, LONGER_THAN_30),
    (45, LONGER_THAN_30),
    (46, LONGER_THAN_45),
    (60, LONGER_THAN_45),
    (61, LONGER_THAN_60),
    (75, LONGER_THAN_60),
    (76, LONGER_THAN_75),
    (90, LONGER_THAN_75),
    (91, LONGER_THAN_90),
]


@pytest.mark.parametrize(("trip", "expected"), TRIPS)
def test_long_trips_are_counted_by_quarters_of_an_hour_the_longest_first(trip, expected):
    problem = round_with(student("a"), goal="travel:longest", travel={"minutes": [["a", "oak", trip]]})

    assert value(problem, a="oak-1") == expected


def test_changes_count_who_is_still_in_the_problem_and_not_where_they_were():
    previous = [
        {"student": "a", "request": "oak-1"},
        {"student": "b", "request": "elm-1"},
        {"student": "c", "request": "oak-1"},
        {"student": "d", "request": "closed"},
        {"student": "gone", "request": "oak-1"},
    ]
    problem = round_with(*(student(name) for name in "abcde"), goal="changes", previous=previous)

    assert value(problem, a="oak-1", b="oak-1", d="oak-1", e="elm-1") == 3  # b moved, c is unplaced, d's is closed


def test_duos_count_wishes_fulfilled_once_per_pair():
    def duo(name: str, fellow: str, kind: str = "wish") -> dict[str, Any]:
        return student(name, duo={"with": fellow, "kind": kind})

    required = (duo("e", "f", "required"), duo("f", "e", "required"))
    problem = round_with(duo("a", "b"), duo("b", "a"), duo("c", "d"), duo("d", "c"), *required, goal="duos")

    assert value(problem, a="oak-1", b="oak-1", c="oak-1", d="elm-1", e="oak-1", f="oak-1") == 1
    assert value(problem, a="oak-1", c="elm-1", d="elm-1") == 1
    assert value(problem) == 0


@pytest.mark.parametrize(
    ("changes", "at", "expected"),
    [
        ({"languages": ["ar", "nl", "tr"]}, "oak-1", 2),
        ({"languages": ["tr"]}, "elm-1", 0),
        ({"wished_levels": ["kleuter", "lager"]}, "elm-1", 1),
        ({"wished_levels": ["kleuter"]}, "oak-1", 0),
        ({"wished_municipalities": ["Gent"]}, "oak-1", 1),
        ({"wished_municipalities": ["Gent"]}, "elm-1", 0),
        ({"languages": ["tr"], "wished_levels": ["lager"], "wished_municipalities": ["Gent"]}, "oak-1", 3),
    ],
)
def test_fit_counts_languages_a_wished_level_and_a_wished_municipality(changes, at, expected):
    assert value(round_with(student("a", **changes), goal="fit"), a=at) == expected


def test_minutes_of_a_pair_can_be_asked_one_by_one():
    travel = {"minutes": [["a", "elm", 44]]}
    problem = round_with(student("a", mode="walk", homes=[[51.05, 3.75], [51.05, 3.72]]), goal="placed", travel=travel)

    assert [minutes(problem, problem.students[0], where) for where in problem.schools] == [0, 44]


def test_the_great_circle_is_measured_on_the_mean_radius():
    assert great_circle_km((0, 0), (0, 180)) == pytest.approx(20015.114442, abs=1e-6)
    assert great_circle_km((90, 0), (0, 77)) == pytest.approx(10007.557221, abs=1e-6)
    assert great_circle_km((51.05, 3.72), (51.05, 3.72)) == 0
