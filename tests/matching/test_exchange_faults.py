"""Bad input is answered with every fault, one line each with its place, and never with a traceback."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from matching.exchange import BadInputError, problem_from_data, read_problem, read_solution, solution_from_data
from tests.matching import small_round

ABSENT = object()
WHOLE = "is not a whole number (written without point or exponent)"


def faults_of(reader: Callable[..., object], *arguments: object) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        reader(*arguments)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return list(caught.value.faults)


def changed(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The data with the value at a path such as `students.0.phase` replaced, added, or taken away if ABSENT."""
    data = deepcopy(data)
    *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    row: Any = data
    for step in steps:
        row = row[step]
    if value is ABSENT:
        del row[last]
    else:
        row[last] = value
    return data


PROBLEM_FAULTS = [
    ("format", "kansmatch-problem/2", 'format: "kansmatch-problem/2" is not "kansmatch-problem/1"'),
    ("format", ABSENT, "format: missing"),
    ("students", ABSENT, "students: missing"),
    ("students", {}, "students: an object is not a list"),
    ("name", 3, "name: 3 is not a string"),
    ("colour", "red", "colour: unknown field"),
    ("students.3.college", None, "students[3].college: null is not a string"),
    ("students.3.nickname", "d", "students[3].nickname: unknown field"),
    ("students.3.a b", 1, 'students[3]["a b"]: unknown field'),
    ("students.3.levels", [], "students[3].levels: the list is empty"),
    ("students.3.levels", ["higher"], 'students[3].levels[0]: "higher" is not a level (kleuter or lager)'),
    ("students.3.phase", 3.0, f"students[3].phase: 3.0 {WHOLE}"),
    ("students.3.phase", True, f"students[3].phase: true {WHOLE}"),
    ("students.3.phase", "3", f'students[3].phase: "3" {WHOLE}'),
    ("students.3.phase", 0, "students[3].phase: 0 is less than 1"),
    ("students.3.phase", 6, "students[3].phase: 6 is more than 5"),
    ("students.3.homes", [], "students[3].homes: holds 0 locations; it takes one or two"),
    ("students.3.homes", [[1, 2]] * 3, "students[3].homes: holds 3 locations; it takes one or two"),
    ("students.3.homes", [[1]], "students[3].homes[0]: is not [latitude, longitude]"),
    ("students.3.homes", [[91, 4]], "students[3].homes[0][0]: 91 is not from -90 to 90"),
    ("students.3.homes", [[51, "4"]], 'students[3].homes[0][1]: "4" is not a number'),
    ("students.3.homes", [[51, float("nan")]], "students[3].homes[0][1]: NaN is not a finite number"),
    ("students.3.mode", "car", 'students[3].mode: "car" is not a mode of travel.modes'),
    ("students.3.max_minutes", -1, "students[3].max_minutes: -1 is less than 0"),
    ("students.3.max_minutes", 10**10, "students[3].max_minutes: 10000000000 is more than 1000000000"),
    ("students.3.half_days", ["sat-am"], 'students[3].half_days[0]: "sat-am" is not a half-day'),
    ("students.3.half_days", ["mon-am"] * 2, 'students[3].half_days[1]: "mon-am" stands twice in the list'),
    ("students.3.half_days", None, "students[3].half_days: null is not a list"),
    ("students.3.kinds", ["remote", "remote"], 'students[3].kinds[1]: "remote" stands twice in the list'),
    ("students.3.languages", [1], "students[3].languages[0]: 1 is not a string"),
    ("students.3.wishes", [[]], "students[3].wishes[0]: the list is empty"),
    (
        "students.3.wishes",
        [["oak", "ash"]],
        'students[3].wishes[0][1]: "ash" is not a school or a request of this problem',
    ),
    ("students.3.wishes", [["oak", "oak"]], 'students[3].wishes[0][1]: "oak" stands twice in the list'),
    ("students.3.accepts_other", 1, "students[3].accepts_other: 1 is not true or false"),
    ("students.3.avoid_schools", ["ash"], 'students[3].avoid_schools[0]: "ash" is not a school of this problem'),
    (
        "students.3.wished_levels",
        ["lager", "x"],
        'students[3].wished_levels[1]: "x" is not a level (kleuter or lager)',
    ),
    ("students.3.travel_weight", 10, "students[3].travel_weight: 10 is more than 9"),
    ("students.4.duo", {"with": "eva", "kind": "wish"}, "students[4].duo.with: the student names itself"),
    (
        "students.4.duo",
        {"with": "ann", "kind": "wish"},
        'students[4].duo.with: "ann" does not name "eva" in return',
    ),
    ("quotas.1", "north", 'quotas[1]: "north" is not an object'),
    ("quotas.1.college", "", "quotas[1].college: the id is empty"),
    ("schools.0.location", [51], "schools[0].location: is not [latitude, longitude]"),
    ("schools.0.need", 4.01, "schools[0].need: 4.01 is not from 0 to 4"),
    ("schools.0.need", 1.234, "schools[0].need: 1.234 has more than two decimals"),
    ("schools.0.need", ABSENT, "schools[0].need: missing"),
    ("schools.0.max_students", 2.5, f"schools[0].max_students: 2.5 {WHOLE}"),
    ("schools.0.board", None, "schools[0].board: null is not a string"),
    ("requests.1.school", "ash", 'requests[1].school: "ash" is not a school of this problem'),
    ("requests.1.half_days", [], "requests[1].half_days: the list is empty"),
    ("requests.1.half_days_needed", 0, "requests[1].half_days_needed: 0 is less than 1"),
    ("requests.1.half_days_needed", 3, "requests[1].half_days_needed: 3 is more than the 2 half_days"),
    ("requests.1.places", {"min": 2, "max": 1}, "requests[1].places.min: 2 is more than the max 1"),
    ("requests.1.places", {"min": 2}, "requests[1].places.max: missing"),
    ("requests.1.at_once", 0, "requests[1].at_once: 0 is less than 1"),
    ("requests.1.min_phase", 6, "requests[1].min_phase: 6 is more than 5"),
    ("requests.1.colleges", "north", 'requests[1].colleges: "north" is not a list'),
    ("pins.0.request", "ash-1", 'pins[0].request: "ash-1" is not a request of this problem'),
    ("pins.0.why", "ill", "pins[0].why: unknown field"),
    ("bans.0.student", "zoe", 'bans[0].student: "zoe" is not a student of this problem'),
    ("bans.1", {"student": "gus", "request": "elm-1"}, "pins[0]: this pair is banned too"),
    ("bans.1", {"student": "gus", "request": "far-1"}, "bans[1]: an object stands twice in the list"),
    ("previous.1.student", "cas", "previous[1]: the student stands in the list twice"),
    ("quotas.0.max", -1, "quotas[0].max: -1 is less than 0"),
    ("quotas.0.school", "ash", 'quotas[0].school: "ash" is not a school of this problem'),
    (
        "quotas.1",
        {"college": "south", "school": None, "max": 3},
        "quotas[1]: this college and school stand in the list twice",
    ),
    ("travel", None, "travel: null is not an object"),
    ("travel.speed", 3, "travel.speed: unknown field"),
    ("travel.modes.bike.km_per_hour", 0, "travel.modes.bike.km_per_hour: 0 is not more than 0"),
    ("travel.modes.bike.detour", -1, "travel.modes.bike.detour: -1 is not more than 0"),
    ("travel.modes.bike.km_per_hour", 1e-300, "travel.modes.bike: makes trips of more than 1000000000 minutes"),
    (
        "travel.modes.my bike",
        {"km_per_hour": 1, "detour": 1},
        'travel.modes["my bike"].start_minutes: missing',
    ),
    ("travel.minutes.0", ["ann", "far"], "travel.minutes[0]: is not [student, school, minutes]"),
    ("travel.minutes.0", ["ann", "oak-1", 3], 'travel.minutes[0][1]: "oak-1" is not a school of this problem'),
    ("travel.minutes.0", ["ben", "far", 3], "travel.minutes[1]: this student and school stand in the list twice"),
    ("travel.minutes.0", ["ann", "far", 3.5], f"travel.minutes[0][2]: 3.5 {WHOLE}"),
    ("goals", ["luck"], 'goals[0]: "luck" is not a goal'),
    ("goals", ["fit", "fit"], 'goals[1]: "fit" stands twice in the list'),
    ("goals", ["lottery"], 'goals[0]: "lottery" is always the last goal and is not listed'),
    ("seed", "7", f'seed: "7" {WHOLE}'),
    ("students.0.college", "\ud800", 'students[0].college: "\\ud800" holds half a character (a lone surrogate)'),
]


