"""The command `repair`: the choices for a plan that no longer fits, as a folder of files."""

from __future__ import annotations

from argparse import Namespace

from matching import exchange
from matching.choice import Choices
from matching.problem import Problem
from matching.shell.files import read_input
from matching.shell.folder import refuse_used, write_folder
from matching.shell.stoppable import Stop, until_stopped
from matching.shell.telling import proof, tell, tell_found
from matching.solution import Solution
from matching.text.decoding import BadInputError, shown
from matching.text.writing_choices import file_name

PROBLEM_FILE = "problem.json"
INDEX_FILE = "choices.json"


def repair(asked: Namespace) -> Choices:
    """Find the choices and write them; a stop signal keeps the best that is found so far."""
    refuse_used(asked.out)
    with until_stopped() as run:
        problem, solution = _read(asked)
        tell(f"{len(problem.students)} students, {len(solution.assignments)} of the plan as it was")
        found = run(lambda stop: _search(problem, solution, asked, stop))
        write_folder(asked.out, files(found))
    for choice in found.choices:
        tell(f"{choice.unplaced} unplaced, {choice.moved} moved{proof(choice)}: {file_name(choice)}")
    tell("these are all the choices" if found.complete else "there may be other choices")
    return found


def files(found: Choices) -> dict[str, str]:
    """The text of every file by its name, the index last."""
    solutions = {file_name(each): exchange.solution_to_data(each.solution) for each in found.choices}
    problem = {PROBLEM_FILE: exchange.problem_to_data(found.question)}
    rows = {**problem, **solutions, INDEX_FILE: exchange.choices_to_data(found)}
    return {name: exchange.dump(row) for name, row in rows.items()}


def _read(asked: Namespace) -> tuple[Problem, Solution]:
    if asked.problem == asked.solution == "-":
        raise BadInputError(["-: standard input cannot be both the problem and the solution"])
    problem = exchange.read_problem(read_input(asked.problem))
    solution = exchange.read_earlier_solution(read_input(asked.solution))
    _refuse_unknown(problem, asked)
    return problem, solution


def _refuse_unknown(problem: Problem, asked: Namespace) -> None:
    students = {student.id for student in problem.students}
    requests = {request.id for request in problem.requests}
    faults = [f"--drop: {shown(name)} is not a student of this problem" for name in asked.drop if name not in students]
    faults += [
        f"--close: {shown(name)} is not a request of this problem" for name in asked.close if name not in requests
    ]
    if faults:
        raise BadInputError(faults)


def _search(problem: Problem, solution: Solution, asked: Namespace, stop: Stop) -> Choices:
    from matching import repair as repairing  # only here: the solver's libraries take half a second to load
    from matching.mend.question import with_closed, without_students

    now = with_closed(without_students(problem, asked.drop), asked.close)
    return repairing.choices(
        now, solution, seconds=asked.seconds, threads=asked.threads, stop=stop, progress=tell_found
    )
