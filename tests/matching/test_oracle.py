"""The oracle against plans worked out by hand: who judges the solver must be right first."""

from dataclasses import replace

from matching.problem import Duo, Pair, Problem, Quota, Request, School, Student
from matching.rules import Goal, Limit, PairLimit
from tests.matching.oracle import best, broken_together, half_day_choices, possible, ruled_out_by, valid_plans
from tests.matching.oracle_goals import minutes, value

GENT, ELSEWHERE = (51.05, 3.72), (51.05, 4.22)


def student(name: str, **more) -> Student:
    usual = {
        "college": "c1", "levels": ("lager",), "phase": 2, "homes": (GENT,), "mode": "bike", "max_minutes": 60,
        "half_days": ("mon-am", "tue-am"),
    }  # fmt: skip
    return Student(id=name, **(usual | more))


def request(name: str, *, school: str = "oak", **more) -> Request:
    usual = {
        "levels": ("lager",), "half_days": ("mon-am", "tue-am"), "half_days_needed": 1,
        "min_students": 1, "max_students": 1,
    }  # fmt: skip
    return Request(id=name, school=school, **(usual | more))


def school(name: str, *, need: int | None = 100, cap: int | None = None, location=GENT) -> School:
    return School(id=name, location=location, need_hundredths=need, max_students=cap, municipality="Gent")


OAK_AND_ELM = (school("oak"), school("elm"))


def problem(*, students, requests, schools=OAK_AND_ELM, **more) -> Problem:
    return Problem(students=tuple(students), schools=tuple(schools), requests=tuple(requests), **more)


ANN, BOB = student("ann"), student("bob")


def test_a_plan_with_more_students_wins_when_placed_leads():
    found = best(problem(students=[ANN, BOB], requests=[request("r1"), request("r2")], goals=(Goal.PLACED,)))
    assert found is not None
    assert found.values[0] == 2
    assert all({there for _, there in plan} == {"r1", "r2"} for plan in found.plans)


def test_an_empty_plan_is_best_when_only_travel_counts():
    found = best(problem(students=[ANN], requests=[request("r1")], goals=(Goal.TRAVEL_TOTAL,)))
    assert (found.values, found.plans) == ((0, 0), frozenset({()}))


def test_each_limit_on_a_pair_is_told_by_its_name():
    asked = problem(
        students=[ann := student("ann", kinds=("small-group",), avoid_schools=("oak",), accepts_other=False)],
        requests=[
            picky := request(
                "r1", levels=("kleuter",), min_phase=3, half_days=("fri-am",), kinds=("remote",),
                languages_required=("tr",), colleges=("c2",),
            )
        ],
        schools=[school("oak", location=(52.5, 3.72))],
        bans=(Pair("ann", "r1"),),
    )  # fmt: skip
    assert ruled_out_by(asked, ann, picky) == set(PairLimit)


def test_a_request_takes_no_one_rather_than_fewer_than_its_minimum():
    asked = problem(students=[ANN, BOB], requests=[request("r1", min_students=2, max_students=2)])
    assert set(valid_plans(asked)) == {(), (("ann", "r1"), ("bob", "r1"))}


def test_a_school_cap_counts_over_its_requests():
    asked = problem(students=[ANN, BOB], requests=[request("r1"), request("r2")], schools=[school("oak", cap=1)])
    assert sorted(map(len, valid_plans(asked))) == [0, 1, 1, 1, 1]


def test_a_quota_without_a_school_holds_at_each_school_by_itself():
    asked = problem(
        students=[ANN, BOB],
        requests=[request("r1", max_students=2), request("r2", school="elm")],
        quotas=(Quota(college="c1", school=None, max_students=1),),
    )
    assert {plan for plan in valid_plans(asked) if len(plan) == 2} == {
        (("ann", "r1"), ("bob", "r2")),
        (("ann", "r2"), ("bob", "r1")),
    }


def test_a_required_duo_goes_to_one_school_or_nowhere():
    duo = [
        replace(ANN, duo=Duo(with_student="bob", required=True)),
        replace(BOB, duo=Duo(with_student="ann", required=True)),
    ]
    asked = problem(students=duo, requests=[request("r1"), request("r2"), request("r3", school="elm")])
    assert set(valid_plans(asked)) == {(), (("ann", "r1"), ("bob", "r2")), (("ann", "r2"), ("bob", "r1"))}