@pytest.mark.parametrize(("path", "value", "fault"), PROBLEM_FAULTS)
def test_a_fault_in_a_problem_is_one_line_with_its_place(path, value, fault):
    assert faults_of(problem_from_data, changed(small_round.PROBLEM, path, value)) == [fault]


def test_a_number_too_long_to_write_down_is_told_too():
    assert faults_of(problem_from_data, changed(small_round.PROBLEM, "name", 10**5000)) == [
        "name: a very large number is not a string"
    ]


def test_every_fault_is_told_not_only_the_first():
    data = changed(small_round.PROBLEM, "students.0.phase", 9)
    data = changed(data, "students.0.mode", "sled")
    data = changed(data, "schools.1.need", "high")
    data = changed(data, "pins.0.student", "zoe")
    data = changed(data, "requests.0.half_days_needed", 5)
    data = changed(data, "sead", 3)

    assert faults_of(problem_from_data, data) == [
        "students[0].phase: 9 is more than 5",
        'students[0].mode: "sled" is not a mode of travel.modes',
        'schools[1].need: "high" is not a number',
        "requests[0].half_days_needed: 5 is more than the 2 half_days",
        'pins[0].student: "zoe" is not a student of this problem',
        "sead: unknown field",
    ]


def test_an_id_that_stands_twice_is_told_where_it_stands_again():
    data = changed(small_round.PROBLEM, "students.6.id", "fay")
    data = changed(data, "pins", [])
    data = changed(changed(data, "bans", []), "travel.minutes", [])

    assert faults_of(problem_from_data, data) == ['students[6].id: "fay" stands twice']


