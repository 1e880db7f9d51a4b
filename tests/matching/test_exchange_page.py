"""The page on the exchange format leaves out no field, limit, goal or command."""

import re
from pathlib import Path
from typing import Any

import pytest

from matching.exchange import explanation_to_data, problem_to_data
from matching.rules import HALF_DAYS, LEVELS, Goal, Limit, PairLimit
from matching.solution import Explanation, PlanMove, Price, Status
from tests.matching import small_round

PAGE = (Path(__file__).parents[2] / "docs" / "exchange-format.md").read_text()


def fields(content: Any) -> set[str]:
    """Every name of a field in plain data, but names that are free, such as those of modes."""
    if isinstance(content, dict):
        free = content.keys() if "bike" in content else set()
        return (set(content) - free).union(*(fields(value) for value in content.values()))
    return set().union(*map(fields, content)) if isinstance(content, list) else set()


EXPLANATION = Explanation(
    student="ann",
    request="oak-1",
    eligible=True,
    exact=True,
    price=(Price(goal=Goal.PLACED, now=1, then=0),),
    moves=(PlanMove(student="ann", from_request=None, to_request="oak-1"),),
)
NAMES = (
    fields(problem_to_data(small_round.problem()))
    | fields(small_round.solution_data(0))
    | fields(explanation_to_data(EXPLANATION))
    | {"conflict", "alternatives", "ids", "infeasible", "no_place_left", *HALF_DAYS, *LEVELS}
    | set(map(str, [*Goal, *Limit, *PairLimit, *Status]))
)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_page_tells_of(name):
    assert re.search(rf"""[`" ]{re.escape(name)}[`" ]""", PAGE)


@pytest.mark.parametrize("command", ["solve", "check", "explain", "generate"])
def test_the_page_tells_of_the_command(command):
    assert f"| `{command} " in PAGE
