"""Measures what is done with a plan once it is there: judging it, its certificate, its prices, its repair."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.cases import COST_GOALS, SIZES
from bench.measured import Cost, measured
from bench.results import Result
from matching.eligibility import eligible_pairs
from matching.exchange import dump, problem_to_data
from matching.generate import generate
from matching.problem import Pair, Problem
from matching.rules import Goal

LIMIT: Final = 300.0
ONE_IN: Final = 33
"""Three placed students in a hundred leave."""
CLOSED_IN: Final = 100
"""One request in a hundred takes nobody any more, for the choices of a repair."""

SOLVE: Final = "solve, with a certificate"
CHECK: Final = "check"
CERTIFIED: Final = "check, with the certificate"
PRICES: Final = "a thousand prices"
AFTER: Final = "solve after 3 % left, `changes` second"
REPAIR: Final = "repair after 3 % left and 1 % of requests closed, all choices"


def around(size: str, *, seed: int, threads: int, told: Callable[[Result], None]) -> None:
    """Every command once, on the plain problem of this size."""
    problem = replace(generate(SIZES[size], seed), goals=COST_GOALS)
    pairs = len(eligible_pairs(problem)[0])

    def tell(program: str, cost: Cost, note: str = "") -> None:
        ended = cost.code in (0, 1)
        row = Result(
            case=f"{size}, around the plan",
            program=program,
            pairs=pairs,
            students=len(problem.students),
            wall=cost.wall,
            cpu=cost.cpu,
            peak_mb=cost.peak_mb,
            limit=LIMIT,
            reached=(),
            asked=0,
            ended=ended,
            note=note,
        )
        told(row)

    with TemporaryDirectory() as folder:
        files = Path(folder)
        (files / "problem.json").write_text(dump(problem_to_data(problem)))
        _plan(files, threads, tell)
        _prices(files, seed, tell)
        _left(files, problem, threads, tell)


Tell = Callable[..., None]


def _plan(files: Path, threads: int, tell: Tell) -> None:
    both, proof = [files / "problem.json", files / "solution.json"], files / "certificate.json"
    words = [both[0], "--out", both[1], "--threads", threads, "--certificate", proof]
    tell(SOLVE, measured("matching", ["solve", *words], seconds=LIMIT), _size_of(proof))
    judged = measured("matching", ["check", *both], seconds=LIMIT)
    tell(CHECK, judged, "nothing found" if judged.code == 0 else "something found")
    certified = measured("matching", ["check", *both, "--certificate", proof], seconds=LIMIT)
    tell(CERTIFIED, certified, "every goal certified" if certified.code == 0 else "something found")


def _size_of(path: Path) -> str:
    return f"certificate of {path.stat().st_size / 1e6:.1f} MB" if path.exists() else ""


def _prices(files: Path, seed: int, tell: Tell) -> None:
    cost = measured("bench.prices", [files / "problem.json", files / "solution.json", seed], seconds=LIMIT)
    if cost.code != 0:
        tell(PRICES, cost)
        return
    answer = json.loads(cost.output)
    tell(PRICES, replace(cost, wall=answer["wall"], cpu=answer["cpu"]), answer["note"])


def _left(files: Path, problem: Problem, threads: int, tell: Tell) -> None:
    before = [
        Pair(row["student"], row["request"]) for row in json.loads((files / "solution.json").read_text())["assignments"]
    ]
    gone = {pair.student for pair in before[::ONE_IN]}
    now = without(problem, gone)
    (files / "now.json").write_text(dump(problem_to_data(now)))
    goals = (Goal.PLACED, Goal.CHANGES, *problem.goals[1:])
    (files / "later.json").write_text(dump(problem_to_data(replace(now, previous=tuple(before), goals=goals))))
    words = [files / "later.json", "--out", files / "after.json", "--threads", threads]
    solved = measured("matching", ["solve", *words], seconds=LIMIT)
    tell(AFTER, solved, _moved(files / "after.json"))
    closed = [word for request in problem.requests[::CLOSED_IN] for word in ("--close", request.id)]
    words = [files / "now.json", files / "solution.json", *closed, "--out", files / "choices", "--threads", threads]
    repaired = measured("matching", ["repair", *words], seconds=LIMIT)
    tell(REPAIR, repaired, _choices(files / "choices" / "choices.json"))


def without(problem: Problem, gone: set[str]) -> Problem:
    """The problem when these students have left; who was in a duo with one of them goes alone."""
    stay = [student for student in problem.students if student.id not in gone]
    alone = [replace(s, duo=None) if s.duo is not None and s.duo.with_student in gone else s for s in stay]
    return replace(problem, students=tuple(alone))


def _moved(path: Path) -> str:
    if not path.exists():
        return ""
    goals = {row["goal"]: row for row in json.loads(path.read_text())["goals"]}
    proven = sum(row["proven"] for row in goals.values())
    return f"{goals['changes']['value']} moved, {proven} of {len(goals)} goals proven"


def _choices(path: Path) -> str:
    if not path.exists():
        return ""
    rows = json.loads(path.read_text())["choices"]
    return f"{len(rows)} choices"
