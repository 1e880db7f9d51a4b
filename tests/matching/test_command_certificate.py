"""Certificates on the command line: written by `solve`, held against the plan by `check`."""

import json

from matching.exchange import dump, problem_to_data
from matching.generate import generate
from tests.matching.test_command import matching


def write(folder, problem):
    (folder / "problem.json").write_text(dump(problem_to_data(problem)))
    return folder / "problem.json", folder / "solution.json", folder / "certificate.json"


def test_check_accepts_the_certificate_that_solve_wrote_and_no_other(tmp_path):
    problem, solution, certificate = write(tmp_path, generate(40, 1))

    assert matching("solve", problem, "--out", solution, "--certificate", certificate).returncode == 0
    done = matching("check", problem, solution, "--certificate", certificate)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")

    content = json.loads(certificate.read_text())
    content["stages"][0]["out"] += 1
    certificate.write_text(dump(content))
    done = matching("check", problem, solution, "--certificate", certificate)
    assert done.returncode == 1
    assert "certificate: one student more or less without a place may make it better" in done.stdout.splitlines()


def test_a_problem_with_side_limits_is_refused_before_it_is_solved(tmp_path):
    problem, solution, certificate = write(tmp_path, generate(40, 1, side=True))

    done = matching("solve", problem, "--out", solution, "--certificate", certificate)

    assert done.returncode == 2
    assert done.stderr.startswith("--certificate: only a plain problem has a certificate")
    assert not solution.exists()
    assert not certificate.exists()


def test_a_plan_that_is_not_the_best_has_no_certificate(tmp_path):
    problem, solution, certificate = write(tmp_path, generate(40, 1))

    done = matching("solve", problem, "--out", solution, "--certificate", certificate, "--seconds", "0")

    assert done.returncode == 0
    assert "no certificate: the plan is not proven best" in done.stderr.splitlines()
    assert solution.exists()
    assert not certificate.exists()


def test_a_certificate_that_cannot_be_read_is_told_with_its_places(tmp_path):
    problem, solution, certificate = write(tmp_path, generate(40, 1))
    matching("solve", problem, "--out", solution, "--certificate", certificate)
    content = json.loads(certificate.read_text())
    content["stages"][0]["requests"]["nowhere"] = 1
    content["stages"][1]["out"] = 0.5
    content["stages"][2]["goal"] = "luck"
    certificate.write_text(dump(content))

    done = matching("check", problem, solution, "--certificate", certificate)

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "stages[0].requests.nowhere: not a request of this problem",
        "stages[1].out: 0.5 is not a whole number (written without point or exponent)",
        'stages[2].goal: "luck" is not a goal',
    ]
