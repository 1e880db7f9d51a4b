"""Minutes reckoned over all pairs at once, against the rule written out for one pair."""

from dataclasses import replace
from math import asin, ceil, cos, radians, sin, sqrt

from matching.problem import DEFAULT_MODES, Problem, School, Student
from matching.travel import travel_minutes

GHENT, AALST, MELLE = (51.05, 3.72), (50.94, 4.04), (51.0, 3.8)


def student(name: str, mode: str, *homes: tuple[float, float]) -> Student:
    return Student(
        id=name, college="c", levels=("lager",), phase=1, homes=homes, mode=mode, max_minutes=60, half_days=("mon-am",)
    )


def school(name: str, place: tuple[float, float]) -> School:
    return School(id=name, location=place, need_hundredths=None, max_students=None)


def by_hand(mode: str, home: tuple[float, float], place: tuple[float, float]) -> int:
    (y1, x1), (y2, x2) = (tuple(map(radians, point)) for point in (home, place))
    bent = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    km = 2 * 6371.0088 * asin(sqrt(bent))
    rule = DEFAULT_MODES[mode]
    return max(0, ceil(rule.start_minutes + 60 * rule.detour * km / rule.km_per_hour - 0.000001))


ROUND = Problem(
    students=(student("ann", "bike", GHENT), student("ben", "transit", AALST, GHENT), student("cas", "walk", MELLE)),
    schools=(school("oak", GHENT), school("elm", AALST)),
    requests=(),
)


def test_minutes_follow_from_distance_mode_and_the_nearer_home():
    assert travel_minutes(ROUND).tolist() == [
        [2, by_hand("bike", GHENT, AALST)],
        [12, 12],
        [by_hand("walk", MELLE, GHENT), by_hand("walk", MELLE, AALST)],
    ]


def test_listed_minutes_stand_in_place_of_the_reckoned():
    listed = replace(ROUND, listed_minutes=(("ann", "elm", 7), ("ben", "oak", 99)))
    expected = travel_minutes(ROUND)
    expected[0, 1], expected[1, 0] = 7, 99
    assert travel_minutes(listed).tolist() == expected.tolist()


def test_minutes_are_never_below_nought():
    early = replace(ROUND, modes={name: replace(mode, start_minutes=-(10**6)) for name, mode in DEFAULT_MODES.items()})
    assert travel_minutes(early).tolist() == [[0, 0], [0, 0], [0, 0]]


def test_nobody_and_nowhere_give_an_empty_table():
    assert travel_minutes(replace(ROUND, students=())).shape == (0, 2)
    assert travel_minutes(replace(ROUND, schools=())).shape == (3, 0)
