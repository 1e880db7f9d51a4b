"""The command `explain`: one price, or the ten cheapest alternatives, with what was reckoned kept for the next one."""

from __future__ import annotations

import signal
from argparse import Namespace
from pathlib import Path

from matching import exchange
from matching.problem import Problem
from matching.shell.files import read_input, refuse_unwritable, write_output
from matching.solution import Solution, Status
from matching.text.decoding import BadInputError, shown


def answer_question(problem: Problem, solution: Solution, asked: Namespace) -> None:
    """Print the answer; Ctrl-C ends at once, for there is nothing to keep."""
    _refuse_unexplainable(problem, solution, asked)
    stored = _stored(asked.cache)
    from matching.explain import Explainer  # only here: the solver's libraries take half a second to load

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    explainer = Explainer(problem, solution, stored=stored)
    if asked.request is None:
        found = explainer.alternatives(asked.student, seconds=asked.seconds)
        answer = exchange.alternatives_to_data(asked.student, found.found, complete=found.complete)
    else:
        answer = exchange.explanation_to_data(explainer.explain(asked.student, asked.request, seconds=asked.seconds))
    write_output("-", exchange.dump(answer))
    if asked.cache is not None and (text := explainer.to_store()) not in (None, stored):
        write_output(asked.cache, str(text))


def _stored(cache: str | None) -> str | None:
    """What an earlier question left; None when there is nothing, or nothing that is text."""
    if cache is None:
        return None
    if cache == "-":
        raise BadInputError(["--cache: standard input and output cannot be kept"])
    refuse_unwritable(cache)
    return read_input(cache).decode(errors="replace") if Path(cache).exists() else None


def _refuse_unexplainable(problem: Problem, solution: Solution, asked: Namespace) -> None:
    faults = []
    if asked.student not in {student.id for student in problem.students}:
        faults.append(f"--student: {shown(asked.student)} is not a student of this problem")
    if asked.request is not None and asked.request not in {request.id for request in problem.requests}:
        faults.append(f"--request: {shown(asked.request)} is not a request of this problem")
    if solution.problem_digest != exchange.digest(problem):
        faults.append("problem_digest: the solution is of another problem")
    if solution.status is Status.INFEASIBLE:
        faults.append('status: a solution that is "infeasible" has no plan to explain')
    if faults:
        raise BadInputError(faults)
