"""A problem that the memory cannot hold is refused with the estimate, before anything big is built."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from matching import exchange
from matching.eligibility import eligible_pairs
from matching.exchange import BadInputError, TooLargeError
from matching.generate import generate
from matching.graph import build_graph
from matching.ground.free_memory import LIMIT_NAME, free_bytes, written
from matching.ground.ground import Ground
from matching.ground.memory import PLAIN, SIDE, estimated_pairs, needs_of
from matching.problem import Duo
from matching.rules import Goal
from matching.shell.command import main
from tests.matching.rounds import request, round_of, school, student


def test_a_small_problem_is_counted_whole_and_a_large_one_by_a_sample():
    small, large = generate(300, 1), generate(3000, 2)
    assert estimated_pairs(Ground(small)) == len(eligible_pairs(small)[0])
    assert estimated_pairs(Ground(large)) == pytest.approx(len(eligible_pairs(large)[0]), rel=0.1)
    assert estimated_pairs(Ground(replace(small, students=()))) == 0


def test_listed_schools_count_in_the_estimate():
    asked = round_of(
        [student("ann", homes=((51.9, 5.9),)), student("ben")],
        [school("oak")],
        [request("help", "oak"), request("more", "oak")],
        listed_minutes=(("ann", "oak", 10),),
    )
    assert estimated_pairs(Ground(asked)) == 4


def test_side_limits_take_the_larger_solver_but_not_where_they_cannot_bind():
    ann, ben = (
        student("ann", duo=Duo(with_student="ben", required=False)),
        student("ben", duo=Duo(with_student="ann", required=False)),
    )
    plain = round_of([ann, ben], [school("oak")], [request("help", "oak", at_once=2)])
    assert needs_of(plain) == PLAIN
    assert needs_of(replace(plain, goals=(Goal.PLACED, Goal.DUOS))) == SIDE
    assert needs_of(replace(plain, requests=(request("help", "oak", at_once=1),))) == SIDE
    assert needs_of(replace(plain, requests=(request("help", "oak", min_students=2),))) == SIDE
    assert needs_of(replace(plain, students=(replace(ann, duo=Duo(with_student="ben", required=True)), ben))) == SIDE


def test_no_graph_is_built_that_the_memory_cannot_hold(monkeypatch):
    problem = generate(60, 1)
    assert len(build_graph(problem).student)
    monkeypatch.setenv(LIMIT_NAME, "1")
    with pytest.raises(TooLargeError, match=r"^the problem: solving it takes about \d+ MB of memory for [\d,]+ pairs"):
        build_graph(problem)


def test_the_command_refuses_in_one_line_and_writes_nothing(monkeypatch, capsys, tmp_path):
    problem, out = tmp_path / "problem.json", tmp_path / "solution.json"
    problem.write_text(exchange.dump(exchange.problem_to_data(generate(60, 1))))
    now = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 1_000_000
    for limit, task in ((1, "reading"), (now + 40, "solving")):
        monkeypatch.setenv(LIMIT_NAME, str(limit))
        assert main(["solve", str(problem), "--out", str(out)]) == 2
        told = capsys.readouterr().err.splitlines()
        assert [line for line in told if not re.search(rf"{task} it takes about \d+ MB of memory", line)] == []
        assert len(told) == 1
        assert not out.exists()


def test_a_limit_that_is_no_number_is_refused():
    with pytest.raises(BadInputError, match='KANSMATCH_MEMORY_MB: "lots" is not a whole number of megabytes'):
        free_bytes({LIMIT_NAME: "lots"})


def test_the_least_of_all_limits_is_free():
    machine = free_bytes({})
    assert machine is not None
    assert free_bytes({LIMIT_NAME: "1"}) == 0 < machine
    assert free_bytes({LIMIT_NAME: "999999999"}) == pytest.approx(machine, rel=0.5)


def test_bytes_in_words():
    assert [written(0), written(1), written(61_500_000), written(10**9), written(12_340_000_000)] == [
        "0 MB", "1 MB", "62 MB", "1.0 GB", "12.3 GB",
    ]  # fmt: skip
