"""`python -m matching repair`: a folder with every choice, each a solution that the referee finds sound."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from matching.exchange import dump, problem_to_data
from matching.problem import Pair
from tests.matching import rounds
from tests.matching.test_command import PROJECT, matching

# Ann is at elm, ben at oak, and cas, who may go to elm only, is left out. Then ben leaves.
PROBLEM = rounds.round_of(
    [rounds.student(name) for name in ("ann", "ben", "cas")],
    [rounds.school("s")],
    [rounds.request(name, "s", max_students=1) for name in ("elm", "oak")],
    bans=(Pair("cas", "oak"),),
)
BEFORE = {"ann": "elm", "ben": "oak"}


@pytest.fixture
def problem(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(dump(problem_to_data(PROBLEM)))
    return file


@pytest.fixture
def solution(tmp_path):
    return earlier(tmp_path / "solution.json", BEFORE)


def earlier(file: Path, plan: dict[str, str]) -> Path:
    """A solution as `solve` once wrote it."""
    placed = [{"student": name, "request": there, "half_days": ["mon-am"]} for name, there in plan.items()]
    data = {
        "format": "kansmatch-solution/1",
        "problem_digest": "sha256:of another problem",
        "status": "feasible",
        "assignments": placed,
        "unplaced": [],
        "goals": [],
        "engine": {"version": "1", "ortools": "none", "seconds": 0, "threads": 1},
    }
    file.write_text(json.dumps(data))
    return file


def test_every_choice_is_a_file_that_the_referee_finds_sound(problem, solution, tmp_path):
    out = tmp_path / "choices"

    done = matching("repair", problem, solution, "--out", out, "--drop", "ben")

    index = json.loads((out / "choices.json").read_text())
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-3:] == [
        "0 unplaced, 1 moved, proven: unplaced-0.json",
        "1 unplaced, 0 moved, proven: unplaced-1.json",
        "these are all the choices",
    ]
    assert sorted(file.name for file in out.iterdir()) == [
        "choices.json",
        "problem.json",
        "unplaced-0.json",
        "unplaced-1.json",
    ]
    for choice in index["choices"]:
        judged = matching("check", out / "problem.json", out / choice["solution"])
        assert (judged.returncode, judged.stdout) == (0, "")
        assert index["problem_digest"] == json.loads((out / choice["solution"]).read_text())["problem_digest"]


def test_the_index_tells_who_moves_and_what_is_proven(problem, solution, tmp_path):
    matching("repair", problem, solution, "--out", tmp_path / "choices", "--drop", "ben")

    index = json.loads((tmp_path / "choices" / "choices.json").read_text())
    goals = [
        [(goal["goal"], goal["value"], goal["bound"]) for goal in each.pop("goals")][:2] for each in index["choices"]
    ]
    digest = index.pop("problem_digest")
    assert digest.startswith("sha256:")
    assert index == {
        "format": "kansmatch-choices/1",
        "gone": {"students": ["ben"], "requests": []},
        "complete": True,
        "choices": [
            {
                "solution": "unplaced-0.json",
                "unplaced": 0,
                "moved": 1,
                "proven": True,
                "moves": [{"student": "ann", "from": "elm", "to": "oak"}],
                "newly_placed": [{"student": "cas", "request": "elm"}],
            },
            {
                "solution": "unplaced-1.json",
                "unplaced": 1,
                "moved": 0,
                "proven": True,
                "moves": [],
                "newly_placed": [],
            },
        ],
    }
    assert goals == [
        [("placed", 2, 2), ("changes", 1, 1)],
        [("placed", 1, 2), ("changes", 0, 0)],
    ]


def test_who_is_without_a_place_now_has_moved(problem, solution, tmp_path):
    matching("repair", problem, solution, "--out", tmp_path / "choices", "--close", "elm", "--close", "oak")

    (choice,) = json.loads((tmp_path / "choices" / "choices.json").read_text())["choices"]
    assert (choice["unplaced"], choice["moved"]) == (3, 2)
    assert choice["moves"] == [
        {"student": "ann", "from": "elm", "to": None},
        {"student": "ben", "from": "oak", "to": None},
    ]


def test_a_plan_of_students_and_requests_that_are_gone_is_repaired(problem, tmp_path):
    old = earlier(tmp_path / "old.json", {"ann": "birch", "zoe": "oak"})

    matching("repair", problem, old, "--out", tmp_path / "choices")

    index = json.loads((tmp_path / "choices" / "choices.json").read_text())
    assert index["gone"] == {"students": ["zoe"], "requests": ["birch"]}
    assert [(choice["unplaced"], choice["moved"]) for choice in index["choices"]] == [(1, 1)]


def test_pins_that_contradict_each_other_are_told_in_the_index(problem, solution, tmp_path):
    data = json.loads(problem.read_text())
    data["pins"] = [{"student": name, "request": "elm"} for name in ("ann", "cas")]
    problem.write_text(json.dumps(data))

    done = matching("repair", problem, solution, "--out", tmp_path / "choices")

    index = json.loads((tmp_path / "choices" / "choices.json").read_text())
    assert done.returncode == 3
    assert index["choices"] == []
    assert index["conflict"] == [{"limit": "places", "pins": data["pins"], "ids": ["elm"]}]


def test_what_it_cannot_repair_is_told_a_line_each_and_nothing_is_written(problem, solution, tmp_path):
    out = tmp_path / "choices"
    twice = json.loads(solution.read_text())
    twice["assignments"].append({"student": "ann", "request": "oak", "half_days": []})
    wrong = tmp_path / "twice.json"
    wrong.write_text(json.dumps(twice))

    named = matching("repair", problem, solution, "--out", out, "--drop", "zoe", "--close", "ash")
    read = matching("repair", problem, wrong, "--out", out)
    full = matching("repair", problem, solution, "--out", tmp_path)

    assert [done.returncode for done in (named, read, full)] == [2, 2, 2]
    assert named.stderr.splitlines() == [
        '--drop: "zoe" is not a student of this problem',
        '--close: "ash" is not a request of this problem',
    ]
    assert read.stderr == 'assignments: student "ann" stands 2 times\n'
    assert full.stderr == f"{tmp_path}: holds files already; name a new or an empty folder\n"
    assert not out.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_made_is_told_before_the_work(problem, solution, tmp_path):
    tmp_path.chmod(0o500)

    done = matching("repair", problem, solution, "--out", tmp_path / "choices")

    tmp_path.chmod(0o700)
    assert (done.returncode, done.stderr) == (2, f"{tmp_path / 'choices'}: cannot be written\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_keeps_the_choices_found_so_far(tmp_path, number):
    problem, solution, out = tmp_path / "problem.json", tmp_path / "solution.json", tmp_path / "choices"
    assert matching("generate", "--students", 300, "--seed", 3, "--side", "--out", problem).returncode == 0
    assert matching("solve", problem, "--out", solution, "--seconds", 1).returncode == 0
    running = subprocess.Popen(
        [sys.executable, "-m", "matching", "repair", str(problem), str(solution), "--out", str(out)],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr
    running.stderr.readline()  # the first news: the search is under way
    running.send_signal(number)
    running.stderr.read()

    assert running.wait() == 0
    for choice in json.loads((out / "choices.json").read_text())["choices"]:
        assert matching("check", out / "problem.json", out / choice["solution"]).returncode == 0
