"""The examples of ../shared: the referee agrees with values that were computed apart from this project."""

import json
import os
from pathlib import Path

import pytest

from matching.check import check
from matching.exchange import read_problem
from matching.solution import Status
from matching.solve import solve

SHARED = Path(os.environ.get("KANSMATCH_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the examples of ../shared are not here")
@pytest.mark.parametrize(
    ("example", "file"), [("tiny", "problem.json"), ("tiny", "problem-plain.json"), ("drenthe", "problem-plain.json")]
)
def test_the_referee_reads_the_best_plan_as_it_was_computed_apart(example, file):
    expected = json.loads((SHARED / "examples" / example / "expected.json").read_text())[file]
    problem = read_problem((SHARED / "examples" / example / file).read_bytes())

    solution = solve(problem)

    assert check(problem, solution) == []
    assert (solution.problem_digest, solution.status) == (expected["problem_digest"], Status.OPTIMAL)
    stated = [list(result.value) if isinstance(result.value, tuple) else result.value for result in solution.goals]
    assert stated == [row["value"] for row in expected["goals"]]
