"""Why here and why not there, read off plans made by hand."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.problem import Duo, Pair, Problem, Quota, Request, School, Student
from matching.reasons import DuoOutcome, Here, MissedWish, reasons
from matching.rules import Goal, Limit, PairLimit
from matching.solution import Assignment, EngineReport, Solution, Status, Unplaced
from matching.why.causes import Cause, Obstacle
from matching.why.weeks import fit_the_week
from tests.matching.oracle import fits_the_week
from tests.matching.strategies import some

WEEK = ("mon-am", "tue-am", "wed-am")
ENGINE = EngineReport(version="test", ortools="none", seconds=0, threads=1)


def student(name: str, *wishes: str, **more) -> Student:
    usual = {
        "college": "c1", "levels": ("lager",), "phase": 2, "homes": ((51.05, 3.72),), "mode": "bike",
        "max_minutes": 60, "half_days": WEEK, "wishes": tuple((wish,) for wish in wishes),
    }  # fmt: skip
    return Student(id=name, **(usual | more))


def request(name: str, *, school: str, **more) -> Request:
    usual = {
        "levels": ("kleuter", "lager"), "half_days": WEEK, "half_days_needed": 1, "min_students": 1, "max_students": 1,
    }  # fmt: skip
    return Request(id=name, school=school, **(usual | more))


def problem(*, students, requests, caps=None, **more) -> Problem:
    names = dict.fromkeys([*(each.school for each in requests), "quiet"])
    schools = tuple(
        School(id=name, location=(51.05, 3.72), need_hundredths=100, max_students=(caps or {}).get(name))
        for name in names
    )
    return Problem(students=tuple(students), schools=schools, requests=tuple(requests), **more)


def plan(asked: Problem, **places: str | None) -> Solution:
    days = {each.id: each.half_days[: each.half_days_needed] for each in asked.requests}
    placed = [(name, there) for name, there in sorted(places.items()) if there]
    return Solution(
        problem_digest="",
        status=Status.FEASIBLE,
        assignments=tuple(Assignment(student=name, request=there, half_days=days[there]) for name, there in placed),
        unplaced=tuple(Unplaced(student=name, reason="no_place_left") for name in places if not places[name]),
        goals=(),
        engine=ENGINE,
    )


def missed(asked: Problem, solution: Solution, name: str = "ann") -> tuple[MissedWish, ...]:
    return reasons(asked, solution, name).missed


def test_why_here_tells_all_that_fits():
    ann = student(
        "ann", "r9", "oak", half_days=("mon-am", "wed-am"), languages=("tr", "ar"),
        duo=Duo(with_student="bob", required=False),
    )  # fmt: skip
    bob = student("bob", duo=Duo(with_student="ann", required=False))
    here = request("r1", school="oak", kinds=("remote",), languages=("ar",), max_students=2)
    asked = problem(students=[ann, bob], requests=[here, request("r9", school="elm")], pins=(Pair("ann", "r1"),))
    told = reasons(asked, plan(asked, ann="r1", bob="r1"), "ann")
    assert told.here == Here(
        request="r1", school="oak", rank=2, wished=True, minutes=2, half_days=("mon-am",),
        shared_half_days=("mon-am", "wed-am"), levels=("lager",), kinds=("remote",), languages=("ar",), pinned=True,
    )  # fmt: skip
    assert told.duo == DuoOutcome(with_student="bob", required=False, together=True)
    assert [(wish.wish, wish.obstacle.cause) for wish in told.missed] == [("r9", Cause.PIN)]


def test_a_first_wish_come_true_leaves_nothing_to_explain():
    asked = problem(students=[student("ann", "oak", "elm")], requests=[request("r1", school="oak")])
    assert missed(asked, plan(asked, ann="r1")) == ()


def test_a_student_without_a_place_is_told_about_every_wish():
    asked = problem(
        students=[student("ann", "quiet", "r1", "oak", max_minutes=1)], requests=[request("r1", school="oak")]
    )
    told = reasons(asked, plan(asked, ann=None), "ann")
    too_far = Obstacle(cause=Cause.NOT_ELIGIBLE, limits=(PairLimit.TRAVEL,))
    assert (told.here, told.missed) == (
        None,
        (
            MissedWish(wish="quiet", rank=1, request=None, obstacle=Obstacle(cause=Cause.NO_REQUEST)),
            MissedWish(wish="r1", rank=2, request="r1", obstacle=too_far),
            MissedWish(wish="oak", rank=3, request="r1", obstacle=too_far),
        ),
    )


def test_a_full_request_says_how_many_could_be_there():
    asked = problem(
        students=[student("ann", "oak"), student("bob"), student("cas", max_minutes=0)],
        requests=[request("r1", school="oak"), request("r2", school="elm")],
    )
    assert missed(asked, plan(asked, ann="r2", bob="r1", cas=None)) == (
        MissedWish(
            wish="oak",
            rank=1,
            request="r1",
            obstacle=Obstacle(cause=Cause.FULL, limits=(Limit.PLACES,), taken=1, most=1),
            candidates=2,
        ),
    )


@pytest.mark.parametrize(
    ("caps", "quotas", "limit"),
    [
        ({"oak": 1}, (), Limit.SCHOOL),
        (None, (Quota(college="c1", school="oak", max_students=1),), Limit.QUOTA),
        (None, (Quota(college="c1", school=None, max_students=1),), Limit.QUOTA),
    ],
)
def test_a_school_can_be_full_while_its_request_is_not(caps, quotas, limit):
    asked = problem(
        students=[student("ann", "r1"), student("bob")],
        requests=[request("r1", school="oak"), request("r2", school="oak"), request("r3", school="elm")],
        caps=caps,
        quotas=quotas,
    )
    (told,) = missed(asked, plan(asked, ann="r3", bob="r2"))
    assert told.obstacle == Obstacle(cause=Cause.FULL, limits=(limit,), taken=1, most=1)


def test_the_students_own_place_at_the_school_does_not_make_it_full():
    asked = problem(
        students=[student("ann", "r1")],
        requests=[request("r1", school="oak"), request("r2", school="oak")],
        caps={"oak": 1},
    )
    assert [wish.obstacle.cause for wish in missed(asked, plan(asked, ann="r2"))] == [Cause.OTHER_GOALS]


def test_an_empty_request_with_a_minimum_waits_for_others():
    asked = problem(
        students=[student("ann", "r1")], requests=[request("r1", school="oak", min_students=2, max_students=3)]
    )
    (told,) = missed(asked, plan(asked, ann=None))
    assert told.obstacle == Obstacle(cause=Cause.MINIMUM, limits=(Limit.PLACES,), taken=0)


def test_a_week_can_be_full_while_the_request_is_not():
    mondays = [student(name, "r1", half_days=("mon-am",)) for name in ("ann", "bob")]
    asked = problem(students=mondays, requests=[request("r1", school="oak", max_students=5, at_once=1)])
    (told,) = missed(asked, plan(asked, ann=None, bob="r1"))
    assert told.obstacle == Obstacle(cause=Cause.SCHEDULE, limits=(Limit.SCHEDULE,))


def test_a_required_fellow_comes_along_or_stands_in_the_way():
    ann = student("ann", "elm", duo=Duo(with_student="bob", required=True))
    bob = student("bob", duo=Duo(with_student="ann", required=True))
    requests = [request("r1", school="oak", max_students=2), request("r2", school="elm")]
    asked = problem(students=[ann, bob], requests=requests)
    (told,) = missed(asked, plan(asked, ann="r1", bob="r1"))
    assert told.obstacle == Obstacle(cause=Cause.DUO)
    roomy = replace(asked, requests=(*asked.requests, request("r3", school="elm")))
    (told,) = missed(roomy, plan(roomy, ann="r1", bob="r1"))
    assert told.obstacle == Obstacle(cause=Cause.OTHER_GOALS)


def test_a_wished_school_is_told_by_its_request_that_was_closest_by():
    asked = problem(
        students=[student("ann", "oak"), student("bob")],
        requests=[
            request("r1", school="oak", levels=("kleuter",)),
            request("r2", school="oak"),
            request("r3", school="elm"),
        ],
    )
    (told,) = missed(asked, plan(asked, ann="r3", bob="r2"))
    assert (told.request, told.obstacle.cause) == ("r2", Cause.FULL)


def test_a_free_place_that_the_goals_pass_over_names_the_goal_that_would_suffer():
    asked = problem(
        students=[student("ann", "elm"), student("bob")],
        requests=[request("r1", school="oak"), request("r2", school="elm", max_students=2)],
    )
    (told,) = missed(asked, plan(asked, ann="r1", bob="r2"))
    assert (told.obstacle.cause, told.goal) == (Cause.OTHER_GOALS, Goal.COVERAGE)


def test_no_goal_is_named_when_others_would_have_to_move_too():
    asked = problem(
        students=[student("ann", "elm"), student("bob")],
        requests=[request("r1", school="oak", min_students=2, max_students=2), request("r2", school="elm")],
    )
    (told,) = missed(asked, plan(asked, ann="r1", bob="r1"))
    assert (told.obstacle.cause, told.goal) == (Cause.OTHER_GOALS, None)


def test_an_unknown_student_is_an_error():
    asked = problem(students=[], requests=[])
    with pytest.raises(KeyError):
        reasons(asked, plan(asked), "ann")


def test_reading_reasons_off_a_plan_does_not_load_the_solver():
    loaded = "import sys, matching.reasons; print(sorted({'numpy', 'ortools', 'scipy'} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@settings(max_examples=300, deadline=None)
@given(
    free=st.lists(some(WEEK), min_size=1, max_size=4),
    needed=st.integers(1, 2),
    at_once=st.integers(1, 2),
)
def test_sharing_half_days_is_what_trying_everything_finds(free, needed, at_once):
    asked = request("r1", school="oak", half_days_needed=needed, at_once=at_once)
    there = [student(f"s{n}", half_days=half_days) for n, half_days in enumerate(free)]
    assert fit_the_week(asked, there) == fits_the_week(asked, there)
