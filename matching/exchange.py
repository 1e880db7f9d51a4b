"""The exchange format, the one door in and out: text to problem and solution, and back."""

from __future__ import annotations

from matching.decoding import BadInputError, decode, dump
from matching.problem import Problem
from matching.reading import problem_from_spot
from matching.spot import Spot, UnreadableError
from matching.writing import digest, problem_to_data

__all__ = [
    "BadInputError",
    "digest",
    "dump",
    "problem_from_data",
    "problem_to_data",
    "read_problem",
]


def read_problem(text: str | bytes) -> Problem:
    """The problem in a JSON text; BadInputError with a line per fault when there is any."""
    return problem_from_data(decode(text, name="problem"))


def problem_from_data(data: object) -> Problem:
    """The problem in plain values (dicts, lists, strings, numbers); BadInputError as `read_problem`."""
    spot = Spot(data, "", [])
    try:
        problem = problem_from_spot(spot)
    except UnreadableError:
        raise BadInputError(spot.faults) from None
    if spot.faults:
        raise BadInputError(spot.faults)
    return problem
