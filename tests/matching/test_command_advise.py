"""The command that advises: what it prints, and what it refuses."""

import json
from dataclasses import replace

import pytest

from matching import exchange
from matching.advice import advise, shortage_of
from matching.generate import generate
from matching.shell.command import main
from matching.solution import Status
from matching.solve import solve


@pytest.fixture
def region(tmp_path):
    problem = generate(300, 1)
    solution = solve(problem)
    paths = [str(tmp_path / "problem.json"), str(tmp_path / "solution.json")]
    texts = [exchange.problem_to_data(problem), exchange.solution_to_data(solution)]
    for path, data in zip(paths, texts, strict=True):
        with open(path, "w", encoding="utf-8") as file:
            file.write(exchange.dump(data))
    return problem, solution, paths


def test_advice_is_printed_as_the_door_gives_it(region, capsys):
    problem, solution, paths = region
    assert main(["advise", *paths]) == 0
    told, wanted = json.loads(capsys.readouterr().out), advise(problem, solution)
    assert list(told) == ["unplaced", "more_asked", "fewer_asked", "longer_trips", "complete"]
    assert (told["unplaced"], told["complete"]) == (len(solution.unplaced), True)
    assert told["more_asked"] == [
        {"request": each.request, "places": each.places, "exact": each.exact} for each in wanted.more_asked
    ]
    assert [each["student"] for each in told["longer_trips"]] == [each.student for each in wanted.longer_trips]


def test_why_one_student_has_no_place_is_printed(region, capsys):
    problem, solution, paths = region
    out, placed = solution.unplaced[0].student, solution.assignments[0].student
    wanted = shortage_of(problem, solution, student=out)
    assert wanted is not None
    assert main(["advise", *paths, "--student", out]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["student"], told["shortage"]["students"]) == (out, list(wanted.students))
    assert main(["advise", *paths, "--student", placed]) == 0
    assert json.loads(capsys.readouterr().out) == {"student": placed, "shortage": None}


def test_who_is_not_there_and_a_plan_of_something_else_are_refused(region, capsys, tmp_path):
    _, solution, paths = region
    assert main(["advise", *paths, "--student", "nobody"]) == 2
    assert capsys.readouterr() == ("", '--student: "nobody" is not a student of this problem\n')
    other = str(tmp_path / "other.json")
    with open(other, "w", encoding="utf-8") as file:
        file.write(
            exchange.dump(exchange.solution_to_data(replace(solution, status=Status.FEASIBLE, problem_digest="x")))
        )
    assert main(["advise", paths[0], other]) == 2
    assert "problem_digest" in capsys.readouterr().err
