"""Lets one other solver answer one question in this process, and prints what it took: `python -m bench.peers`."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.peers import bipartite, flow
from bench.peers.answer import Reached, in_turn
from bench.question import Question
from bench.textbook import textbook

Answer = Callable[[Question, float, int], list[Reached]]


def one_flow(vector: Callable[[Question], flow.Arcs], *, all_leave: bool) -> Answer:
    """The number of students, which is all that a single flow for a single vector proves."""

    def answer(asked: Question, _seconds: float, _threads: int) -> list[Reached]:
        arcs = vector(asked)
        end = arcs.nodes - 1
        placed = -flow.solve(flow.with_out(arcs) if all_leave else arcs, end, all_leave=all_leave)
        return [Reached(0, placed, placed, proven=True)]

    return answer


def cp_sat(asked: Question, seconds: float, threads: int) -> list[Reached]:
    """The time limit holds for building too."""
    from bench.peers.cpsat import CpSat

    start = perf_counter()
    program = textbook(asked)
    solver = CpSat(program, threads)
    return in_turn(solver, program.stages, seconds - (perf_counter() - start))


def cbc(asked: Question, seconds: float, threads: int) -> list[Reached]:
    """The time limit holds for building too."""
    from bench.peers.cbc import Cbc

    start = perf_counter()
    program = textbook(asked)
    solver = Cbc(program, threads)
    return in_turn(solver, program.stages, seconds - (perf_counter() - start))


PEERS: Final[dict[str, Answer]] = {
    "flow:weighted": one_flow(flow.weighted, all_leave=True),
    "flow:coverage": one_flow(flow.coverage, all_leave=True),
    "flow:maximum": one_flow(flow.weighted, all_leave=False),
    "scipy": lambda asked, _seconds, _threads: bipartite.solve(asked),
    "cp-sat": cp_sat,
    "cbc": cbc,
}


def spent() -> float:
    """CPU seconds of this process and of those it started and that ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main(name: str, path: str, seconds: str, threads: str) -> None:
    """Reading the arrays is not counted; building the solver's own picture of them is."""
    asked = Question.load(Path(path))
    cpu, wall = spent(), perf_counter()
    reached = PEERS[name](asked, float(seconds), int(threads))
    answer = {"cpu": spent() - cpu, "wall": perf_counter() - wall, "reached": [asdict(each) for each in reached]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
