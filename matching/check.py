"""The referee. Judges any plan, made by solver or by hand, without knowing the solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from matching.certificate import Certificate
from matching.problem import Problem
from matching.referee import pairs
from matching.referee.broken import Broken, Claim
from matching.referee.claims import claims
from matching.referee.limits import RULES
from matching.referee.lookup import Lookup
from matching.referee.minutes import minutes
from matching.referee.uncertified import uncertified as _uncertified
from matching.rules import PairLimit
from matching.solution import Assignment, Solution, Status

__all__ = ["Broken", "Claim", "broken_limits", "check", "minutes", "uncertified"]

Plan = Sequence[Assignment]


def check(problem: Problem, solution: Solution) -> list[Broken]:
    """Every broken limit and every statement of the solution that is not true; empty when it is sound.

    Bounds are taken on trust where no definition decides them: the referee knows no solver.
    """
    infeasible = solution.status is Status.INFEASIBLE
    broken = [] if infeasible else broken_limits(problem, solution.assignments)
    return [*broken, *claims(Lookup(problem), solution)]


def uncertified(problem: Problem, solution: Solution, certificate: Certificate) -> Iterator[Broken]:
    """Why the certificate does not prove the plan best on every goal in turn; nothing when it does.

    From the definitions alone, without a solver. Limits and stated values are `check`'s to judge.
    """
    return _uncertified(Lookup(problem), solution, certificate)


def broken_limits(problem: Problem, plan: Plan) -> list[Broken]:
    """Every limit of section 2 that the plan breaks, its half-days judged as they are given.

    Placements that name a student or a request the problem does not have are told as such, once.
    """
    lookup = Lookup(problem)
    known = [placed for placed in plan if placed.student in lookup.students and placed.request in lookup.requests]
    found = [*_unknown(lookup, plan), *_once(plan), *_eligible(lookup, known)]
    for rule in RULES.values():
        found.extend(rule(lookup, known))
    return found


_SAYS: Final[dict[PairLimit, str]] = {
    PairLimit.LEVEL: "shares no level with it",
    PairLimit.PHASE: "is in too early a phase",
    PairLimit.HALF_DAYS: "is free on too few of its half-days",
    PairLimit.TRAVEL: "travels longer than accepted",
    PairLimit.KIND: "gives none of the kinds of support it asks",
    PairLimit.LANGUAGE: "speaks none of the languages it requires",
    PairLimit.COLLEGE: "is of a college that may not send there",
    PairLimit.AVOID: "avoids its school",
    PairLimit.WISH: "accepts only wishes, and this is none",
    PairLimit.BAN: "is banned from it",
}


def _eligible(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    for placed in plan:
        student, request = lookup.students[placed.student], lookup.requests[placed.request]
        for limit in pairs.against(lookup, student, request):
            sentence = f"student {student.id} at request {request.id} {_SAYS[limit]}"
            yield Broken(rule=limit, sentence=sentence, student=student.id, request=request.id, school=request.school)


def _once(plan: Plan) -> Iterator[Broken]:
    for student, times in Counter(placed.student for placed in plan).items():
        if times > 1:
            yield Broken(rule=Claim.ONCE, sentence=f"student {student} has {times} placements", student=student)


def _unknown(lookup: Lookup, plan: Plan) -> Iterator[Broken]:
    for placed in plan:
        if placed.student not in lookup.students:
            sentence = f"student {placed.student} is not in the problem"
            yield Broken(rule=Claim.IDS, sentence=sentence, student=placed.student)
        if placed.request not in lookup.requests:
            sentence = f"request {placed.request} is not in the problem"
            yield Broken(rule=Claim.IDS, sentence=sentence, request=placed.request)
