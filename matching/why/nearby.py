"""Plans with a pair, near the plan at hand: the student goes there, and somebody there makes room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from matching.problem import Pair, Request
from matching.referee.lookup import Lookup
from matching.score import score
from matching.why.base import Plan
from matching.why.causes import Cause, obstacle
from matching.why.price_order import key_of

TRIED: Final = 12
"""Plans that are compared."""


def nearby(lookup: Lookup, plan: Plan, pair: Pair) -> list[Plan]:
    """A few plans with the pair near a valid plan, best first. Others' duos are left to whoever judges them."""
    found = islice(_near(lookup, plan, pair), TRIED)
    return sorted(found, key=lambda each: key_of(score(lookup.problem, tuple(each)).items()))


def _near(lookup: Lookup, plan: Plan, pair: Pair) -> Iterator[Plan]:
    """The student alone; with one of those there gone to the student's place, elsewhere, or without a place."""
    rest = [each for each in plan if each.student != pair.student]
    old = next((each.request for each in plan if each.student == pair.student), None)
    rest = _without_too_few(lookup, rest, old)
    yield from _joined(lookup, rest, [pair])
    pinned = {pin.student for pin in lookup.problem.pins}
    for other in sorted(each for each in rest if each.request == pair.request and each.student not in pinned):
        left = [each for each in rest if each != other]
        if old is not None:
            yield from _joined(lookup, left, [pair, Pair(other.student, old)])
        yield from _joined(lookup, left, [pair])


def _joined(lookup: Lookup, rest: Iterable[Pair], coming: Iterable[Pair]) -> Iterator[Plan]:
    """The plan with these pairs added one after the other, when nothing is in the way of any."""
    there = list(rest)
    for pair in coming:
        student = lookup.students[pair.student]
        if student.duo is not None and student.duo.required:
            return
        if obstacle(lookup, there, student, lookup.requests[pair.request]).cause is not Cause.OTHER_GOALS:
            return
        there.append(pair)
    yield frozenset(there)


def _without_too_few(lookup: Lookup, plan: list[Pair], request: str | None) -> list[Pair]:
    """The plan without those at a request whom its minimum no longer lets stay."""
    if request is None or _enough(lookup.requests[request], sum(each.request == request for each in plan)):
        return plan
    return [each for each in plan if each.request != request]


def _enough(request: Request, students: int) -> bool:
    return not students or students >= request.min_students
