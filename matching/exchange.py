"""The exchange format, the one door in and out: text to problem and solution, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from matching.certificate import Certificate
from matching.problem import Problem
from matching.solution import Solution
from matching.text.certificates import certificate_from_spot, certificate_to_data
from matching.text.collecting import without_collecting
from matching.text.decoding import BadInputError, TooLargeError, decode, dump
from matching.text.names import names_in
from matching.text.reading import problem_from_spot
from matching.text.reading_earlier import earlier_from_spot
from matching.text.reading_solution import solution_from_spot
from matching.text.spot import MOST_FAULTS, Spot, TooManyFaultsError, UnreadableError
from matching.text.writing import digest, problem_to_data
from matching.text.writing_choices import choices_to_data
from matching.text.writing_solution import alternatives_to_data, explanation_to_data, solution_to_data

__all__ = [
    "BadInputError",
    "TooLargeError",
    "alternatives_to_data",
    "certificate_to_data",
    "choices_to_data",
    "digest",
    "dump",
    "explanation_to_data",
    "problem_from_data",
    "problem_to_data",
    "read_certificate",
    "read_earlier_solution",
    "read_problem",
    "read_solution",
    "solution_from_data",
    "solution_to_data",
]

T = TypeVar("T")


def read_problem(text: str | bytes) -> Problem:
    """The problem in a JSON text; BadInputError with a line per fault when there is any."""
    with without_collecting():
        return problem_from_data(decode(text, name="problem"))


def problem_from_data(data: object) -> Problem:
    """The problem in plain values (dicts, lists, strings, numbers); BadInputError as `read_problem`."""
    with without_collecting():
        return _all_or_faults(Spot(data), problem_from_spot)


def read_solution(text: str | bytes, problem: Problem) -> Solution:
    """The solution of `problem` in a JSON text, well formed but not judged; BadInputError otherwise.

    An id the problem does not have is a fault of the text; a plan that breaks a limit is for the referee.
    """
    with without_collecting():
        return solution_from_data(decode(text, name="solution"), problem)


def solution_from_data(data: object, problem: Problem) -> Solution:
    """The solution in plain values; BadInputError as `read_solution`."""
    names = names_in(problem)
    return _all_or_faults(Spot(data), lambda spot: solution_from_spot(spot, names))


def read_earlier_solution(text: str | bytes) -> Solution:
    """A solution with a plan of whatever problem, each student in it once: a repair begins here. Its ids are free."""
    return _all_or_faults(Spot(decode(text, name="solution")), earlier_from_spot)


def read_certificate(text: str | bytes, problem: Problem) -> Certificate:
    """A certificate of a plan of `problem`, well formed but not judged; BadInputError otherwise."""
    names = names_in(problem)
    return _all_or_faults(Spot(decode(text, name="certificate")), lambda spot: certificate_from_spot(spot, names))


def _all_or_faults(spot: Spot, reader: Callable[[Spot], T]) -> T:
    try:
        found = reader(spot)
    except UnreadableError:
        raise BadInputError(spot.faults) from None
    except TooManyFaultsError:
        raise BadInputError([*spot.faults, f"these are the first {MOST_FAULTS} faults"]) from None
    if spot.faults:
        raise BadInputError(spot.faults)
    return found
