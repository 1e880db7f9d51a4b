"""The command line: solve, check, explain, advise, repair and generate (exchange format, section 5)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

from matching import exchange
from matching.problem import Problem
from matching.shell.advising import advise_on
from matching.shell.certifying import refuse_uncertifiable, uncertified, write_certificate
from matching.shell.explaining import answer_question
from matching.shell.files import read_input, refuse_unwritable, write_output
from matching.shell.options import parser
from matching.shell.repairing import repair as mend
from matching.shell.stoppable import Stop, until_stopped
from matching.shell.telling import tell, tell_progress
from matching.solution import Solution, Status
from matching.text.decoding import BadInputError

DONE: Final = 0
FOUND: Final = 1
BAD_INPUT: Final = 2
NO_PLAN: Final = 3
INTERRUPTED: Final = 130


def main(arguments: list[str]) -> int:
    """Carry out one command; the exit code. Bad input is told on standard error, one line per fault."""
    asked = parser().parse_args(arguments)
    try:
        return COMMANDS[asked.command](asked)
    except BadInputError as error:
        tell(str(error))
        return BAD_INPUT
    except MemoryError:
        tell("the problem: there is not enough memory after all")
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED


def solve(asked: Namespace) -> int:
    """Solve a problem; a stop signal keeps the best plan so far."""
    refuse_unwritable(asked.out)
    with until_stopped() as run:
        problem = _read_problem(asked.problem)
        if asked.certificate is not None:
            refuse_uncertifiable(asked.certificate, problem)
        solution = run(lambda stop: _search(problem, asked, stop))
        write_output(asked.out, exchange.dump(exchange.solution_to_data(solution)))
        if asked.certificate is not None:
            write_certificate(asked.certificate, problem, solution)
    tell(f"{solution.status}: {len(solution.assignments)} of {len(problem.students)} students placed")
    return NO_PLAN if solution.status is Status.INFEASIBLE else DONE


def _search(problem: Problem, asked: Namespace, stop: Stop) -> Solution:
    from matching import solve as solver  # only here: the solver's libraries take half a second to load

    return solver.solve(problem, seconds=asked.seconds, threads=asked.threads, stop=stop, progress=tell_progress)


def check(asked: Namespace) -> int:
    """Print every broken limit and every untrue statement of a solution."""
    from matching import check as referee

    problem, solution = _read_both(asked)
    found = referee.check(problem, solution)
    if asked.certificate is not None:
        found += uncertified(asked.certificate, problem, solution)
    write_output("-", "".join(f"{broken}\n" for broken in found))
    tell(f"{len(found)} found" if found else "nothing found")
    return FOUND if found else DONE


def explain(asked: Namespace) -> int:
    """Print what placing a student at a request would cost, or the ten cheapest alternatives."""
    problem, solution = _read_both(asked)
    answer_question(problem, solution, asked)
    return DONE


def advise(asked: Namespace) -> int:
    """Print what would place more students, or why one has no place."""
    problem, solution = _read_both(asked)
    advise_on(problem, solution, asked)
    return DONE


def repair(asked: Namespace) -> int:
    """Write the choices for a plan that no longer fits."""
    return NO_PLAN if mend(asked).conflict else DONE


def generate(asked: Namespace) -> int:
    """Write a made-up problem."""
    from matching import generate as generator

    refuse_unwritable(asked.out)
    problem = generator.generate(asked.students, asked.seed, side=asked.side)
    write_output(asked.out, exchange.dump(exchange.problem_to_data(problem)))
    return DONE


def _read_problem(name: str) -> Problem:
    return exchange.read_problem(read_input(name))


def _read_both(asked: Namespace) -> tuple[Problem, Solution]:
    if asked.problem == asked.solution == "-":
        raise BadInputError(["-: standard input cannot be both the problem and the solution"])
    problem = _read_problem(asked.problem)
    return problem, exchange.read_solution(read_input(asked.solution), problem)


COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {
    "solve": solve,
    "check": check,
    "explain": explain,
    "advise": advise,
    "repair": repair,
    "generate": generate,
}
