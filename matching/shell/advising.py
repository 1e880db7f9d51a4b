"""The command that tells what would place more students, or why one student has no place."""

from __future__ import annotations

import signal
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from matching import exchange
from matching.problem import Problem
from matching.shell.files import write_output
from matching.solution import Solution, Status
from matching.text.decoding import BadInputError, shown


def advise_on(problem: Problem, solution: Solution, asked: Namespace) -> None:
    """Print the advice; with a student the shortage, `null` where numbers alone do not tell why."""
    _refuse_unadvisable(problem, solution, asked)
    from matching.advice import Adviser  # only here: it loads the solver's libraries

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing to keep: end at once
    adviser = Adviser(problem, solution)
    if asked.student is None:
        answer: dict[str, Any] = asdict(adviser.advise(seconds=asked.seconds))
    else:
        found = adviser.shortage(asked.student)
        answer = {"student": asked.student, "shortage": None if found is None else asdict(found)}
    write_output("-", exchange.dump(answer))


def _refuse_unadvisable(problem: Problem, solution: Solution, asked: Namespace) -> None:
    faults = []
    if asked.student is not None and asked.student not in {student.id for student in problem.students}:
        faults.append(f"--student: {shown(asked.student)} is not a student of this problem")
    if solution.problem_digest != exchange.digest(problem):
        faults.append("problem_digest: the solution is of another problem")
    if solution.status is Status.INFEASIBLE:
        faults.append('status: a solution that is "infeasible" has no plan to advise on')
    if faults:
        raise BadInputError(faults)
