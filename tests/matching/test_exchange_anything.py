"""Whatever is typed, it is read or refused with lines; what is read comes back the same."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.check import check
from matching.exchange import (
    BadInputError,
    digest,
    dump,
    problem_from_data,
    problem_to_data,
    read_problem,
    read_solution,
    solution_from_data,
    solution_to_data,
)
from tests.matching import small_round
from tests.matching.strategies import problems

NUMBERS = st.integers() | st.floats() | st.sampled_from([0, 1, 2, -1, 10**30, -0.0, 1e300, 2.0, 0.125])
WORDS = st.text() | st.sampled_from(["ann", "oak", "oak-1", "mon-am", "lager", "wish", "bike", "placed", "\ud800", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3),
    max_leaves=6,
)


@st.composite
def damaged(draw: st.DrawFn, whole: dict[str, Any], wounds: int = 2) -> dict[str, Any]:
    """Plain data in which some value somewhere was replaced, added, taken away or repeated."""
    content = deepcopy(whole)
    for _ in range(draw(st.integers(1, wounds))):
        row: Any = content
        while True:
            keys = list(row) if isinstance(row, dict) else list(range(len(row)))
            key = draw(st.sampled_from(keys))
            if not isinstance(row[key], dict | list) or not row[key] or draw(st.integers(0, 4)) == 0:
                break
            row = row[key]
        damage(draw, row, key)
        if not content:
            break
    return content


def damage(draw: st.DrawFn, row: Any, key: Any) -> None:
    kind = draw(st.sampled_from(["replace", "replace", "remove", "add", "repeat"]))
    if kind == "remove":
        del row[key]
    elif kind == "add" and isinstance(row, dict):
        row[draw(WORDS)] = draw(VALUES)
    elif kind == "repeat" and isinstance(row, list):
        row.append(deepcopy(row[key]))
    else:
        row[key] = draw(VALUES)


def read_or_refused(reader: Callable[[Any], Any], given: Any) -> Any:
    """What was read, or None when it was refused, in lines that each name a place."""
    try:
        return reader(given)
    except BadInputError as refusal:
        lines = refusal.faults
    assert lines
    assert [line for line in lines if len(line.splitlines()) != 1 or ": " not in line] == []
    return None


@settings(max_examples=400, deadline=None)
@given(damaged(small_round.PROBLEM))
def test_a_damaged_problem_is_read_whole_or_refused_in_lines(data):
    problem = read_or_refused(problem_from_data, data)

    assert problem is None or read_problem(dump(problem_to_data(problem))) == problem


class CarefulRow(dict):
    """An object that only the careful faces of the readers take."""


class CarefulList(list):
    """A list that only the careful faces of the readers take."""


def carefully(value: Any) -> Any:
    if isinstance(value, dict):
        return CarefulRow({name: carefully(inner) for name, inner in value.items()})
    return CarefulList(map(carefully, value)) if isinstance(value, list) else value


def read_or_faults(reader: Callable[[Any], Any], given: Any) -> Any:
    try:
        return reader(given)
    except BadInputError as refusal:
        return refusal.faults


@settings(max_examples=600, deadline=None)
@given(damaged(small_round.PROBLEM, wounds=3), damaged(small_round.solution_data(1), wounds=3))
def test_what_is_read_quickly_is_what_is_read_with_care(problem_data, solution_data):
    problem = read_or_faults(problem_from_data, problem_data)
    assert problem == read_or_faults(problem_from_data, carefully(problem_data))

    def judged(given: Any) -> Any:
        return read_or_faults(lambda data: solution_from_data(data, small_round.problem()), given)

    assert judged(solution_data) == judged(carefully(solution_data))


@settings(max_examples=200, deadline=None)
@given(damaged(small_round.solution_data(1)))
def test_a_damaged_solution_is_judged_or_refused_in_lines(data):
    solution = read_or_refused(lambda given: solution_from_data(given, small_round.problem()), data)

    if solution is not None:
        found = check(small_round.problem(), solution)
        assert found or solution_to_data(solution)["assignments"] == small_round.ASSIGNMENTS


@settings(max_examples=200, deadline=None)
@given(st.binary() | st.text() | VALUES.map(json.dumps))
def test_any_text_at_all_is_refused_in_lines(text):
    assert read_or_refused(read_problem, text) is None
    assert read_or_refused(lambda given: read_solution(given, small_round.problem()), text) is None


@settings(max_examples=100, deadline=None)
@given(problems())
def test_a_problem_comes_back_the_same_with_the_same_digest(problem):
    again = read_problem(dump(problem_to_data(problem)))

    assert again == problem
    assert digest(again) == digest(problem)
