"""The command line as a person or a script meets it: what it writes, where, and with which exit code."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from matching.exchange import dump, problem_from_data, read_solution
from tests.matching import small_round

PROJECT = Path(__file__).parents[2]
LOTTERY = 2192568


def matching(*arguments: object, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "matching", *map(str, arguments)],
        cwd=PROJECT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def problem(tmp_path):
    file = tmp_path / "problem.json"
    file.write_text(dump(small_round.problem_data()))
    return file


@pytest.fixture
def solution(tmp_path):
    file = tmp_path / "solution.json"
    file.write_text(dump(small_round.solution_data(LOTTERY)))
    return file


def test_check_finds_nothing_in_a_sound_solution(problem, solution):
    done = matching("check", problem, solution)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")


def test_check_prints_every_finding_and_exits_with_1(problem, solution):
    wrong = small_round.solution_data(LOTTERY + 1)
    wrong["assignments"][3]["half_days"] = ["mon-am"]
    solution.write_text(dump(wrong))

    done = matching("check", problem, solution)

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "schedule: request oak-1 has 3 students at once on mon-am, may have 2",
        "value: lottery is 2192568, not 2192569",
    ]


def test_check_loads_no_solver(problem, solution):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from matching.shell.command import main; code = main(sys.argv[1:]);"
            "print(code, {'ortools', 'numpy', 'scipy', 'matching.solve', 'django'} & sys.modules.keys())",
            "check",
            str(problem),
            str(solution),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "0 set()\n"


def test_one_of_the_two_files_may_come_by_standard_input(problem, solution):
    assert matching("check", "-", solution, text=problem.read_text()).returncode == 0
    assert matching("check", problem, "-", text=solution.read_text()).returncode == 0
    assert matching("check", "-", "-", text=problem.read_text()).stderr == (
        "-: standard input cannot be both the problem and the solution\n"
    )


def test_bad_input_is_a_line_per_fault_exit_code_2_and_no_output_file(problem, tmp_path):
    wrong = small_round.problem_data()
    wrong["students"][3]["half_days"] = ["sat-am"]
    wrong["sead"] = 1
    problem.write_text(json.dumps(wrong))

    done = matching("solve", problem, "--out", tmp_path / "out.json")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'students[3].half_days[0]: "sat-am" is not a half-day',
        "sead: unknown field",
    ]
    assert not (tmp_path / "out.json").exists()


def test_a_file_that_is_not_there_is_one_line(problem, tmp_path):
    done = matching("check", problem, tmp_path / "nothing.json")

    assert (done.returncode, done.stderr) == (2, f"{tmp_path / 'nothing.json'}: No such file or directory\n")


def test_a_place_that_cannot_be_written_is_told_before_the_work(problem, tmp_path):
    out = tmp_path / "no" / "such" / "folder.json"

    done = matching("solve", problem, "--out", out)

    assert (done.returncode, done.stderr) == (2, f"{out}: cannot be written\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--seconds", "soon"), "argument --seconds: 'soon' is not a number of seconds"),
        (("--seconds", "-1"), "argument --seconds: '-1' is not a number of seconds"),
        (("--threads", "0"), "argument --threads: '0' is not a whole number of 1 or more"),
        (("--quickly",), "unrecognized arguments: --quickly"),
    ],
)
def test_words_it_does_not_know_are_told_and_exit_with_2(problem, tmp_path, arguments, complaint):
    done = matching("solve", problem, "--out", tmp_path / "out.json", *arguments)

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(complaint)


def test_ids_outside_ascii_do_not_stop_a_terminal_without_them(tmp_path):
    data = small_round.problem_data()
    data["students"][3]["half_days"] = ["zaterdagochtend 🌅"]

    done = matching("check", "-", "nothing.json", text=dump(data), PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_solve_writes_a_solution_in_which_check_finds_nothing(problem, tmp_path):
    out = tmp_path / "out.json"

    done = matching("solve", problem, "--out", out, "--threads", 1)

    assert (done.returncode, done.stdout) == (0, "")
    assert "goal 1 of 11, placed: value 5, bound 5, proven" in done.stderr
    assert done.stderr.splitlines()[-1] == "optimal: 5 of 7 students placed"
    assert (matching("check", problem, out).stdout, stat.S_IMODE(out.stat().st_mode) & 0o077) == ("", 0o044)


def test_solve_by_standard_input_and_output_writes_json_alone(problem):
    done = matching("solve", "-", "--out", "-", text=problem.read_text())

    assert done.returncode == 0
    assert len(read_solution(done.stdout, small_round.problem()).assignments) == 5


def test_solve_tells_pins_that_contradict_each_other_with_exit_code_3(tmp_path):
    pins = [{"student": "cas", "request": "elm-1"}, {"student": "gus", "request": "elm-1"}]
    data = small_round.problem_data(pins=pins)

    done = matching("solve", "-", "--out", tmp_path / "out.json", text=dump(data))

    written = json.loads((tmp_path / "out.json").read_text())
    assert done.returncode == 3
    assert written["conflict"] == [{"limit": "places", "pins": pins, "ids": ["elm-1"]}]
    assert matching("check", "-", tmp_path / "out.json", text=dump(data)).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_keeps_the_best_plan_so_far(tmp_path, number):
    problem, out = tmp_path / "problem.json", tmp_path / "out.json"
    assert matching("generate", "--students", 400, "--seed", 3, "--side", "--out", problem).returncode == 0
    running = subprocess.Popen(
        [sys.executable, "-m", "matching", "solve", str(problem), "--out", str(out)],
        cwd=PROJECT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr
    running.stderr.readline()  # the first news: the search is under way
    running.send_signal(number)
    running.stderr.read()

    assert running.wait() == 0
    assert json.loads(out.read_text())["status"] in ("feasible", "optimal")
    assert matching("check", problem, out).returncode == 0


def test_explain_prices_one_alternative(problem, solution):
    matching("solve", problem, "--out", solution)

    done = matching("explain", problem, solution, "--student", "cas", "--request", "oak-1")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["student"], answer["request"], answer["eligible"], answer["exact"]) == ("cas", "oak-1", True, True)
    assert [price["goal"] for price in answer["price"]] == [*small_round.GOALS, "lottery"]


def test_explain_without_a_request_lists_alternatives(problem, solution):
    matching("solve", problem, "--out", solution)

    answer = json.loads(matching("explain", problem, solution, "--student", "cas").stdout)

    now = {row["student"]: row["request"] for row in json.loads(solution.read_text())["assignments"]}
    assert answer["student"] == "cas"
    assert {row["request"] for row in answer["alternatives"]} == {"oak-1", "elm-1", "elm-2"} - {now["cas"]}


def test_explain_of_a_stranger_is_bad_input(problem, solution):
    done = matching("explain", problem, solution, "--student", "zoe", "--request", "ash-1")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        '--student: "zoe" is not a student of this problem',
        '--request: "ash-1" is not a request of this problem',
    ]


def test_explain_refuses_a_solution_of_another_problem(problem, solution):
    problem.write_text(dump(small_round.problem_data(seed=8)))

    done = matching("explain", problem, solution, "--student", "cas")

    assert (done.returncode, done.stderr) == (2, "problem_digest: the solution is of another problem\n")


def test_generate_writes_a_problem_of_that_size_the_same_for_the_same_seed(tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"

    assert matching("generate", "--students", 30, "--seed", -5, "--out", one).returncode == 0
    other.write_text(matching("generate", "--students", 30, "--seed", -5, "--out", "-").stdout)

    assert one.read_bytes() == other.read_bytes()
    assert len(problem_from_data(json.loads(one.read_text())).students) == 30