def test_a_duo_of_two_kinds_is_told_on_both_sides():
    data = changed(small_round.PROBLEM, "students.0.duo.kind", "wish")

    assert faults_of(problem_from_data, data) == [
        'students[0].duo.kind: "wish" is not the kind the other names, "required"',
        'students[1].duo.kind: "required" is not the kind the other names, "wish"',
    ]


def test_a_duo_with_nobody_leaves_the_other_alone():
    data = changed(small_round.PROBLEM, "students.3.duo", {"with": "zoe", "kind": "friend"})

    assert faults_of(problem_from_data, data) == [
        'students[3].duo.with: "zoe" is not a student of this problem',
        'students[3].duo.kind: "friend" is not wish or required',
        'students[2].duo.with: "dot" does not name "cas" in return',
    ]


def test_a_student_pinned_twice_is_told_once():
    pins = [{"student": "gus", "request": "elm-1"}, {"student": "gus", "request": "oak-1"}]

    assert faults_of(problem_from_data, changed(small_round.PROBLEM, "pins", pins)) == [
        "pins[1]: the student stands in the list twice"
    ]


def test_a_missing_list_is_one_fault_and_not_one_per_name_in_it():
    assert faults_of(problem_from_data, changed(small_round.PROBLEM, "schools", ABSENT)) == ["schools: missing"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "problem, line 1, column 1: Expecting value"),
        ('{"a": 1,\n "b"}', "problem, line 2, column 5: Expecting ':' delimiter"),
        (b"\xef\xbb\xbf{}", "problem: begins with a byte order mark; write it as UTF-8 without one"),
        (b'{"name": "\xff"}', "problem, byte 10: not UTF-8"),
        ("[" * 100_000, "problem: nested too deeply"),
        ("[]", "the whole input: a list is not an object"),
        ("NaN", "the whole input: NaN is not an object"),
        ("1e999", "the whole input: a number without limit is not an object"),
        ("9" * 5000, "the whole input: a number without limit is not an object"),
        ('"' + "x" * 500 + '"', 'the whole input: "' + "x" * 79 + "… is not an object"),
    ],
)
def test_a_text_that_is_no_problem_at_all_is_one_line(text, fault):
    assert faults_of(read_problem, text) == [fault]


