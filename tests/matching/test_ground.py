"""What eligibility is reckoned from: points near homes anywhere on the globe, lists as bits, marks, islands."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.eligibility import eligible_pairs, limits_of
from matching.graph import build_graph
from matching.ground.islands import islands
from matching.ground.near import AT_ONCE, globe_of, goes, near
from matching.ground.sets import bits_of, marks_of, positions, share, shared
from matching.problem import Pair
from tests.matching.rounds import request, round_of, school, student

EDGES = [(90.0, 0.0), (-90.0, 77.0), (0.0, 180.0), (0.0, -180.0), (89.9999, -179.9999), (51.0, 4.0)]
SPOTS = st.sampled_from(EDGES) | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
CLOSE = st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
RADII = st.sampled_from([-0.001, 0.0, 0.0005, 0.004, 0.3, 1.6, 3.1, np.pi, np.inf])


def radians(places: list[tuple[float, float]]) -> np.ndarray:
    return np.radians(np.array(places, dtype=np.float64).reshape(-1, 2))


def angle(one: np.ndarray, other: np.ndarray) -> float:
    high, wide = np.sin((one[0] - other[0]) / 2) ** 2, np.sin((one[1] - other[1]) / 2) ** 2
    return float(2 * np.arcsin(np.sqrt(min(1.0, high + np.cos(one[0]) * np.cos(other[0]) * wide))))


@st.composite
def neighbourhoods(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Places some of which lie close together."""
    found = draw(st.lists(SPOTS, min_size=1, max_size=8))
    for north, east in draw(st.lists(CLOSE, max_size=8)):
        latitude, longitude = draw(st.sampled_from(found))
        found.append((max(-90.0, min(90.0, latitude + north)), max(-180.0, min(180.0, longitude + east))))
    return found


@settings(max_examples=500, deadline=None)
@given(neighbourhoods(), st.data())
def test_every_point_in_the_circle_is_found_and_none_far_outside(places, data):
    homes, points = radians(data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=6))), radians(places)
    reach = np.array([data.draw(RADII) for _ in homes])
    found = [
        (int(home), int(point))
        for go in near(globe_of(points, reach), homes, reach, np.arange(len(homes)))
        for home, point in zip(*go, strict=True)
    ]
    apart = {(h, p): angle(homes[h], points[p]) for h in range(len(homes)) for p in range(len(points))}
    assert {pair for pair, far in apart.items() if far <= reach[pair[0]]} <= set(found)
    assert [pair for pair in found if apart[pair] > reach[pair[0]] + 1e-6 and reach[pair[0]] < 3] == []


def test_a_group_is_never_cut_in_two():
    sizes = np.array([AT_ONCE // 2, AT_ONCE, 3, AT_ONCE // 2, 1])
    assert list(goes(np.array([0, 0, 1, 1, 2]), sizes)) == [slice(0, 2), slice(2, 5)]
    assert list(goes(np.array([0, 1, 2, 2, 2]), sizes)) == [slice(0, 2), slice(2, 5)]
    assert list(goes(np.array([], dtype=np.int64), np.array([], dtype=np.int64))) == []


def test_lists_of_more_than_64_words_share_what_they_share():
    words = [f"w{n}" for n in range(150)]
    lists = [[words[0], words[149]], [words[70]], words[60:80], [], ["unknown"]]
    bits = bits_of(lists, positions([words]))
    every = np.arange(len(lists))
    expected = [[len(set(one) & set(other) & set(words)) for other in lists] for one in lists]
    assert shared(bits, bits, every[:, None], every).tolist() == expected
    assert share(bits, bits, every[:, None], every).tolist() == [[n > 0 for n in row] for row in expected]


def test_marks_hold_what_was_marked():
    marks = marks_of([(2, 0), (0, 4), (2, 0)], 3, 5)
    table = marks.hold(np.arange(3)[:, None], np.arange(5))
    assert np.argwhere(table).tolist() == [[0, 4], [2, 0]]
    assert not marks_of([], 3, 5).hold(np.arange(3), np.zeros(3, dtype=int)).any()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=14))
def test_islands_are_what_pairs_tie_together(pairs):
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    own, label = islands(ends[:, 0], ends[:, 1], 10, 10)
    tied = [{("one", one), ("other", other)} for one, other in pairs]
    for _ in tied:
        for first in list(tied):
            for second in [each for each in tied if each is not first and each & first]:
                tied.remove(second)
                first |= second
            if len(tied) == 0:
                break
    for island in tied:
        labels = {int(own[at] if kind == "one" else label[at]) for kind, at in island}
        assert labels == {min(at for kind, at in island if kind == "other")}
    assert [int(own[at]) for at in range(10) if at not in ends[:, 0]] == [10] * (10 - len(set(ends[:, 0].tolist())))


FAR, NEAR = (51.9, 5.9), (51.05, 3.73)


def test_listed_minutes_bring_a_far_school_within_reach_and_put_a_near_one_out():
    asked = round_of(
        [student("ann", homes=(NEAR, NEAR)), student("ben", homes=(FAR, NEAR))],
        [school("oak", location=NEAR), school("elm", location=FAR)],
        [request("at-elm", "elm"), request("at-oak", "oak"), request("also-elm", "elm")],
        listed_minutes=(("ann", "elm", 20), ("ann", "oak", 999), ("ben", "elm", 999)),
    )
    assert [found.tolist() for found in eligible_pairs(asked)] == [[0, 0, 1], [0, 2, 1]]
    assert [str(limit) for limit in limits_of(asked, "ann", "at-oak")] == ["travel"]
    graph = build_graph(asked)
    assert graph.minutes.tolist()[:2] == [20, 20]


def test_a_pin_keeps_its_minutes_however_far():
    asked = round_of(
        [student("ann", homes=(FAR,)), student("ben", homes=(NEAR,))],
        [school("oak", location=NEAR)],
        [request("help", "oak")],
        pins=(Pair("ann", "help"),),
    )
    graph = build_graph(asked)
    assert graph.pinned.tolist() == [True, False]
    assert graph.minutes[0] > 60 >= graph.minutes[1]
