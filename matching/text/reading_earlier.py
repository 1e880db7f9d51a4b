"""Reads a solution of an earlier problem: well formed, but it may name students and requests that are gone."""

from __future__ import annotations

from collections import Counter

from matching.solution import Solution
from matching.text.decoding import shown
from matching.text.names import Names
from matching.text.reading_solution import solution_from_spot
from matching.text.spot import Spot

ANY_NAME = Names(students=None, schools=None, requests=None, modes=None, wishes=None)


def earlier_from_spot(spot: Spot) -> Solution:
    """The solution at `spot`; noted as faults: a student with two places, and an answer without a plan."""
    solution = solution_from_spot(spot, ANY_NAME)
    for student, times in Counter(placed.student for placed in solution.assignments).items():
        if times > 1:
            spot.field("assignments").note(f"student {shown(student)} stands {times} times")
    if solution.conflict:
        spot.field("conflict").note("an earlier solution without a plan cannot be repaired")
    return solution