def test_a_field_given_twice_is_told_with_its_place():
    text = '{"format": "kansmatch-problem/1", "name": "a", "name": "b", "schools": [], "students": [], "requests": []}'

    assert faults_of(read_problem, text) == ["name: given twice"]


def test_fields_given_twice_deep_inside_are_told_too():
    text = (
        '{"format": "kansmatch-problem/1", "schools": [], "students": [], "requests": [], "travel": {"modes":'
        ' {"bike": {"detour": 1, "detour": 2, "km_per_hour": 1, "start_minutes": 0}}}}'
    )

    assert faults_of(read_problem, text) == ["travel.modes.bike.detour: given twice"]


def test_numbers_beyond_all_limits_inside_a_problem_are_told_with_their_place():
    text = (
        '{"format": "kansmatch-problem/1", "students": [], "requests": [], "schools": '
        '[{"id": "oak", "location": [1e999, -Infinity], "need": NaN, "max_students": ' + "9" * 5000 + "}]}"
    )

    assert faults_of(read_problem, text) == [
        "schools[0].location[0]: a number without limit is not a finite number",
        "schools[0].location[1]: a number without limit is not a finite number",
        "schools[0].need: NaN is not a finite number",
        f"schools[0].max_students: a number without limit {WHOLE}",
    ]


SOLUTION_FAULTS = [
    ("format", "kansmatch-problem/1", 'format: "kansmatch-problem/1" is not "kansmatch-solution/1"'),
    ("status", "best", 'status: "best" is not a status (optimal, feasible or infeasible)'),
    ("assignments.0.student", "zoe", 'assignments[0].student: "zoe" is not a student of this problem'),
    ("assignments.0.request", "ash-1", 'assignments[0].request: "ash-1" is not a request of this problem'),
    ("assignments.0.half_days", ["mon-am"] * 2, 'assignments[0].half_days[1]: "mon-am" stands twice in the list'),
    ("assignments.0.half_days", ["sat-am"], 'assignments[0].half_days[0]: "sat-am" is not a half-day'),
    ("assignments.0.score", 1, "assignments[0].score: unknown field"),
    ("unplaced.0.reason", "unlucky", 'unplaced[0].reason: "unlucky" is not no_eligible_request or no_place_left'),
    ("unplaced.0.rules.colour", 1, "unplaced[0].rules.colour: not a limit on a student and a request"),
    ("unplaced.0.rules.travel", -1, "unplaced[0].rules.travel: -1 is less than 0"),
    ("goals.0.value", 5.0, f"goals[0].value: 5.0 {WHOLE}"),
    ("goals.3.value", [1, "0"], f'goals[3].value[1]: "0" {WHOLE}'),
    ("goals.0.bound", "5", f'goals[0].bound: "5" {WHOLE}'),
    ("goals.0.proven", 1, "goals[0].proven: 1 is not true or false"),
    ("goals.0.seconds", -0.5, "goals[0].seconds: -0.5 is not from 0 to 1000000000"),
    ("goals.0.goal", "luck", 'goals[0].goal: "luck" is not a goal'),
    ("engine", ABSENT, "engine: missing"),
    ("engine.threads", 1.5, f"engine.threads: 1.5 {WHOLE}"),
    ("conflict", [{"limit": "luck", "pins": [], "ids": []}], "conflict[0].limit: {}"),
]


@pytest.mark.parametrize(("path", "value", "fault"), SOLUTION_FAULTS)
def test_a_fault_in_a_solution_is_one_line_with_its_place(path, value, fault):
    data = changed(small_round.solution_data(0), path, value)
    expected = fault.format('"luck" is not a limit over all pairs together')

    assert faults_of(solution_from_data, data, small_round.problem()) == [expected]


def test_rubbish_without_end_is_told_a_thousand_lines_long():
    faults = faults_of(problem_from_data, {**small_round.PROBLEM, "quotas": list(range(5000))})

    assert faults[:2] == ["quotas[0]: 0 is not an object", "quotas[1]: 1 is not an object"]
    assert (len(faults), faults[-1]) == (1001, "these are the first 1000 faults")


def test_a_solution_that_is_not_json_is_told_as_the_solution():
    assert faults_of(read_solution, "{", small_round.problem()) == [
        "solution, line 1, column 2: Expecting property name enclosed in double quotes"
    ]
