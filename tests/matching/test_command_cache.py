"""`explain --cache FILE` keeps what the next question can use, and answers alike with any such file."""

import json

import pytest

from matching.exchange import dump, problem_to_data
from matching.generate import generate
from tests.matching.test_command import matching


@pytest.fixture
def asked(tmp_path):
    problem, solution = tmp_path / "problem.json", tmp_path / "solution.json"
    problem.write_text(dump(problem_to_data(generate(60, 1))))
    assert matching("solve", problem, "--out", solution).returncode == 0
    return "explain", problem, solution, "--student", json.loads(problem.read_text())["students"][0]["id"]


@pytest.mark.parametrize("kept", [None, "{}", "not JSON", "[1, 2"])
def test_the_answer_is_the_same_with_whatever_stands_in_the_cache(asked, tmp_path, kept):
    cache = tmp_path / "cache.json"
    if kept is not None:
        cache.write_text(kept)

    without = matching(*asked)
    first = matching(*asked, "--cache", cache)
    written = cache.read_text()
    second = matching(*asked, "--cache", cache)

    assert without.returncode == first.returncode == second.returncode == 0
    assert without.stdout == first.stdout == second.stdout
    assert len(json.loads(without.stdout)["alternatives"]) == 10
    assert written not in (kept, "")
    assert cache.read_text() == written


def test_a_cache_that_cannot_be_kept_is_bad_input(asked, tmp_path):
    assert matching(*asked, "--cache", "-").stderr == "--cache: standard input and output cannot be kept\n"
    assert matching(*asked, "--cache", tmp_path / "no" / "where").stderr == f"{tmp_path}/no/where: cannot be written\n"
