"""How long the engine takes, beside one bare min-cost flow over the same pairs: `python -m matching.bench`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.eligibility import eligible_pairs
from matching.generate import generate
from matching.problem import Problem
from matching.solution import Solution
from matching.solve import solve

ROUNDS = (("small", 60, False), ("small", 60, True), ("college", 800, False), ("college", 800, True))
TIMES_FLOW = 5
SECONDS = 180.0


@dataclass(frozen=True)
class Row:
    """One round: what was asked, how long a flow and the whole answer took, and how far the proof went."""

    name: str
    students: int
    pairs: int
    flow_seconds: float
    solve_seconds: float
    solution: Solution

    def __str__(self) -> str:
        proven = sum(goal.proven for goal in self.solution.goals)
        return (
            f"{self.name:<14} {self.students:>8} {self.pairs:>8} {self.flow_seconds:>9.4f} {self.solve_seconds:>9.2f} "
            f"{self.solve_seconds / self.flow_seconds:>8.0f} x  {proven} of {len(self.solution.goals)}"
        )


def bench(*, seed: int = 1, seconds: float = SECONDS, threads: int = 2) -> None:
    """Print a row per round, each as soon as it is known; the ratio is what compares across machines."""
    heading = f"{'round':<14} {'students':>8} {'pairs':>8} {'flow s':>9} {'engine s':>9} {'ratio':>10}  goals proven"
    print(heading, flush=True)  # noqa: T201 - a command that prints a table
    for name, students, side in ROUNDS:
        problem = generate(students, seed, side=side)
        row = _row(f"{name}, {'side' if side else 'plain'}", problem, seconds, threads)
        print(row, flush=True)  # noqa: T201 - a command that prints a table


def _row(name: str, problem: Problem, seconds: float, threads: int) -> Row:
    flow = _bare_flow(problem)
    flow_seconds = median(_timed(flow) for _ in range(TIMES_FLOW))
    start = perf_counter()
    solution = solve(problem, seconds=seconds, threads=threads)
    taken = perf_counter() - start
    return Row(name, len(problem.students), len(eligible_pairs(problem)[0]), flow_seconds, taken, solution)


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _bare_flow(problem: Problem) -> Callable[[], object]:
    """One flow, as many students as possible at the lowest made-up cost: what the simplest matching would take."""
    student, request = eligible_pairs(problem)
    students, requests = len(problem.students), len(problem.requests)
    source, sink = students + requests, students + requests + 1
    tail = np.concatenate([np.full(students, source), student, students + np.arange(requests)])
    head = np.concatenate([np.arange(students), students + request, np.full(requests, sink)])
    places = [asked.max_students for asked in problem.requests]
    room = np.concatenate([np.ones(students + len(student)), places])
    draws = np.random.default_rng(1).integers(1, 100, len(student))
    cost = np.concatenate([np.zeros(students), draws, np.zeros(requests)])

    def solve_once() -> object:
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tail, head, room.astype(np.int64), cost.astype(np.int64))
        flow.set_node_supply(source, students)
        flow.set_node_supply(sink, -students)
        return flow.solve_max_flow_with_min_cost()

    return solve_once


if __name__ == "__main__":
    bench(seed=int(sys.argv[1]) if len(sys.argv) > 1 else 1)
