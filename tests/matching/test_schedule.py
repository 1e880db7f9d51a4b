"""Half-days: the rows over the pairs say yes exactly when a timetable can be made."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.graph import build_graph
from matching.problem import Pair
from matching.solver.schedule import hall_rows, timetable
from tests.matching.rounds import request, round_of, school, student

DAYS = ("mon-am", "mon-pm", "tue-am", "wed-pm")
SOME_DAYS = st.sets(st.sampled_from(DAYS)).map(lambda chosen: tuple(sorted(chosen, key=DAYS.index)))


@settings(max_examples=150, deadline=None)
@given(free=st.lists(SOME_DAYS, min_size=1, max_size=5), needed=st.integers(1, 3), at_once=st.integers(1, 3))
def test_half_day_rows_hold_exactly_when_there_is_a_timetable(free, needed, at_once):
    asked = round_of(
        [student(f"s{number}", half_days=days) for number, days in enumerate(free)],
        [school("oak")],
        [request("help", "oak", half_days=DAYS, half_days_needed=needed, max_students=5, at_once=at_once)],
        pins=tuple(Pair(f"s{number}", "help") for number in range(len(free))),
    )
    rows = hall_rows(build_graph(asked), 0, np.arange(len(free)))
    for size in range(len(free) + 1):
        for group in combinations(range(len(free)), size):
            fits = timetable(asked.requests[0], [asked.students[index] for index in group])
            assert (fits is not None) == all(row.coefficients[list(group)].sum() <= row.limit for row in rows)


def test_a_timetable_moves_one_student_to_make_room_for_another():
    asked = request("help", "oak", half_days=DAYS, at_once=1)
    ann, ben = student("ann", half_days=("mon-am", "tue-am")), student("ben", half_days=("mon-am",))
    assert timetable(asked, [ann, ben]) == [("tue-am",), ("mon-am",)]
    assert timetable(asked, [ben, ben]) is None


def test_without_a_limit_at_once_the_first_free_half_days_of_the_week_are_taken():
    asked = request("help", "oak", half_days=DAYS, half_days_needed=2)
    assert timetable(asked, [student("ann"), student("ben", half_days=("wed-pm", "mon-pm"))]) == [
        ("mon-am", "mon-pm"),
        ("mon-pm", "wed-pm"),
    ]
