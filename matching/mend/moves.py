"""Who goes elsewhere, counted as the goal `changes` counts, and who gets a first place."""

from __future__ import annotations

from collections.abc import Iterable

from matching.problem import Pair, Problem
from matching.solution import Assignment, PlanMove


def moves(question: Problem, plan: Iterable[Assignment]) -> tuple[PlanMove, ...]:
    """Students of `previous` still in the problem and not at that request now, by id; None when without a place."""
    there = {student.id for student in question.students}
    now = {each.student: each.request for each in plan}
    return tuple(
        PlanMove(student=pair.student, from_request=pair.request, to_request=now.get(pair.student))
        for pair in sorted(question.previous)
        if pair.student in there and now.get(pair.student) != pair.request
    )


def newly_placed(question: Problem, plan: Iterable[Assignment]) -> tuple[Pair, ...]:
    """Students whom `previous` gave no place, with the place they have now, by id."""
    before = {pair.student for pair in question.previous}
    return tuple(sorted(Pair(each.student, each.request) for each in plan if each.student not in before))
