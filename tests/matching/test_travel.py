"""Minutes reckoned over many pairs at once, against the referee's one pair at a time."""

from dataclasses import replace
from math import degrees

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.problem import DEFAULT_MODES, Problem, School, Student, TravelMode
from matching.referee.minutes import great_circle_km, minutes
from matching.travel import Trips

GHENT, AALST, MELLE = (51.05, 3.72), (50.94, 4.04), (51.0, 3.8)


def student(name: str, mode: str, *homes: tuple[float, float]) -> Student:
    return Student(
        id=name, college="c", levels=("lager",), phase=1, homes=homes, mode=mode, max_minutes=60, half_days=("mon-am",)
    )


def school(name: str, place: tuple[float, float]) -> School:
    return School(id=name, location=place, need_hundredths=None, max_students=None)


def every_trip(problem: Problem) -> list[list[int]]:
    students, schools = np.arange(len(problem.students)), np.arange(len(problem.schools))
    return Trips(problem).minutes(students[:, None], schools).tolist()


def one_by_one(problem: Problem) -> list[list[int]]:
    return [[minutes(problem, student, school) for school in problem.schools] for student in problem.students]


ROUND = Problem(
    students=(student("ann", "bike", GHENT), student("ben", "transit", AALST, GHENT), student("cas", "walk", MELLE)),
    schools=(school("oak", GHENT), school("elm", AALST)),
    requests=(),
)


def test_minutes_follow_from_distance_mode_and_the_nearer_home():
    trips = every_trip(ROUND)
    assert trips == one_by_one(ROUND)
    assert [trips[0][0], *trips[1]] == [2, 12, 12]


def test_listed_minutes_stand_in_place_of_the_reckoned():
    listed = replace(ROUND, listed_minutes=(("ann", "elm", 7), ("ben", "oak", 99), ("ann", "oak", 0)))
    expected = every_trip(ROUND)
    expected[0], expected[1][0] = [0, 7], 99
    assert every_trip(listed) == expected == one_by_one(listed)


def test_minutes_are_never_below_nought():
    early = replace(ROUND, modes={name: replace(mode, start_minutes=-(10**6)) for name, mode in DEFAULT_MODES.items()})
    assert every_trip(early) == [[0, 0], [0, 0], [0, 0]]


def test_nobody_and_nowhere_give_an_empty_table():
    assert every_trip(replace(ROUND, students=())) == []
    assert every_trip(replace(ROUND, schools=())) == [[], [], []]


def at_the_edge(home: tuple[float, float], place: tuple[float, float], whole: int, ulps: int) -> Problem:
    """A trip that takes `whole` minutes and the millionth that is let go, give or take a few roundings."""
    km = great_circle_km(home, place)
    mode = TravelMode(km_per_hour=60, detour=1, start_minutes=whole + 0.000001 - km)
    for _ in range(abs(ulps)):
        mode = replace(mode, start_minutes=float(np.nextafter(mode.start_minutes, np.inf if ulps > 0 else -np.inf)))
    students = (student("ann", "edge", home),)
    return Problem(students=students, schools=(school("oak", place),), requests=(), modes={"edge": mode})


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
PLACES = st.tuples(LATITUDES, LONGITUDES)


@settings(max_examples=300, deadline=None)
@given(PLACES, PLACES, st.integers(0, 20000), st.integers(-4, 4))
def test_at_the_edge_of_a_minute_solver_and_referee_agree(home, place, whole, ulps):
    edge = at_the_edge(home, place, whole, ulps)
    assert every_trip(edge) == one_by_one(edge)


@settings(max_examples=100, deadline=None)
@given(st.floats(50, 52), st.floats(3, 5), st.floats(0, 1.5), st.sampled_from(list(DEFAULT_MODES)))
def test_no_further_than_a_student_accepts_is_within_reach(latitude, longitude, part, mode):
    """The radius that is searched holds every school whose trip is accepted."""
    one = replace(student("ann", mode, (latitude, longitude)), max_minutes=30)
    radius = degrees(float(Trips(replace(ROUND, students=(one,))).reach()[0]))
    there = school("oak", (min(90.0, latitude + part * radius), longitude))
    trip = minutes(replace(ROUND, schools=(there,)), one, there)
    assert trip > 30 or part <= 1.000001


@pytest.mark.parametrize("place", [(-51.05, -176.28), (-51.0499, -176.2801)])
def test_the_other_side_of_the_globe_is_reckoned_like_any_other(place):
    far = replace(ROUND, schools=(school("oak", place),))
    assert every_trip(far) == one_by_one(far)
