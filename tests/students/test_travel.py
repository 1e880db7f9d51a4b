"""Minutes on the students' pages are those that the engine counts with."""

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from matching import exchange
from matching.check import minutes
from students.travel import SPEEDS, boxes_in_reach, minutes_to, trip_minutes
from tests.schools import rows

places = st.tuples(st.floats(50.6, 53.5), st.floats(2.5, 7.2))


def by_the_engine(mode, homes, school):
    problem = exchange.problem_from_data(
        {
            "format": "kansmatch-problem/1",
            "students": [
                {
                    "id": "s1",
                    "college": "c",
                    "levels": ["lager"],
                    "phase": 1,
                    "homes": [list(home) for home in homes],
                    "mode": mode,
                    "max_minutes": 60,
                    "half_days": ["mon-am"],
                }
            ],
            "schools": [{"id": "h1", "location": list(school), "need": None, "max_students": None}],
            "requests": [],
        }
    )
    return minutes(problem, problem.students[0], problem.schools[0])


@given(st.sampled_from(sorted(SPEEDS)), st.lists(places, min_size=1, max_size=2, unique=True), places)
def test_the_page_says_what_the_engine_counts(mode, homes, school):
    assert trip_minutes(mode, homes, school) == by_the_engine(mode, homes, school)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@example(mode="car", most=90, homes=[(52.0, 5.0)], school=(52.0, 5.75))
@example(mode="bike", most=90, homes=[(52.0, 5.0)], school=(52.16, 5.0))
@given(st.sampled_from(sorted(SPEEDS)), st.integers(60, 300), st.lists(places, min_size=1, max_size=2), places)
def test_every_place_within_reach_is_in_a_box(mode, most, homes, school):
    assume(trip_minutes(mode, homes, school) <= most)

    boxes = boxes_in_reach(mode, most, homes)

    assert any(south <= school[0] <= north and west <= school[1] <= east for (south, west), (north, east) in boxes)


@pytest.mark.parametrize(("mode", "expected"), [("walk", 0), ("bike", 2), ("transit", 12), ("car", 6)])
def test_at_distance_nothing_only_the_start_counts(mode, expected):
    assert trip_minutes(mode, [rows.GHENT], rows.GHENT) == expected


def test_the_nearer_home_counts(noor, schools):
    before = [minutes_to(noor, school) for school in schools]
    noor.term_latitude, noor.term_longitude = 51.0, 3.88

    assert (before, [minutes_to(noor, school) for school in schools]) == ([2, 61, 186], [2, 2, 186])


def test_a_place_that_is_not_known_has_no_minutes(noor, schools):
    schools[0].latitude = None
    noor.latitude = noor.longitude = None

    assert [minutes_to(noor, school) for school in schools] == [None, None, None]