def test_at_once_counts_per_half_day():
    asked = problem(students=[ANN, BOB], requests=[request("r1", max_students=2, at_once=1)])
    assert (("ann", "r1"), ("bob", "r1")) in set(valid_plans(asked))
    busy = problem(students=[ANN, student("bob", half_days=("mon-am",)), student("cas", half_days=("mon-am",))],
                   requests=[request("r1", max_students=2, at_once=1)])  # fmt: skip
    assert (("bob", "r1"), ("cas", "r1")) not in set(valid_plans(busy))


def test_a_pin_that_overrules_the_half_days_uses_all_free_ones_first():
    late = request("r1", half_days=("mon-am", "wed-am", "fri-am"), half_days_needed=2)
    assert half_day_choices(ANN, late) == [("mon-am", "wed-am"), ("mon-am", "fri-am")]
    asked = problem(students=[ANN], requests=[late], pins=(Pair("ann", "r1"),))
    assert list(valid_plans(asked)) == [(("ann", "r1"),)]


def test_pins_that_cannot_stand_together_have_no_plan_and_a_limit():
    pins = (Pair("ann", "r1"), Pair("bob", "r1"))
    asked = problem(students=[ANN, BOB], requests=[request("r1")], pins=pins)
    assert not possible(asked)
    assert broken_together(asked, pins) == {Limit.PLACES}


def test_coverage_pays_less_for_each_next_student_and_more_for_need():
    asked = problem(
        students=[ANN, BOB, student("cas")],
        requests=[request("r1", max_students=3), request("r2", school="elm")],
        schools=[school("oak", need=149), school("elm", need=None), school("ash", need=50)],
    )
    # oak weighs 200, ash 150, elm (unknown) their mean 175
    assert value(asked, Goal.COVERAGE, (("ann", "r1"), ("bob", "r1"), ("cas", "r2"))) == 12000 + 6000 + 10500


def test_ranks_outside_the_wishes_are_the_same_for_everybody():
    asked = problem(
        students=[student("ann", wishes=(("r1",), ("oak", "elm"), ("r2",))), BOB],
        requests=[request("r1"), request("r2"), request("r3", school="elm")],
    )
    plan = (("ann", "r2"), ("bob", "r3"))  # r2 is at oak: tier 2 comes before tier 3
    assert value(asked, Goal.WISHES_GENEROUS, plan) == (1, 0, 1)
    assert value(asked, Goal.WISHES_GREEDY, plan) == (0, 1, 0, 1)
    assert value(asked, Goal.WISHES_COST, plan) == 4 + 16


def test_the_other_goals_count_what_they_say():
    duo = Duo(with_student="bob", required=False)
    asked = problem(
        students=[
            student("ann", duo=duo, languages=("tr", "ar"), wished_levels=("lager",), travel_weight=3),
            student("bob", duo=Duo(with_student="ann", required=False), wished_municipalities=("Gent",)),
        ],
        requests=[request("r1", languages=("tr", "ar", "pl")), request("r2")],
        previous=(Pair("ann", "r1"), Pair("bob", "gone"), Pair("gone", "r2")),
        listed_minutes=(("ann", "oak", 31), ("bob", "oak", 91)),
    )
    plan = (("ann", "r1"), ("bob", "r2"))
    assert value(asked, Goal.TRAVEL_TOTAL, plan) == 3 * 31 + 91
    assert value(asked, Goal.TRAVEL_LONGEST, plan) == (1, 0, 0, 0, 1)
    assert value(asked, Goal.CHANGES, plan) == 1
    assert value(asked, Goal.DUOS, plan) == 1
    assert value(asked, Goal.FIT, plan) == 4


def test_minutes_are_rounded_up_and_the_nearer_home_counts():
    two_homes = student("ann", homes=(ELSEWHERE, GENT))
    assert minutes(problem(students=[two_homes], requests=[]), two_homes, school("oak")) == 2
    far = student("ann", homes=(ELSEWHERE,), mode="car")
    # 34.95 km, by car 6 + 60 x 1.3 x 34.95 / 48 = 62.8
    assert minutes(problem(students=[far], requests=[]), far, school("oak")) == 63
