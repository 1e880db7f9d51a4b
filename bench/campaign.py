"""Measures case after case, the programs of a case in turn, each in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.cases import ENGINE, Case
from bench.measured import Cost, measured
from bench.question import question_of
from bench.results import Reached, Result
from matching.exchange import dump, problem_to_data
from matching.rules import MORE_IS_BETTER, Goal

GRACE = 60.0
"""Seconds beyond its limit after which a program is stopped from outside."""


def carry_out(case: Case, *, seed: int, threads: int, told: Callable[[Result], None]) -> None:
    """All runs of one case, each told as soon as it is known."""
    problem = case.problem(seed)
    with TemporaryDirectory() as folder:
        asked = Path(folder, "problem.json")
        asked.write_text(dump(problem_to_data(problem)))
        question = question_of(problem)
        question.save(Path(folder, "question.npz"))
        students, pairs, goals = len(problem.students), len(question.student), problem.goals
        del problem, question
        for program in _order(case):
            cost, reached, ended = _run(case, program, Path(folder), threads, goals)
            told(
                Result(
                    case=case.name,
                    program=program,
                    pairs=pairs,
                    students=students,
                    wall=cost.wall,
                    cpu=cost.cpu,
                    peak_mb=cost.peak_mb,
                    limit=case.seconds(program),
                    reached=reached,
                    asked=len(goals) + (program == ENGINE),
                    ended=ended,
                )
            )


def _order(case: Case) -> Iterator[str]:
    for _ in range(case.repeats):
        yield from case.in_turn
    yield from case.once


def _run(
    case: Case, program: str, folder: Path, threads: int, goals: tuple[Goal, ...]
) -> tuple[Cost, tuple[Reached, ...], bool]:
    seconds = case.seconds(program)
    if program == ENGINE:
        words = ["solve", folder / "problem.json", "--out", folder / "solution.json"]
        cost = measured("matching", [*words, "--seconds", seconds, "--threads", threads], seconds=seconds + GRACE)
        return cost, _of_engine(folder / "solution.json") if cost.code == 0 else (), cost.code == 0
    words = [program, folder / "question.npz", seconds, threads]
    cost = measured("bench.peers", words, seconds=seconds + GRACE)
    if cost.code != 0:
        return cost, (), False
    answer = json.loads(cost.output)
    inside = Cost(answer["wall"], answer["cpu"], cost.peak_mb, 0, "")
    return inside, of_peer(answer["reached"], goals), True


def _of_engine(path: Path) -> tuple[Reached, ...]:
    return tuple(
        Reached(goal=row["goal"], value=_row(row["value"]), bound=_row(row["bound"]), proven=row["proven"])
        for row in json.loads(path.read_text())["goals"]
    )


def _row(value: int | list[int] | None) -> list[int] | None:
    return [value] if isinstance(value, int) else value


def of_peer(rows: list[dict[str, int | bool | None]], goals: tuple[Goal, ...]) -> tuple[Reached, ...]:
    """The entries of a goal together, with the sign the goal has for people."""
    found: dict[int, list[dict[str, int | bool | None]]] = {}
    for row in rows:
        found.setdefault(int(row["place"] or 0), []).append(row)
    return tuple(
        Reached(
            goal=str(goals[place]),
            value=_signed(goals[place], [row["value"] for row in parts]),
            bound=_signed(goals[place], [row["bound"] for row in parts]),
            proven=all(bool(row["proven"]) for row in parts),
        )
        for place, parts in sorted(found.items())
    )


def _signed(goal: Goal, numbers: list[int | bool | None]) -> list[int] | None:
    sign = -1 if goal in MORE_IS_BETTER else 1
    return None if None in numbers else [sign * int(number or 0) for number in numbers]
