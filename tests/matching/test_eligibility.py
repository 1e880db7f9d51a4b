"""Every limit on one pair by hand, and the counts a pre-check shows."""

import pytest

from matching.eligibility import eligible_pairs, limits_of, ruled_out
from matching.problem import Pair
from matching.reach import reach
from matching.rules import PairLimit
from tests.matching.rounds import request, round_of, school, student

BROKEN_BY = {
    PairLimit.LEVEL: ({"levels": ("kleuter",)}, {}, {}),
    PairLimit.PHASE: ({}, {"min_phase": 3}, {}),
    PairLimit.HALF_DAYS: ({"half_days": ("mon-am",)}, {"half_days_needed": 2}, {}),
    PairLimit.TRAVEL: ({"homes": ((50.0, 4.5),)}, {}, {}),
    PairLimit.KIND: ({"kinds": ("remote",)}, {"kinds": ("childcare",)}, {}),
    PairLimit.LANGUAGE: ({"languages": ("tr",)}, {"languages_required": ("uk", "pl")}, {}),
    PairLimit.COLLEGE: ({}, {"colleges": ("d",)}, {}),
    PairLimit.AVOID: ({"avoid_schools": ("oak",)}, {}, {}),
    PairLimit.WISH: ({"accepts_other": False, "wishes": (("elm",),)}, {}, {}),
    PairLimit.BAN: ({}, {}, {"bans": (Pair("ann", "help"),)}),
}


@pytest.mark.parametrize("limit", PairLimit)
def test_each_limit_rules_the_pair_out_by_itself(limit):
    of_student, of_request, of_round = BROKEN_BY[limit]
    asked = round_of(
        [student("ann", **of_student), student("ben")],
        [school("oak"), school("elm")],
        [request("help", "oak", **of_request)],
        **of_round,
    )
    assert limits_of(asked, "ann", "help") == (limit,)
    assert ruled_out(asked, 0) == {limit: 1}


OPEN_DOORS = [
    ({"kinds": None}, {"kinds": ("childcare",)}),
    ({"kinds": ()}, {"kinds": ()}),
    ({"kinds": ("remote", "childcare")}, {"kinds": ("childcare",)}),
    ({"languages": ("tr", "pl")}, {"languages_required": ("uk", "pl")}),
    ({}, {"colleges": ("d", "c")}),
    ({"accepts_other": False, "wishes": (("elm",), ("oak",))}, {}),
    ({"accepts_other": False, "wishes": (("help",),)}, {}),
    ({"half_days": ("mon-pm", "fri-am")}, {}),
]


@pytest.mark.parametrize(("of_student", "of_request"), OPEN_DOORS)
def test_what_meets_a_limit_is_let_through(of_student, of_request):
    asked = round_of(
        [student("ann", **of_student)], [school("oak"), school("elm")], [request("help", "oak", **of_request)]
    )
    assert limits_of(asked, "ann", "help") == ()


def test_the_pre_check_counts_who_could_come_and_what_stands_in_the_way():
    asked = round_of(
        [student("ann"), student("ben", levels=("kleuter",), phase=1), student("cas", avoid_schools=("elm",))],
        [school("oak"), school("elm")],
        [request("help", "oak", min_phase=2), request("more", "elm")],
    )
    found = reach(asked)
    assert found.students_per_request.tolist() == [2, 1]
    assert found.requests_per_student.tolist() == [2, 0, 1]
    assert {limit: count for limit, count in found.pairs_ruled_out.items() if count} == {
        PairLimit.LEVEL: 2,
        PairLimit.PHASE: 1,
        PairLimit.AVOID: 1,
    }
    assert [pair.tolist() for pair in eligible_pairs(asked)] == [[0, 0, 2], [0, 1, 0]]
