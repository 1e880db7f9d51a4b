"""The map: every school inside the drawing, told apart by shape, and the student's places lettered."""

from placements.queries.review import SchoolFill, school_fills
from placements.views.plan_map import MOST_HEIGHT, WIDTH, plan_map


def test_schools_count_what_was_asked_and_who_comes(small, proposal):
    fills = {row.name: (row.asked, row.coming, row.look) for row in school_fills(viewer=small.hilde, proposal=proposal)}
    assert fills == {
        "De Zeven Populieren": (1, 1, "full"),
        "Het Lantaarntje": (2, 0, "none"),
        "De Schippersbrug": (2, 2, "full"),
        "De Bijenkorf": (2, 1, "part"),
    }


def test_north_is_up_east_is_right_and_nothing_leaves_the_drawing(small, proposal):
    schools = school_fills(viewer=small.hilde, proposal=proposal)
    drawn = plan_map(schools, homes=[(52.9, 9.0)], here=(51.0, 3.88), letters={"A": (51.06, 3.73)})
    places = {
        mark.text.split(":")[0]: (mark.x, mark.y) for mark in drawn.marks if mark.look in ("full", "part", "none")
    }
    assert places["De Schippersbrug"][0] > places["De Bijenkorf"][0] > places["Het Lantaarntje"][0]
    assert places["Het Lantaarntje"][1] < places["De Zeven Populieren"][1] < places["De Schippersbrug"][1]
    assert [mark for mark in drawn.marks if not (0 < mark.x < WIDTH and 0 < mark.y < drawn.height)] == []
    assert drawn.height <= MOST_HEIGHT
    assert [mark.look for mark in drawn.marks if mark.look in ("home", "here", "letter")] == ["home", "here", "letter"]


def test_one_school_is_a_map_and_none_is_not():
    one = SchoolFill(pk=1, name="De Bijenkorf", town="Gent", latitude=51.0, longitude=3.7, asked=1, coming=0)
    assert [mark.look for mark in plan_map([one], letters={}).marks] == ["none", "label"]
    assert plan_map([], letters={}) is None
