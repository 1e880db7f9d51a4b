"""Asks a thousand prices of one plan in this process, and prints what the answers took: `python -m bench.prices`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from matching.eligibility import eligible_pairs
from matching.exchange import read_problem, read_solution
from matching.explain import Explainer

QUESTIONS = 1_000


def main(problem_path: str, solution_path: str, seed: str) -> None:
    """Reading the files is not counted; the first answer includes what is reckoned once for all."""
    problem = read_problem(Path(problem_path).read_text())
    solution = read_solution(Path(solution_path).read_text(), problem)
    student, request = eligible_pairs(problem)
    draw = Random(int(seed))  # noqa: S311 - which questions are asked, nothing secret
    asked = [draw.randrange(len(student)) for _ in range(QUESTIONS + 1)]
    explainer = Explainer(problem, solution)
    begun, spent = perf_counter(), cpu()
    took: list[float] = []
    for pair in asked:
        start = cpu()
        explainer.explain(problem.students[student[pair]].id, problem.requests[request[pair]].id)
        took.append(cpu() - start)
    first, *later = [1_000 * seconds for seconds in took]
    p99 = quantiles(later, n=100)[-1]
    told = f"first answer {first:,.0f} ms of CPU, then median {median(later):.1f} ms, p99 {p99:.1f} ms"
    sys.stdout.write(json.dumps({"wall": perf_counter() - begun, "cpu": cpu() - spent, "note": told}))


def cpu() -> float:
    """Seconds of CPU so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main(*sys.argv[1:])
