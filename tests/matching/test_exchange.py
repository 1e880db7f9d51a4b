"""What is written is what was read: defaults filled in, one digest for one problem, solutions there and back."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from matching.exchange import (
    alternatives_to_data,
    digest,
    dump,
    explanation_to_data,
    problem_from_data,
    problem_to_data,
    read_problem,
    read_solution,
    solution_from_data,
    solution_to_data,
)
from matching.problem import DEFAULT_MODES, Duo
from matching.rules import Goal, Limit, PairLimit
from matching.solution import Explanation, PlanMove, Price
from tests.matching import small_round

SHARED = Path(os.environ.get("KANSMATCH_SHARED", Path(__file__).parents[3] / "shared"))

SPARSE = {
    "format": "kansmatch-problem/1",
    "students": [
        {
            "id": "ann",
            "college": "north",
            "levels": ["lager"],
            "phase": 1,
            "homes": [[51.0, 3.72]],
            "mode": "bike",
            "max_minutes": 30,
            "half_days": [],
        }
    ],
    "schools": [{"id": "oak", "location": [51, -0.0], "need": 2.0, "max_students": None}],
    "requests": [
        {
            "id": "oak-1",
            "school": "oak",
            "levels": ["lager"],
            "half_days": ["mon-am"],
            "half_days_needed": 1,
            "places": {"min": 0, "max": 2},
        }
    ],
}

# The same problem with every default of the exchange format written out by hand.
FULL = {
    "format": "kansmatch-problem/1",
    "name": "",
    "students": [
        {
            **SPARSE["students"][0],
            "homes": [[51, 3.72]],
            "kinds": None,
            "languages": [],
            "wishes": [],
            "accepts_other": True,
            "avoid_schools": [],
            "wished_levels": [],
            "wished_municipalities": [],
            "duo": None,
            "travel_weight": 1,
        }
    ],
    "schools": [
        {"id": "oak", "location": [51, 0], "need": 2, "max_students": None, "municipality": "", "board": ""},
    ],
    "requests": [
        {
            **SPARSE["requests"][0],
            "kinds": [],
            "at_once": None,
            "min_phase": 1,
            "languages_required": [],
            "languages": [],
            "colleges": None,
        }
    ],
    "pins": [],
    "bans": [],
    "previous": [],
    "quotas": [],
    "travel": {
        "modes": {
            "walk": {"km_per_hour": 4.8, "detour": 1.25, "start_minutes": 0},
            "bike": {"km_per_hour": 16, "detour": 1.25, "start_minutes": 2},
            "transit": {"km_per_hour": 24, "detour": 1.4, "start_minutes": 12},
            "car": {"km_per_hour": 48, "detour": 1.3, "start_minutes": 6},
        },
        "minutes": [],
    },
    "goals": ["placed", "coverage", "wishes:generous", "travel:total", "fit"],
    "seed": 1,
}


def canonical(data: object) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_every_default_is_filled_in():
    assert canonical(problem_to_data(problem_from_data(SPARSE))) == canonical(FULL)


def test_a_problem_has_one_digest_however_it_is_written():
    expected = "sha256:" + hashlib.sha256(canonical(FULL).encode()).hexdigest()

    assert {digest(problem_from_data(SPARSE)), digest(problem_from_data(FULL))} == {expected}


def test_travel_without_modes_has_the_default_ones():
    assert problem_from_data({**SPARSE, "travel": {}}).modes == DEFAULT_MODES


def test_every_field_survives_writing_and_reading():
    problem = small_round.problem()

    assert read_problem(dump(problem_to_data(problem))) == problem
    assert read_problem(dump(problem_to_data(problem)).encode()) == problem


def test_names_outside_ascii_are_read_and_written_as_they_are():
    text = dump(problem_to_data(problem_from_data({**SPARSE, "name": "Hogeschool Zürich 🎓"})))

    assert '"Hogeschool Zürich 🎓"' in text
    assert read_problem(text.replace("🎓", "\\ud83c\\udf93")).name == "Hogeschool Zürich 🎓"


def test_the_hundredths_of_a_need_stay_what_they_were():
    for hundredths in range(401):
        data = {**SPARSE, "schools": [{**SPARSE["schools"][0], "need": json.loads(f"{hundredths / 100:.2f}")}]}
        problem = problem_from_data(data)
        assert problem.schools[0].need_hundredths == hundredths
        assert problem_from_data(problem_to_data(problem)) == problem


def test_previous_may_name_who_and_what_is_gone():
    problem = problem_from_data({**SPARSE, "previous": [{"student": "gone", "request": "closed"}]})

    assert [(pair.student, pair.request) for pair in problem.previous] == [("gone", "closed")]


def test_a_wish_may_stand_in_several_tiers_and_a_home_twice():
    students = [{**SPARSE["students"][0], "wishes": [["oak"], ["oak", "oak-1"]], "homes": [[51, 3], [51, 3]]}]

    student = problem_from_data({**SPARSE, "students": students}).students[0]

    assert student.wishes == (("oak",), ("oak", "oak-1"))
    assert student.homes == ((51, 3), (51, 3))


def test_a_duo_is_read_on_both_sides():
    problem = small_round.problem()

    assert [student.duo for student in problem.students[:3]] == [
        Duo(with_student="ben", required=True),
        Duo(with_student="ann", required=True),
        Duo(with_student="dot", required=False),
    ]


def test_a_solution_survives_writing_and_reading():
    solution = small_round.solution(2192568)

    assert solution_to_data(solution) == small_round.solution_data(2192568)
    assert read_solution(dump(solution_to_data(solution)), small_round.problem()) == solution


def test_an_infeasible_solution_carries_its_conflict_and_no_other_does():
    pins = [{"student": "gus", "request": "elm-1"}]
    data = {
        **small_round.solution_data(0),
        "status": "infeasible",
        "assignments": [],
        "unplaced": [],
        "goals": [],
        "conflict": [{"limit": "places", "pins": pins, "ids": ["elm-1", "elm", "gus"]}],
    }

    solution = solution_from_data(data, small_round.problem())

    assert solution.conflict[0].limit is Limit.PLACES
    assert solution_to_data(solution) == data
    assert "conflict" not in solution_to_data(small_round.solution(0))


def test_an_explanation_is_written_as_the_format_has_it():
    price = (Price(goal=Goal.PLACED, now=5, then=4), Price(goal=Goal.WISHES_GENEROUS, now=(1, 0), then=(0, 1)))
    moves = (PlanMove(student="ann", from_request="oak-1", to_request=None),)
    explanation = Explanation(student="ann", request="elm-1", eligible=True, exact=True, price=price, moves=moves)

    assert explanation_to_data(explanation) == {
        "student": "ann",
        "request": "elm-1",
        "eligible": True,
        "limits": [],
        "exact": True,
        "price": [
            {"goal": "placed", "now": 5, "then": 4},
            {"goal": "wishes:generous", "now": [1, 0], "then": [0, 1]},
        ],
        "moves": [{"student": "ann", "from": "oak-1", "to": None}],
    }


def test_an_alternative_that_cannot_be_has_no_price():
    limits = (PairLimit.TRAVEL, PairLimit.BAN)
    explanation = Explanation(student="ann", request="far-1", eligible=False, limits=limits, exact=False, price=None)

    assert alternatives_to_data("ann", [explanation]) == {
        "student": "ann",
        "alternatives": [
            {
                "student": "ann",
                "request": "far-1",
                "eligible": False,
                "limits": ["travel", "ban"],
                "exact": False,
                "price": None,
                "moves": [],
            }
        ],
    }


@pytest.mark.skipif(not SHARED.is_dir(), reason="the examples of ../shared are not here")
@pytest.mark.parametrize("example", ["tiny", "drenthe"])
@pytest.mark.parametrize("file", ["problem.json", "problem-plain.json"])
def test_the_examples_have_the_digest_that_was_computed_apart(example, file):
    expected = json.loads((SHARED / "examples" / example / "expected.json").read_text())

    assert digest(read_problem((SHARED / "examples" / example / file).read_bytes())) == expected[file]["problem_digest"]
